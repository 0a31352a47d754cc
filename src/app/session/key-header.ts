import { ROW_KEYS } from '#core/model/row-key';
import type { SourceDraft } from './types';

/** The header by which records of a source may be replaced: the one a person chose, else the id of what a row is. */
export function keyHeader({ key, mapping }: Pick<SourceDraft, 'key' | 'mapping'>): string | null {
  if (key !== undefined) return key;
  const id = mapping && ROW_KEYS[mapping.grain];
  return mapping?.columns.find(({ role }) => role === id?.name)?.header ?? null;
}

import type { SourcePart } from '#core/model/source';
import type { LoadRequest } from '#edge/load/types';
import type { DraftPart, SourceDraft } from './types';

/** A file of a draft as it is stored and loaded: without what only this visit knows. */
export const plainPart = ({ name, bytes, fingerprint, dialect, reading, columns, update }: DraftPart): SourcePart => ({
  name,
  bytes,
  fingerprint,
  dialect,
  ...(reading ? { reading } : {}),
  columns,
  ...(update ? { update } : {}),
});

/** What the loader is asked for: a readable draft of several files. */
export async function requestDraft(
  { id, name, preview, mapping, parts = [], key }: SourceDraft,
  fileOf: (id: string) => File,
): Promise<LoadRequest> {
  const [{ fromBlob }, { requestParts }] = await Promise.all([import('#edge/load/input-file'), import('#edge/load/parts')]);
  const source = { id, name, headers: preview!.head.headers, mapping: mapping!, ...(key === undefined ? {} : { key }) };
  const files = parts.map((part) => fromBlob(fileOf(part.id), part.name));
  return requestParts(source, parts.map(plainPart), files);
}

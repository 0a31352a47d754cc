import type { Text } from '#core/messages/text';
import type { PartLedger } from '#core/model/ledger';

/** What a later file changed, in words (MF15); null for a file that came with the source. */
export function changeText({ name, change }: Pick<PartLedger, 'name' | 'change'>): Text | null {
  if (!change) return null;
  const { update, key, added, changed, same, gone } = change;
  if (key === null) return { key: 'files_change_records', values: { name, added } };
  return { key: `files_change_${update}`, values: { name, key, added, known: changed + same, changed, same, gone } };
}

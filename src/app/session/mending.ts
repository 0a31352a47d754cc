import type { Mend } from '#core/intake/mend';
import type { ColumnMapping } from '#core/model/source';
import type { Drafts } from './drafts.svelte';

/** Mends a column of a draft's mapping; says whether that changed anything. */
export async function mendColumn(drafts: Drafts, id: string, mend: Mend): Promise<boolean> {
  const mapping = drafts.find(id)?.mapping;
  if (!mapping) return false;
  const { applyMend } = await import('#core/intake/mend');
  const mended = applyMend(mapping, mend);
  if (JSON.stringify(mended) === JSON.stringify(mapping)) return false;
  drafts.setMapping(id, mended);
  return true;
}

/** Puts one column of a draft's mapping back as it was. */
export function putBack(drafts: Drafts, id: string, column: ColumnMapping): void {
  const mapping = drafts.find(id)?.mapping;
  if (!mapping) return;
  const columns = mapping.columns.map((each) => (each.header === column.header ? column : each));
  drafts.setMapping(id, { ...mapping, columns });
}

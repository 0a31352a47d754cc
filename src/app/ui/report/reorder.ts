import { sectionsOf } from '#core/report/sections';
import type { Cell, Edit } from '#core/report/types';

/** The cells on screen: all but those of folded sections. */
export function visibleCells(cells: readonly Cell[], folded: readonly string[]): readonly Cell[] {
  const hidden = new Set(sectionsOf(cells).flatMap((section) => (folded.includes(section.id) ? section.cells : [])));
  return hidden.size === 0 ? cells : cells.filter(({ id }) => !hidden.has(id));
}

/** The cells that a cell hides while it is folded; none where it is open or no heading. */
export const hiddenBelow = (cells: readonly Cell[], folded: readonly string[], id: string): readonly string[] =>
  (folded.includes(id) && sectionsOf(cells).find((section) => section.id === id)?.cells) || [];

/** The folded headings that would hide a cell. */
export const foldedAround = (cells: readonly Cell[], folded: readonly string[], id: string): readonly string[] =>
  sectionsOf(cells).flatMap((section) => (folded.includes(section.id) && section.cells.includes(id) ? [section.id] : []));

/** RP26: brings a cell, or a folded section, to a place among the cells on screen; null where it stands there already. */
export function moveEdit(cells: readonly Cell[], folded: readonly string[], id: string, to: number): Edit | null {
  const others = visibleCells(cells, folded).filter((cell) => cell.id !== id);
  const block = [id, ...hiddenBelow(cells, folded, id)];
  const before = others.slice(0, to).flatMap((cell) => [cell.id, ...hiddenBelow(cells, folded, cell.id)]);
  const from = cells.findIndex((cell) => cell.id === id);
  const start = before.length;
  if (from < 0 || from === start) return null;
  const edits = block.map((each, index): Edit => ({
    op: 'move_cell',
    id: each,
    index: start < from ? start + index : start + block.length - 1,
  }));
  return edits.length === 1 ? edits[0]! : { op: 'all', edits };
}

import { rowsOf } from '#core/report/layout';
import type { Cell } from '#core/report/types';

/** What a presentation shows at a time: rows of cells. */
export type Slide = readonly (readonly Cell[])[];

const leads = (row: readonly Cell[]): boolean => row.every(({ type }) => type === 'text' || type === 'control');

/** RP29: each row of the report is a slide, together with the rows of text and controls right before it. Empty texts are left out. */
export function slidesOf(cells: readonly Cell[]): readonly Slide[] {
  const slides: (readonly Cell[])[][] = [];
  let lead: (readonly Cell[])[] = [];
  for (const row of rowsOf(cells.filter((cell) => cell.type !== 'text' || cell.markdown.trim() !== ''))) {
    lead.push(row);
    if (leads(row)) continue;
    slides.push(lead);
    lead = [];
  }
  return lead.length > 0 ? [...slides, lead] : slides;
}

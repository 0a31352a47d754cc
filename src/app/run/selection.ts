import { SELECTION } from '#core/model/filters';
import { partKey } from '#core/model/part-key';
import type { Part, Presentation } from '#core/model/presentation';
import type { Report } from '#core/report/types';
import type { AskedCell } from './asked';

/** Parts of one cell whose customers the cells that follow it show; see rules.md XF1–XF7. */
export interface Selection {
  readonly cellId: string;
  /** At least one. */
  readonly parts: readonly Part[];
  /** The parts in the reader's words, as stamps say them. */
  readonly name: string;
}

/** XF3: the cell that selects keeps all of its data, and so does one that stands alone. */
export const followsSelection = (cell: Pick<AskedCell, 'id' | 'alone'>, selection: Selection | undefined): boolean =>
  selection !== undefined && cell.id !== selection.cellId && cell.alone !== true;

/** XF6: the order in which cells are asked; `additive` are those that are soon there. */
export function selectingFirst(
  cells: readonly AskedCell[],
  selection: Selection | undefined,
  additive: ReadonlySet<string>,
): readonly AskedCell[] {
  if (!selection) return cells;
  const place = ({ id }: AskedCell): number => (id === selection.cellId ? 0 : additive.has(id) ? 1 : 2);
  return cells.toSorted((one, other) => place(one) - place(other));
}

/** XF2: the report as a cell that follows reads it. */
export const withinSelection = (scope: Report): Report => ({
  ...scope,
  filters: [...scope.filters, { table: 'customers', segment: SELECTION, is: 'in' }],
});

/** The parts that can be selected by a mark, each once, in the order they are drawn. */
export function selectableParts({ charts }: Presentation): readonly Part[] {
  const keys = charts.flatMap(({ rows }) => rows.flatMap(({ part }) => (typeof part === 'string' ? [part] : [])));
  return [...new Set(keys)].map((key) => JSON.parse(key) as Part);
}

/** Whether each of the parts is among the numbers and marks that are shown. */
export function showsParts({ table, figures, charts }: Presentation, parts: readonly Part[]): boolean {
  const shown = new Set<string>();
  for (const { parts: places } of table.rows) for (const part of Object.values(places ?? {})) shown.add(partKey(part));
  for (const { part } of figures) if (part) shown.add(partKey(part));
  for (const { rows } of charts) for (const { part } of rows) if (typeof part === 'string') shown.add(partKey(JSON.parse(part)));
  return parts.every((part) => shown.has(partKey(part)));
}

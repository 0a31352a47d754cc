import type { AnalysisCell, Cell, SqlCell } from '#core/report/types';

/** A cell that asks the data something. */
export type AskedCell = AnalysisCell | SqlCell;
export const isAsked = (cell: Cell): cell is AskedCell => cell.type === 'analysis' || cell.type === 'sql';

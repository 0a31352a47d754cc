import { shapesOf } from '#core/chart/builder/columns';
import { questionOf } from '#core/chart/pivot/choice';
import { makePivot } from '#core/chart/pivot/pivot';
import { orderHeads } from '#core/chart/pivot/sort';
import { pivotTable } from '#core/chart/pivot/table';
import { columnsOfTable } from '#core/chart/table/to-columns';
import { rowsOf } from '#core/model/columns';
import type { Presentation } from '#core/model/presentation';
import type { AskedCell } from '#app/run/asked';
import { maskPersonal, maskResult, maskWithin, personalColumns } from '#edge/share/privacy/mask';

/**
 * A result as the cell shows it, its personal columns masked (PR21): where it is shown as a pivot, the pivot with its heads and totals is its table (PV15).
 * It is counted before it is masked, so that two people whose masks are alike stay two.
 */
export function maskShown(cell: AskedCell, presentation: Presentation): Presentation {
  const choice = cell.view?.pivot;
  if (!choice || cell.type !== 'sql') return maskResult(presentation);
  const columns = columnsOfTable(presentation.table);
  const { question } = questionOf(choice, shapesOf(columns));
  const made = makePivot(rowsOf(columns), question);
  if (!made.ok || question.measures.length === 0) return maskResult(presentation);
  const pivot = made.value;
  const table = pivotTable(pivot, orderHeads(pivot, 'rows', choice.sortRows), orderHeads(pivot, 'columns', choice.sortColumns));
  const masks = new Map<string, string>();
  for (const { name, kind } of personalColumns(columns)) {
    const at = question.columns.indexOf(name);
    for (const head of at < 0 ? [] : pivot.columns)
      if (head[at] !== null) masks.set(String(head[at]), maskPersonal(String(head[at]), kind));
  }
  const { table: masked } = maskResult({ ...presentation, charts: [], table });
  // Its columns are called by their heads, also as keys.
  const renamed = masked.columns.map((column, at) => ({
    ...column,
    key: column.is === 'key' ? column.key : `n${at}`,
    label: maskWithin(column.label, masks),
  }));
  const rows = masked.rows.map(({ parts: _places, ...row }) => ({
    ...row,
    values: Object.fromEntries(masked.columns.map(({ key }, at) => [renamed[at]!.key, row.values[key] ?? null])),
  }));
  return { ...maskResult(presentation), table: { columns: renamed, rows } };
}

/** A row at the end of a table, with what stands above it. */
export interface LastRow {
  readonly fields: readonly (string | null)[];
  /** An empty row stands above it. */
  readonly apart: boolean;
}

const TOTAL = /^(grand |sub)?-?totals?( ?\([^)]*\))?[:：]?$|^(合计|总计|小计|汇总|共计|合計|總計|小計)[:：]?$/i;

/** F27: how many of the last rows are totals and notes, counted from the end. */
export function countFooter(rows: readonly LastRow[], width: number): number {
  if (width < 2) return 0;
  let count = 0;
  while (count < rows.length && isFooter(rows.slice(0, rows.length - count), width)) count++;
  return count;
}

function isFooter(rows: readonly LastRow[], width: number): boolean {
  const filled = rows.at(-1)!.fields.filter((text): text is string => text !== null && text !== '');
  if (filled[0] !== undefined && TOTAL.test(filled[0].trim())) return true;
  return width >= 3 && filled.length === 1 && standsApart(rows);
}

/** A note below a blank row, or one of several. */
const standsApart = (rows: readonly LastRow[]): boolean => {
  for (let at = rows.length - 1; at >= 0; at--) {
    if (rows[at]!.fields.filter((text) => text !== null && text !== '').length !== 1) return false;
    if (rows[at]!.apart) return true;
  }
  return false;
};

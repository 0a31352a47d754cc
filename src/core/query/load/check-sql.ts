import { quoteIdentifier } from '#core/sql/identifier';
import { GONE } from '../prepare/steps-sql';
import { castColumns, problemSql, type StageOptions } from './stage-sql';
import { isOrderSource, plannedColumn, rawName, type PlannedColumn, type SourcePlan } from './plan';
import { keptSql, reasonSql, requiredColumns, standing, type StagedSource } from './relation-sql';

const idColumns = (plan: SourcePlan): readonly PlannedColumn[] => plan.columns.filter(({ type }) => type === 'id');

/** Blanks around a text, found without looking into it: a text that begins with one sorts before `!`. */
const padded = (name: string): string => `(${name} < '!' OR suffix(${name}, ' '))`;

const orderId = (plan: SourcePlan): PlannedColumn | undefined =>
  isOrderSource(plan) ? (plannedColumn(plan, 'order_items', 'order_id') ?? plannedColumn(plan, 'orders', 'order_id')) : undefined;

/**
 * One pass over a staged table: `rows`; `problems`, the records with a text that did not fit; `padded`, ids with blanks around
 * them; `lacking`, records without a value they need; `named`, those with an order id; `rising` and `same`, how often that is above the
 * one before or equal to it. `mayBePadded`: not proven otherwise by the counter, which has seen every byte.
 */
export function checkSql(plan: SourcePlan, enums: StageOptions['enums'], mayBePadded: boolean): string {
  const table = quoteIdentifier(plan.staged);
  const order = orderId(plan);
  const raw = order ? rawName(order) : '';
  const above = `(strlen(${raw}) > strlen(before) OR (strlen(${raw}) = strlen(before) AND ${raw} > before))`;
  const stands = plan.steps ? `${GONE} IS NULL AND ` : '';
  const lacking = requiredColumns(plan).map(({ column }) => `count(*) FILTER (${stands}${rawName(column)} IS NULL)`);
  const blanks = (mayBePadded ? idColumns(plan) : []).map((column) => `count(*) FILTER (${padded(rawName(column))})`);
  const select = [
    'count(*) AS rows',
    `${castColumns(plan, enums).length > 0 ? 'count(problems)' : '0'} AS problems`,
    `${blanks.join(' + ') || '0'} AS padded`,
    `${lacking.join(' + ') || '0'} AS lacking`,
    ...(order ? [`count(${raw}) AS named`, `count(*) FILTER (${above}) AS rising`, `count(*) FILTER (${raw} = before) AS same`] : []),
  ];
  const from = order ? `(SELECT *, lag(${raw}) OVER () AS before FROM ${table})` : table;
  return `SELECT ${select.join(', ')} FROM ${from}`;
}

/** Takes the blanks around ids away (LD3). */
export function trimSql(plan: SourcePlan): string {
  const ids = idColumns(plan).map(rawName);
  return `UPDATE ${quoteIdentifier(plan.staged)} SET ${ids.map((name) => `${name} = nullif(trim(${name}), '')`).join(', ')} WHERE ${ids.map(padded).join(' OR ')}`;
}

/** How many records stay, and how many do not by reason: `reason` (null = kept), `records`. */
export const reasonsSql = (plan: SourcePlan): string =>
  `SELECT reason, count(*) AS records FROM (SELECT ${reasonSql(plan)} AS reason FROM ${quoteIdentifier(plan.staged)} AS s) GROUP BY reason`;

/** The positions of the records that do not stay, in file order. */
export const rejectsSql = (plan: SourcePlan, most: number): string =>
  `SELECT s.rowid AS position, ${reasonSql(plan)} AS reason FROM ${quoteIdentifier(plan.staged)} AS s WHERE ${[...standing(plan), `NOT (${keptSql(plan)})`].join(' AND ')} ORDER BY s.rowid LIMIT ${most}`;

/** How many texts of kept records did not fit, by column index as `n<index>`. */
export function problemCountsSql(plan: SourcePlan, enums?: ReadonlyMap<number, unknown>): string {
  const counts = castColumns(plan, enums).map((column) => {
    const needed = enums?.has(column.index) ? '' : ` FILTER (${keptSql(plan)})`;
    return `count(${problemSql(plan, enums, column)})${needed} AS n${column.index}`;
  });
  return `SELECT ${counts.join(', ')} FROM ${quoteIdentifier(plan.staged)} AS s`;
}

/** The most frequent of such texts: `text`, `times`, `position` of the first. */
export function problemExamplesSql({ plan, enums }: StagedSource, column: PlannedColumn, most: number): string {
  const text = problemSql(plan, enums, column);
  return `SELECT ${text} AS text, count(*) AS times, min(s.rowid) AS position FROM ${quoteIdentifier(plan.staged)} AS s WHERE ${text} IS NOT NULL AND ${keptSql(plan)} GROUP BY ${text} ORDER BY times DESC, position LIMIT ${most}`;
}

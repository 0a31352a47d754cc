import { quoteIdentifier } from '#core/sql/identifier';
import { quoteText } from '#core/sql/literal';
import { castColumns, problemSql, type StageOptions } from './stage-sql';
import { isOrderSource, plannedColumn, rawName, type PlannedColumn, type SourcePlan } from './plan';
import { keptSql, reasonSql, requiredColumns, standing, strictColumns, unreadSql, type StagedSource } from './relation-sql';
import { GONE } from '../prepare/steps-sql';

const idColumns = (plan: SourcePlan): readonly PlannedColumn[] => plan.columns.filter(({ type }) => type === 'id');

/** Blanks around a text, found without looking into it: a text that begins with one sorts before `!`. */
const padded = (name: string): string => `(${name} < '!' OR suffix(${name}, ' '))`;

const orderId = (plan: SourcePlan): PlannedColumn | undefined =>
  isOrderSource(plan) ? (plannedColumn(plan, 'order_items', 'order_id') ?? plannedColumn(plan, 'orders', 'order_id')) : undefined;

/**
 * One pass over a staged table: `rows`; `problems`, the records with a text that did not fit; `padded`, ids with blanks around
 * them; `lacking`, whether records miss a value they need or have a text that rejects them (LD16); `named`, those with an order id; `rising` and `same`, how often that is above the
 * one before or equal to it. `mayBePadded`: not proven otherwise by the counter, which has seen every byte.
 */
export function checkSql(plan: SourcePlan, enums: StageOptions['enums'], mayBePadded: boolean): string {
  const table = quoteIdentifier(plan.staged);
  const order = orderId(plan);
  const raw = order ? rawName(order) : '';
  const above = `(strlen(${raw}) > strlen(before) OR (strlen(${raw}) = strlen(before) AND ${raw} > before))`;
  const stands = plan.steps ? `${GONE} IS NULL AND ` : '';
  const lacking = [
    ...requiredColumns(plan).map(({ column }) => `count(*) FILTER (${stands}${rawName(column)} IS NULL)`),
    ...strictColumns(plan).map((column) => `count(*) FILTER (${stands}${unreadSql(plan, enums, column)})`),
  ];
  const blanks = (mayBePadded ? idColumns(plan) : []).map((column) => `count(*) FILTER (${padded(rawName(column))})`);
  const select = [
    'count(*) AS rows',
    `${castColumns(plan, enums).length > 0 ? 'count(problems)' : '0'} AS problems`,
    `${blanks.join(' + ') || '0'} AS padded`,
    `${lacking.join(' + ') || '0'} AS lacking`,
    ...(order ? [`count(${raw}) AS named`, `count(*) FILTER (${above}) AS rising`, `count(*) FILTER (${raw} = before) AS same`] : []),
  ];
  const from = order ? `(SELECT *, lag(${raw}) OVER () AS before FROM ${table})` : table;
  return `SELECT ${select.join(', ')} FROM ${from} AS s`;
}

/** Takes the blanks around ids away (LD3). */
export function trimSql(plan: SourcePlan): string {
  const ids = idColumns(plan).map(rawName);
  return `UPDATE ${quoteIdentifier(plan.staged)} SET ${ids.map((name) => `${name} = nullif(trim(${name}), '')`).join(', ')} WHERE ${ids.map(padded).join(' OR ')}`;
}

/** Gives lines without a date that of their order's other lines (LD25); null where the file has no such columns. */
export function fillDownSql(plan: SourcePlan, enums: StageOptions['enums']): string | null {
  const date = plannedColumn(plan, 'orders', 'ordered_at');
  const order = orderId(plan);
  if (plan.grain !== 'order_line' || !date || !order) return null;
  const [day, id, table] = [rawName(date), rawName(order), quoteIdentifier(plan.staged)];
  const unread = castColumns(plan, enums).includes(date) ? ` AND ${problemSql(plan, enums, date)} IS NULL` : '';
  const known = `SELECT ${id} AS id, min(${day}) AS day FROM ${table} WHERE ${day} IS NOT NULL GROUP BY ${id}`;
  return `UPDATE ${table} AS s SET ${day} = k.day FROM (${known}) AS k WHERE s.${id} = k.id AND s.${day} IS NULL${unread}`;
}

/** How many records stay, and how many do not by reason: `reason` (null = kept), `records`. */
export const reasonsSql = ({ plan, enums }: StagedSource): string =>
  `SELECT reason, count(*) AS records FROM (SELECT ${reasonSql(plan, enums)} AS reason FROM ${quoteIdentifier(plan.staged)} AS s) GROUP BY reason`;

/** The positions of the records that do not stay, in file order. */
export const rejectsSql = ({ plan, enums }: StagedSource, most: number): string =>
  `SELECT s.rowid AS position, ${reasonSql(plan, enums)} AS reason FROM ${quoteIdentifier(plan.staged)} AS s WHERE ${[...standing(plan), `NOT (${keptSql(plan, enums)})`].join(' AND ')} ORDER BY s.rowid LIMIT ${most}`;

const nullsSql = ({ nulls }: PlannedColumn): string => nulls.map(quoteText).join(', ');

const isRequired = (plan: SourcePlan, column: PlannedColumn): boolean => requiredColumns(plan).some((each) => each.column === column);

/**
 * By column index: how many texts of kept records did not fit as `n<index>`, how many stood for nothing as `e<index>` (LD15), and how many made
 * their records rejected, because no record can do without the value, as `r<index>`.
 */
export function problemCountsSql(plan: SourcePlan, enums?: ReadonlyMap<number, unknown>): string {
  const counts = castColumns(plan, enums).flatMap((column) => {
    const text = problemSql(plan, enums, column);
    const kept = enums?.has(column.index) ? 'true' : keptSql(plan, enums);
    const [misfit, word] =
      column.nulls.length > 0 ? [` AND ${text} NOT IN (${nullsSql(column)})`, ` AND ${text} IN (${nullsSql(column)})`] : ['', null];
    const count = (test: string, name: string) => `count(${text}) FILTER (${test}) AS ${name}${column.index}`;
    return [
      count(`${kept}${misfit}`, 'n'),
      ...(word === null ? [] : [count(`${kept}${word}`, 'e')]),
      ...(isRequired(plan, column) ? [count(`true${misfit}`, 'r')] : []),
    ];
  });
  return `SELECT ${counts.join(', ')} FROM ${quoteIdentifier(plan.staged)} AS s`;
}

/** The texts of a column that did not fit: `text`, `times`, `position` of the first; the most frequent first. `rejected`: of rejected records. */
export function problemTextsSql({ plan, enums }: StagedSource, column: PlannedColumn, most: number, rejected: boolean): string {
  const text = problemSql(plan, enums, column);
  const misfit = column.nulls.length > 0 ? ` AND ${text} NOT IN (${nullsSql(column)})` : '';
  const kept = rejected ? '' : ` AND ${keptSql(plan, enums)}`;
  return `SELECT ${text} AS text, count(*) AS times, min(s.rowid) AS position FROM ${quoteIdentifier(plan.staged)} AS s WHERE ${text} IS NOT NULL${misfit}${kept} GROUP BY ${text} ORDER BY times DESC, position LIMIT ${most}`;
}

/** The texts of a column that stood for nothing: `text`, `times`. */
export function nullWordsSql({ plan, enums }: StagedSource, column: PlannedColumn): string {
  const text = problemSql(plan, enums, column);
  return `SELECT ${text} AS text, count(*) AS times FROM ${quoteIdentifier(plan.staged)} AS s WHERE ${text} IN (${nullsSql(column)}) AND ${keptSql(plan, enums)} GROUP BY ${text} ORDER BY times DESC, text`;
}

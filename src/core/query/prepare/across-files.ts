import type { RejectReason } from '#core/model/ledger';
import { quoteIdentifier } from '#core/sql/identifier';
import type { SourcePlan } from '../load/plan';
import { keptSql, reasonSql, requiredColumns, UNREAD } from '../load/relation-sql';
import type { ResolvedStep, ResolvedSteps } from './resolve-steps';
import type { StepColumn } from './step-column';
import type { AcrossFiles } from './across-steps';
import { momentSql } from './expression-sql';
import { completeSql, countName, GONE } from './steps-sql';

const keyName = (place: number): string => `k${place}`;
const orderName = (place: number): string => `o${place}`;

/** The columns in which a record keeps what it is compared by, with their types. */
export const acrossColumns = (across: readonly AcrossFiles[]): readonly (readonly [name: string, type: string])[] =>
  across.flatMap(({ place, type }) => [[keyName(place), 'VARCHAR[]'] as const, [orderName(place), type] as const]);

/** These columns as the records of one file fill them, when its steps have come to this one. The key is missing where one of its texts is. */
export function comparedSql({ place, step, headers }: AcrossFiles, columns: ReadonlyMap<string, StepColumn>): readonly string[] {
  const texts = headers.map((header) => (columns.has(header) ? `c${columns.get(header)!.index}` : 'NULL'));
  const list = `CAST([${texts.join(', ')}] AS VARCHAR[])`;
  const complete = step.keys.length > 0 ? `CASE WHEN ${texts.map((text) => `${text} IS NOT NULL`).join(' AND ')} THEN ${list} END` : list;
  const { survivor } = step;
  const order =
    'column' in survivor ? momentSql(columns.get(survivor.column)!) : survivor.by === 'most_complete' ? completeSql(columns) : 'NULL';
  return [`${complete} AS ${keyName(place)}`, `${order} AS ${orderName(place)}`];
}

/**
 * Takes the duplicates of one step away from the joined table: all but one of the records that came to the step and have the same key. They
 * are told from those taken away within their file by a `gone` below 0.
 */
export function removeAcrossSql(plan: SourcePlan, { place, step }: AcrossFiles): string {
  const table = quoteIdentifier(plan.staged);
  const [key, order] = [keyName(place), orderName(place)];
  const by = {
    first: 'rowid',
    last: 'rowid DESC',
    most_complete: `${order} DESC, rowid`,
    largest: `${order} DESC NULLS LAST, rowid`,
    smallest: `${order} ASC NULLS LAST, rowid`,
  }[step.survivor.by];
  const ranked = `SELECT rowid AS place, row_number() OVER (PARTITION BY ${key} ORDER BY ${by}) AS rank FROM ${table} WHERE ${key} IS NOT NULL AND (${GONE} IS NULL OR ${GONE} > ${place})`;
  return `UPDATE ${table} SET ${GONE} = ${-place - 1} WHERE rowid IN (SELECT place FROM (${ranked}) WHERE rank > 1)`;
}

/** The reasons for which records of a source may be lacking. */
export const lackingReasons = (plan: SourcePlan): readonly RejectReason[] => [
  ...new Set([...requiredColumns(plan).map(({ reason }) => reason), UNREAD]),
];

const takesAway = ({ step }: ResolvedStep): boolean => step.kind === 'filter' || step.kind === 'deduplicate';

/** By `part` of the joined table: `kept`, the rejected by reason as `r_<reason>`; by step `g` what it took away, `e` what it counted, `s` the records it met. */
export function partAccountSql(plan: SourcePlan, { steps }: ResolvedSteps): string {
  const leftAt = `CASE WHEN ${GONE} < 0 THEN -${GONE} - 1 ELSE ${GONE} END`;
  const counts = steps.flatMap((each) => {
    const { place } = each;
    if (takesAway(each)) return [`count(*) FILTER (left_at = ${place}) AS g${place}`];
    const met = `FILTER (left_at IS NULL OR left_at > ${place})`;
    return [`coalesce(sum(${countName(place)}) ${met}, 0) AS e${place}`, `count(${countName(place)}) ${met} AS s${place}`];
  });
  const reasons = lackingReasons(plan).map((reason) => `count(*) FILTER (reason = '${reason}') AS r_${reason}`);
  const from = `SELECT *, ${leftAt} AS left_at, ${reasonSql(plan, undefined)} AS reason, ${keptSql(plan)} AS stays FROM ${quoteIdentifier(plan.staged)} AS s`;
  return `SELECT part, ${['count(*) FILTER (stays) AS kept', ...reasons, ...counts].join(', ')} FROM (${from}) GROUP BY part`;
}

/** The places in the joined table of records that are duplicates of another file's, as `position`. */
export const goneAcrossSql = (plan: SourcePlan): string =>
  `SELECT rowid AS position FROM ${quoteIdentifier(plan.staged)} WHERE ${GONE} < 0`;

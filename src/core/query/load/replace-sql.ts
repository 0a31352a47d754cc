import type { CanonicalTable } from '#core/model/canonical';
import { ROW_KEYS } from '#core/model/row-key';
import type { SourcePart } from '#core/model/source';
import { quoteIdentifier } from '#core/sql/identifier';
import { quoteText } from '#core/sql/literal';
import { plannedColumn, rawName, type PlannedColumn, type SourcePlan } from './plan';
import { keptSql, requiredColumns } from './relation-sql';

/** The column by which records are replaced (MF13): the one that is named, else the id of what a row is; for lines that of their order. */
export function keyColumn(plan: SourcePlan, header?: string): PlannedColumn | undefined {
  const named = header === undefined ? undefined : plan.columns.find((column) => column.header === header);
  if (named) return named;
  const id = ROW_KEYS[plan.grain];
  const lines = plan.grain === 'order_line' ? plannedColumn(plan, 'order_items', 'order_id') : undefined;
  return lines ?? (id ? plannedColumn(plan, id.table, id.name) : undefined);
}

/** The column whose dates say what a file covers. */
const dateColumn = (plan: SourcePlan): PlannedColumn | undefined =>
  requiredColumns(plan).find(({ reason }) => reason === 'missing_date')?.column ??
  plan.columns.find(({ type, attribute }) => !attribute && (type === 'day' || type === 'instant'));

const partsOf = (parts: readonly SourcePart[], update: SourcePart['update']): number[] =>
  parts.flatMap((part, at) => (part.update === update ? [at] : []));

/** The last file that replaces the whole and comes before the given place; -1 where none does. */
const wholeBefore = (parts: readonly SourcePart[], at: number): number =>
  Math.max(-1, ...partsOf(parts, 'whole').filter((each) => each < at));

/** What becomes of the kept records of the files before an updating one; null where nothing is replaced. */
export function replaceSql(plan: SourcePlan, parts: readonly SourcePart[], key: PlannedColumn | undefined): string | null {
  const whole = wholeBefore(parts, parts.length);
  const replacing = key ? partsOf(parts, 'replace') : [];
  const table = quoteIdentifier(plan.staged);
  const conditions: string[] = [];
  if (whole > 0) conditions.push(`s.part < ${whole}`);
  if (key && replacing.length > 0) {
    const name = rawName(key);
    const last = `SELECT s.${name} AS key, max(s.part) AS last FROM ${table} AS s WHERE s.part IN (${replacing.join(', ')}) AND s.${name} IS NOT NULL AND ${keptSql(plan)} GROUP BY ALL`;
    conditions.push(`s.rowid IN (SELECT s.rowid FROM ${table} AS s JOIN (${last}) AS l ON l.key = s.${name} WHERE s.part < l.last)`);
  }
  return conditions.length > 0 ? `DELETE FROM ${table} AS s WHERE (${conditions.join(' OR ')}) AND ${keptSql(plan)}` : null;
}

/** By `part`: kept `records`, first and last day as `from_day` and `to_day`. A file without a kept record has no row. */
export function partFactsSql(plan: SourcePlan): string {
  const date = dateColumn(plan);
  const day = (of: string) => (date ? `CAST(${of}(s.${rawName(date)}) AS DATE)` : 'CAST(NULL AS DATE)');
  return `SELECT s.part, count(*) AS records, ${day('min')} AS from_day, ${day('max')} AS to_day FROM ${quoteIdentifier(plan.staged)} AS s WHERE ${keptSql(plan)} GROUP BY s.part`;
}

/**
 * What each updating file changes (MF15), asked before anything is replaced: by `part` the keys `added`, `changed`, `same`, `gone`. Records
 * are compared by all columns that are loaded but the file's name, as a heap: their order says nothing.
 */
export function changesSql(plan: SourcePlan, parts: readonly SourcePart[], key: PlannedColumn): string {
  const compared = plan.columns.filter(({ index }) => index !== plan.width - 1).map((column) => `s.${rawName(column)}`);
  // `whole`: the last file that replaces the whole, this one included; `former`: the one before this, to which the state before it belongs.
  const steps = parts.map(
    ({ update }, at) => `(${at}, ${update === 'replace'}, ${wholeBefore(parts, at + 1)}, ${wholeBefore(parts, at)}, ${update === 'whole'})`,
  );
  return `WITH steps(part, replaces, whole, former, clears) AS (VALUES ${steps.join(', ')}),
heaps AS (
  SELECT s.${rawName(key)} AS key, s.part, sum(CAST(hash(${[...compared, 's.problems'].join(', ')}) AS HUGEINT)) AS heap
  FROM ${quoteIdentifier(plan.staged)} AS s WHERE s.${rawName(key)} IS NOT NULL AND ${keptSql(plan)} GROUP BY ALL
),
runs AS (
  SELECT *, count(*) FILTER (replaces) OVER (PARTITION BY key, whole ORDER BY part) AS run FROM heaps JOIN steps USING (part)
),
states AS (SELECT *, sum(heap) OVER (PARTITION BY key, whole, run ORDER BY part) AS state FROM runs),
pairs AS (
  SELECT *, coalesce(lag(whole) OVER before = former, false) AS known, lag(state) OVER before AS state_before
  FROM states WINDOW before AS (PARTITION BY key ORDER BY part)
),
counts AS (
  SELECT part, count(*) FILTER (NOT known) AS added, count(*) FILTER (known AND heap <> state_before) AS changed,
    count(*) FILTER (known AND heap = state_before) AS same
  FROM pairs GROUP BY part
)
SELECT steps.part, coalesce(added, 0) AS added, coalesce(changed, 0) AS changed, coalesce(same, 0) AS same,
  CASE WHEN clears THEN (SELECT count(DISTINCT key) FROM runs WHERE runs.whole = steps.former) - coalesce(changed, 0) - coalesce(same, 0) ELSE 0 END AS gone
FROM steps LEFT JOIN counts USING (part)`;
}

/** How many keys stand in several of the files that made the source, as `keys`. */
export function recurringSql(plan: SourcePlan, parts: readonly SourcePart[], key: PlannedColumn): string {
  const name = `s.${rawName(key)}`;
  return `SELECT count(*) AS keys FROM (SELECT ${name} FROM ${quoteIdentifier(plan.staged)} AS s WHERE ${name} IS NOT NULL AND s.part NOT IN (${[-1, ...partsOf(parts, 'replace'), ...partsOf(parts, 'append')].join(', ')}) AND ${keptSql(plan)} GROUP BY ${name} HAVING min(s.part) < max(s.part))`;
}

/** How many of these keys are in a canonical table that is loaded, as `known`. */
export const knownKeysSql = ({ table, name }: { readonly table: CanonicalTable; readonly name: string }, keys: readonly string[]): string =>
  `SELECT count(*) AS known FROM (VALUES ${keys.map((key) => `(${quoteText(key)})`).join(', ')}) AS v(key) WHERE key IN (SELECT ${quoteIdentifier(name)} FROM ${quoteIdentifier(table)})`;

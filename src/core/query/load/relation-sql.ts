import { CANONICAL, GRAIN_TABLES, type CanonicalColumn, type CanonicalTable, type CanonicalType, type Grain } from '#core/model/canonical';
import type { RejectReason } from '#core/model/ledger';
import { quoteIdentifier } from '#core/sql/identifier';
import { quoteText } from '#core/sql/literal';
import { GONE } from '../prepare/steps-sql';
import { isOrderSource, plannedColumn, rawName, type PlannedColumn, type SourcePlan } from './plan';
import { enumType, problemSql } from './stage-sql';

/** A source in the engine. */
export interface StagedSource {
  readonly plan: SourcePlan;
  /** Its place among the sources; part of the names that records without an order id are given. */
  readonly place: number;
  /** Added to its rowids so that positions are unique over all sources. */
  readonly offset: number;
  readonly rows: number;
  /** Stretches of records that never reached the engine, in file order. */
  readonly gaps: readonly { readonly record: number; readonly records: number }[];
  /** No record lacks a value it needs. */
  readonly complete: boolean;
  /** Columns read as ENUM, by index; `clean` when every value fitted. */
  readonly enums: ReadonlyMap<number, { readonly clean: boolean }>;
}

/** A column of a canonical table, over all sources that have it. */
export interface TargetColumn {
  readonly table: CanonicalTable;
  readonly name: string;
  readonly label: string;
  readonly type: CanonicalType;
  readonly attribute: boolean;
}

/** Values of the columns that become ENUM by `table.name`. `null`: it is one already. */
export type Categories = ReadonlyMap<string, readonly string[] | null>;

const SQL_TYPES: Readonly<Record<CanonicalType, string>> = {
  id: 'VARCHAR',
  text: 'VARCHAR',
  category: 'VARCHAR',
  day: 'DATE',
  instant: 'TIMESTAMP',
  money: 'DOUBLE',
  number: 'DOUBLE',
  score: 'DOUBLE',
  boolean: 'BOOLEAN',
};

/** The columns of a table that these sources hold, the first source's first. Sources that disagree about a type make it text. */
export function targetColumns(table: CanonicalTable, sources: readonly StagedSource[]): TargetColumn[] {
  const found = new Map<string, TargetColumn>();
  for (const { plan } of sources)
    for (const column of plan.columns) {
      if (column.table !== table) continue;
      const key = column.name.toLowerCase();
      const before = found.get(key);
      const type = before && before.type !== column.type ? 'category' : column.type;
      found.set(key, before ? { ...before, type } : { table, name: column.name, label: column.header, type, attribute: column.attribute });
    }
  return [...found.values()];
}

/** The column's value in the staged table, whatever way it was read. */
export function stagedValue(source: StagedSource, column: PlannedColumn): string {
  const read = source.enums.get(column.index);
  const raw = `s.${rawName(column)}`;
  return read && !read.clean ? `coalesce(CAST(${raw} AS VARCHAR), ${problemSql(source.plan, source.enums, column)})` : raw;
}

/** The value of a target column in one source; NULL of its type where the source lacks it. */
export function valueOf(source: StagedSource, target: TargetColumn, alone: boolean): string {
  const column = plannedColumn(source.plan, target.table, target.name);
  const type = SQL_TYPES[target.type];
  if (!column) return `CAST(NULL AS ${type})`;
  const value = stagedValue(source, column);
  const asText = column.type !== target.type || (!alone && source.enums.has(column.index));
  return asText ? `CAST(${value} AS VARCHAR)` : value;
}

/** A category in its final form: ENUM, or text without blanks around it. Expects a value made by `valueOf`. */
export function finishValue(target: TargetColumn, value: string, categories: Categories): string {
  const values = categories.get(`${target.table}.${target.name}`);
  if (target.type !== 'category' || values === null) return value;
  const bare = `nullif(trim(${value}), '')`;
  return values ? `CAST(${bare} AS ${enumType(values)})` : bare;
}

/** A text that rejects its record (LD16). */
export const UNREAD: RejectReason = 'unread_value';
const REASONS: Readonly<Record<string, RejectReason>> = { order_id: 'missing_order_id', customer_id: 'missing_customer_id' };

/** What a record of this source cannot do without (LD3), in the order in which it is looked at. */
export function requiredColumns(plan: SourcePlan): { readonly column: PlannedColumn; readonly reason: RejectReason }[] {
  const tables: readonly CanonicalTable[] = isOrderSource(plan) ? ['order_items', 'orders'] : [GRAIN_TABLES[plan.grain][0]!];
  return tables.flatMap((table) =>
    (CANONICAL[table] as readonly CanonicalColumn[]).flatMap(({ name, type, required }) => {
      const column = required ? plannedColumn(plan, table, name) : undefined;
      const reason = REASONS[name] ?? (type === 'day' || type === 'instant' ? 'missing_date' : 'missing_id');
      return column ? [{ column, reason }] : [];
    }),
  );
}

/** The columns whose misfits reject their records (LD16). */
export const strictColumns = (plan: SourcePlan): readonly PlannedColumn[] => plan.columns.filter((column) => column.strict);

/** True for the records of the staged table `s` with a text in a column that is no value of it. */
export function unreadSql(plan: SourcePlan, enums: Enums, column: PlannedColumn): string {
  const text = problemSql(plan, enums, column);
  const nulls = column.nulls.length > 0 ? ` AND ${text} NOT IN (${column.nulls.map(quoteText).join(', ')})` : '';
  return `(${text} IS NOT NULL${nulls})`;
}

type Enums = ReadonlyMap<number, unknown> | undefined;

/** True for the records that stay. */
export function keptSql(plan: SourcePlan, enums?: Enums): string {
  const conditions = [
    ...standing(plan),
    ...requiredColumns(plan).map(({ column }) => `s.${rawName(column)} IS NOT NULL`),
    ...strictColumns(plan).map((column) => `NOT ${unreadSql(plan, enums, column)}`),
  ];
  return conditions.join(' AND ') || 'true';
}

/** That no preparation step took a record away, where there are such steps. */
export const standing = ({ steps }: SourcePlan): readonly string[] => (steps ? [`s.${GONE} IS NULL`] : []);

/** The reason why a record does not stay; NULL where it does. */
export function reasonSql(plan: SourcePlan, enums: Enums): string {
  const stands = standing(plan)
    .map((condition) => `${condition} AND `)
    .join('');
  const cases = [
    ...requiredColumns(plan).map(({ column, reason }) => `WHEN ${stands}s.${rawName(column)} IS NULL THEN '${reason}'`),
    ...strictColumns(plan).map((column) => `WHEN ${stands}${unreadSql(plan, enums, column)} THEN '${UNREAD}'`),
  ];
  return cases.length > 0 ? `CASE ${cases.join(' ')} END` : 'CAST(NULL AS VARCHAR)';
}

/** The column that names the order or the answer of a record. */
const idColumn = (plan: SourcePlan): PlannedColumn | undefined =>
  plan.grain === 'response'
    ? plannedColumn(plan, 'surveys', 'response_id')
    : (plannedColumn(plan, 'order_items', 'order_id') ?? plannedColumn(plan, 'orders', 'order_id'));

/** The id of a record's order or answer: what the file says, else the record's number (LD5, LD35). */
function recordIdSql({ plan, place, gaps }: StagedSource): string {
  const column = idColumn(plan);
  if (column) return `s.${rawName(column)}`;
  const number = gaps.length > 0 ? 's.rowid + 1 + g.shift' : 's.rowid + 1';
  const text = `CAST(${number} AS VARCHAR)`;
  return place === 0 ? text : `${quoteText(`${place + 1}-`)} || ${text}`;
}

/** The staged table as `s`, beside it as `g` by how many records a position is behind the file where that is asked for. */
function fromSql({ plan, gaps }: StagedSource, withId: boolean): string {
  const table = `${quoteIdentifier(plan.staged)} AS s`;
  if (!withId || idColumn(plan) || gaps.length === 0) return table;
  const shifts = new Map([[-1, 0]]);
  let shift = 0;
  for (const { record, records } of gaps) shifts.set(record - 1 - shift, (shift += records));
  const steps = [...shifts].map(([start, by]) => `(${start}, ${by})`);
  return `${table} ASOF JOIN (VALUES ${steps.join(', ')}) AS g(start, shift) ON s.rowid >= g.start`;
}

interface Buyer {
  readonly customer: TargetColumn;
  readonly date: TargetColumn;
}
const buyerIn = (table: CanonicalTable, date: string): Buyer => ({
  customer: { table, name: 'customer_id', label: '', type: 'id', attribute: false },
  date: { table, name: date, label: '', type: 'instant', attribute: false },
});
/** Where the records of a grain name their customer and the day they speak of (LD8). */
const BUYERS: Readonly<Partial<Record<Grain, Buyer>>> = {
  order: buyerIn('orders', 'ordered_at'),
  opportunity: buyerIn('opportunities', 'created_at'),
  contract: buyerIn('contracts', 'signed_at'),
};

/** The column of a source that names the customers from which `customers` is made, besides the files of customers. */
export const buyerColumn = (plan: SourcePlan): PlannedColumn | undefined => {
  const { customer } = BUYERS[plan.grain] ?? BUYERS.order!;
  return plannedColumn(plan, customer.table, customer.name);
};

export interface RelationOptions {
  readonly targets: readonly TargetColumn[];
  readonly orderId?: boolean;
  /** The id of an answer, called `response_id`. */
  readonly responseId?: boolean;
  /** The customer and the date of an order record, called `customer_id` and `ordered_at`. */
  readonly buyer?: boolean;
  /** Further expressions by name, made for each source. */
  readonly extra?: Readonly<Record<string, (source: StagedSource) => string>>;
}

/** The kept records of several sources of one kind as one relation (LD10), numbered by `record_seq`. */
export function relationSql(
  sources: readonly StagedSource[],
  { targets, orderId = false, responseId = false, buyer = false, extra = {} }: RelationOptions,
): string {
  const alone = sources.length === 1;
  const branch = (source: StagedSource) => {
    const buyerOf = BUYERS[source.plan.grain] ?? BUYERS.order!;
    const select = [
      `s.rowid${source.offset > 0 ? ` + ${source.offset}` : ''} AS record_seq`,
      ...(orderId ? [`${recordIdSql(source)} AS order_id`] : []),
      ...(responseId ? [`${recordIdSql(source)} AS response_id`] : []),
      ...(buyer
        ? [`${valueOf(source, buyerOf.customer, alone)} AS customer_id`, `${valueOf(source, buyerOf.date, alone)} AS ordered_at`]
        : []),
      ...targets.map((target) => `${valueOf(source, target, alone)} AS ${quoteIdentifier(target.name)}`),
      ...Object.entries(extra).map(([name, make]) => `${make(source)} AS ${quoteIdentifier(name)}`),
    ];
    return `SELECT ${select.join(', ')} FROM ${fromSql(source, orderId || responseId)}${source.complete ? '' : ` WHERE ${keptSql(source.plan, source.enums)}`}`;
  };
  return sources.map(branch).join('\nUNION ALL\n');
}

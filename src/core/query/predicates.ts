import type { CanonicalType } from '#core/model/canonical';
import { columnIn, type DataColumn } from '#core/model/data-model';
import { isSegmentFilter, type Condition, type Filter, type SegmentFilter } from '#core/model/filters';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import type { Dialect } from '#core/sql/dialect';
import type { QueryContext } from './types';

const NUMERIC: ReadonlySet<CanonicalType> = new Set(['money', 'number', 'score']);
const DATED: ReadonlySet<CanonicalType> = new Set(['day', 'instant']);
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const COMPARE = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** The literal of a condition's value as the column's type asks, or null where the value does not fit the type. */
function literalOf(value: string | number, type: CanonicalType, dialect: Dialect): string | null {
  if (NUMERIC.has(type)) {
    const number = typeof value === 'number' ? value : value.trim() === '' ? NaN : Number(value);
    return Number.isFinite(number) ? dialect.literal(number) : null;
  }
  const text = String(value);
  if (!DATED.has(type)) return dialect.literal(text);
  const day = text.slice(0, 10);
  return DAY.test(day) && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day) ? dialect.day(day) : null;
}

const nameOf = ({ name }: DataColumn, dialect: Dialect, table?: string): string =>
  `${table === undefined ? '' : `${dialect.identifier(table)}.`}${dialect.identifier(name)}`;

/** Instants are compared by their day; text, categories and booleans as text, so that a value no longer in the data compares too. */
function operandOf(column: DataColumn, dialect: Dialect, table?: string): string {
  const name = nameOf(column, dialect, table);
  if (column.type === 'instant') return `CAST(${name} AS DATE)`;
  return column.type === 'boolean' ? `CAST(${name} AS VARCHAR)` : name;
}

/** A condition as SQL over the column, bare or of `table`; null where a value does not fit its type. */
export function conditionSql(condition: Condition, column: DataColumn, dialect: Dialect, table?: string): string | null {
  const operand = operandOf(column, dialect, table);
  const literals = (values: readonly (string | number)[]) => values.map((value) => literalOf(value, column.type, dialect));
  switch (condition.op) {
    case 'is_missing':
      return `${nameOf(column, dialect, table)} IS NULL`;
    case 'is_present':
      return `${nameOf(column, dialect, table)} IS NOT NULL`;
    case 'in':
    case 'not_in': {
      const list = literals(condition.values);
      if (list.includes(null)) return null;
      if (list.length === 0) return condition.op === 'in' ? 'false' : `${operand} IS NOT NULL`;
      return `${operand} ${condition.op === 'in' ? 'IN' : 'NOT IN'} (${list.join(', ')})`;
    }
    case 'between': {
      const [from, to] = literals([condition.from, condition.to]);
      return from && to ? `${operand} BETWEEN ${from} AND ${to}` : null;
    }
    default: {
      const [value] = literals([condition.value]);
      return value ? `${operand} ${COMPARE[condition.op]} ${value}` : null;
    }
  }
}

/** QU14: membership in a segment as SQL over the bare columns of `customers`. */
function segmentSql({ segment, is }: SegmentFilter, { segments = [] }: QueryContext): Result<string> {
  const found = segments.find(({ id }) => id === segment);
  if (!found) return fail({ code: 'issue_query_segment', values: { segment }, path: ['filters'] });
  return succeed(`customer_id ${is === 'in' ? 'IN' : 'NOT IN'} (SELECT customer_id FROM ${found.relation})`);
}

/** One filter as SQL over the bare columns of its table; an issue where the column is not there or a value does not fit. */
export function filterSql(filter: Filter, context: QueryContext): Result<string> {
  if (isSegmentFilter(filter)) return segmentSql(filter, context);
  const column = columnIn(context.model, filter.table, filter.column);
  if (!column) return fail({ code: 'issue_query_filter_column', values: { column: filter.column }, path: ['filters'] });
  const sql = conditionSql(filter.condition, column, context.dialect);
  return sql === null ? fail({ code: 'issue_query_filter_value', values: { column: column.label }, path: ['filters'] }) : succeed(sql);
}

/** The filters of each table joined by AND; empty text where a table has none. */
export interface Predicates {
  readonly customers: string;
  readonly orders: string;
  readonly order_items: string;
}

export function compileFilters(context: QueryContext): Result<Predicates> {
  const found: Record<keyof Predicates, string[]> = { customers: [], orders: [], order_items: [] };
  const issues: Issue[] = [];
  for (const filter of context.filters) {
    const sql = filterSql(filter, context);
    if (sql.ok) found[filter.table].push(sql.value);
    else issues.push(...sql.issues);
  }
  if (issues.length > 0) return fail(...issues);
  const all = (table: keyof Predicates) => found[table].join('\n    AND ');
  return succeed({ customers: all('customers'), orders: all('orders'), order_items: all('order_items') });
}

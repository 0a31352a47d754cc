import { columnIn, holdsColumn } from '#core/model/data-model';
import { isSegmentFilter } from '#core/model/filters';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import { happenedColumn } from '#core/query/context';
import { conditionSql } from '#core/query/predicates';
import type { BuiltColumn, BuiltGroup, BuiltMeasure, BuiltQuery } from '#core/report/notebook-types';
import type { CompileContext } from '../contract';
import { checkStart, comparedAs, findColumn, holdsDates, holdsNumbers, isCanonical, tableText, unknownColumn } from './built-columns';
import { joinsOf, type Join } from './built-joins';
import { qualifyFormula } from './metric-sql';

/** A result column: what it is worked out from, and its name, which no other has. */
interface Output {
  readonly sql: string;
  readonly name: string;
}

const nameIn = ({ table, column }: BuiltColumn, { dialect }: CompileContext): string =>
  `${dialect.identifier(table)}.${dialect.identifier(column)}`;
const misfit = (code: 'issue_query_not_dates' | 'issue_query_not_numbers', label: string): Issue => ({
  code,
  values: { column: { literal: label } },
});

/** QC22: the lower end of a number's band. A width that is no whole number is rounded, so that 0.3 stands in the band from 0.3. */
function bandSql(name: string, width: number, { dialect }: CompileContext): string {
  const wide = dialect.literal(width);
  return Number.isInteger(width) ? `floor(${name} / ${wide}) * ${wide}` : `round(floor(round(${name} / ${wide}, 9)) * ${wide}, 9)`;
}

/** QC22: a date by the first day of its period, a number by the lower end of its band. */
function groupOf(group: BuiltGroup, query: BuiltQuery, context: CompileContext): Result<Output> {
  const column = findColumn(group, query, context);
  if (!column) return fail(unknownColumn(group));
  const name = nameIn(group, context);
  if (group.grain) {
    if (!holdsDates(column)) return fail(misfit('issue_query_not_dates', column.label));
    const sql = context.dialect.dateTrunc(group.grain, `CAST(${name} AS DATE)`, context.weekStart);
    return succeed({ sql, name: `${group.column}_${group.grain}` });
  }
  if (group.width === undefined) return succeed({ sql: name, name: group.column });
  if (!holdsNumbers(column)) return fail(misfit('issue_query_not_numbers', column.label));
  return succeed({ sql: bandSql(name, group.width, context), name: group.column });
}

const CALLS = { distinct: 'count(DISTINCT ', sum: 'sum(', mean: 'avg(', min: 'min(', max: 'max(' } as const;
const OF_NUMBERS: ReadonlySet<string> = new Set(['sum', 'mean', 'median']);

function measureOf(measure: BuiltMeasure, query: BuiltQuery, context: CompileContext): Result<Output> {
  if (measure.of === 'count') return succeed({ sql: 'count(*)', name: 'rows' });
  if (measure.of === 'metric') {
    const metric = context.notebook?.metrics.find(({ id }) => id === measure.metric);
    if (!metric) return fail({ code: 'issue_query_unknown_metric' });
    if (metric.table !== query.from)
      return fail({ code: 'issue_query_metric_table', values: { name: { literal: metric.name }, table: tableText(metric.table) } });
    const sql = qualifyFormula(metric, context);
    return sql.ok ? succeed({ sql: sql.value, name: metric.name }) : sql;
  }
  const column = findColumn(measure, query, context);
  if (!column) return fail(unknownColumn(measure));
  if (OF_NUMBERS.has(measure.of) && !holdsNumbers(column)) return fail(misfit('issue_query_not_numbers', column.label));
  const name = nameIn(measure, context);
  const sql = measure.of === 'median' ? context.dialect.quantile(name, 0.5) : `${CALLS[measure.of]}${name})`;
  return succeed({ sql, name: `${measure.of}_${measure.column}` });
}

/** The values of all results, or the issues of all that failed. */
function gather<T>(results: readonly Result<T>[]): Result<readonly T[]> {
  const issues = results.flatMap((result) => (result.ok ? [] : result.issues));
  return issues.length > 0 ? fail(...issues) : succeed(results.flatMap((result) => (result.ok ? [result.value] : [])));
}

/** Names told apart by a number where they would repeat, whatever the case. */
function tellApart(outputs: readonly Output[]): readonly Output[] {
  const taken = new Set<string>();
  return outputs.map(({ sql, name }) => {
    const plain = name.replaceAll('\0', ' ') || ' ';
    let own = plain;
    for (let number = 2; taken.has(own.toLowerCase()); number++) own = `${plain}_${number}`;
    taken.add(own.toLowerCase());
    return { sql, name: own };
  });
}

/** QC20: the lines that pass the report's own filters on lines. */
const linesPassing = (context: CompileContext): string[] =>
  context.filters.flatMap((filter) => {
    if (isSegmentFilter(filter) || filter.table !== 'order_items') return [];
    const column = columnIn(context.model, filter.table, filter.column);
    const sql = column && conditionSql(filter.condition, column, context.dialect, filter.table);
    return sql ? [sql] : [];
  });

/** QC20: the rows that the report counts. */
function scopeOf(query: BuiltQuery, context: CompileContext): string[] {
  const { dialect, range, asOf, filters, model } = context;
  const { from } = query;
  if (!isCanonical(context, from)) return [];
  const own = (column: string): string => nameIn({ table: from, column }, context);
  if (from === 'orders') return [`${own('order_key')} IN (SELECT order_key FROM in_range)`];
  if (from === 'order_items') return [`${own('order_key')} IN (SELECT order_key FROM in_range)`, ...linesPassing(context)];
  if (from === 'customers') return [`${own('customer_key')} IN (SELECT customer_key FROM people)`];
  const when = happenedColumn(model, from);
  const isNarrowed = holdsColumn(model, from, 'customer_id') && filters.some(({ table }) => table === 'customers');
  return [
    ...(isNarrowed ? [`${own('customer_key')} IN (SELECT customer_key FROM people)`] : []),
    ...(when && range.from ? [`CAST(${own(when)} AS DATE) >= ${dialect.day(range.from)}`] : []),
    ...(when ? [`CAST(${own(when)} AS DATE) <= ${dialect.day(asOf)}`] : []),
  ];
}

const conditionsOf = (query: BuiltQuery, context: CompileContext): Result<readonly string[]> =>
  gather(
    query.filters.map(({ condition, ...of }): Result<string> => {
      const column = findColumn(of, query, context);
      if (!column) return fail(unknownColumn(of));
      const sql = conditionSql(condition, comparedAs(column, condition), context.dialect, of.table);
      return sql ? succeed(sql) : fail({ code: 'issue_query_filter_value', values: { column: { literal: column.label } } });
    }),
  );

function tailOf(query: BuiltQuery, outputs: readonly Output[], groups: number, { dialect }: CompileContext): string {
  const by = query.sort && outputs[query.sort.column];
  const first = by ? [`${dialect.identifier(by.name)} ${query.sort.descending ? 'DESC' : 'ASC'} NULLS LAST`] : [];
  const rest = outputs.slice(0, groups).filter((output) => output !== by);
  const order = [...first, ...rest.map(({ name }) => dialect.identifier(name))];
  return `${order.length > 0 ? `\nORDER BY ${order.join(', ')}` : ''}${query.limit === undefined ? '' : `\nLIMIT ${query.limit}`}`;
}

/** QC22: the columns of a list: those of the data, without the keys that loading made. */
function listed(query: BuiltQuery, context: CompileContext): string {
  const { from } = query;
  const table = isCanonical(context, from) ? context.model.tables.find(({ name }) => name === from) : undefined;
  const columns = (table?.columns ?? []).filter(({ name }) => !name.endsWith('_key') && name !== 'ordered_on');
  if (columns.length === 0) return ` ${context.dialect.identifier(from)}.*`;
  return `\n${columns.map(({ name }) => `  ${nameIn({ table: from, column: name }, context)}`).join(',\n')}`;
}

/** The SQL of the visual builder's question (QC20–QC26); or the tables, columns and metrics that are not there. */
export function builtSql(query: BuiltQuery, context: CompileContext): Result<string> {
  const start = checkStart(query.from, context);
  if (!start.ok) return start;
  const groups = gather(query.groups.map((group) => groupOf(group, query, context)));
  const measures = gather(query.measures.map((measure) => measureOf(measure, query, context)));
  const conditions = conditionsOf(query, context);
  if (!groups.ok || !measures.ok || !conditions.ok)
    return fail(...[groups, measures, conditions].flatMap((result) => (result.ok ? [] : result.issues)));
  const joins = joinsOf(query, context);
  if (!joins.ok) return joins;
  const { dialect } = context;
  const named = tellApart([...groups.value, ...measures.value]);
  const shown = named.map(({ sql, name }) => `  ${sql} AS ${dialect.identifier(name)}`).join(',\n');
  const where = [...scopeOf(query, context), ...conditions.value];
  const grouped = groups.value.length > 0 ? `\nGROUP BY ${groups.value.map(({ sql }) => sql).join(', ')}` : '';
  return succeed(
    `SELECT${named.length > 0 ? `\n${shown}` : listed(query, context)}\nFROM ${dialect.identifier(query.from)}` +
      `${joins.value.map(({ sql }: Join) => `\n${sql}`).join('')}` +
      `${where.length > 0 ? `\nWHERE ${where.join('\n  AND ')}` : ''}${grouped}${tailOf(query, named, groups.value.length, context)}`,
  );
}

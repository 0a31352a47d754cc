import { columnIn, tableOf, type DataColumn } from '#core/model/data-model';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import { happenedColumn } from '#core/query/context';
import { conditionSql } from '#core/query/predicates';
import type { BuiltColumn, BuiltGroup, BuiltMeasure, BuiltQuery } from '#core/report/notebook-types';
import type { CompileContext } from '../contract';
import { joinsOf, type Join } from './built-joins';
import { qualifyFormula } from './metric-sql';

/** A result column: what it is worked out from, and its name, which no other has. */
interface Output {
  readonly sql: string;
  readonly name: string;
}

const isCanonical = (context: CompileContext, table: string): boolean => tableOf(context.model, table as never) !== undefined;

/** A column of the data; of another query's result one that is taken as it is. */
function findColumn({ table, column }: BuiltColumn, query: BuiltQuery, context: CompileContext): DataColumn | null {
  if (isCanonical(context, table)) return columnIn(context.model, table as never, column) ?? null;
  if (table !== query.from) return null;
  return { name: column, label: column, type: 'text', attribute: true, distinct: 0, missing: 0, values: [], min: null, max: null };
}

const unknown = ({ table, column }: BuiltColumn): Issue => ({
  code: 'issue_query_unknown_column',
  values: { table: { literal: table }, column: { literal: column } },
});
const nameIn = ({ table, column }: BuiltColumn, { dialect }: CompileContext): string =>
  `${dialect.identifier(table)}.${dialect.identifier(column)}`;

/** QC22: a date by the first day of its period, a number by the lower end of its band. */
function groupSql(group: BuiltGroup, column: DataColumn, context: CompileContext): string {
  const { dialect, weekStart } = context;
  const name = nameIn(group, context);
  const isDated = column.type === 'instant' || column.type === 'day' || column.attribute;
  if (group.grain && isDated) return dialect.dateTrunc(group.grain, `CAST(${name} AS DATE)`, weekStart);
  return group.width ? `floor(${name} / ${dialect.literal(group.width)}) * ${dialect.literal(group.width)}` : name;
}

const CALLS = { distinct: 'count(DISTINCT ', sum: 'sum(', mean: 'avg(', median: 'median(', min: 'min(', max: 'max(' } as const;

function measureOf(measure: BuiltMeasure, query: BuiltQuery, context: CompileContext): Result<Output> {
  if (measure.of === 'count') return succeed({ sql: 'count(*)', name: 'rows' });
  if (measure.of === 'metric') {
    const metric = context.notebook?.metrics.find(({ id }) => id === measure.metric);
    if (!metric) return fail({ code: 'issue_query_unknown_metric' });
    if (metric.table !== query.from)
      return fail({ code: 'issue_query_metric_table', values: { name: { literal: metric.name }, table: { literal: metric.table } } });
    const sql = qualifyFormula(metric, context);
    return sql.ok ? succeed({ sql: sql.value, name: metric.name }) : sql;
  }
  if (!findColumn(measure, query, context)) return fail(unknown(measure));
  return succeed({ sql: `${CALLS[measure.of]}${nameIn(measure, context)})`, name: `${measure.of}_${measure.column}` });
}

function outputsOf(
  query: BuiltQuery,
  context: CompileContext,
): Result<{ readonly groups: readonly Output[]; readonly measures: readonly Output[] }> {
  const issues: Issue[] = [];
  const groups = query.groups.flatMap((group): Output[] => {
    const column = findColumn(group, query, context);
    if (column) return [{ sql: groupSql(group, column, context), name: group.grain ? `${group.column}_${group.grain}` : group.column }];
    issues.push(unknown(group));
    return [];
  });
  const measures = query.measures.flatMap((measure): Output[] => {
    const output = measureOf(measure, query, context);
    if (output.ok) return [output.value];
    issues.push(...output.issues);
    return [];
  });
  return issues.length > 0 ? fail(...issues) : succeed({ groups, measures });
}

/** Names told apart by a number where they would repeat, whatever the case. */
function tellApart(outputs: readonly Output[]): readonly Output[] {
  const taken = new Set<string>();
  return outputs.map(({ sql, name }) => {
    let own = name;
    for (let number = 2; taken.has(own.toLowerCase()); number++) own = `${name}_${number}`;
    taken.add(own.toLowerCase());
    return { sql, name: own };
  });
}

/** QC20: the rows that the report counts. */
function scopeOf(query: BuiltQuery, context: CompileContext): string[] {
  const { dialect, range, asOf, filters } = context;
  const { from } = query;
  if (!isCanonical(context, from)) return [];
  const own = (column: string): string => nameIn({ table: from, column }, context);
  if (from === 'orders' || from === 'order_items') return [`${own('order_key')} IN (SELECT order_key FROM in_range)`];
  if (from === 'customers') return [`${own('customer_key')} IN (SELECT customer_key FROM people)`];
  const when = happenedColumn(context.model, from as never);
  const named = columnIn(context.model, from as never, 'customer_id') !== undefined;
  return [
    ...(named && filters.some(({ table }) => table === 'customers') ? [`${own('customer_key')} IN (SELECT customer_key FROM people)`] : []),
    ...(when && range.from ? [`CAST(${own(when)} AS DATE) >= ${dialect.day(range.from)}`] : []),
    ...(when ? [`CAST(${own(when)} AS DATE) <= ${dialect.day(asOf)}`] : []),
  ];
}

function conditionsOf(query: BuiltQuery, context: CompileContext): Result<string[]> {
  const issues: Issue[] = [];
  const sql = query.filters.flatMap(({ condition, ...of }): string[] => {
    const column = findColumn(of, query, context);
    const isNumber = 'value' in condition && typeof condition.value === 'number';
    const typed = column && !isCanonical(context, of.table) && isNumber ? { ...column, type: 'number' as const } : column;
    const written = typed && conditionSql(condition, typed, context.dialect, of.table);
    if (written) return [written];
    issues.push(column ? { code: 'issue_query_filter_value', values: { column: { literal: column.label } } } : unknown(of));
    return [];
  });
  return issues.length > 0 ? fail(...issues) : succeed(sql);
}

function tailOf(query: BuiltQuery, outputs: readonly Output[], groups: number, { dialect }: CompileContext): string {
  const by = query.sort && outputs[query.sort.column];
  const first = by ? [`${dialect.identifier(by.name)} ${query.sort.descending ? 'DESC' : 'ASC'} NULLS LAST`] : [];
  const rest = outputs.slice(0, groups).filter((output) => output !== by);
  const order = [...first, ...rest.map(({ name }) => dialect.identifier(name))];
  return `${order.length > 0 ? `\nORDER BY ${order.join(', ')}` : ''}${query.limit === undefined ? '' : `\nLIMIT ${query.limit}`}`;
}

/** The SQL of the visual builder's question (QC20–QC23); or the columns and metrics that are not there. */
export function builtSql(query: BuiltQuery, context: CompileContext): Result<string> {
  const outputs = outputsOf(query, context);
  if (!outputs.ok) return outputs;
  const conditions = conditionsOf(query, context);
  if (!conditions.ok) return conditions;
  const joins = joinsOf(query, context);
  if (!joins.ok) return joins;
  const { dialect } = context;
  const { groups, measures } = outputs.value;
  const named = tellApart([...groups, ...measures]);
  const shown = named.map(({ sql, name }) => `  ${sql} AS ${dialect.identifier(name)}`).join(',\n');
  const where = [...scopeOf(query, context), ...conditions.value];
  const base = dialect.identifier(query.from);
  const grouped = groups.length > 0 ? `\nGROUP BY ${groups.map(({ sql }) => sql).join(', ')}` : '';
  return succeed(
    `SELECT${named.length > 0 ? `\n${shown}` : ` ${base}.*`}\nFROM ${base}${joins.value.map(({ sql }: Join) => `\n${sql}`).join('')}` +
      `${where.length > 0 ? `\nWHERE ${where.join('\n  AND ')}` : ''}${grouped}${tailOf(query, named, groups.length, context)}`,
  );
}

import { columnIn } from '#core/model/data-model';
import { conditionSql } from '../predicates';
import type { Query } from '../start';
import type { Relation } from '../types';
import { ORDER_NUMBER, type EventPredicate, type EventTable } from './predicates';
import { NUMBER_COLUMN, tableSql } from './stream';

/** What is read of the rows of a table that pass a predicate: SQL over the row's columns by the name it goes by. */
export interface TraitSource {
  readonly rows: EventPredicate;
  readonly traits: readonly { readonly name: string; readonly sql: string }[];
}

/**
 * The relation `name`: `source` (the table), `actor`, `t` (microseconds) and two lists of equal length, `names` and `traits` (text or null). The rows are those of the
 * stream (EV2–EV5), their times as they stand (without EV8); `order_places` must be at hand where a predicate asks for the number of an order. Columns and values must be in the data.
 */
export function traitRelation(name: string, sources: readonly TraitSource[], { context }: Query): Relation {
  const { dialect, model, asOf } = context;
  const columnOf = (table: EventTable, column: string) =>
    table === 'orders' && column === ORDER_NUMBER ? NUMBER_COLUMN : columnIn(model, table, column);
  const branches = sources.map(({ rows: { table, where }, traits }) => {
    const conditions = where.flatMap(({ column: named, condition }) => {
      const column = columnOf(table, named);
      const sql = column && conditionSql(condition, column, dialect);
      return sql ? [sql] : [];
    });
    const numbered = table === 'orders' && where.some(({ column }) => column === ORDER_NUMBER);
    const passing = ['event_time IS NOT NULL', `CAST(event_time AS DATE) <= ${dialect.day(asOf)}`, ...conditions];
    return `SELECT ${dialect.literal(table)} AS source, event_actor AS actor, epoch_us(CAST(event_time AS TIMESTAMP)) AS t,
  [${traits.map((trait) => dialect.literal(trait.name)).join(', ')}] AS names, [${traits.map(({ sql }) => sql).join(', ')}] AS traits
FROM (
  ${tableSql(table, numbered)}
) AS records
WHERE ${passing.join(' AND ')}`;
  });
  return { name, sql: branches.join('\nUNION ALL\n') };
}

import { CANONICAL, type CanonicalTable, type CanonicalType } from '#core/model/canonical';
import type { DataColumn, DataModel, DataTable } from '#core/model/data-model';
import { quoteIdentifier } from '#core/sql/identifier';
import type { Connector } from '#edge/engine/connector';

type Cell = string | number | null;
/** Tables as lists of rows; the first row of each holds the column names. */
export type ShopTables = Readonly<
  Partial<
    Record<
      | 'customers'
      | 'orders'
      | 'order_items'
      | 'products'
      | 'usage_events'
      | 'surveys'
      | 'survey_invites'
      | 'tickets'
      | 'opportunities'
      | 'stage_history'
      | 'contracts',
      readonly (readonly Cell[])[]
    >
  >
>;

const SQL_TYPE: Readonly<Record<CanonicalType, string>> = {
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

function typeOf(table: CanonicalTable, column: string): CanonicalType | null {
  return CANONICAL[table].find((known) => known.name === column)?.type ?? null;
}

/** Attributes of numbers alone are numbers, others are text to group by. */
const inferType = (values: readonly Cell[]): 'number' | 'category' =>
  values.length > 0 && values.every((value) => typeof value === 'number') ? 'number' : 'category';

const quote = (value: Cell): string =>
  value === null ? 'NULL' : typeof value === 'number' ? `${value}::DOUBLE` : `'${value.replaceAll("'", "''")}'`;

function describe(name: CanonicalTable, rows: readonly (readonly Cell[])[]): DataTable {
  const [header = [], ...records] = rows;
  const columns = header.map((column, index): DataColumn => {
    const label = String(column);
    const values = records.map((record) => record[index] ?? null);
    const present = values.filter((value) => value !== null);
    const known = typeOf(name, label);
    const type = known ?? inferType(present);
    return {
      name: label,
      label,
      type,
      attribute: known === null,
      distinct: new Set(present).size,
      missing: values.length - present.length,
      values: type === 'category' ? [...new Set(present.map(String))] : [],
      min: null,
      max: null,
    };
  });
  // Beside their ids, answers, tickets, invitations, deals and contracts carry the key of their customer.
  const key = columns.find(
    (column) => ['surveys', 'tickets', 'survey_invites', 'opportunities', 'contracts'].includes(name) && column.name === 'customer_id',
  );
  return { name, rows: records.length, columns: key ? [...columns, { ...key, name: 'customer_key' }] : columns };
}

/** What the tables hold, as an import would say it. */
export function modelOf(tables: ShopTables): DataModel {
  const described = (Object.entries(tables) as [CanonicalTable, readonly (readonly Cell[])[]][]).map(([name, rows]) =>
    describe(name, rows),
  );
  const [header = [], ...orders] = tables.orders ?? [];
  const days = orders.map((order) => String(order[header.indexOf('ordered_at')]).slice(0, 10)).toSorted();
  return { tables: described, joins: [], firstOrder: days[0] ?? null, lastOrder: days.at(-1) ?? null, currency: null };
}

/** Columns with their SQL type and expression; keys are looked up by the ids. Text to group by becomes an ENUM, as an import makes it. */
async function build(engine: Connector, name: CanonicalTable, rows: readonly (readonly Cell[])[], keys: readonly string[]): Promise<void> {
  const [header = [], ...records] = rows;
  const names = header.map(String);
  const values = records.map((record, index) => `(${[index + 1, ...record.map(quote)].join(', ')})`);
  const cast: string[] = [];
  for (const [index, column] of names.entries()) {
    const texts = [...new Set(records.map((record) => record[index]).filter((value) => value !== null && value !== undefined))];
    const type = typeOf(name, column) ?? inferType(texts);
    if (type === 'category' && texts.length > 0) {
      await engine.execute(`DROP TYPE IF EXISTS ${name}_${index}`);
      await engine.execute(
        `CREATE TYPE ${name}_${index} AS ENUM (${texts
          .toSorted()
          .map((value) => quote(value ?? null))
          .join(', ')})`,
      );
      cast.push(`CAST(${quoteIdentifier(column)} AS ${name}_${index}) AS ${quoteIdentifier(column)}`);
    } else cast.push(`CAST(${quoteIdentifier(column)} AS ${SQL_TYPE[type]}) AS ${quoteIdentifier(column)}`);
  }
  const source =
    values.length > 0 ? `(VALUES ${values.join(', ')})` : `(SELECT ${['1', ...names.map(() => 'NULL')].join(', ')} WHERE false)`;
  const raw = `${source} AS raw(position, ${names.map((column) => `${quoteIdentifier(column)}`).join(', ')})`;
  await engine.execute(`CREATE TABLE ${name} AS SELECT ${[...keys, ...cast].join(', ')} FROM ${raw} ORDER BY position`);
}

/** Puts the tables into an engine under the physical schema of the canonical tables; what was there goes. */
export async function createShop(engine: Connector, tables: ShopTables): Promise<DataModel> {
  const names = [
    'contracts',
    'survey_invites',
    'stage_history',
    'opportunities',
    'tickets',
    'surveys',
    'usage_events',
    'products',
    'order_items',
    'orders',
    'customers',
  ];
  for (const name of names) await engine.execute(`DROP TABLE IF EXISTS ${name}`);
  await build(engine, 'customers', tables.customers ?? [['customer_id']], ['CAST(position AS INTEGER) AS customer_key']);
  const customerKey = '(SELECT customer_key FROM customers WHERE customers.customer_id = raw.customer_id) AS customer_key';
  const orderedOn = 'CAST(CAST(ordered_at AS TIMESTAMP) AS DATE) AS ordered_on';
  const orders = tables.orders ?? [['order_id', 'customer_id', 'ordered_at', 'net_amount']];
  await build(engine, 'orders', orders, ['CAST(position AS INTEGER) AS order_key', customerKey, orderedOn]);
  if (tables.order_items)
    await build(engine, 'order_items', tables.order_items, [
      '(SELECT order_key FROM orders WHERE orders.order_id = raw.order_id) AS order_key',
    ]);
  if (tables.products) await build(engine, 'products', tables.products, []);
  if (tables.tickets) await build(engine, 'tickets', tables.tickets, [customerKey]);
  if (tables.surveys) await build(engine, 'surveys', tables.surveys, [customerKey]);
  if (tables.survey_invites) await build(engine, 'survey_invites', tables.survey_invites, [customerKey]);
  if (tables.usage_events) await build(engine, 'usage_events', tables.usage_events, [customerKey]);
  if (tables.opportunities)
    await build(engine, 'opportunities', tables.opportunities, tables.opportunities[0]!.includes('customer_id') ? [customerKey] : []);
  if (tables.stage_history) await build(engine, 'stage_history', tables.stage_history, []);
  if (tables.contracts) await build(engine, 'contracts', tables.contracts, [customerKey]);
  return modelOf(tables);
}

import { quoteIdentifier } from '#core/sql/identifier';
import { nextName } from './customers-sql';
import { plannedColumn } from './plan';
import {
  finishValue,
  relationSql,
  stagedValue,
  targetColumns,
  type Categories,
  type StagedSource,
  type TargetColumn,
} from './relation-sql';
import { fillSql, shareSql, withinSql, type Share, type Stretch } from './stretch-sql';

export interface OrderSources {
  /** What `orders` is made from: files of orders, or else the files of order lines. */
  readonly orders: readonly StagedSource[];
  readonly lines: readonly StagedSource[];
  /** The orders come from the lines. */
  readonly flat: boolean;
}

export function orderSources(sources: readonly StagedSource[]): OrderSources {
  const whole = sources.filter(({ plan }) => plan.grain === 'order');
  const lines = sources.filter(({ plan }) => plan.grain === 'order_line');
  return { orders: whole.length > 0 ? whole : lines, lines, flat: whole.length === 0 };
}

/** Fields of `orders` that are made otherwise than by copying the column. */
const MADE = ['order_id', 'customer_id', 'ordered_at', 'net_amount'];

export const orderColumns = ({ orders }: OrderSources): TargetColumn[] =>
  targetColumns('orders', orders).filter(({ name, attribute }) => attribute || !MADE.includes(name));

const orderAmounts = ({ orders }: OrderSources): TargetColumn[] => targetColumns('orders', orders).filter(({ type }) => type === 'money');
const hasColumn = (sources: readonly StagedSource[], table: 'orders' | 'order_items', name: string): boolean =>
  sources.some(({ plan }) => plannedColumn(plan, table, name));

/** Where an order's amount comes from; `none`: nobody says. */
export const amountFrom = (sources: OrderSources): 'orders' | 'lines' | 'none' =>
  hasColumn(sources.orders, 'orders', 'net_amount') ? 'orders' : sources.lines.some(lineAmount) ? 'lines' : 'none';

/** The columns of orders that name their order. Without any, every record is an order of its own. */
export const namesOrders = ({ orders }: OrderSources): boolean =>
  orders.some(({ plan }) => plannedColumn(plan, 'order_items', 'order_id') ?? plannedColumn(plan, 'orders', 'order_id'));

/** The amount of a line (LD7); null where the source has neither that nor quantity and price. */
function lineAmount(source: StagedSource): string | null {
  const value = (name: string) => {
    const column = plannedColumn(source.plan, 'order_items', name);
    return column ? stagedValue(source, column) : null;
  };
  const [amount, quantity, price] = [value('line_amount'), value('quantity'), value('unit_price')];
  if (amount) return amount;
  return quantity && price ? `${quantity} * ${price}` : null;
}

/** For each amount on order level in a file of lines: orders of several lines that repeat it, and orders where it differs (LD6). */
export function repeatedAmountsSql(
  sources: OrderSources,
  share: Share | null = null,
): { readonly sql: string; readonly names: readonly string[] } | null {
  const amounts = orderAmounts(sources);
  if (!sources.flat || amounts.length === 0 || !namesOrders(sources)) return null;
  const quoted = amounts.map(({ name }) => quoteIdentifier(name));
  const same = (name: string) => `count(${name}) = count(*) AND min(${name}) = max(${name})`;
  const flags = quoted.map((name, index) => `${same(name)} AS same_${index}`);
  const counts = quoted.map(
    (_, index) => `count(*) FILTER (same_${index}) AS repeated_${index}, count(*) FILTER (NOT same_${index}) AS differing_${index}`,
  );
  const rows = relationSql(sources.orders, { targets: amounts, orderId: true });
  const sql = `SELECT ${counts.join(', ')} FROM (SELECT order_id, ${flags.join(', ')} FROM (\n${rows}\n)${shareSql(share)} GROUP BY order_id HAVING count(*) > 1)`;
  return { sql, names: amounts.map(({ name }) => name) };
}

export interface OrderOptions {
  readonly categories: Categories;
  /** No order id comes twice. */
  readonly unique: boolean;
  /** Amounts that stand repeated on every line of their order. */
  readonly repeated: ReadonlySet<string>;
}

const lineTotal = { line_total: (source: StagedSource) => lineAmount(source) ?? 'CAST(NULL AS DOUBLE)' };
const netAmount: TargetColumn = { table: 'orders', name: 'net_amount', label: '', type: 'money', attribute: false };

/** How the amounts of orders are found. */
function amountsOf(sources: OrderSources, { unique, repeated }: OrderOptions) {
  const from = amountFrom(sources);
  const flatTotal = from === 'lines' && sources.flat;
  const total = from === 'orders' ? 'net_amount' : flatTotal ? 'line_total' : null;
  const summed = (name: string) => !unique && !repeated.has(name);
  const sums = orderColumns(sources).filter(({ name, type, attribute }) => type === 'money' && !attribute && summed(name));
  return { from, flatTotal, total, summed, sums, fromLines: from === 'lines' && !sources.flat };
}

/** The position and the sums of each order, from rows that name it. */
function earliestColumns(sources: OrderSources, options: OrderOptions): string {
  const { total, summed, sums } = amountsOf(sources, options);
  const added = [...(total && summed('net_amount') ? [total] : []), ...sums.map(({ name }) => name)].map(
    (name) => `round(sum(${quoteIdentifier(name)}), 6) AS ${quoteIdentifier(name)}`,
  );
  return ['arg_min(record_seq, (ordered_at, record_seq)) AS record_seq', ...added].join(', ');
}

const totalsSql = (sources: OrderSources, share: Share | null): string =>
  `SELECT order_id, round(sum(line_total), 6) AS net_amount FROM (\n${relationSql(sources.lines, { targets: [], orderId: true, extra: lineTotal })}\n)${shareSql(share)} GROUP BY order_id`;

/** Tables beside a large load, gone at its end. */
export const ASIDE = ['next_earliest', 'next_totals'] as const;

/**
 * What `ordersSql` needs of all records of an order, as tables of their own, a share of the orders at a time: a large load fills `orders` in
 * stretches, each of which may hold only some of an order's records.
 */
export function asideSql(sources: OrderSources, options: OrderOptions, share: Share): string[] {
  const { from, flatTotal, sums, fromLines } = amountsOf(sources, options);
  const fill = (name: string) => (share.at === 0 ? `CREATE TABLE "${name}" AS` : `INSERT INTO "${name}"`);
  const statements: string[] = [];
  if (!options.unique) {
    const targets = [...sums, ...(from === 'orders' ? [netAmount] : [])];
    const rows = relationSql(sources.orders, { targets, orderId: true, buyer: true, extra: flatTotal ? lineTotal : {} });
    statements.push(
      `${fill('next_earliest')}\nSELECT ${earliestColumns(sources, options)} FROM (\n${rows}\n)${shareSql(share)} GROUP BY order_id`,
    );
  }
  if (fromLines) statements.push(`${fill('next_totals')}\n${totalsSql(sources, share)}`);
  return statements;
}

/** `orders`, one row for each order id (LD5), keyed by the position of its earliest record. A stretch of it rests on `asideSql`. */
export function ordersSql(sources: OrderSources, options: OrderOptions, stretch: Stretch | null = null): string {
  const { categories, unique } = options;
  const columns = orderColumns(sources);
  const { from, flatTotal, total, summed, sums, fromLines } = amountsOf(sources, options);
  const rows = relationSql(sources.orders, {
    targets: [...columns, ...(from === 'orders' ? [netAmount] : [])],
    orderId: true,
    buyer: true,
    extra: flatTotal ? lineTotal : {},
  });
  const parts = [`rows AS (\n${rows}\n)`];
  if (!unique)
    parts.push(
      stretch
        ? `earliest AS (SELECT * FROM "next_earliest" AS r${withinSql(stretch)})`
        : `earliest AS (SELECT order_id, ${earliestColumns(sources, options)} FROM rows GROUP BY order_id)`,
    );
  if (fromLines) parts.push(`totals AS (${stretch ? 'SELECT * FROM "next_totals"' : totalsSql(sources, null)})`);
  const amountSql = total ? `${summed('net_amount') ? 'e' : 'r'}.${total}` : from === 'lines' ? 't.net_amount' : 'CAST(NULL AS DOUBLE)';
  const select = [
    'CAST(r.record_seq AS INTEGER) AS order_key',
    'r.order_id',
    'k.customer_key',
    'r.ordered_at',
    'CAST(r.ordered_at AS DATE) AS ordered_on',
    `${unique && total ? `r.${total}` : amountSql} AS net_amount`,
    ...columns.map((target) => {
      const name = quoteIdentifier(target.name);
      return `${finishValue(target, `${sums.some(({ name: sum }) => sum === target.name) ? 'e' : 'r'}.${name}`, categories)} AS ${name}`;
    }),
  ];
  const joins = [
    ...(unique ? [] : ['JOIN earliest AS e USING (record_seq)']),
    ...(fromLines ? ['LEFT JOIN totals AS t ON t.order_id = r.order_id'] : []),
    `LEFT JOIN ${nextName('customers')} AS k ON k.customer_id = r.customer_id`,
  ];
  return `${fillSql('orders', stretch)}\nWITH ${parts.join(',\n')}\nSELECT\n  ${select.join(',\n  ')}\nFROM rows AS r\n${joins.join('\n')}${withinSql(stretch)}`;
}

export const itemColumns = ({ lines }: OrderSources): TargetColumn[] =>
  targetColumns('order_items', lines).filter(({ name }) => name !== 'order_id' && name !== 'line_amount');

/** Whether lines have an amount of their own; an amount of the order that differs from line to line is one. */
export const hasLineAmount = (sources: OrderSources, repeated: ReadonlySet<string>): boolean =>
  sources.lines.some(lineAmount) || (sources.flat && amountFrom(sources) === 'orders' && !repeated.has('net_amount'));

/** `order_items`, one row for each line, with the key of its order. */
export function itemsSql(sources: OrderSources, { categories, repeated }: OrderOptions, stretch: Stretch | null = null): string {
  const columns = itemColumns(sources);
  const ownAmount = (source: StagedSource) => {
    const column = sources.flat && !repeated.has('net_amount') ? plannedColumn(source.plan, 'orders', 'net_amount') : undefined;
    return lineAmount(source) ?? (column ? stagedValue(source, column) : 'CAST(NULL AS DOUBLE)');
  };
  const withAmount = hasLineAmount(sources, repeated);
  const extra = withAmount ? { line_amount: ownAmount } : {};
  const rows = relationSql(sources.lines, { targets: columns, orderId: true, extra });
  const select = [
    'o.order_key',
    ...columns.map(
      (target) => `${finishValue(target, `r.${quoteIdentifier(target.name)}`, categories)} AS ${quoteIdentifier(target.name)}`,
    ),
    ...(withAmount ? ['r.line_amount'] : []),
  ];
  return `${fillSql('order_items', stretch)}\nSELECT\n  ${select.join(',\n  ')}\nFROM (\n${rows}\n) AS r\nLEFT JOIN ${nextName('orders')} AS o ON o.order_id = r.order_id${withinSql(stretch)}`;
}

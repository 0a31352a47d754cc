import { GRAIN_TABLES, type CanonicalTable } from '#core/model/canonical';
import { rowsOf, type Columns } from '#core/model/columns';
import { categoryCandidates, estimateSql, isCategory, isLikelyCategory, valuesSql } from '#core/query/load/category-sql';
import { customerColumns, customerSources, customersSql, namesAnybody, nextName, noCustomersSql } from '#core/query/load/customers-sql';
import {
  amountFrom,
  asideSql,
  hasLineAmount,
  itemColumns,
  itemsSql,
  namesOrders,
  orderColumns,
  orderSources,
  ordersSql,
  repeatedAmountsSql,
  type OrderOptions,
} from '#core/query/load/orders-sql';
import { dealOrders, dealOrdersSql, endingsSql, wonSql } from '#core/query/load/deal-orders-sql';
import { makesIds, namesCustomers, plainColumns, plainSql, plainTables } from '#core/query/load/plain-sql';
import { isOrderSource, plannedColumn } from '#core/query/load/plan';
import type { ProfileColumn, ProfileTable } from '#core/query/load/profile-sql';
import { sharesOf, shareSql, stretchesOf, type Share, type Stretch } from '#core/query/load/stretch-sql';
import {
  buyerColumn,
  relationSql,
  targetColumns,
  type Categories,
  type StagedSource,
  type TargetColumn,
} from '#core/query/load/relation-sql';

export type Run = (sql: string) => Promise<Columns>;

/** How a large load fills its tables: in stretches of at most so many records, told one by one. */
export interface Portions {
  readonly rows: number;
  onStretch(done: number, all: number): void;
}

/** What was built: the tables to describe, and amounts found repeated on the lines of their orders. */
export interface Built {
  readonly tables: readonly ProfileTable[];
  readonly made: readonly CanonicalTable[];
  readonly repeated: ReadonlySet<string>;
}

const label = (sources: readonly StagedSource[], table: CanonicalTable, name: string): string => {
  for (const { plan } of sources) {
    const column = plannedColumn(plan, table, name);
    if (column) return column.header;
  }
  return name;
};

/** Looks at every text column that is not ENUM yet and finds the values of those that are categories (LD14). */
async function findCategories(
  run: Run,
  groups: readonly { sources: readonly StagedSource[]; targets: readonly TargetColumn[] }[],
): Promise<Categories> {
  const categories = new Map<string, readonly string[] | null>();
  for (const { sources, targets } of groups) {
    const alone = sources.length === 1;
    const values = new Map<string, Set<string>>();
    const tooMany = new Set<string>();
    for (const target of targets) if (target.type === 'category') values.set(`${target.table}.${target.name}`, new Set());
    for (const source of sources) {
      const candidates = categoryCandidates(source, targets, alone);
      if (candidates.length === 0) continue;
      const estimates = rowsOf(await run(estimateSql(source, candidates)))[0]!;
      const likely = candidates.filter((_, index) => isLikelyCategory(Number(estimates[`n${index}`])));
      for (const { key } of candidates) if (!likely.some((candidate) => candidate.key === key)) tooMany.add(key);
      if (likely.length === 0) continue;
      for (const { candidate, text } of rowsOf(await run(valuesSql(source, likely)))) {
        const bare = String(text).trim();
        if (bare !== '') values.get(likely[Number(candidate)]!.key)!.add(bare);
      }
    }
    const rows = sources.reduce((sum, source) => sum + source.rows, 0);
    for (const [key, found] of values) {
      const column =
        sources[0] && plannedColumn(sources[0].plan, key.slice(0, key.indexOf('.')) as CanonicalTable, key.slice(key.indexOf('.') + 1));
      if (alone && column && sources[0]!.enums.get(column.index)?.clean) categories.set(key, null);
      else if (!tooMany.has(key) && found.size > 0 && isCategory(found.size, rows)) categories.set(key, [...found].sort());
    }
  }
  return categories;
}

/** How a finished column is described; an attribute of many texts is text. */
const describe = (target: TargetColumn, categories: Categories): ProfileColumn => {
  const coded = target.type === 'category' && categories.has(`${target.table}.${target.name}`);
  const many = target.attribute && target.type === 'category' && !coded;
  return { name: target.name, label: target.label, type: many ? 'text' : target.type, attribute: target.attribute, coded };
};

type Shares = readonly (Share | null)[];

async function isUnique(run: Run, sources: readonly StagedSource[], ordered: ReadonlySet<StagedSource>, shares: Shares): Promise<boolean> {
  if (sources.length === 1 && ordered.has(sources[0]!)) return true;
  const rows = relationSql(sources, { targets: [], orderId: true });
  for (const share of shares) {
    const sql = `SELECT count(*) AS records, count(DISTINCT order_id) AS ids FROM (\n${rows}\n)${shareSql(share)}`;
    const counted = rowsOf(await run(sql))[0]!;
    if (counted.records !== counted.ids) return false;
  }
  return true;
}

async function findRepeated(run: Run, sources: ReturnType<typeof orderSources>, shares: Shares): Promise<Set<string>> {
  const more = new Map<string, number>();
  for (const share of shares) {
    const question = repeatedAmountsSql(sources, share);
    if (!question) return new Set();
    const answer = rowsOf(await run(question.sql))[0]!;
    for (const [index, name] of question.names.entries())
      more.set(name, (more.get(name) ?? 0) + Number(answer[`repeated_${index}`]) - Number(answer[`differing_${index}`]));
  }
  return new Set([...more.keys()].filter((name) => more.get(name)! > 0));
}

const countRows = (sources: readonly StagedSource[]): number => sources.reduce((sum, { rows }) => sum + rows, 0);

/** Makes the canonical tables under their `next_` names from the staged ones. `ordered`: sources whose order ids only rise or fall. */
export async function buildTables(
  run: Run,
  staged: readonly StagedSource[],
  ordered: ReadonlySet<StagedSource>,
  portions: Portions | null = null,
): Promise<Built> {
  const buyers = customerSources(staged);
  const orders = orderSources(staged);
  const plain = plainTables(staged);
  const own = customerColumns(buyers);
  const categories = await findCategories(run, [
    { sources: buyers.files, targets: own.fromFiles },
    { sources: buyers.orders, targets: own.fromOrders },
    { sources: orders.orders, targets: orderColumns(orders) },
    { sources: orders.lines, targets: itemColumns(orders) },
    ...plain.map(({ table, sources }) => ({ sources, targets: targetColumns(table, sources) })),
  ]);
  const tables: ProfileTable[] = [];
  const made: CanonicalTable[] = ['customers'];
  const add = (name: CanonicalTable, columns: readonly (ProfileColumn | false)[]): void => {
    tables.push({ name, sql: nextName(name), columns: columns.filter((column) => column !== false) });
    if (!made.includes(name)) made.push(name);
  };
  const key = (name: string, from: string, unique = false): ProfileColumn => ({ name, label: from, type: 'id', attribute: false, unique });

  const all = plain.reduce((sum, { sources }) => sum + countRows(sources), countRows(orders.orders) + countRows(orders.lines));
  let done = 0;
  const fill = async (sources: readonly StagedSource[], make: (stretch: Stretch | null) => string): Promise<void> => {
    if (!portions) return void (await run(make(null)));
    for (const stretch of stretchesOf(sources, portions.rows)) {
      await run(make(stretch));
      portions.onStretch((done += stretch.to - stretch.from), all);
    }
  };

  const anybody = namesAnybody(buyers);
  await run(anybody ? customersSql(buyers, categories, portions !== null) : noCustomersSql());
  const customerLabel =
    [
      label(buyers.files, 'customers', 'customer_id'),
      ...buyers.orders.map(({ plan }) => buyerColumn(plan)!.header),
      ...buyers.others.map(({ plan }) => plannedColumn(plan, GRAIN_TABLES[plan.grain][0]!, 'customer_id')!.header),
    ].find((each) => each !== 'customer_id') ?? 'customer_id';
  if (anybody)
    add('customers', [
      key('customer_key', customerLabel, true),
      key('customer_id', customerLabel, true),
      ...[...own.fromFiles, ...own.fromOrders].map((target) => describe(target, categories)),
    ]);

  let repeated: ReadonlySet<string> = new Set();
  if (orders.orders.length > 0) {
    const shares: Shares = portions ? sharesOf([...orders.orders, ...orders.lines], portions.rows) : [null];
    const unique = !namesOrders(orders) || (await isUnique(run, orders.orders, ordered, shares));
    repeated = unique ? repeated : await findRepeated(run, orders, shares);
    const options: OrderOptions = { categories, unique, repeated };
    for (const share of shares) for (const sql of share ? asideSql(orders, options, share) : []) await run(sql);
    await fill(orders.orders, (stretch) => ordersSql(orders, options, stretch));
    const orderLabel = label(orders.orders, orders.flat ? 'order_items' : 'orders', 'order_id');
    const dateLabel = label(orders.orders, 'orders', 'ordered_at');
    add('orders', [
      key('order_key', orderLabel, true),
      key('order_id', orderLabel, true),
      buyers.orders.some(({ plan }) => isOrderSource(plan)) && key('customer_key', customerLabel),
      { name: 'ordered_at', label: dateLabel, type: 'instant', attribute: false },
      { name: 'ordered_on', label: dateLabel, type: 'day', attribute: false },
      amountFrom(orders) !== 'none' && {
        name: 'net_amount',
        label: label(orders.orders, 'orders', 'net_amount'),
        type: 'money',
        attribute: false,
      },
      ...orderColumns(orders).map((target) => describe(target, categories)),
    ]);
    if (orders.lines.length > 0) {
      await fill(orders.lines, (stretch) => itemsSql(orders, options, stretch));
      add('order_items', [
        key('order_key', orderLabel),
        ...itemColumns(orders).map((target) => describe(target, categories)),
        hasLineAmount(orders, repeated) && {
          name: 'line_amount',
          label: label(orders.lines, 'order_items', 'line_amount'),
          type: 'money',
          attribute: false,
        },
      ]);
    }
  }
  for (const each of plain) {
    await fill(each.sources, (stretch) => plainSql(each, categories, stretch));
    add(each.table, [
      namesCustomers(each) && key('customer_key', label(each.sources, each.table, 'customer_id')),
      makesIds(each) && key('response_id', label(each.sources, each.table, 'response_id')),
      ...plainColumns(each).map((target) => describe(target, categories)),
    ]);
  }
  const deals = dealOrders(staged);
  const won = deals && wonSql(deals, rowsOf(await run(endingsSql(deals))));
  if (deals && won) {
    await run(dealOrdersSql(deals, won));
    const from = (name: string): string => label(staged, 'opportunities', name);
    add('orders', [
      key('order_key', from('opportunity_id'), true),
      key('order_id', from('opportunity_id'), true),
      deals.customer && key('customer_key', customerLabel),
      { name: 'ordered_at', label: from(deals.dates[0]!), type: 'instant', attribute: false },
      { name: 'ordered_on', label: from(deals.dates[0]!), type: 'day', attribute: false },
      deals.amount && { name: 'net_amount', label: from('amount'), type: 'money', attribute: false },
      ...deals.kept.map((target) => describe(target, categories)),
    ]);
  }
  return { tables, made, repeated };
}

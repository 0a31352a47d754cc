import { columnIn } from '#core/model/data-model';
import type { QueryContext, Relation } from '#core/query/types';
import { PARTS, type Banding } from './banding';

const OLDEST = 120;

/** Whole years from the birthday to `as_of`, else the age as it stands; unknown beyond what people reach (PF4). */
function ageSql({ model, dialect, asOf }: QueryContext): string {
  const day = dialect.day(asOf);
  const birth = columnIn(model, 'customers', 'birth_date') ? 'c.birth_date' : null;
  const age = columnIn(model, 'customers', 'age') ? 'c.age' : null;
  if (birth === null) return `CASE WHEN ${age} BETWEEN 0 AND ${OLDEST} THEN ${age} END`;
  const years = dialect.dateDiff('year', birth, day);
  const whole = `CASE WHEN ${dialect.dateAdd('year', birth, years)} > ${day} THEN ${years} - 1 ELSE ${years} END`;
  const known = age === null ? whole : `coalesce(${whole}, ${age})`;
  return `CASE WHEN ${known} BETWEEN 0 AND ${OLDEST} THEN ${known} END`;
}

/** What is banded, as SQL over `b` (orders and spend of a customer), `c` (customers) and `u` (the value of most orders). */
function valueSql(banding: Banding, context: QueryContext): string {
  if (banding.kind === 'most') return 'u.most';
  if (banding.kind === 'values') return `CAST(c.${context.dialect.identifier(banding.column.name)} AS VARCHAR)`;
  if (banding.of === 'orders') return 'b.orders';
  if (banding.of === 'spend') return 'b.spend';
  if (banding.of === 'age') return ageSql(context);
  return `c.${context.dialect.identifier(banding.column!.name)}`;
}

/** The band of a value: itself, or the number of its part from 1 as text; null without a value. */
function bandSql(banding: Banding, { dialect }: QueryContext): string {
  if (banding.kind !== 'number') return 'value';
  if (banding.cuts === null) {
    const place = 'rank() OVER (PARTITION BY value IS NULL ORDER BY value) - 1';
    const part = dialect.integerDivide(`${PARTS} * (${place})`, 'count(*) OVER (PARTITION BY value IS NULL)');
    return `CASE WHEN value IS NOT NULL THEN CAST(1 + ${part} AS VARCHAR) END`;
  }
  const cases = banding.cuts.map((cut, at) => `WHEN value < ${dialect.literal(cut)} THEN '${at + 1}'`);
  return `CASE WHEN value IS NULL THEN NULL ${cases.join(' ')} ELSE '${banding.cuts.length + 1}' END`;
}

/** `bought` and `buyers`: a row for each customer who is counted, with `orders` and `spend` (PF1). */
export const BUYERS: readonly Relation[] = [
  { name: 'bought', sql: 'SELECT customer_key, count(*) AS orders\nFROM in_range\nGROUP BY customer_key' },
  {
    name: 'buyers',
    sql: `SELECT bought.customer_key, bought.orders, round(coalesce(spent.amount, 0), 6) AS spend
FROM bought
LEFT JOIN (
  SELECT customer_key, sum(amount) AS amount FROM money_in_range GROUP BY customer_key
) AS spent ON spent.customer_key = bought.customer_key`,
  },
];

/** The channel or store of most orders (PF5), under the name given. */
const mostUsed = (name: string, column: string): Relation => ({
  name,
  sql: `SELECT customer_key, value AS most
FROM (
  SELECT i.customer_key, CAST(o.${column} AS VARCHAR) AS value,
    row_number() OVER (PARTITION BY i.customer_key ORDER BY count(*) DESC, max(i.ordered_on) DESC, CAST(o.${column} AS VARCHAR)) AS place
  FROM in_range AS i
  JOIN orders AS o ON o.order_key = i.order_key
  WHERE o.${column} IS NOT NULL
  GROUP BY i.customer_key, CAST(o.${column} AS VARCHAR)
) AS used
WHERE place = 1`,
});

/** `<name>`: each buyer with `value` and `band`, both null where nothing is known. Rests on `BUYERS`. */
export function bandedRelations(name: string, banding: Banding, context: QueryContext): Relation[] {
  const value = valueSql(banding, context);
  const joins = [
    ...(/\bc\./.test(value) ? ['LEFT JOIN customers AS c ON c.customer_key = b.customer_key'] : []),
    ...(banding.kind === 'most' ? [`LEFT JOIN most_used_${name} AS u ON u.customer_key = b.customer_key`] : []),
  ];
  return [
    ...(banding.kind === 'most' ? [mostUsed(`most_used_${name}`, context.dialect.identifier(banding.key))] : []),
    {
      name: `valued_${name}`,
      sql: [`SELECT b.customer_key, b.orders, b.spend, ${value} AS value`, 'FROM buyers AS b', ...joins].join('\n'),
    },
    { name, sql: `SELECT customer_key, orders, spend, value, ${bandSql(banding, context)} AS band\nFROM valued_${name}` },
  ];
}

/** More bands than these are merged by size (PF7). */
const MOST = 60;

const sizesSql = (columns: string): string => `SELECT band, customers${columns}
FROM (SELECT band, count(*) AS customers FROM banded WHERE band IS NOT NULL GROUP BY band) AS counted`;

/** Bands by name: the small ones together, by size. */
const mergedBySize = (smallest: number): Relation[] => [
  {
    name: 'band_sizes',
    sql: sizesSql(`, row_number() OVER (ORDER BY customers DESC, band) AS place,
  sum(customers) OVER (ORDER BY customers, band DESC ROWS UNBOUNDED PRECEDING) - customers AS below`),
  },
  {
    name: 'small_bands',
    sql: `SELECT band\nFROM band_sizes\nWHERE customers < ${smallest} OR place > ${MOST} OR (below > 0 AND below < ${smallest})`,
  },
  {
    name: 'placed',
    sql: `SELECT b.customer_key, b.orders, b.spend, b.value,
  CASE WHEN b.band IS NULL THEN 'unknown' WHEN s.band IS NULL THEN 'band' ELSE 'other' END AS state,
  CASE WHEN s.band IS NULL THEN b.band END AS band
FROM banded AS b
LEFT JOIN small_bands AS s ON s.band = b.band`,
  },
];

/** Bands between cut points: a small one joins the next lower that is large enough, else the next higher. `value` is then the number of the band. */
const mergedByNeighbour = (smallest: number): Relation[] => [
  { name: 'band_sizes', sql: sizesSql(', CAST(band AS INTEGER) AS place') },
  {
    name: 'joined_bands',
    sql: `SELECT own.band, coalesce(max(large.place) FILTER (WHERE large.place <= own.place), min(large.place)) AS target
FROM band_sizes AS own
JOIN band_sizes AS large ON large.customers >= ${smallest}
GROUP BY own.band`,
  },
  {
    name: 'placed',
    sql: `SELECT b.customer_key, b.orders, b.spend, CAST(b.band AS INTEGER) AS value,
  CASE WHEN b.band IS NULL THEN 'unknown' WHEN j.target IS NULL THEN 'other' ELSE 'band' END AS state, CAST(j.target AS VARCHAR) AS band
FROM banded AS b
LEFT JOIN joined_bands AS j ON j.band = b.band`,
  },
];

/** `placed`: each buyer with `state` – band, other, unknown – and, where it is shown, its `band` (PF6, PF7). Rests on `banded`. */
export const placedRelations = (banding: Banding, smallest: number): Relation[] =>
  banding.kind === 'number' && banding.cuts ? mergedByNeighbour(smallest) : mergedBySize(smallest);

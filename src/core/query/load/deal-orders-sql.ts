import { CANONICAL } from '#core/model/canonical';
import { quoteIdentifier } from '#core/sql/identifier';
import { quoteText } from '#core/sql/literal';
import { stateOfOutcome, stateOfStage } from '../deals/outcome-words';
import { nextName } from './customers-sql';
import { targetColumns, type StagedSource, type TargetColumn } from './relation-sql';

/** What the orders of won deals are made from (DL3). */
export interface DealOrders {
  /** Columns of `opportunities` that say how a deal ended, the outcome first. */
  readonly endings: readonly ('outcome' | 'stage')[];
  /** Columns of `opportunities` that date the end, the real one first. */
  readonly dates: readonly ('closed_at' | 'expected_close')[];
  readonly amount: boolean;
  readonly customer: boolean;
  /** Columns that the orders take over as they are. */
  readonly kept: readonly TargetColumn[];
}

/** Names that a column of a deals file would take from the orders’ own. */
const OF_ORDERS: ReadonlySet<string> = new Set<string>(CANONICAL.orders.map(({ name }) => name));

const isDeals = ({ plan }: StagedSource): boolean => plan.grain === 'opportunity';

/** Null where there are no deals, or where nothing says which are won and when, or where files hold the orders themselves (DL3). */
export function dealOrders(sources: readonly StagedSource[]): DealOrders | null {
  if (sources.some(({ plan }) => plan.grain === 'order' || plan.grain === 'order_line')) return null;
  const columns = targetColumns('opportunities', sources.filter(isDeals));
  const has = (name: string): boolean => columns.some((column) => column.name === name && !column.attribute);
  const endings = (['outcome', 'stage'] as const).filter(has);
  const dates = (['closed_at', 'expected_close'] as const).filter(has);
  if (endings.length === 0 || dates.length === 0) return null;
  const kept = columns.filter(({ name, attribute }) => (attribute ? !OF_ORDERS.has(name.toLowerCase()) : name === 'currency'));
  return { endings, dates, amount: has('amount'), customer: has('customer_id'), kept };
}

/** Every ending that a deal has, as texts under the names of `endings`. */
export const endingsSql = ({ endings }: DealOrders): string =>
  `SELECT DISTINCT ${endings.map((name) => `CAST(${name} AS VARCHAR) AS ${name}`).join(', ')} FROM ${nextName('opportunities')}`;

/** The endings of won deals as a condition over `opportunities`; null where none is won. */
export function wonSql({ endings }: DealOrders, found: readonly Readonly<Record<string, unknown>>[]): string | null {
  const won = found.filter((row) => {
    const [outcome, stage] = [row['outcome'], row['stage']];
    const said = typeof outcome === 'string' ? stateOfOutcome(outcome) : 'open';
    return (said === 'open' && typeof stage === 'string' ? stateOfStage(stage) : said) === 'won';
  });
  if (won.length === 0) return null;
  const is = (name: string, value: unknown): string =>
    typeof value === 'string' ? `CAST(${name} AS VARCHAR) = ${quoteText(value)}` : `${name} IS NULL`;
  return `(${won.map((row) => endings.map((name) => is(name, row[name])).join(' AND ')).join(' OR ')})`;
}

/** `orders`, one row for each won deal that has a date, the last record of a deal (DL3). */
export function dealOrdersSql({ dates, amount, customer, kept }: DealOrders, won: string): string {
  const closed =
    dates.length > 1 ? `coalesce(${dates.map((name) => `CAST(${name} AS TIMESTAMP)`).join(', ')})` : `CAST(${dates[0]!} AS TIMESTAMP)`;
  const own = kept.map(({ name }) => quoteIdentifier(name));
  return `CREATE TABLE ${nextName('orders')} AS
WITH deals AS (
  SELECT *, rowid AS place FROM ${nextName('opportunities')}
),
latest AS (
  SELECT max(place) AS place FROM deals GROUP BY opportunity_id
)
SELECT
  ${[
    'CAST(row_number() OVER (ORDER BY place) - 1 AS INTEGER) AS order_key',
    'opportunity_id AS order_id',
    customer ? 'customer_key' : 'CAST(NULL AS INTEGER) AS customer_key',
    `${closed} AS ordered_at`,
    `CAST(${closed} AS DATE) AS ordered_on`,
    `${amount ? 'amount' : 'CAST(NULL AS DOUBLE)'} AS net_amount`,
    ...own,
  ].join(',\n  ')}
FROM deals SEMI JOIN latest USING (place)
WHERE ${won} AND ${closed} IS NOT NULL
ORDER BY place`;
}

import { columnIn } from '#core/model/data-model';
import { movePeriod } from '#core/query/days';
import type { Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import type { RevenueRetentionParams } from './params';
import type { Ends, Source } from './source';

/** A day no contract reaches, for those without an end. */
const NEVER = '9999-12-01';

const has = ({ context: { model } }: Query, column: string): boolean => columnIn(model, 'contracts', column) !== undefined;

/** `dated_contracts`: every row of `contracts` with the first and last day of its run (RN2). */
function dated({ term }: RevenueRetentionParams, query: Query): Relation {
  const { dialect } = query.context;
  const signed = 'CAST(signed_at AS DATE)';
  const first = has(query, 'starts_on') ? `coalesce(starts_on, ${signed})` : signed;
  const known = has(query, 'ends_on') ? 'ends_on' : 'CAST(NULL AS DATE) AS ends_on';
  const renewal = has(query, 'renewal_of') ? 'renewal_of' : 'CAST(NULL AS VARCHAR) AS renewal_of';
  const after = dialect.dateAdd('day', dialect.dateAdd('month', 'first_on', dialect.literal(term)), '-1');
  return {
    name: 'dated_contracts',
    sql: `SELECT contract_id, customer_key, amount, renewal_of, signed_on, first_on, ends_on, coalesce(ends_on, ${term === 0 ? dialect.day(NEVER) : after}) AS last_on
FROM (
  SELECT contract_id, customer_key, amount, ${renewal}, ${signed} AS signed_on, ${first} AS first_on, ${known}
  FROM contracts
) AS c`,
  };
}

/** `placed_contracts`: the months in which each contract counts, and its place (RN3, RN6, RN7). */
function placed({ amount, term }: RevenueRetentionParams, { context }: Query): Relation {
  const { dialect, asOf, filters } = context;
  const ofPeople = filters.some(({ table }) => table === 'customers');
  const places = [
    "WHEN customer_key IS NULL THEN 'no_customer'",
    ...(ofPeople ? ["WHEN customer_key NOT IN (SELECT customer_key FROM people) THEN 'other_customers'"] : []),
    `WHEN signed_on > ${dialect.day(asOf)} THEN 'after_as_of'`,
    "WHEN amount IS NULL OR round(amount, 6) <= 0 THEN 'no_amount'",
    ...(term === 0 && amount === 'run' ? ["WHEN ends_on IS NULL THEN 'no_end'"] : []),
    "WHEN months < 1 THEN 'no_month'",
    "ELSE 'counted' END AS place",
  ];
  return {
    name: 'placed_contracts',
    sql: `SELECT contract_id, customer_key, amount, renewal_of, first_on, last_on, months,
  CASE
    ${places.join('\n    ')}
FROM (SELECT *, ${dialect.dateDiff('month', 'first_on', 'last_on + 1')} AS months FROM dated_contracts) AS d`,
  };
}

/** `terms`: what a customer pays a month (`rate`) from the month `starts` up to the month before `stops` (RN3–RN5). */
function contractTerms({ amount }: RevenueRetentionParams, { context: { dialect } }: Query): Relation {
  const rate = { run: 'p.amount / p.months', year: 'p.amount / 12', month: 'p.amount' }[amount];
  const month = (day: string): string => dialect.dateTrunc('month', day);
  return {
    name: 'terms',
    sql: `SELECT p.customer_key, ${rate} AS rate, ${month('p.first_on')} AS starts, ${month('least(p.last_on + 1, coalesce(r.renewed_on, p.last_on + 1))')} AS stops
FROM placed_contracts AS p
LEFT JOIN (
  SELECT customer_key, renewal_of, min(first_on) AS renewed_on
  FROM placed_contracts
  WHERE place = 'counted' AND renewal_of <> contract_id
  GROUP BY customer_key, renewal_of
) AS r ON r.customer_key = p.customer_key AND r.renewal_of = p.contract_id
WHERE p.place = 'counted'`,
  };
}

/** `terms` of a month each, from the movements of money (RN8). */
function moneyTerms({ context: { dialect } }: Query): Relation {
  const month = dialect.dateTrunc('month', 'happened_on');
  return {
    name: 'terms',
    sql: `SELECT customer_key, sum(amount) AS rate, ${month} AS starts, ${dialect.dateAdd('month', month, '1')} AS stops
FROM money
GROUP BY customer_key, ${month}`,
  };
}

/** How a customer moves from `paid_before` to `paid_after`; `known`: something was paid earlier (RN11). */
const MOVEMENT = `CASE
    WHEN paid_before = paid_after THEN 'same'
    WHEN paid_before = 0 AND known THEN 'back'
    WHEN paid_before = 0 THEN 'new'
    WHEN paid_after = 0 THEN 'gone'
    WHEN paid_after > paid_before THEN 'more'
    ELSE 'less' END AS movement`;

/** `compared`: each customer with revenue then or now, and how it moved. */
function compared({ then, now }: Ends, { context: { dialect } }: Query): Relation {
  const paidIn = (month: string): string =>
    `greatest(0, round(coalesce(sum(rate) FILTER (WHERE starts <= ${dialect.day(month)} AND stops > ${dialect.day(month)}), 0), 6))`;
  return {
    name: 'compared',
    sql: `SELECT customer_key, paid_before, paid_after,
  ${MOVEMENT}
FROM (
  SELECT customer_key, ${paidIn(then)} AS paid_before, ${paidIn(now)} AS paid_after,
    coalesce(min(starts) FILTER (WHERE starts < stops AND round(rate, 6) > 0) <= ${dialect.day(then)}, false) AS known
  FROM terms
  GROUP BY customer_key
) AS ends
WHERE paid_before > 0 OR paid_after > 0`,
  };
}

/** `steps` from terms of any length: what a customer pays before and after each month in which a term begins or ends. */
function termSteps({ now }: Ends, { context: { dialect } }: Query): Relation[] {
  return [
    {
      name: 'levels',
      sql: `SELECT customer_key, month, CASE WHEN sum(terms) OVER running = 0 THEN 0 ELSE round(sum(change) OVER running, 6) END AS paid
FROM (
  SELECT customer_key, month, sum(rate) AS change, sum(term) AS terms
  FROM (
    SELECT customer_key, starts AS month, rate, 1 AS term FROM terms WHERE starts < stops
    UNION ALL
    SELECT customer_key, stops, -rate, -1 FROM terms WHERE starts < stops
  ) AS ends
  WHERE month <= ${dialect.day(now)}
  GROUP BY customer_key, month
) AS changes
WINDOW running AS (PARTITION BY customer_key ORDER BY month)`,
    },
    {
      name: 'steps',
      sql: `SELECT customer_key, month, lag(paid, 1, 0) OVER earlier AS paid_before, paid AS paid_after, row_number() OVER earlier > 1 AS known
FROM levels
WINDOW earlier AS (PARTITION BY customer_key ORDER BY month)`,
    },
  ];
}

/** `steps` from terms of one month each: every month with revenue against the one before, and the first empty month after it. */
function monthSteps({ now }: Ends, { context: { dialect } }: Query): Relation[] {
  return [
    {
      name: 'paid_months',
      sql: `SELECT customer_key, starts AS month, stops AS next_month, round(rate, 6) AS paid,
  lag(stops) OVER months AS follows, lag(round(rate, 6)) OVER months AS paid_last, lead(starts) OVER months AS followed_by
FROM terms
WHERE round(rate, 6) > 0 AND starts <= ${dialect.day(now)}
WINDOW months AS (PARTITION BY customer_key ORDER BY starts)`,
    },
    {
      name: 'steps',
      sql: `SELECT customer_key, month, CASE WHEN follows = month THEN paid_last ELSE 0 END AS paid_before, paid AS paid_after, follows IS NOT NULL AS known
FROM paid_months
UNION ALL
SELECT customer_key, next_month, paid, 0, true
FROM paid_months
WHERE next_month <= ${dialect.day(now)} AND coalesce(followed_by > next_month, true)`,
    },
  ];
}

/** `moved`: each customer in each month in which what it pays changes, and how. */
const MOVED: Relation = {
  name: 'moved',
  sql: `SELECT customer_key, month, paid_before, paid_after,
  ${MOVEMENT}
FROM steps
WHERE paid_before <> paid_after`,
};

/** `payers`: everybody with revenue in a month up to now. */
const payers = ({ now }: Ends, { context: { dialect } }: Query): Relation => ({
  name: 'payers',
  sql: `SELECT DISTINCT customer_key\nFROM terms\nWHERE starts < stops AND starts <= ${dialect.day(now)} AND round(rate, 6) > 0`,
});

/** Everything a query over monthly revenue may name: `placed_contracts`, `terms`, `compared`, `moved`, `payers`. */
export function termRelations(source: Source, ends: Ends, params: RevenueRetentionParams, query: Query): Relation[] {
  const terms =
    source === 'contracts'
      ? [dated(params, query), placed(params, query), contractTerms(params, query), ...termSteps(ends, query)]
      : [moneyTerms(query), ...monthSteps(ends, query)];
  return [...terms, compared(ends, query), MOVED, payers(ends, query)];
}

/** How many customers had time to pay regularly, and how many do (RN16). */
export function regularSql({ now }: Ends, { context: { dialect } }: Query): string {
  return `SELECT count(*) AS customers, count(*) FILTER (WHERE months >= 3 AND 5 * months >= 4 * span) AS regular
FROM (
  SELECT customer_key, count(*) AS months, ${dialect.dateDiff('month', 'min(starts)', 'max(starts)')} + 1 AS span, min(starts) AS first_month
  FROM terms
  WHERE round(rate, 6) > 0 AND starts <= ${dialect.day(now)}
  GROUP BY customer_key
) AS each_customer
WHERE first_month <= ${dialect.day(movePeriod('month', now, -2))}`;
}

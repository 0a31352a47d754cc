-- checks
WITH looked_at AS (
  SELECT o.order_key, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS amount, o.refund_of IS NOT NULL AS refund, o.currency
  FROM orders AS o
),
fences AS (
  SELECT q1 - 3 * (q3 - q1) AS low, q3 + 3 * (q3 - q1) AS high
  FROM (SELECT count(*) AS n, quantile_cont(ln(CASE WHEN l.amount > 0 THEN l.amount END), 0.25) AS q1, quantile_cont(ln(CASE WHEN l.amount > 0 THEN l.amount END), 0.75) AS q3 FROM looked_at AS l WHERE l.amount > 0) AS quartiles
  WHERE n >= 20 AND q3 > q1
),
flagged AS (
  SELECT l.order_key, l.customer_key,
    l.customer_key IS NULL AS no_customer,
    l.amount IS NULL AS no_amount,
    coalesce(round(l.amount, 6) = 0, false) AS zero_amount,
    coalesce(round(l.amount, 6) < 0 AND NOT l.refund, false) AS negative_amount,
    l.ordered_on > DATE '2026-02-28' AS after_as_of,
    l.ordered_on < DATE '1990-01-01' AS too_early,
    l.customer_key IS NOT NULL AND l.amount IS NOT NULL AND row_number() OVER (PARTITION BY l.customer_key, l.ordered_at, l.amount ORDER BY l.order_key) > 1 AS repeated,
    coalesce(l.currency <> (SELECT currency FROM looked_at WHERE currency IS NOT NULL GROUP BY currency ORDER BY count(*) DESC, currency LIMIT 1), false) AS other_currency,
    coalesce(ln(CASE WHEN l.amount > 0 THEN l.amount END) < f.low OR ln(CASE WHEN l.amount > 0 THEN l.amount END) > f.high, false) AS unusual_amount
  FROM looked_at AS l
  LEFT JOIN fences AS f ON true
)
SELECT count(*) AS orders, count(*) FILTER (WHERE no_customer OR no_amount OR zero_amount OR negative_amount OR after_as_of OR too_early OR repeated OR other_currency OR unusual_amount) AS affected,
  count(*) FILTER (WHERE no_customer) AS no_customer,
  count(DISTINCT customer_key) FILTER (WHERE no_customer) AS no_customer_customers,
  count(*) FILTER (WHERE no_amount) AS no_amount,
  count(DISTINCT customer_key) FILTER (WHERE no_amount) AS no_amount_customers,
  count(*) FILTER (WHERE zero_amount) AS zero_amount,
  count(DISTINCT customer_key) FILTER (WHERE zero_amount) AS zero_amount_customers,
  count(*) FILTER (WHERE negative_amount) AS negative_amount,
  count(DISTINCT customer_key) FILTER (WHERE negative_amount) AS negative_amount_customers,
  count(*) FILTER (WHERE after_as_of) AS after_as_of,
  count(DISTINCT customer_key) FILTER (WHERE after_as_of) AS after_as_of_customers,
  count(*) FILTER (WHERE too_early) AS too_early,
  count(DISTINCT customer_key) FILTER (WHERE too_early) AS too_early_customers,
  count(*) FILTER (WHERE repeated) AS repeated,
  count(DISTINCT customer_key) FILTER (WHERE repeated) AS repeated_customers,
  count(*) FILTER (WHERE other_currency) AS other_currency,
  count(DISTINCT customer_key) FILTER (WHERE other_currency) AS other_currency_customers,
  count(*) FILTER (WHERE unusual_amount) AS unusual_amount,
  count(DISTINCT customer_key) FILTER (WHERE unusual_amount) AS unusual_amount_customers
FROM flagged;

-- lines
WITH looked_at AS (
  SELECT o.order_key, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS amount, o.refund_of IS NOT NULL AS refund, o.currency
  FROM orders AS o
)
SELECT coalesce(sum(times), 0) AS lines, coalesce(sum(times - 1), 0) AS repeated_lines
FROM (SELECT count(*) AS times FROM order_items WHERE order_key IN (SELECT order_key FROM looked_at) GROUP BY order_key, "product_name", "quantity") AS same;

-- missing
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
),
looked_at AS (
  SELECT o.order_key, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS amount, o.refund_of IS NOT NULL AS refund, o.currency
  FROM orders AS o
)
SELECT * FROM (
SELECT 'customers' AS source, 'region' AS column_name, count(*) AS looked_at, count(*) FILTER (WHERE c."region" IS NULL) AS missing
FROM customers AS c JOIN people ON people.customer_key = c.customer_key
UNION ALL
SELECT 'orders' AS source, 'currency' AS column_name, count(*) AS looked_at, count(*) FILTER (WHERE c."currency" IS NULL) AS missing
FROM orders AS c JOIN looked_at ON looked_at.order_key = c.order_key
) AS counted
WHERE missing > 0;

-- span
WITH looked_at AS (
  SELECT o.order_key, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS amount, o.refund_of IS NOT NULL AS refund, o.currency
  FROM orders AS o
),
order_days AS (
  SELECT ordered_on, lead(ordered_on) OVER (ORDER BY ordered_on) AS next_on
  FROM (SELECT DISTINCT ordered_on FROM looked_at WHERE ordered_on <= DATE '2026-02-28' AND ordered_on >= DATE '1990-01-01') AS days
)
SELECT min(ordered_on) AS first_day, max(ordered_on) AS last_day, count(*) AS days_with_orders FROM order_days;

-- gaps
WITH looked_at AS (
  SELECT o.order_key, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS amount, o.refund_of IS NOT NULL AS refund, o.currency
  FROM orders AS o
),
order_days AS (
  SELECT ordered_on, lead(ordered_on) OVER (ORDER BY ordered_on) AS next_on
  FROM (SELECT DISTINCT ordered_on FROM looked_at WHERE ordered_on <= DATE '2026-02-28' AND ordered_on >= DATE '1990-01-01') AS days
)
SELECT (ordered_on + CAST(1 AS INTEGER)) AS gap_from, (next_on + CAST(-1 AS INTEGER)) AS gap_to, date_diff('day', ordered_on, next_on) - 1 AS days
FROM order_days
WHERE next_on IS NOT NULL AND date_diff('day', ordered_on, next_on) - 1 >= 7
  AND date_diff('day', ordered_on, next_on) - 1 > 3 * (SELECT quantile_cont(date_diff('day', ordered_on, next_on), 0.5) FROM order_days WHERE next_on IS NOT NULL)
ORDER BY days DESC, gap_from
LIMIT 100;

-- account
WITH looked_at AS (
  SELECT o.order_key, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS amount, o.refund_of IS NOT NULL AS refund, o.currency
  FROM orders AS o
)
SELECT place, count(*) AS orders
FROM (
  SELECT CASE
    WHEN l.order_key IS NOT NULL THEN 'counted'
    ELSE 'outside_filters' END AS place
  FROM orders AS o
  LEFT JOIN looked_at AS l ON l.order_key = o.order_key
) AS placed
GROUP BY place
ORDER BY place;

-- periods
WITH paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  WHERE o.customer_key IS NOT NULL
    AND o.ordered_on <= DATE '2026-04-30'
    AND NOT coalesce(o.refund_of IS NOT NULL AND o.refund_of <> o.order_id AND o.refund_of IN (SELECT order_id FROM orders), false)
),
linked_refunds AS (
  SELECT r.order_key AS refund_key, original.order_key AS refunded_key, r.ordered_on AS refunded_on, abs(coalesce(r.net_amount, 0)) AS amount
  FROM orders AS r
  JOIN paid_orders AS original ON original.order_id = r.refund_of
  WHERE r.refund_of <> r.order_id
    AND r.ordered_on <= DATE '2026-04-30'
),
refunds AS (
  SELECT * FROM linked_refunds
),
fully_refunded AS (
  SELECT p.order_key
  FROM paid_orders AS p
  JOIN refunds ON refunds.refunded_key = p.order_key
  WHERE p.net_amount > 0
  GROUP BY p.order_key
  HAVING round(sum(refunds.amount), 6) >= round(any_value(p.net_amount), 6)
),
history AS (
  SELECT p.order_key, p.customer_key, p.ordered_on, p.ordered_at, p.net_amount AS amount
  FROM paid_orders AS p
  WHERE (p.net_amount IS NULL OR round(p.net_amount, 6) >= 0)
    AND p.order_key NOT IN (SELECT order_key FROM fully_refunded)
),
filtered AS (
  SELECT p.order_key, p.customer_key, p.ordered_on, p.net_amount, p.net_amount AS amount
  FROM paid_orders AS p
),
selected AS (
  SELECT f.order_key, f.customer_key, f.ordered_on, f.amount
  FROM filtered AS f
  WHERE (f.net_amount IS NULL OR round(f.net_amount, 6) >= 0)
    AND f.order_key NOT IN (SELECT order_key FROM fully_refunded)
),
first_orders AS (
  SELECT customer_key, min(ordered_on) AS first_on
  FROM history
  GROUP BY customer_key
),
active AS (
  SELECT DISTINCT customer_key, CAST(date_trunc('month', ordered_on) AS DATE) AS period
  FROM selected
  WHERE ordered_on <= DATE '2026-04-30'
),
states AS (
  SELECT a.customer_key, a.period,
    CASE WHEN f.first_on >= a.period THEN 'new' WHEN b.period IS NOT NULL THEN 'returning' ELSE 'resurrecting' END AS state
  FROM active AS a
  JOIN first_orders AS f ON f.customer_key = a.customer_key
  LEFT JOIN active AS b ON b.customer_key = a.customer_key AND a.period = CAST(b.period + to_months(CAST(1 AS INTEGER)) AS DATE)
  WHERE true
  UNION ALL
  SELECT b.customer_key, CAST(b.period + to_months(CAST(1 AS INTEGER)) AS DATE) AS period, 'dormant' AS state
  FROM active AS b
  LEFT JOIN active AS a ON a.customer_key = b.customer_key AND a.period = CAST(b.period + to_months(CAST(1 AS INTEGER)) AS DATE)
  WHERE a.period IS NULL
    AND true
    AND CAST(b.period + to_months(CAST(1 AS INTEGER)) AS DATE) <= CAST(date_trunc('month', DATE '2026-04-30') AS DATE)
)
SELECT period, state, count(*) AS customers
FROM states
GROUP BY period, state
ORDER BY period, state;

-- frequency
WITH paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  WHERE o.customer_key IS NOT NULL
    AND o.ordered_on <= DATE '2026-04-30'
    AND NOT coalesce(o.refund_of IS NOT NULL AND o.refund_of <> o.order_id AND o.refund_of IN (SELECT order_id FROM orders), false)
),
linked_refunds AS (
  SELECT r.order_key AS refund_key, original.order_key AS refunded_key, r.ordered_on AS refunded_on, abs(coalesce(r.net_amount, 0)) AS amount
  FROM orders AS r
  JOIN paid_orders AS original ON original.order_id = r.refund_of
  WHERE r.refund_of <> r.order_id
    AND r.ordered_on <= DATE '2026-04-30'
),
refunds AS (
  SELECT * FROM linked_refunds
),
fully_refunded AS (
  SELECT p.order_key
  FROM paid_orders AS p
  JOIN refunds ON refunds.refunded_key = p.order_key
  WHERE p.net_amount > 0
  GROUP BY p.order_key
  HAVING round(sum(refunds.amount), 6) >= round(any_value(p.net_amount), 6)
),
history AS (
  SELECT p.order_key, p.customer_key, p.ordered_on, p.ordered_at, p.net_amount AS amount
  FROM paid_orders AS p
  WHERE (p.net_amount IS NULL OR round(p.net_amount, 6) >= 0)
    AND p.order_key NOT IN (SELECT order_key FROM fully_refunded)
),
filtered AS (
  SELECT p.order_key, p.customer_key, p.ordered_on, p.net_amount, p.net_amount AS amount
  FROM paid_orders AS p
),
selected AS (
  SELECT f.order_key, f.customer_key, f.ordered_on, f.amount
  FROM filtered AS f
  WHERE (f.net_amount IS NULL OR round(f.net_amount, 6) >= 0)
    AND f.order_key NOT IN (SELECT order_key FROM fully_refunded)
),
first_orders AS (
  SELECT customer_key, min(ordered_on) AS first_on
  FROM history
  GROUP BY customer_key
),
active AS (
  SELECT DISTINCT customer_key, CAST(date_trunc('month', ordered_on) AS DATE) AS period
  FROM selected
  WHERE ordered_on <= DATE '2026-04-30'
),
states AS (
  SELECT a.customer_key, a.period,
    CASE WHEN f.first_on >= a.period THEN 'new' WHEN b.period IS NOT NULL THEN 'returning' ELSE 'resurrecting' END AS state
  FROM active AS a
  JOIN first_orders AS f ON f.customer_key = a.customer_key
  LEFT JOIN active AS b ON b.customer_key = a.customer_key AND a.period = CAST(b.period + to_months(CAST(1 AS INTEGER)) AS DATE)
  WHERE true
  UNION ALL
  SELECT b.customer_key, CAST(b.period + to_months(CAST(1 AS INTEGER)) AS DATE) AS period, 'dormant' AS state
  FROM active AS b
  LEFT JOIN active AS a ON a.customer_key = b.customer_key AND a.period = CAST(b.period + to_months(CAST(1 AS INTEGER)) AS DATE)
  WHERE a.period IS NULL
    AND true
    AND CAST(b.period + to_months(CAST(1 AS INTEGER)) AS DATE) <= CAST(date_trunc('month', DATE '2026-04-30') AS DATE)
)
SELECT k, count(*) AS customers
FROM (SELECT customer_key, count(*) AS k FROM states WHERE state <> 'dormant' GROUP BY customer_key) AS each_customer
GROUP BY k
ORDER BY k;

-- account
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
),
paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  WHERE o.customer_key IS NOT NULL
    AND o.ordered_on <= DATE '2026-04-30'
    AND NOT coalesce(o.refund_of IS NOT NULL AND o.refund_of <> o.order_id AND o.refund_of IN (SELECT order_id FROM orders), false)
),
linked_refunds AS (
  SELECT r.order_key AS refund_key, original.order_key AS refunded_key, r.ordered_on AS refunded_on, abs(coalesce(r.net_amount, 0)) AS amount
  FROM orders AS r
  JOIN paid_orders AS original ON original.order_id = r.refund_of
  WHERE r.refund_of <> r.order_id
    AND r.ordered_on <= DATE '2026-04-30'
),
refunds AS (
  SELECT * FROM linked_refunds
),
fully_refunded AS (
  SELECT p.order_key
  FROM paid_orders AS p
  JOIN refunds ON refunds.refunded_key = p.order_key
  WHERE p.net_amount > 0
  GROUP BY p.order_key
  HAVING round(sum(refunds.amount), 6) >= round(any_value(p.net_amount), 6)
),
history AS (
  SELECT p.order_key, p.customer_key, p.ordered_on, p.ordered_at, p.net_amount AS amount
  FROM paid_orders AS p
  WHERE (p.net_amount IS NULL OR round(p.net_amount, 6) >= 0)
    AND p.order_key NOT IN (SELECT order_key FROM fully_refunded)
),
filtered AS (
  SELECT p.order_key, p.customer_key, p.ordered_on, p.net_amount, p.net_amount AS amount
  FROM paid_orders AS p
),
selected AS (
  SELECT f.order_key, f.customer_key, f.ordered_on, f.amount
  FROM filtered AS f
  WHERE (f.net_amount IS NULL OR round(f.net_amount, 6) >= 0)
    AND f.order_key NOT IN (SELECT order_key FROM fully_refunded)
),
in_range AS (
  SELECT order_key, customer_key, ordered_on, amount
  FROM selected
  WHERE ordered_on <= DATE '2026-04-30'
),
first_orders AS (
  SELECT customer_key, min(ordered_on) AS first_on
  FROM history
  GROUP BY customer_key
)
SELECT place, count(*) AS customers
FROM (
  SELECT CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN h.customer_key IS NULL THEN 'no_order'
    WHEN r.customer_key IS NULL THEN 'outside_filters'
    ELSE 'counted' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN first_orders AS h ON h.customer_key = c.customer_key
  LEFT JOIN (SELECT DISTINCT customer_key FROM in_range) AS r ON r.customer_key = c.customer_key
)
GROUP BY place
ORDER BY place;

-- orders
SELECT count(*) AS orders FROM orders WHERE customer_key IS NULL AND ordered_on <= DATE '2026-04-30';

-- cells
WITH paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  WHERE o.customer_key IS NOT NULL
    AND o.ordered_on <= DATE '2026-03-31'
),
history AS (
  SELECT p.order_key, p.customer_key, p.ordered_on, p.ordered_at, p.net_amount AS amount
  FROM paid_orders AS p
  WHERE (p.net_amount IS NULL OR round(p.net_amount, 6) >= 0)
),
passing_lines AS (
  SELECT order_key, sum(line_amount) AS amount
  FROM order_items
  WHERE "product_id" IN ('tea')
  GROUP BY order_key
),
filtered AS (
  SELECT p.order_key, p.customer_key, p.ordered_on, p.net_amount, l.amount AS amount
  FROM paid_orders AS p
  JOIN passing_lines AS l ON l.order_key = p.order_key
),
selected AS (
  SELECT f.order_key, f.customer_key, f.ordered_on, f.amount
  FROM filtered AS f
  WHERE (f.net_amount IS NULL OR round(f.net_amount, 6) >= 0)
),
in_range AS (
  SELECT order_key, customer_key, ordered_on, amount
  FROM selected
  WHERE ordered_on <= DATE '2026-03-31'
),
first_orders AS (
  SELECT customer_key, min(ordered_on) AS first_on
  FROM history
  GROUP BY customer_key
),
earliest_orders AS (
  SELECT customer_key, order_key
  FROM (SELECT customer_key, order_key, row_number() OVER (PARTITION BY customer_key ORDER BY ordered_at, order_key) AS place FROM history) AS numbered
  WHERE place = 1
),
members AS (
  SELECT customer_key, first_on AS start_on, CAST(date_trunc('month', first_on) AS DATE) AS cohort
  FROM first_orders
  WHERE first_on <= DATE '2026-03-31'
    AND customer_key IN (SELECT e.customer_key FROM earliest_orders AS e JOIN in_range AS r ON r.order_key = e.order_key)
),
visits AS (
  SELECT m.customer_key, m.cohort, r.order_key, date_diff('month', m.cohort, CAST(date_trunc('month', r.ordered_on) AS DATE)) AS k
  FROM members AS m
  JOIN in_range AS r ON r.customer_key = m.customer_key
),
activity AS (
  SELECT DISTINCT customer_key, cohort, k
  FROM visits
),
kept AS (
  SELECT customer_key, cohort, k
  FROM activity
  WHERE k BETWEEN 0 AND 12
)
SELECT cohort, k, count(*) AS customers
FROM kept
GROUP BY cohort, k
ORDER BY cohort, k;

-- account
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
),
paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  WHERE o.customer_key IS NOT NULL
    AND o.ordered_on <= DATE '2026-03-31'
),
history AS (
  SELECT p.order_key, p.customer_key, p.ordered_on, p.ordered_at, p.net_amount AS amount
  FROM paid_orders AS p
  WHERE (p.net_amount IS NULL OR round(p.net_amount, 6) >= 0)
),
passing_lines AS (
  SELECT order_key, sum(line_amount) AS amount
  FROM order_items
  WHERE "product_id" IN ('tea')
  GROUP BY order_key
),
filtered AS (
  SELECT p.order_key, p.customer_key, p.ordered_on, p.net_amount, l.amount AS amount
  FROM paid_orders AS p
  JOIN passing_lines AS l ON l.order_key = p.order_key
),
selected AS (
  SELECT f.order_key, f.customer_key, f.ordered_on, f.amount
  FROM filtered AS f
  WHERE (f.net_amount IS NULL OR round(f.net_amount, 6) >= 0)
),
in_range AS (
  SELECT order_key, customer_key, ordered_on, amount
  FROM selected
  WHERE ordered_on <= DATE '2026-03-31'
),
first_orders AS (
  SELECT customer_key, min(ordered_on) AS first_on
  FROM history
  GROUP BY customer_key
),
earliest_orders AS (
  SELECT customer_key, order_key
  FROM (SELECT customer_key, order_key, row_number() OVER (PARTITION BY customer_key ORDER BY ordered_at, order_key) AS place FROM history) AS numbered
  WHERE place = 1
),
members AS (
  SELECT customer_key, first_on AS start_on, CAST(date_trunc('month', first_on) AS DATE) AS cohort
  FROM first_orders
  WHERE first_on <= DATE '2026-03-31'
    AND customer_key IN (SELECT e.customer_key FROM earliest_orders AS e JOIN in_range AS r ON r.order_key = e.order_key)
)
SELECT place, count(*) AS customers
FROM (
  SELECT CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN h.customer_key IS NULL THEN 'no_order'
    WHEN m.customer_key IS NULL THEN 'outside_filters'
    ELSE 'counted' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN first_orders AS h ON h.customer_key = c.customer_key
  LEFT JOIN members AS m ON m.customer_key = c.customer_key
)
GROUP BY place
ORDER BY place;

-- orders
SELECT count(*) AS orders FROM orders WHERE customer_key IS NULL AND ordered_on <= DATE '2026-03-31';

-- cells
WITH paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  WHERE o.customer_key IS NOT NULL
    AND o.ordered_on <= DATE '2026-06-30'
),
filtered AS (
  SELECT p.order_key, p.customer_key, p.ordered_on, p.net_amount, p.net_amount AS amount
  FROM paid_orders AS p
),
selected AS (
  SELECT f.order_key, f.customer_key, f.ordered_on, f.amount
  FROM filtered AS f
  WHERE (f.net_amount IS NULL OR round(f.net_amount, 6) >= 0)
),
in_range AS (
  SELECT order_key, customer_key, ordered_on, amount
  FROM selected
  WHERE ordered_on <= DATE '2026-06-30'
),
money AS (
  SELECT order_key, customer_key, ordered_on AS happened_on, amount
  FROM filtered
  WHERE amount IS NOT NULL
),
money_in_range AS (
  SELECT order_key, customer_key, happened_on, amount
  FROM money
  WHERE happened_on <= DATE '2026-06-30'
),
measured AS (
  SELECT b.customer_key, b.orders, coalesce(m.revenue, 0) AS revenue, round(coalesce(m.revenue, 0), 6) AS value, b.orders AS loyalty
  FROM (SELECT customer_key, count(*) AS orders, count(DISTINCT ordered_on) AS days, max(ordered_on) AS last_on FROM in_range GROUP BY customer_key) AS b
  LEFT JOIN (SELECT customer_key, sum(amount) AS revenue FROM money_in_range GROUP BY customer_key) AS m ON m.customer_key = b.customer_key
),
ranked AS (
  SELECT *,
    count(*) OVER () AS n,
    rank() OVER (ORDER BY value) AS value_rank,
    rank() OVER (ORDER BY loyalty) AS loyalty_rank
  FROM measured
),
levelled AS (
  SELECT customer_key, orders, revenue, value, loyalty,
    1 + ((2 * (value_rank - 1)) // n) AS value_level,
    1 + ((2 * (loyalty_rank - 1)) // n) AS loyalty_level
  FROM ranked
)
SELECT concat('v', value_level, 'l', loyalty_level) AS cell, count(*) AS customers, sum(orders) AS orders, sum(revenue) AS revenue, quantile_cont(value, 0.5) AS median_value, quantile_cont(loyalty, 0.5) AS median_loyalty
FROM levelled
GROUP BY value_level, loyalty_level
ORDER BY value_level, loyalty_level;

-- levels
WITH paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  WHERE o.customer_key IS NOT NULL
    AND o.ordered_on <= DATE '2026-06-30'
),
filtered AS (
  SELECT p.order_key, p.customer_key, p.ordered_on, p.net_amount, p.net_amount AS amount
  FROM paid_orders AS p
),
selected AS (
  SELECT f.order_key, f.customer_key, f.ordered_on, f.amount
  FROM filtered AS f
  WHERE (f.net_amount IS NULL OR round(f.net_amount, 6) >= 0)
),
in_range AS (
  SELECT order_key, customer_key, ordered_on, amount
  FROM selected
  WHERE ordered_on <= DATE '2026-06-30'
),
money AS (
  SELECT order_key, customer_key, ordered_on AS happened_on, amount
  FROM filtered
  WHERE amount IS NOT NULL
),
money_in_range AS (
  SELECT order_key, customer_key, happened_on, amount
  FROM money
  WHERE happened_on <= DATE '2026-06-30'
),
measured AS (
  SELECT b.customer_key, b.orders, coalesce(m.revenue, 0) AS revenue, round(coalesce(m.revenue, 0), 6) AS value, b.orders AS loyalty
  FROM (SELECT customer_key, count(*) AS orders, count(DISTINCT ordered_on) AS days, max(ordered_on) AS last_on FROM in_range GROUP BY customer_key) AS b
  LEFT JOIN (SELECT customer_key, sum(amount) AS revenue FROM money_in_range GROUP BY customer_key) AS m ON m.customer_key = b.customer_key
),
ranked AS (
  SELECT *,
    count(*) OVER () AS n,
    rank() OVER (ORDER BY value) AS value_rank,
    rank() OVER (ORDER BY loyalty) AS loyalty_rank
  FROM measured
),
levelled AS (
  SELECT customer_key, orders, revenue, value, loyalty,
    1 + ((2 * (value_rank - 1)) // n) AS value_level,
    1 + ((2 * (loyalty_rank - 1)) // n) AS loyalty_level
  FROM ranked
)
SELECT 'value' AS side, value_level AS score, count(*) AS customers, min(value) AS least, max(value) AS most FROM levelled GROUP BY value_level
UNION ALL
SELECT 'loyalty' AS side, loyalty_level AS score, count(*) AS customers, min(loyalty) AS least, max(loyalty) AS most FROM levelled GROUP BY loyalty_level
ORDER BY side, score;

-- account
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
),
paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  WHERE o.customer_key IS NOT NULL
    AND o.ordered_on <= DATE '2026-06-30'
),
history AS (
  SELECT p.order_key, p.customer_key, p.ordered_on, p.ordered_at, p.net_amount AS amount
  FROM paid_orders AS p
  WHERE (p.net_amount IS NULL OR round(p.net_amount, 6) >= 0)
),
filtered AS (
  SELECT p.order_key, p.customer_key, p.ordered_on, p.net_amount, p.net_amount AS amount
  FROM paid_orders AS p
),
selected AS (
  SELECT f.order_key, f.customer_key, f.ordered_on, f.amount
  FROM filtered AS f
  WHERE (f.net_amount IS NULL OR round(f.net_amount, 6) >= 0)
),
in_range AS (
  SELECT order_key, customer_key, ordered_on, amount
  FROM selected
  WHERE ordered_on <= DATE '2026-06-30'
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
    WHEN s.customer_key IS NULL THEN 'outside_filters'
    ELSE 'scored' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN first_orders AS h ON h.customer_key = c.customer_key
  LEFT JOIN (SELECT DISTINCT customer_key FROM in_range) AS s ON s.customer_key = c.customer_key
)
GROUP BY place
ORDER BY place;

-- orders
SELECT count(*) AS orders FROM orders WHERE customer_key IS NULL AND ordered_on <= DATE '2026-06-30';

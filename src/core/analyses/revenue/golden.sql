-- periods
WITH paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  WHERE o.customer_key IS NOT NULL
    AND o.ordered_on <= DATE '2026-02-28'
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
  WHERE ordered_on >= DATE '2026-01-05' AND ordered_on <= DATE '2026-02-28'
),
money AS (
  SELECT order_key, customer_key, ordered_on AS happened_on, amount
  FROM filtered
  WHERE amount IS NOT NULL
),
money_in_range AS (
  SELECT order_key, customer_key, happened_on, amount
  FROM money
  WHERE happened_on >= DATE '2026-01-05' AND happened_on <= DATE '2026-02-28'
),
first_orders AS (
  SELECT customer_key, min(ordered_on) AS first_on
  FROM history
  GROUP BY customer_key
)
SELECT period, coalesce(revenue, 0) AS revenue, coalesce(new_revenue, 0) AS new_revenue, coalesce(existing_revenue, 0) AS existing_revenue,
  coalesce(orders, 0) AS orders, coalesce(customers, 0) AS customers, before
FROM (
  SELECT CAST(date_trunc('month', m.happened_on) AS DATE) AS period, sum(m.amount) AS revenue,
    sum(m.amount) FILTER (WHERE f.first_on IS NULL OR CAST(date_trunc('month', f.first_on) AS DATE) >= CAST(date_trunc('month', m.happened_on) AS DATE)) AS new_revenue,
    sum(m.amount) FILTER (WHERE NOT (f.first_on IS NULL OR CAST(date_trunc('month', f.first_on) AS DATE) >= CAST(date_trunc('month', m.happened_on) AS DATE))) AS existing_revenue
  FROM money_in_range AS m
  LEFT JOIN first_orders AS f ON f.customer_key = m.customer_key
  GROUP BY 1
) AS r
FULL JOIN (
  SELECT CAST(date_trunc('month', ordered_on) AS DATE) AS period, count(*) AS orders, count(DISTINCT customer_key) AS customers FROM in_range GROUP BY 1
) AS o USING (period)
FULL JOIN (
  SELECT CAST((CAST(date_trunc('month', happened_on) AS DATE)) + to_months(CAST(12 * 1 AS INTEGER)) AS DATE) AS period, sum(amount) AS before
  FROM money
  WHERE happened_on >= DATE '2025-01-05' AND happened_on < DATE '2025-03-01'
  GROUP BY 1
) AS b USING (period)
ORDER BY period;

-- account
WITH paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  WHERE o.customer_key IS NOT NULL
    AND o.ordered_on <= DATE '2026-02-28'
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
)
SELECT place, count(*) AS orders, count(*) FILTER (WHERE place = 'counted' AND amount IS NULL) AS no_amount
FROM (
  SELECT s.amount AS amount, CASE
    WHEN o.customer_key IS NULL THEN 'no_customer'
    WHEN o.ordered_on > DATE '2026-02-28' THEN 'after_as_of'
    WHEN p.order_key IS NULL THEN 'unpaid'
    WHEN round(p.net_amount, 6) < 0 THEN 'refund'
    WHEN o.ordered_on < DATE '2026-01-05' OR o.ordered_on > DATE '2026-02-28' THEN 'outside_window'
    WHEN s.order_key IS NULL THEN 'outside_filters'
    ELSE 'counted' END AS place
  FROM orders AS o
  LEFT JOIN paid_orders AS p ON p.order_key = o.order_key
  LEFT JOIN selected AS s ON s.order_key = o.order_key
) AS placed
GROUP BY place
ORDER BY place;

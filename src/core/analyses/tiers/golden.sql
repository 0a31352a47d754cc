-- tiers
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
),
money AS (
  SELECT order_key, customer_key, ordered_on AS happened_on, amount
  FROM filtered
  WHERE amount IS NOT NULL
),
money_in_range AS (
  SELECT order_key, customer_key, happened_on, amount
  FROM money
),
measured AS (
  SELECT b.customer_key, b.orders,
    round(coalesce(m.revenue, 0), 6) AS revenue,
    round(coalesce(m.revenue, 0) / b.orders, 6) AS average_order,
    date_diff('day', b.last_on, DATE '2026-06-30') AS days_since_last,
    date_diff('day', b.first_on, DATE '2026-06-30') AS days_since_first,
    round(coalesce(m.revenue_365, 0), 6) AS revenue_365
  FROM (SELECT customer_key, count(*) AS orders, min(ordered_on) AS first_on, max(ordered_on) AS last_on FROM in_range GROUP BY customer_key) AS b
  LEFT JOIN (SELECT customer_key, sum(amount) AS revenue, sum(amount) FILTER (WHERE happened_on >= DATE '2025-07-01') AS revenue_365 FROM money_in_range GROUP BY customer_key) AS m ON m.customer_key = b.customer_key
),
cuts AS (
  SELECT round(floor(round(p_1 / power(10, floor(log10(p_1)) - 1), 6)) * power(10, floor(log10(p_1)) - 1), 6) AS cut_1,
    round(floor(round(p_2 / power(10, floor(log10(p_2)) - 1), 6)) * power(10, floor(log10(p_2)) - 1), 6) AS cut_2,
    round(floor(round(p_3 / power(10, floor(log10(p_3)) - 1), 6)) * power(10, floor(log10(p_3)) - 1), 6) AS cut_3
  FROM (SELECT quantile_cont(revenue_365, 0.95) AS p_1, quantile_cont(revenue_365, 0.8) AS p_2, quantile_cont(revenue_365, 0.5) AS p_3 FROM measured WHERE revenue_365 > 0) AS percentiles
),
tiered_rules AS (
  SELECT m.*,
    coalesce(revenue_365 >= cut_1, false) AS rule_1,
    coalesce(revenue_365 >= cut_2, false) AS rule_2,
    coalesce(revenue_365 >= cut_3, false) AS rule_3
  FROM measured AS m
  CROSS JOIN cuts
),
tiered AS (
  SELECT *, CASE WHEN rule_1 THEN 'top' WHEN rule_2 THEN 'high' WHEN rule_3 THEN 'middle' ELSE 'base' END AS tier
  FROM tiered_rules
)
SELECT tier, count(*) AS customers, sum(orders) AS orders, sum(revenue) AS revenue, quantile_cont(days_since_last, 0.5) AS median_days, count(*) FILTER (WHERE orders > 1) AS repeaters
FROM tiered
GROUP BY tier
ORDER BY tier;

-- cuts
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
),
money AS (
  SELECT order_key, customer_key, ordered_on AS happened_on, amount
  FROM filtered
  WHERE amount IS NOT NULL
),
money_in_range AS (
  SELECT order_key, customer_key, happened_on, amount
  FROM money
),
measured AS (
  SELECT b.customer_key, b.orders,
    round(coalesce(m.revenue, 0), 6) AS revenue,
    round(coalesce(m.revenue, 0) / b.orders, 6) AS average_order,
    date_diff('day', b.last_on, DATE '2026-06-30') AS days_since_last,
    date_diff('day', b.first_on, DATE '2026-06-30') AS days_since_first,
    round(coalesce(m.revenue_365, 0), 6) AS revenue_365
  FROM (SELECT customer_key, count(*) AS orders, min(ordered_on) AS first_on, max(ordered_on) AS last_on FROM in_range GROUP BY customer_key) AS b
  LEFT JOIN (SELECT customer_key, sum(amount) AS revenue, sum(amount) FILTER (WHERE happened_on >= DATE '2025-07-01') AS revenue_365 FROM money_in_range GROUP BY customer_key) AS m ON m.customer_key = b.customer_key
),
cuts AS (
  SELECT round(floor(round(p_1 / power(10, floor(log10(p_1)) - 1), 6)) * power(10, floor(log10(p_1)) - 1), 6) AS cut_1,
    round(floor(round(p_2 / power(10, floor(log10(p_2)) - 1), 6)) * power(10, floor(log10(p_2)) - 1), 6) AS cut_2,
    round(floor(round(p_3 / power(10, floor(log10(p_3)) - 1), 6)) * power(10, floor(log10(p_3)) - 1), 6) AS cut_3
  FROM (SELECT quantile_cont(revenue_365, 0.95) AS p_1, quantile_cont(revenue_365, 0.8) AS p_2, quantile_cont(revenue_365, 0.5) AS p_3 FROM measured WHERE revenue_365 > 0) AS percentiles
)
SELECT cut_1, cut_2, cut_3 FROM cuts;

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
    ELSE 'in_tiers' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN first_orders AS h ON h.customer_key = c.customer_key
  LEFT JOIN (SELECT DISTINCT customer_key FROM in_range) AS s ON s.customer_key = c.customer_key
) AS placed
GROUP BY place
ORDER BY place;

-- orders
SELECT count(*) AS orders FROM orders WHERE customer_key IS NULL AND ordered_on <= DATE '2026-06-30';

-- figures
WITH paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  WHERE o.customer_key IS NOT NULL
    AND o.ordered_on <= DATE '2026-03-15'
    AND o.status IN ('paid')
    AND NOT coalesce(o.refund_of IS NOT NULL AND o.refund_of <> o.order_id AND o.refund_of IN (SELECT order_id FROM orders), false)
),
linked_refunds AS (
  SELECT r.order_key AS refund_key, original.order_key AS refunded_key, r.ordered_on AS refunded_on, abs(coalesce(r.net_amount, 0)) AS amount
  FROM orders AS r
  JOIN paid_orders AS original ON original.order_id = r.refund_of
  WHERE r.refund_of <> r.order_id
    AND r.ordered_on <= DATE '2026-03-15'
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
money AS (
  SELECT order_key, customer_key, ordered_on AS happened_on, amount
  FROM filtered
  WHERE amount IS NOT NULL
  UNION ALL
  SELECT r.refunded_key, f.customer_key, r.refunded_on, -r.amount
  FROM refunds AS r
  JOIN filtered AS f ON f.order_key = r.refunded_key
)
SELECT 'now' AS span,
  (SELECT coalesce(sum(amount), 0) FROM money WHERE happened_on BETWEEN DATE '2026-02-10' AND DATE '2026-03-15') AS revenue,
  coalesce(sum(b.orders), 0) AS orders,
  count(*) AS customers,
  count(*) FILTER (WHERE t.first_on >= DATE '2026-02-10') AS new_customers,
  count(*) FILTER (WHERE t.orders_until >= 2) AS repeat_customers
FROM (SELECT customer_key, count(*) AS orders FROM selected WHERE ordered_on BETWEEN DATE '2026-02-10' AND DATE '2026-03-15' GROUP BY customer_key) AS b
JOIN (
  SELECT customer_key, min(ordered_on) AS first_on, count(*) FILTER (WHERE ordered_on <= DATE '2026-03-15') AS orders_until FROM history GROUP BY customer_key
) AS t ON t.customer_key = b.customer_key
UNION ALL
SELECT 'before' AS span,
  (SELECT coalesce(sum(amount), 0) FROM money WHERE happened_on BETWEEN DATE '2026-01-07' AND DATE '2026-02-09') AS revenue,
  coalesce(sum(b.orders), 0) AS orders,
  count(*) AS customers,
  count(*) FILTER (WHERE t.first_on >= DATE '2026-01-07') AS new_customers,
  count(*) FILTER (WHERE t.orders_until >= 2) AS repeat_customers
FROM (SELECT customer_key, count(*) AS orders FROM selected WHERE ordered_on BETWEEN DATE '2026-01-07' AND DATE '2026-02-09' GROUP BY customer_key) AS b
JOIN (
  SELECT customer_key, min(ordered_on) AS first_on, count(*) FILTER (WHERE ordered_on <= DATE '2026-02-09') AS orders_until FROM history GROUP BY customer_key
) AS t ON t.customer_key = b.customer_key;

-- months
WITH paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  WHERE o.customer_key IS NOT NULL
    AND o.ordered_on <= DATE '2026-03-15'
    AND o.status IN ('paid')
    AND NOT coalesce(o.refund_of IS NOT NULL AND o.refund_of <> o.order_id AND o.refund_of IN (SELECT order_id FROM orders), false)
),
linked_refunds AS (
  SELECT r.order_key AS refund_key, original.order_key AS refunded_key, r.ordered_on AS refunded_on, abs(coalesce(r.net_amount, 0)) AS amount
  FROM orders AS r
  JOIN paid_orders AS original ON original.order_id = r.refund_of
  WHERE r.refund_of <> r.order_id
    AND r.ordered_on <= DATE '2026-03-15'
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
  WHERE ordered_on >= DATE '2026-02-10' AND ordered_on <= DATE '2026-03-15'
),
money AS (
  SELECT order_key, customer_key, ordered_on AS happened_on, amount
  FROM filtered
  WHERE amount IS NOT NULL
  UNION ALL
  SELECT r.refunded_key, f.customer_key, r.refunded_on, -r.amount
  FROM refunds AS r
  JOIN filtered AS f ON f.order_key = r.refunded_key
),
money_in_range AS (
  SELECT order_key, customer_key, happened_on, amount
  FROM money
  WHERE happened_on >= DATE '2026-02-10' AND happened_on <= DATE '2026-03-15'
),
first_orders AS (
  SELECT customer_key, min(ordered_on) AS first_on
  FROM history
  GROUP BY customer_key
)
SELECT month, revenue, orders, customers, new_customers
FROM (
  SELECT CAST(date_trunc('month', happened_on) AS DATE) AS month, sum(amount) AS revenue FROM money_in_range WHERE happened_on >= DATE '2025-04-01' GROUP BY 1
) AS m
FULL JOIN (
  SELECT CAST(date_trunc('month', r.ordered_on) AS DATE) AS month, count(*) AS orders, count(DISTINCT r.customer_key) AS customers,
    count(DISTINCT r.customer_key) FILTER (WHERE CAST(date_trunc('month', f.first_on) AS DATE) = CAST(date_trunc('month', r.ordered_on) AS DATE) AND f.first_on >= DATE '2026-02-10') AS new_customers
  FROM in_range AS r
  JOIN first_orders AS f ON f.customer_key = r.customer_key
  WHERE r.ordered_on >= DATE '2025-04-01'
  GROUP BY 1
) AS o USING (month)
ORDER BY month;

-- account
WITH paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  WHERE o.customer_key IS NOT NULL
    AND o.ordered_on <= DATE '2026-03-15'
    AND o.status IN ('paid')
    AND NOT coalesce(o.refund_of IS NOT NULL AND o.refund_of <> o.order_id AND o.refund_of IN (SELECT order_id FROM orders), false)
),
linked_refunds AS (
  SELECT r.order_key AS refund_key, original.order_key AS refunded_key, r.ordered_on AS refunded_on, abs(coalesce(r.net_amount, 0)) AS amount
  FROM orders AS r
  JOIN paid_orders AS original ON original.order_id = r.refund_of
  WHERE r.refund_of <> r.order_id
    AND r.ordered_on <= DATE '2026-03-15'
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
)
SELECT place, count(*) AS orders, count(*) FILTER (WHERE place = 'counted' AND amount IS NULL) AS no_amount
FROM (
  SELECT p.net_amount AS amount, CASE
    WHEN o.customer_key IS NULL THEN 'no_customer'
    WHEN o.ordered_on > DATE '2026-03-15' THEN 'after_as_of'
    WHEN o.order_key IN (SELECT refund_key FROM linked_refunds) THEN 'refund'
    WHEN p.order_key IS NULL THEN 'unpaid'
    WHEN round(p.net_amount, 6) < 0 THEN 'refund'
    WHEN o.order_key IN (SELECT order_key FROM fully_refunded) THEN 'fully_refunded'
    WHEN o.ordered_on < DATE '2026-02-10' OR o.ordered_on > DATE '2026-03-15' THEN 'outside_window'
    ELSE 'counted' END AS place
  FROM orders AS o
  LEFT JOIN paid_orders AS p ON p.order_key = o.order_key
) AS placed
GROUP BY place
ORDER BY place;

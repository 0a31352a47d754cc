-- waits
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
in_range AS (
  SELECT order_key, customer_key, ordered_on, amount
  FROM selected
  WHERE ordered_on <= DATE '2026-04-30'
),
placed_orders AS (
  SELECT customer_key, order_key, ordered_on, row_number() OVER (PARTITION BY customer_key ORDER BY ordered_at, order_key) AS place
  FROM history
),
followed AS (
  SELECT customer_key, order_key AS first_key, ordered_on AS first_on
  FROM placed_orders
  WHERE place = 1 AND order_key IN (SELECT order_key FROM in_range)
),
numbered_orders AS (
  SELECT r.customer_key, r.ordered_on, row_number() OVER (PARTITION BY r.customer_key ORDER BY h.ordered_at, h.order_key) AS n
  FROM in_range AS r
  JOIN history AS h ON h.order_key = r.order_key
),
firsts AS (
  SELECT f.customer_key, max(CASE WHEN o.n = 1 THEN o.ordered_on END) AS on_1, max(CASE WHEN o.n = 2 THEN o.ordered_on END) AS on_2, max(CASE WHEN o.n = 3 THEN o.ordered_on END) AS on_3, max(CASE WHEN o.n = 4 THEN o.ordered_on END) AS on_4
  FROM followed AS f
  JOIN numbered_orders AS o ON o.customer_key = f.customer_key AND o.n <= 4
  GROUP BY f.customer_key
),
waits AS (
  SELECT customer_key, 2 AS nth, on_1 AS began_on, date_diff('day', on_1, coalesce(on_2, DATE '2026-04-30')) AS days, on_2 IS NOT NULL AS came
  FROM firsts
  WHERE on_1 IS NOT NULL
  UNION ALL
  SELECT customer_key, 3 AS nth, on_2 AS began_on, date_diff('day', on_2, coalesce(on_3, DATE '2026-04-30')) AS days, on_3 IS NOT NULL AS came
  FROM firsts
  WHERE on_2 IS NOT NULL
  UNION ALL
  SELECT customer_key, 4 AS nth, on_3 AS began_on, date_diff('day', on_3, coalesce(on_4, DATE '2026-04-30')) AS days, on_4 IS NOT NULL AS came
  FROM firsts
  WHERE on_3 IS NOT NULL
)
SELECT w.nth, w.days, w.came, count(*) AS customers, count(*) FILTER (WHERE date_diff('day', w.began_on, DATE '2026-04-30') >= 30) AS mature
FROM waits AS w
GROUP BY w.nth, w.days, w.came
ORDER BY w.nth, w.days, w.came;

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
),
placed_orders AS (
  SELECT customer_key, order_key, ordered_on, row_number() OVER (PARTITION BY customer_key ORDER BY ordered_at, order_key) AS place
  FROM history
),
followed AS (
  SELECT customer_key, order_key AS first_key, ordered_on AS first_on
  FROM placed_orders
  WHERE place = 1 AND order_key IN (SELECT order_key FROM in_range)
)
SELECT place, count(*) AS customers
FROM (
  SELECT CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN o.customer_key IS NULL THEN 'no_order'
    WHEN f.customer_key IS NULL THEN 'outside_filters'
    ELSE 'counted' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN first_orders AS o ON o.customer_key = c.customer_key
  LEFT JOIN followed AS f ON f.customer_key = c.customer_key
)
GROUP BY place
ORDER BY place;

-- orders
SELECT count(*) AS orders FROM orders WHERE customer_key IS NULL AND ordered_on <= DATE '2026-04-30';

-- classes
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
  WHERE "region" IN ('north')
),
paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  JOIN people ON people.customer_key = o.customer_key
  WHERE o.ordered_on <= DATE '2026-02-28'
    AND NOT coalesce(o.refund_of IS NOT NULL AND o.refund_of <> o.order_id AND o.refund_of IN (SELECT order_id FROM orders), false)
),
linked_refunds AS (
  SELECT r.order_key AS refund_key, original.order_key AS refunded_key, r.ordered_on AS refunded_on, abs(coalesce(r.net_amount, 0)) AS amount
  FROM orders AS r
  JOIN paid_orders AS original ON original.order_id = r.refund_of
  WHERE r.refund_of <> r.order_id
    AND r.ordered_on <= DATE '2026-02-28'
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
  WHERE ordered_on >= DATE '2026-02-01' AND ordered_on <= DATE '2026-02-28'
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
  WHERE happened_on >= DATE '2026-02-01' AND happened_on <= DATE '2026-02-28'
),
customer_values AS (
  SELECT customer_key, round(sum(amount), 6) AS value
  FROM money_in_range
  GROUP BY customer_key
),
ranked AS (
  SELECT v.customer_key, v.value,
    row_number() OVER ordered AS place,
    count(*) OVER whole AS n,
    sum(v.value) OVER whole AS total,
    round(coalesce(sum(v.value) OVER (ordered ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0), 6) AS before
  FROM customer_values AS v
  JOIN people AS p ON p.customer_key = v.customer_key
  WINDOW whole AS (PARTITION BY v.value < 0), ordered AS (PARTITION BY v.value < 0 ORDER BY v.value DESC, p.customer_id)
),
classed AS (
  SELECT customer_key, value, place, n, total, before,
    CASE
      WHEN value < 0 THEN 'negative'
      WHEN before * 100 < round(total, 6) * 50 THEN 'A'
      WHEN before * 100 < round(total, 6) * 90 THEN 'B'
      ELSE 'C' END AS class
  FROM ranked
)
SELECT c.class, count(*) AS customers, sum(c.value) AS revenue, sum(coalesce(o.orders, 0)) AS orders
FROM classed AS c
LEFT JOIN (SELECT customer_key, count(*) AS orders FROM in_range GROUP BY customer_key) AS o ON o.customer_key = c.customer_key
GROUP BY c.class
ORDER BY c.class;

-- whole
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
  WHERE "region" IN ('north')
),
paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  JOIN people ON people.customer_key = o.customer_key
  WHERE o.ordered_on <= DATE '2026-02-28'
    AND NOT coalesce(o.refund_of IS NOT NULL AND o.refund_of <> o.order_id AND o.refund_of IN (SELECT order_id FROM orders), false)
),
linked_refunds AS (
  SELECT r.order_key AS refund_key, original.order_key AS refunded_key, r.ordered_on AS refunded_on, abs(coalesce(r.net_amount, 0)) AS amount
  FROM orders AS r
  JOIN paid_orders AS original ON original.order_id = r.refund_of
  WHERE r.refund_of <> r.order_id
    AND r.ordered_on <= DATE '2026-02-28'
),
refunds AS (
  SELECT * FROM linked_refunds
),
filtered AS (
  SELECT p.order_key, p.customer_key, p.ordered_on, p.net_amount, p.net_amount AS amount
  FROM paid_orders AS p
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
  WHERE happened_on >= DATE '2026-02-01' AND happened_on <= DATE '2026-02-28'
),
customer_values AS (
  SELECT customer_key, round(sum(amount), 6) AS value
  FROM money_in_range
  GROUP BY customer_key
),
ranked AS (
  SELECT v.customer_key, v.value,
    row_number() OVER ordered AS place,
    count(*) OVER whole AS n,
    sum(v.value) OVER whole AS total,
    round(coalesce(sum(v.value) OVER (ordered ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0), 6) AS before
  FROM customer_values AS v
  JOIN people AS p ON p.customer_key = v.customer_key
  WINDOW whole AS (PARTITION BY v.value < 0), ordered AS (PARTITION BY v.value < 0 ORDER BY v.value DESC, p.customer_id)
)
SELECT count(*) AS customers, coalesce(sum(value), 0) AS revenue,
  sum((n - 2 * place + 1) * value) / nullif(any_value(n) * sum(value), 0) AS gini,
  count(*) FILTER (WHERE before * 2 < round(total, 6)) AS half,
  sum(value) FILTER (WHERE place <= ((n * 1 + 99) // 100)) AS top_1,
  sum(value) FILTER (WHERE place <= ((n * 10 + 99) // 100)) AS top_10,
  sum(value) FILTER (WHERE place <= ((n * 20 + 99) // 100)) AS top_20,
  sum(value) FILTER (WHERE place <= ((n * 50 + 99) // 100)) AS top_50
FROM ranked
WHERE value >= 0;

-- curve
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
  WHERE "region" IN ('north')
),
paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  JOIN people ON people.customer_key = o.customer_key
  WHERE o.ordered_on <= DATE '2026-02-28'
    AND NOT coalesce(o.refund_of IS NOT NULL AND o.refund_of <> o.order_id AND o.refund_of IN (SELECT order_id FROM orders), false)
),
linked_refunds AS (
  SELECT r.order_key AS refund_key, original.order_key AS refunded_key, r.ordered_on AS refunded_on, abs(coalesce(r.net_amount, 0)) AS amount
  FROM orders AS r
  JOIN paid_orders AS original ON original.order_id = r.refund_of
  WHERE r.refund_of <> r.order_id
    AND r.ordered_on <= DATE '2026-02-28'
),
refunds AS (
  SELECT * FROM linked_refunds
),
filtered AS (
  SELECT p.order_key, p.customer_key, p.ordered_on, p.net_amount, p.net_amount AS amount
  FROM paid_orders AS p
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
  WHERE happened_on >= DATE '2026-02-01' AND happened_on <= DATE '2026-02-28'
),
customer_values AS (
  SELECT customer_key, round(sum(amount), 6) AS value
  FROM money_in_range
  GROUP BY customer_key
),
ranked AS (
  SELECT v.customer_key, v.value,
    row_number() OVER ordered AS place,
    count(*) OVER whole AS n,
    sum(v.value) OVER whole AS total,
    round(coalesce(sum(v.value) OVER (ordered ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0), 6) AS before
  FROM customer_values AS v
  JOIN people AS p ON p.customer_key = v.customer_key
  WINDOW whole AS (PARTITION BY v.value < 0), ordered AS (PARTITION BY v.value < 0 ORDER BY v.value DESC, p.customer_id)
)
SELECT place, n AS customers, before + value AS revenue, total
FROM ranked
WHERE value >= 0 AND ((place * 100) // n) > ((((place - 1) * 100)) // n)
ORDER BY place;

-- account
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
  WHERE "region" IN ('north')
),
paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  JOIN people ON people.customer_key = o.customer_key
  WHERE o.ordered_on <= DATE '2026-02-28'
    AND NOT coalesce(o.refund_of IS NOT NULL AND o.refund_of <> o.order_id AND o.refund_of IN (SELECT order_id FROM orders), false)
),
linked_refunds AS (
  SELECT r.order_key AS refund_key, original.order_key AS refunded_key, r.ordered_on AS refunded_on, abs(coalesce(r.net_amount, 0)) AS amount
  FROM orders AS r
  JOIN paid_orders AS original ON original.order_id = r.refund_of
  WHERE r.refund_of <> r.order_id
    AND r.ordered_on <= DATE '2026-02-28'
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
    WHEN c.customer_key IS NULL THEN 'other_customers'
    WHEN o.ordered_on > DATE '2026-02-28' THEN 'after_as_of'
    WHEN o.order_key IN (SELECT refund_key FROM linked_refunds) THEN 'refund'
    WHEN p.order_key IS NULL THEN 'unpaid'
    WHEN round(p.net_amount, 6) < 0 THEN 'refund'
    WHEN o.order_key IN (SELECT order_key FROM fully_refunded) THEN 'fully_refunded'
    WHEN o.ordered_on < DATE '2026-02-01' OR o.ordered_on > DATE '2026-02-28' THEN 'outside_window'
    ELSE 'counted' END AS place
  FROM orders AS o
  LEFT JOIN people AS c ON c.customer_key = o.customer_key
  LEFT JOIN paid_orders AS p ON p.order_key = o.order_key
) AS placed
GROUP BY place
ORDER BY place;

-- tables
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
),
looked_at AS (
  SELECT o.order_key, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS amount, false AS refund
  FROM orders AS o
)
SELECT 'orders' AS source, count(*) AS records, count(DISTINCT customer_key) AS customers, min(happened_on) AS first_day, max(happened_on) AS last_day
FROM (
SELECT customer_key, ordered_on AS happened_on FROM looked_at
) AS records_of_orders
UNION ALL
SELECT 'order_items' AS source, count(*) AS records, count(DISTINCT customer_key) AS customers, min(happened_on) AS first_day, max(happened_on) AS last_day
FROM (
SELECT l.customer_key, l.ordered_on AS happened_on
FROM order_items AS i
LEFT JOIN looked_at AS l ON l.order_key = i.order_key
WHERE i.order_key IS NULL OR l.order_key IS NOT NULL
) AS records_of_order_items
UNION ALL
SELECT 'customers' AS source, count(*) AS records, count(DISTINCT customer_key) AS customers, min(happened_on) AS first_day, max(happened_on) AS last_day
FROM (
SELECT customer_key, CAST(NULL AS DATE) AS happened_on FROM people
) AS records_of_customers;

-- account
WITH looked_at AS (
  SELECT o.order_key, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS amount, false AS refund
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

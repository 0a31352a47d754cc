-- bands
WITH paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  WHERE o.customer_key IS NOT NULL
    AND o.ordered_on <= DATE '2026-02-28'
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
bought AS (
  SELECT customer_key, count(*) AS orders
  FROM in_range
  GROUP BY customer_key
),
buyers AS (
  SELECT bought.customer_key, bought.orders, round(coalesce(spent.amount, 0), 6) AS spend
  FROM bought
  LEFT JOIN (
    SELECT customer_key, sum(amount) AS amount FROM money_in_range GROUP BY customer_key
  ) AS spent ON spent.customer_key = bought.customer_key
),
valued_banded AS (
  SELECT b.customer_key, b.orders, b.spend, CAST(c."region" AS VARCHAR) AS value
  FROM buyers AS b
  LEFT JOIN customers AS c ON c.customer_key = b.customer_key
),
banded AS (
  SELECT customer_key, orders, spend, value, value AS band
  FROM valued_banded
),
band_sizes AS (
  SELECT band, customers, row_number() OVER (ORDER BY customers DESC, band) AS place,
    sum(customers) OVER (ORDER BY customers, band DESC ROWS UNBOUNDED PRECEDING) - customers AS below
  FROM (SELECT band, count(*) AS customers FROM banded WHERE band IS NOT NULL GROUP BY band) AS counted
),
small_bands AS (
  SELECT band
  FROM band_sizes
  WHERE customers < 1 OR place > 60 OR (below > 0 AND below < 1)
),
placed AS (
  SELECT b.customer_key, b.orders, b.spend, b.value,
    CASE WHEN b.band IS NULL THEN 'unknown' WHEN s.band IS NULL THEN 'band' ELSE 'other' END AS state,
    CASE WHEN s.band IS NULL THEN b.band END AS band
  FROM banded AS b
  LEFT JOIN small_bands AS s ON s.band = b.band
)
SELECT state, band, count(*) AS customers, sum(orders) AS orders, count(*) FILTER (WHERE orders >= 2) AS repeat_buyers,
  sum(spend) AS spend, sum(spend * spend) AS squares, quantile_cont(spend, 0.5) AS median, sum(spend_rank) AS rank_sum
FROM (
  SELECT *, rank() OVER (ORDER BY spend) + (count(*) OVER (PARTITION BY spend) - 1) / 2 AS spend_rank FROM placed
) AS ranked
GROUP BY state, band
ORDER BY state, band;

-- whole
WITH paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  WHERE o.customer_key IS NOT NULL
    AND o.ordered_on <= DATE '2026-02-28'
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
bought AS (
  SELECT customer_key, count(*) AS orders
  FROM in_range
  GROUP BY customer_key
),
buyers AS (
  SELECT bought.customer_key, bought.orders, round(coalesce(spent.amount, 0), 6) AS spend
  FROM bought
  LEFT JOIN (
    SELECT customer_key, sum(amount) AS amount FROM money_in_range GROUP BY customer_key
  ) AS spent ON spent.customer_key = bought.customer_key
)
SELECT (SELECT count(*) FROM buyers) AS customers, sum(t * t * t - t) AS tied,
  (SELECT quantile_cont(spend, 0.5) FROM buyers) AS median
FROM (SELECT CAST(count(*) AS DOUBLE) AS t FROM buyers GROUP BY spend) AS ties;

-- account
WITH paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  WHERE o.customer_key IS NOT NULL
    AND o.ordered_on <= DATE '2026-02-28'
)
SELECT place, count(*) AS orders, count(*) FILTER (WHERE place = 'counted' AND amount IS NULL) AS no_amount
FROM (
  SELECT p.net_amount AS amount, CASE
    WHEN o.customer_key IS NULL THEN 'no_customer'
    WHEN o.ordered_on > DATE '2026-02-28' THEN 'after_as_of'
    WHEN p.order_key IS NULL THEN 'unpaid'
    WHEN round(p.net_amount, 6) < 0 THEN 'refund'
    ELSE 'counted' END AS place
  FROM orders AS o
  LEFT JOIN paid_orders AS p ON p.order_key = o.order_key
) AS placed
GROUP BY place
ORDER BY place;

-- segments
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
  SELECT b.customer_key, date_diff('day', b.last_on, DATE '2026-06-30') AS recency_days, b.orders, b.frequency, coalesce(m.monetary, 0) AS monetary
  FROM (SELECT customer_key, max(ordered_on) AS last_on, count(*) AS orders, count(*) AS frequency FROM in_range GROUP BY customer_key) AS b
  LEFT JOIN (SELECT customer_key, sum(amount) AS monetary FROM money_in_range GROUP BY customer_key) AS m ON m.customer_key = b.customer_key
),
ranked AS (
  SELECT *, count(*) OVER () AS n,
    rank() OVER (ORDER BY recency_days DESC) AS r_rank,
    rank() OVER (ORDER BY frequency) AS f_rank,
    rank() OVER (ORDER BY round(monetary, 6)) AS m_rank
  FROM measured
),
scores AS (
  SELECT customer_key, recency_days, orders, frequency, monetary,
    1 + ((5 * (r_rank - 1)) // n) AS r_score, 1 + ((5 * (f_rank - 1)) // n) AS f_score, 1 + ((5 * (m_rank - 1)) // n) AS m_score
  FROM ranked
),
joined AS (
  SELECT *, ((f_score + m_score + 1) // 2) AS fm
  FROM scores
),
scored AS (
  SELECT *, CASE
      WHEN 10 * r_score + fm IN (54, 55) THEN 'champions'
      WHEN 10 * r_score + fm IN (44, 45, 34, 35) THEN 'loyal'
      WHEN 10 * r_score + fm IN (52, 53, 42, 43) THEN 'potential'
      WHEN 10 * r_score + fm IN (51) THEN 'new'
      WHEN 10 * r_score + fm IN (41) THEN 'promising'
      WHEN 10 * r_score + fm IN (33) THEN 'needs_attention'
      WHEN 10 * r_score + fm IN (31, 32) THEN 'about_to_sleep'
      WHEN 10 * r_score + fm IN (23, 24, 13, 14) THEN 'at_risk'
      WHEN 10 * r_score + fm IN (25, 15) THEN 'cant_lose'
      WHEN 10 * r_score + fm IN (21, 22, 12) THEN 'hibernating'
      WHEN 10 * r_score + fm IN (11) THEN 'lost'
    END AS segment
  FROM joined
)
SELECT segment, count(*) AS customers, sum(orders) AS orders, sum(monetary) AS revenue, quantile_cont(recency_days, 0.5) AS median_days, min(recency_days) AS least_days
FROM scored
GROUP BY segment
ORDER BY segment;

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
  SELECT b.customer_key, date_diff('day', b.last_on, DATE '2026-06-30') AS recency_days, b.orders, b.frequency, coalesce(m.monetary, 0) AS monetary
  FROM (SELECT customer_key, max(ordered_on) AS last_on, count(*) AS orders, count(*) AS frequency FROM in_range GROUP BY customer_key) AS b
  LEFT JOIN (SELECT customer_key, sum(amount) AS monetary FROM money_in_range GROUP BY customer_key) AS m ON m.customer_key = b.customer_key
),
ranked AS (
  SELECT *, count(*) OVER () AS n,
    rank() OVER (ORDER BY recency_days DESC) AS r_rank,
    rank() OVER (ORDER BY frequency) AS f_rank,
    rank() OVER (ORDER BY round(monetary, 6)) AS m_rank
  FROM measured
),
scores AS (
  SELECT customer_key, recency_days, orders, frequency, monetary,
    1 + ((5 * (r_rank - 1)) // n) AS r_score, 1 + ((5 * (f_rank - 1)) // n) AS f_score, 1 + ((5 * (m_rank - 1)) // n) AS m_score
  FROM ranked
),
joined AS (
  SELECT *, ((f_score + m_score + 1) // 2) AS fm
  FROM scores
),
scored AS (
  SELECT *, CASE
      WHEN 10 * r_score + fm IN (54, 55) THEN 'champions'
      WHEN 10 * r_score + fm IN (44, 45, 34, 35) THEN 'loyal'
      WHEN 10 * r_score + fm IN (52, 53, 42, 43) THEN 'potential'
      WHEN 10 * r_score + fm IN (51) THEN 'new'
      WHEN 10 * r_score + fm IN (41) THEN 'promising'
      WHEN 10 * r_score + fm IN (33) THEN 'needs_attention'
      WHEN 10 * r_score + fm IN (31, 32) THEN 'about_to_sleep'
      WHEN 10 * r_score + fm IN (23, 24, 13, 14) THEN 'at_risk'
      WHEN 10 * r_score + fm IN (25, 15) THEN 'cant_lose'
      WHEN 10 * r_score + fm IN (21, 22, 12) THEN 'hibernating'
      WHEN 10 * r_score + fm IN (11) THEN 'lost'
    END AS segment
  FROM joined
)
SELECT r_score, fm, count(*) AS customers FROM scored GROUP BY r_score, fm ORDER BY r_score, fm;

-- scores
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
  SELECT b.customer_key, date_diff('day', b.last_on, DATE '2026-06-30') AS recency_days, b.orders, b.frequency, coalesce(m.monetary, 0) AS monetary
  FROM (SELECT customer_key, max(ordered_on) AS last_on, count(*) AS orders, count(*) AS frequency FROM in_range GROUP BY customer_key) AS b
  LEFT JOIN (SELECT customer_key, sum(amount) AS monetary FROM money_in_range GROUP BY customer_key) AS m ON m.customer_key = b.customer_key
),
ranked AS (
  SELECT *, count(*) OVER () AS n,
    rank() OVER (ORDER BY recency_days DESC) AS r_rank,
    rank() OVER (ORDER BY frequency) AS f_rank,
    rank() OVER (ORDER BY round(monetary, 6)) AS m_rank
  FROM measured
),
scores AS (
  SELECT customer_key, recency_days, orders, frequency, monetary,
    1 + ((5 * (r_rank - 1)) // n) AS r_score, 1 + ((5 * (f_rank - 1)) // n) AS f_score, 1 + ((5 * (m_rank - 1)) // n) AS m_score
  FROM ranked
),
joined AS (
  SELECT *, ((f_score + m_score + 1) // 2) AS fm
  FROM scores
),
scored AS (
  SELECT *, CASE
      WHEN 10 * r_score + fm IN (54, 55) THEN 'champions'
      WHEN 10 * r_score + fm IN (44, 45, 34, 35) THEN 'loyal'
      WHEN 10 * r_score + fm IN (52, 53, 42, 43) THEN 'potential'
      WHEN 10 * r_score + fm IN (51) THEN 'new'
      WHEN 10 * r_score + fm IN (41) THEN 'promising'
      WHEN 10 * r_score + fm IN (33) THEN 'needs_attention'
      WHEN 10 * r_score + fm IN (31, 32) THEN 'about_to_sleep'
      WHEN 10 * r_score + fm IN (23, 24, 13, 14) THEN 'at_risk'
      WHEN 10 * r_score + fm IN (25, 15) THEN 'cant_lose'
      WHEN 10 * r_score + fm IN (21, 22, 12) THEN 'hibernating'
      WHEN 10 * r_score + fm IN (11) THEN 'lost'
    END AS segment
  FROM joined
)
SELECT 'r' AS measure, r_score AS score, count(*) AS customers, count(DISTINCT frequency) AS frequencies FROM scored GROUP BY r_score
UNION ALL
SELECT 'f' AS measure, f_score AS score, count(*) AS customers, count(DISTINCT frequency) AS frequencies FROM scored GROUP BY f_score
UNION ALL
SELECT 'm' AS measure, m_score AS score, count(*) AS customers, count(DISTINCT frequency) AS frequencies FROM scored GROUP BY m_score
ORDER BY measure, score;

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

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
  SELECT b.customer_key, date_diff('day', b.last_on, DATE '2026-06-30') AS recency_days, b.orders, b.frequency, coalesce(m.revenue, 0) AS monetary, coalesce(m.revenue, 0) AS revenue
  FROM (SELECT customer_key, max(ordered_on) AS last_on, count(*) AS orders, count(*) AS frequency FROM in_range GROUP BY customer_key) AS b
  LEFT JOIN (SELECT customer_key, sum(amount) AS revenue FROM money_in_range GROUP BY customer_key) AS m ON m.customer_key = b.customer_key
),
ranked AS (
  SELECT *,
    count(*) OVER () AS n,
    rank() OVER (ORDER BY recency_days DESC) AS r_rank,
    rank() OVER (ORDER BY frequency) AS f_rank,
    rank() OVER (ORDER BY round(monetary, 6)) AS m_rank
  FROM measured
),
scores AS (
  SELECT customer_key, recency_days, orders, frequency, monetary, revenue,
    1 + ((5 * (r_rank - 1)) // n) AS r_score,
    1 + ((5 * (f_rank - 1)) // n) AS f_score,
    1 + ((5 * (m_rank - 1)) // n) AS m_score
  FROM ranked
),
joined AS (
  SELECT *, ((f_score + m_score + 1) // 2) AS fm
  FROM scores
),
scored AS (
  SELECT *, CASE
      WHEN r_score BETWEEN 5 AND 5 AND fm BETWEEN 4 AND 5 THEN 'champions'
      WHEN r_score BETWEEN 3 AND 4 AND fm BETWEEN 4 AND 5 THEN 'loyal'
      WHEN r_score BETWEEN 4 AND 5 AND fm BETWEEN 2 AND 3 THEN 'potential'
      WHEN r_score BETWEEN 5 AND 5 AND fm BETWEEN 1 AND 1 THEN 'new'
      WHEN r_score BETWEEN 4 AND 4 AND fm BETWEEN 1 AND 1 THEN 'promising'
      WHEN r_score BETWEEN 3 AND 3 AND fm BETWEEN 3 AND 3 THEN 'needs_attention'
      WHEN r_score BETWEEN 3 AND 3 AND fm BETWEEN 1 AND 2 THEN 'about_to_sleep'
      WHEN r_score BETWEEN 1 AND 2 AND fm BETWEEN 3 AND 4 THEN 'at_risk'
      WHEN r_score BETWEEN 1 AND 2 AND fm BETWEEN 5 AND 5 THEN 'cant_lose'
      WHEN r_score BETWEEN 2 AND 2 AND fm BETWEEN 1 AND 2 THEN 'hibernating'
      WHEN r_score BETWEEN 1 AND 1 AND fm BETWEEN 2 AND 2 THEN 'hibernating'
      WHEN r_score BETWEEN 1 AND 1 AND fm BETWEEN 1 AND 1 THEN 'lost'
      ELSE '' END AS segment
  FROM joined
)
SELECT segment, count(*) AS customers, sum(orders) AS orders, sum(revenue) AS revenue, quantile_cont(recency_days, 0.5) AS median_days, min(recency_days) AS least_days,
  sum(CASE WHEN orders >= 2 THEN 1 ELSE 0 END) AS repeaters
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
  SELECT b.customer_key, date_diff('day', b.last_on, DATE '2026-06-30') AS recency_days, b.orders, b.frequency, coalesce(m.revenue, 0) AS monetary, coalesce(m.revenue, 0) AS revenue
  FROM (SELECT customer_key, max(ordered_on) AS last_on, count(*) AS orders, count(*) AS frequency FROM in_range GROUP BY customer_key) AS b
  LEFT JOIN (SELECT customer_key, sum(amount) AS revenue FROM money_in_range GROUP BY customer_key) AS m ON m.customer_key = b.customer_key
),
ranked AS (
  SELECT *,
    count(*) OVER () AS n,
    rank() OVER (ORDER BY recency_days DESC) AS r_rank,
    rank() OVER (ORDER BY frequency) AS f_rank,
    rank() OVER (ORDER BY round(monetary, 6)) AS m_rank
  FROM measured
),
scores AS (
  SELECT customer_key, recency_days, orders, frequency, monetary, revenue,
    1 + ((5 * (r_rank - 1)) // n) AS r_score,
    1 + ((5 * (f_rank - 1)) // n) AS f_score,
    1 + ((5 * (m_rank - 1)) // n) AS m_score
  FROM ranked
),
joined AS (
  SELECT *, ((f_score + m_score + 1) // 2) AS fm
  FROM scores
),
scored AS (
  SELECT *, CASE
      WHEN r_score BETWEEN 5 AND 5 AND fm BETWEEN 4 AND 5 THEN 'champions'
      WHEN r_score BETWEEN 3 AND 4 AND fm BETWEEN 4 AND 5 THEN 'loyal'
      WHEN r_score BETWEEN 4 AND 5 AND fm BETWEEN 2 AND 3 THEN 'potential'
      WHEN r_score BETWEEN 5 AND 5 AND fm BETWEEN 1 AND 1 THEN 'new'
      WHEN r_score BETWEEN 4 AND 4 AND fm BETWEEN 1 AND 1 THEN 'promising'
      WHEN r_score BETWEEN 3 AND 3 AND fm BETWEEN 3 AND 3 THEN 'needs_attention'
      WHEN r_score BETWEEN 3 AND 3 AND fm BETWEEN 1 AND 2 THEN 'about_to_sleep'
      WHEN r_score BETWEEN 1 AND 2 AND fm BETWEEN 3 AND 4 THEN 'at_risk'
      WHEN r_score BETWEEN 1 AND 2 AND fm BETWEEN 5 AND 5 THEN 'cant_lose'
      WHEN r_score BETWEEN 2 AND 2 AND fm BETWEEN 1 AND 2 THEN 'hibernating'
      WHEN r_score BETWEEN 1 AND 1 AND fm BETWEEN 2 AND 2 THEN 'hibernating'
      WHEN r_score BETWEEN 1 AND 1 AND fm BETWEEN 1 AND 1 THEN 'lost'
      ELSE '' END AS segment
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
  SELECT b.customer_key, date_diff('day', b.last_on, DATE '2026-06-30') AS recency_days, b.orders, b.frequency, coalesce(m.revenue, 0) AS monetary, coalesce(m.revenue, 0) AS revenue
  FROM (SELECT customer_key, max(ordered_on) AS last_on, count(*) AS orders, count(*) AS frequency FROM in_range GROUP BY customer_key) AS b
  LEFT JOIN (SELECT customer_key, sum(amount) AS revenue FROM money_in_range GROUP BY customer_key) AS m ON m.customer_key = b.customer_key
),
ranked AS (
  SELECT *,
    count(*) OVER () AS n,
    rank() OVER (ORDER BY recency_days DESC) AS r_rank,
    rank() OVER (ORDER BY frequency) AS f_rank,
    rank() OVER (ORDER BY round(monetary, 6)) AS m_rank
  FROM measured
),
scores AS (
  SELECT customer_key, recency_days, orders, frequency, monetary, revenue,
    1 + ((5 * (r_rank - 1)) // n) AS r_score,
    1 + ((5 * (f_rank - 1)) // n) AS f_score,
    1 + ((5 * (m_rank - 1)) // n) AS m_score
  FROM ranked
),
joined AS (
  SELECT *, ((f_score + m_score + 1) // 2) AS fm
  FROM scores
),
scored AS (
  SELECT *, CASE
      WHEN r_score BETWEEN 5 AND 5 AND fm BETWEEN 4 AND 5 THEN 'champions'
      WHEN r_score BETWEEN 3 AND 4 AND fm BETWEEN 4 AND 5 THEN 'loyal'
      WHEN r_score BETWEEN 4 AND 5 AND fm BETWEEN 2 AND 3 THEN 'potential'
      WHEN r_score BETWEEN 5 AND 5 AND fm BETWEEN 1 AND 1 THEN 'new'
      WHEN r_score BETWEEN 4 AND 4 AND fm BETWEEN 1 AND 1 THEN 'promising'
      WHEN r_score BETWEEN 3 AND 3 AND fm BETWEEN 3 AND 3 THEN 'needs_attention'
      WHEN r_score BETWEEN 3 AND 3 AND fm BETWEEN 1 AND 2 THEN 'about_to_sleep'
      WHEN r_score BETWEEN 1 AND 2 AND fm BETWEEN 3 AND 4 THEN 'at_risk'
      WHEN r_score BETWEEN 1 AND 2 AND fm BETWEEN 5 AND 5 THEN 'cant_lose'
      WHEN r_score BETWEEN 2 AND 2 AND fm BETWEEN 1 AND 2 THEN 'hibernating'
      WHEN r_score BETWEEN 1 AND 1 AND fm BETWEEN 2 AND 2 THEN 'hibernating'
      WHEN r_score BETWEEN 1 AND 1 AND fm BETWEEN 1 AND 1 THEN 'lost'
      ELSE '' END AS segment
  FROM joined
)
SELECT 'r' AS measure, r_score AS score, count(*) AS customers, count(DISTINCT frequency) AS frequencies, min(recency_days) AS least, max(recency_days) AS most FROM scored GROUP BY r_score
UNION ALL
SELECT 'f' AS measure, f_score AS score, count(*) AS customers, count(DISTINCT frequency) AS frequencies, min(frequency) AS least, max(frequency) AS most FROM scored GROUP BY f_score
UNION ALL
SELECT 'm' AS measure, m_score AS score, count(*) AS customers, count(DISTINCT frequency) AS frequencies, min(round(monetary, 6)) AS least, max(round(monetary, 6)) AS most FROM scored GROUP BY m_score
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

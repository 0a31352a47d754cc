-- moves
WITH paid_orders AS (
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
before_scores AS (
  WITH paid_orders AS (
    SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
    FROM orders AS o
    WHERE o.customer_key IS NOT NULL
      AND o.ordered_on <= DATE '2026-03-31'
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
    WHERE ordered_on <= DATE '2026-03-31'
  ),
  money AS (
    SELECT order_key, customer_key, ordered_on AS happened_on, amount
    FROM filtered
    WHERE amount IS NOT NULL
  ),
  money_in_range AS (
    SELECT order_key, customer_key, happened_on, amount
    FROM money
    WHERE happened_on <= DATE '2026-03-31'
  ),
  measured AS (
    SELECT b.customer_key, date_diff('day', b.last_on, DATE '2026-03-31') AS recency_days, b.frequency, round(coalesce(m.monetary, 0), 6) AS monetary
    FROM (SELECT customer_key, max(ordered_on) AS last_on, count(*) AS frequency FROM in_range GROUP BY customer_key) AS b
    LEFT JOIN (SELECT customer_key, sum(amount) AS monetary FROM money_in_range GROUP BY customer_key) AS m ON m.customer_key = b.customer_key
  )
  SELECT customer_key, recency_days, frequency, monetary,
    1 + ((5 * (rank() OVER (ORDER BY recency_days DESC) - 1)) // (count(*) OVER ())) AS r_score, 1 + ((5 * (rank() OVER (ORDER BY frequency) - 1)) // (count(*) OVER ())) AS f_score, 1 + ((5 * (rank() OVER (ORDER BY monetary) - 1)) // (count(*) OVER ())) AS m_score
  FROM measured
),
cuts AS (
  SELECT max(recency_days) FILTER (WHERE r_score = 5) AS r_5, max(recency_days) FILTER (WHERE r_score = 4) AS r_4, max(recency_days) FILTER (WHERE r_score = 3) AS r_3, max(recency_days) FILTER (WHERE r_score = 2) AS r_2,
    min(frequency) FILTER (WHERE f_score = 5) AS f_5, min(frequency) FILTER (WHERE f_score = 4) AS f_4, min(frequency) FILTER (WHERE f_score = 3) AS f_3, min(frequency) FILTER (WHERE f_score = 2) AS f_2,
    min(monetary) FILTER (WHERE m_score = 5) AS m_5, min(monetary) FILTER (WHERE m_score = 4) AS m_4, min(monetary) FILTER (WHERE m_score = 3) AS m_3, min(monetary) FILTER (WHERE m_score = 2) AS m_2
  FROM before_scores
),
after_measured AS (
  SELECT b.customer_key, date_diff('day', b.last_on, DATE '2026-06-30') AS recency_days, b.frequency, round(coalesce(m.monetary, 0), 6) AS monetary
  FROM (SELECT customer_key, max(ordered_on) AS last_on, count(*) AS frequency FROM in_range GROUP BY customer_key) AS b
  LEFT JOIN (SELECT customer_key, sum(amount) AS monetary FROM money_in_range GROUP BY customer_key) AS m ON m.customer_key = b.customer_key
),
after_scores AS (
  SELECT customer_key, CASE WHEN recency_days <= r_5 THEN 5 WHEN recency_days <= r_4 THEN 4 WHEN recency_days <= r_3 THEN 3 WHEN recency_days <= r_2 THEN 2 ELSE 1 END AS r_score,
    CASE WHEN frequency >= f_5 THEN 5 WHEN frequency >= f_4 THEN 4 WHEN frequency >= f_3 THEN 3 WHEN frequency >= f_2 THEN 2 ELSE 1 END AS f_score,
    CASE WHEN monetary >= m_5 THEN 5 WHEN monetary >= m_4 THEN 4 WHEN monetary >= m_3 THEN 3 WHEN monetary >= m_2 THEN 2 ELSE 1 END AS m_score
  FROM after_measured
  CROSS JOIN cuts
),
again_scores AS (
  SELECT customer_key, recency_days, frequency, monetary,
    1 + ((5 * (rank() OVER (ORDER BY recency_days DESC) - 1)) // (count(*) OVER ())) AS r_score, 1 + ((5 * (rank() OVER (ORDER BY frequency) - 1)) // (count(*) OVER ())) AS f_score, 1 + ((5 * (rank() OVER (ORDER BY monetary) - 1)) // (count(*) OVER ())) AS m_score
  FROM after_measured
),
aged_scores AS (
  SELECT customer_key, CASE WHEN recency_days + 91 <= r_5 THEN 5 WHEN recency_days + 91 <= r_4 THEN 4 WHEN recency_days + 91 <= r_3 THEN 3 WHEN recency_days + 91 <= r_2 THEN 2 ELSE 1 END AS r_score, f_score, m_score
  FROM before_scores
  CROSS JOIN cuts
),
before_state AS (
  SELECT customer_key, CASE
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (54, 55) THEN 'champions'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (44, 45, 34, 35) THEN 'loyal'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (52, 53, 42, 43) THEN 'potential'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (51) THEN 'new'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (41) THEN 'promising'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (33) THEN 'needs_attention'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (31, 32) THEN 'about_to_sleep'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (23, 24, 13, 14) THEN 'at_risk'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (25, 15) THEN 'cant_lose'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (21, 22, 12) THEN 'hibernating'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (11) THEN 'lost'
    END AS tier
  FROM before_scores
),
after_state AS (
  SELECT customer_key, CASE
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (54, 55) THEN 'champions'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (44, 45, 34, 35) THEN 'loyal'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (52, 53, 42, 43) THEN 'potential'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (51) THEN 'new'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (41) THEN 'promising'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (33) THEN 'needs_attention'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (31, 32) THEN 'about_to_sleep'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (23, 24, 13, 14) THEN 'at_risk'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (25, 15) THEN 'cant_lose'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (21, 22, 12) THEN 'hibernating'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (11) THEN 'lost'
    END AS tier
  FROM after_scores
),
again_state AS (
  SELECT customer_key, CASE
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (54, 55) THEN 'champions'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (44, 45, 34, 35) THEN 'loyal'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (52, 53, 42, 43) THEN 'potential'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (51) THEN 'new'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (41) THEN 'promising'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (33) THEN 'needs_attention'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (31, 32) THEN 'about_to_sleep'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (23, 24, 13, 14) THEN 'at_risk'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (25, 15) THEN 'cant_lose'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (21, 22, 12) THEN 'hibernating'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (11) THEN 'lost'
    END AS tier
  FROM again_scores
),
aged_state AS (
  SELECT customer_key, CASE
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (54, 55) THEN 'champions'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (44, 45, 34, 35) THEN 'loyal'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (52, 53, 42, 43) THEN 'potential'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (51) THEN 'new'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (41) THEN 'promising'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (33) THEN 'needs_attention'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (31, 32) THEN 'about_to_sleep'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (23, 24, 13, 14) THEN 'at_risk'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (25, 15) THEN 'cant_lose'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (21, 22, 12) THEN 'hibernating'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (11) THEN 'lost'
    END AS tier
  FROM aged_scores
),
known_before AS (
  WITH paid_orders AS (
    SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
    FROM orders AS o
    WHERE o.customer_key IS NOT NULL
      AND o.ordered_on <= DATE '2026-03-31'
  ),
  history AS (
    SELECT p.order_key, p.customer_key, p.ordered_on, p.ordered_at, p.net_amount AS amount
    FROM paid_orders AS p
    WHERE (p.net_amount IS NULL OR round(p.net_amount, 6) >= 0)
  )
  SELECT DISTINCT customer_key FROM history
),
revenues AS (
  SELECT customer_key, sum(amount) FILTER (WHERE happened_on <= DATE '2026-03-31') AS revenue_before, sum(amount) FILTER (WHERE happened_on > DATE '2026-03-31') AS revenue_after
  FROM money
  WHERE happened_on > DATE '2025-12-30'
  GROUP BY customer_key
),
both_states AS (
  SELECT coalesce(b.customer_key, a.customer_key) AS customer_key, b.tier AS before_tier, coalesce(a.tier, ':away') AS frozen_state
  FROM before_state AS b
  FULL JOIN after_state AS a ON a.customer_key = b.customer_key
),
moved AS (
  SELECT s.customer_key,
    CASE
      WHEN s.before_tier IS NOT NULL THEN s.before_tier
      WHEN k.customer_key IS NOT NULL THEN ':away'
      ELSE ':new' END AS from_state,
    s.frozen_state, coalesce(g.tier, ':away') AS again_state, d.tier AS aged_state,
    round(coalesce(m.revenue_before, 0), 6) AS revenue_before, round(coalesce(m.revenue_after, 0), 6) AS revenue_after
  FROM both_states AS s
  LEFT JOIN again_state AS g ON g.customer_key = s.customer_key
  LEFT JOIN aged_state AS d ON d.customer_key = s.customer_key
  LEFT JOIN known_before AS k ON k.customer_key = s.customer_key
  LEFT JOIN revenues AS m ON m.customer_key = s.customer_key
)
SELECT from_state, frozen_state, again_state, aged_state, count(*) AS customers, sum(revenue_before) AS before, sum(revenue_after) AS after
FROM moved
GROUP BY from_state, frozen_state, again_state, aged_state
ORDER BY from_state, frozen_state, again_state, aged_state;

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
first_orders AS (
  SELECT customer_key, min(ordered_on) AS first_on
  FROM history
  GROUP BY customer_key
),
before_scores AS (
  WITH paid_orders AS (
    SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
    FROM orders AS o
    WHERE o.customer_key IS NOT NULL
      AND o.ordered_on <= DATE '2026-03-31'
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
    WHERE ordered_on <= DATE '2026-03-31'
  ),
  money AS (
    SELECT order_key, customer_key, ordered_on AS happened_on, amount
    FROM filtered
    WHERE amount IS NOT NULL
  ),
  money_in_range AS (
    SELECT order_key, customer_key, happened_on, amount
    FROM money
    WHERE happened_on <= DATE '2026-03-31'
  ),
  measured AS (
    SELECT b.customer_key, date_diff('day', b.last_on, DATE '2026-03-31') AS recency_days, b.frequency, round(coalesce(m.monetary, 0), 6) AS monetary
    FROM (SELECT customer_key, max(ordered_on) AS last_on, count(*) AS frequency FROM in_range GROUP BY customer_key) AS b
    LEFT JOIN (SELECT customer_key, sum(amount) AS monetary FROM money_in_range GROUP BY customer_key) AS m ON m.customer_key = b.customer_key
  )
  SELECT customer_key, recency_days, frequency, monetary,
    1 + ((5 * (rank() OVER (ORDER BY recency_days DESC) - 1)) // (count(*) OVER ())) AS r_score, 1 + ((5 * (rank() OVER (ORDER BY frequency) - 1)) // (count(*) OVER ())) AS f_score, 1 + ((5 * (rank() OVER (ORDER BY monetary) - 1)) // (count(*) OVER ())) AS m_score
  FROM measured
),
cuts AS (
  SELECT max(recency_days) FILTER (WHERE r_score = 5) AS r_5, max(recency_days) FILTER (WHERE r_score = 4) AS r_4, max(recency_days) FILTER (WHERE r_score = 3) AS r_3, max(recency_days) FILTER (WHERE r_score = 2) AS r_2,
    min(frequency) FILTER (WHERE f_score = 5) AS f_5, min(frequency) FILTER (WHERE f_score = 4) AS f_4, min(frequency) FILTER (WHERE f_score = 3) AS f_3, min(frequency) FILTER (WHERE f_score = 2) AS f_2,
    min(monetary) FILTER (WHERE m_score = 5) AS m_5, min(monetary) FILTER (WHERE m_score = 4) AS m_4, min(monetary) FILTER (WHERE m_score = 3) AS m_3, min(monetary) FILTER (WHERE m_score = 2) AS m_2
  FROM before_scores
),
after_measured AS (
  SELECT b.customer_key, date_diff('day', b.last_on, DATE '2026-06-30') AS recency_days, b.frequency, round(coalesce(m.monetary, 0), 6) AS monetary
  FROM (SELECT customer_key, max(ordered_on) AS last_on, count(*) AS frequency FROM in_range GROUP BY customer_key) AS b
  LEFT JOIN (SELECT customer_key, sum(amount) AS monetary FROM money_in_range GROUP BY customer_key) AS m ON m.customer_key = b.customer_key
),
after_scores AS (
  SELECT customer_key, CASE WHEN recency_days <= r_5 THEN 5 WHEN recency_days <= r_4 THEN 4 WHEN recency_days <= r_3 THEN 3 WHEN recency_days <= r_2 THEN 2 ELSE 1 END AS r_score,
    CASE WHEN frequency >= f_5 THEN 5 WHEN frequency >= f_4 THEN 4 WHEN frequency >= f_3 THEN 3 WHEN frequency >= f_2 THEN 2 ELSE 1 END AS f_score,
    CASE WHEN monetary >= m_5 THEN 5 WHEN monetary >= m_4 THEN 4 WHEN monetary >= m_3 THEN 3 WHEN monetary >= m_2 THEN 2 ELSE 1 END AS m_score
  FROM after_measured
  CROSS JOIN cuts
),
before_state AS (
  SELECT customer_key, CASE
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (54, 55) THEN 'champions'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (44, 45, 34, 35) THEN 'loyal'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (52, 53, 42, 43) THEN 'potential'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (51) THEN 'new'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (41) THEN 'promising'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (33) THEN 'needs_attention'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (31, 32) THEN 'about_to_sleep'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (23, 24, 13, 14) THEN 'at_risk'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (25, 15) THEN 'cant_lose'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (21, 22, 12) THEN 'hibernating'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (11) THEN 'lost'
    END AS tier
  FROM before_scores
),
after_state AS (
  SELECT customer_key, CASE
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (54, 55) THEN 'champions'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (44, 45, 34, 35) THEN 'loyal'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (52, 53, 42, 43) THEN 'potential'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (51) THEN 'new'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (41) THEN 'promising'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (33) THEN 'needs_attention'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (31, 32) THEN 'about_to_sleep'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (23, 24, 13, 14) THEN 'at_risk'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (25, 15) THEN 'cant_lose'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (21, 22, 12) THEN 'hibernating'
      WHEN 10 * r_score + ((f_score + m_score + 1) // 2) IN (11) THEN 'lost'
    END AS tier
  FROM after_scores
)
SELECT place, count(*) AS customers
FROM (
  SELECT CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN b.customer_key IS NOT NULL OR a.customer_key IS NOT NULL THEN 'counted'
    WHEN h.customer_key IS NULL THEN 'no_order'
    ELSE 'outside_window' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN first_orders AS h ON h.customer_key = c.customer_key
  LEFT JOIN before_state AS b ON b.customer_key = c.customer_key
  LEFT JOIN after_state AS a ON a.customer_key = c.customer_key
) AS placed
GROUP BY place
ORDER BY place;

-- orders
SELECT count(*) AS orders FROM orders WHERE customer_key IS NULL AND ordered_on <= DATE '2026-06-30';

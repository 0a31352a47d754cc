-- classes
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
answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, s."nps_0_10" AS score, CAST(s.responded_at AS DATE) AS answered_on, s.responded_at AS answered_at, s.response_id AS answer_id,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-06-30' THEN 'outside_window'
      WHEN s."nps_0_10" IS NULL THEN 'unanswered'
      WHEN s."nps_0_10" NOT BETWEEN 0 AND 10 OR s."nps_0_10" <> floor(s."nps_0_10") THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
),
placed_answers AS (
  SELECT customer_key, score, answered_on, answered_at, answer_id, replace(state, 'valid', 'counted') AS place
  FROM answers
),
old_answers AS (
  SELECT customer_key, score, answered_on, answered_at, answer_id,
    CASE
      WHEN place <> 'counted' THEN place
      WHEN customer_key IS NULL THEN 'nobody'
      WHEN (answered_on + CAST(90 AS INTEGER)) > DATE '2026-06-30' THEN 'too_recent'
      ELSE 'old' END AS state
  FROM placed_answers
),
judged_answers AS (
  SELECT customer_key, answered_on, (answered_on + CAST(90 AS INTEGER)) AS until_on,
    CASE WHEN score >= 9 THEN 'promoters' WHEN score >= 7 THEN 'passives' ELSE 'detractors' END AS class,
    CASE
      WHEN state <> 'old' THEN state
      WHEN row_number() OVER (PARTITION BY state, customer_key ORDER BY answered_at DESC, answer_id DESC) > 1 THEN 'later_answer'
      ELSE 'counted' END AS place
  FROM old_answers
),
repurchases AS (
  SELECT j.customer_key, j.class, EXISTS (
      SELECT 1 FROM history AS h
      WHERE h.customer_key = j.customer_key AND h.ordered_on > j.answered_on AND h.ordered_on <= j.until_on
    ) AS bought
  FROM judged_answers AS j
  WHERE j.place = 'counted'
)
SELECT class, count(*) AS customers, count(*) FILTER (WHERE bought) AS bought
FROM repurchases
GROUP BY class
ORDER BY class;

-- account
WITH answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, s."nps_0_10" AS score, CAST(s.responded_at AS DATE) AS answered_on, s.responded_at AS answered_at, s.response_id AS answer_id,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-06-30' THEN 'outside_window'
      WHEN s."nps_0_10" IS NULL THEN 'unanswered'
      WHEN s."nps_0_10" NOT BETWEEN 0 AND 10 OR s."nps_0_10" <> floor(s."nps_0_10") THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
),
placed_answers AS (
  SELECT customer_key, score, answered_on, answered_at, answer_id, replace(state, 'valid', 'counted') AS place
  FROM answers
),
old_answers AS (
  SELECT customer_key, score, answered_on, answered_at, answer_id,
    CASE
      WHEN place <> 'counted' THEN place
      WHEN customer_key IS NULL THEN 'nobody'
      WHEN (answered_on + CAST(90 AS INTEGER)) > DATE '2026-06-30' THEN 'too_recent'
      ELSE 'old' END AS state
  FROM placed_answers
),
judged_answers AS (
  SELECT customer_key, answered_on, (answered_on + CAST(90 AS INTEGER)) AS until_on,
    CASE WHEN score >= 9 THEN 'promoters' WHEN score >= 7 THEN 'passives' ELSE 'detractors' END AS class,
    CASE
      WHEN state <> 'old' THEN state
      WHEN row_number() OVER (PARTITION BY state, customer_key ORDER BY answered_at DESC, answer_id DESC) > 1 THEN 'later_answer'
      ELSE 'counted' END AS place
  FROM old_answers
)
SELECT place, count(*) AS answers
FROM judged_answers
GROUP BY place
ORDER BY place;

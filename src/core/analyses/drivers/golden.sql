-- answers
WITH answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, s."csat" AS score, CASE WHEN s."price" BETWEEN 1 AND 5 AND s."price" = floor(s."price") THEN s."price" END AS side_1, CASE WHEN s."quality" BETWEEN 1 AND 5 AND s."quality" = floor(s."quality") THEN s."quality" END AS side_2,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-01-31' THEN 'outside_window'
      WHEN s."csat" IS NULL THEN 'unanswered'
      WHEN s."csat" NOT BETWEEN 1 AND 5 OR s."csat" <> floor(s."csat") THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
),
placed_answers AS (
  SELECT customer_key, score, side_1, side_2, CASE WHEN state <> 'valid' THEN state WHEN customer_key IS NOT NULL AND row_number() OVER (PARTITION BY state, customer_key, wave ORDER BY responded_at DESC, response_id DESC) > 1 THEN 'later_answer' ELSE 'counted' END AS place
  FROM answers
),
graded_answers AS (
  SELECT * REPLACE (CASE WHEN place = 'counted' AND NOT (side_1 IS NOT NULL AND side_2 IS NOT NULL) THEN 'incomplete' ELSE place END AS place)
  FROM placed_answers
)
SELECT score, side_1, side_2, count(*) AS answers
FROM graded_answers
WHERE place = 'counted'
GROUP BY score, side_1, side_2
ORDER BY score, side_1, side_2;

-- low
WITH answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, s."csat" AS score, CASE WHEN s."price" BETWEEN 1 AND 5 AND s."price" = floor(s."price") THEN s."price" END AS side_1, CASE WHEN s."quality" BETWEEN 1 AND 5 AND s."quality" = floor(s."quality") THEN s."quality" END AS side_2,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-01-31' THEN 'outside_window'
      WHEN s."csat" IS NULL THEN 'unanswered'
      WHEN s."csat" NOT BETWEEN 1 AND 5 OR s."csat" <> floor(s."csat") THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
),
placed_answers AS (
  SELECT customer_key, score, side_1, side_2, CASE WHEN state <> 'valid' THEN state WHEN customer_key IS NOT NULL AND row_number() OVER (PARTITION BY state, customer_key, wave ORDER BY responded_at DESC, response_id DESC) > 1 THEN 'later_answer' ELSE 'counted' END AS place
  FROM answers
),
graded_answers AS (
  SELECT * REPLACE (CASE WHEN place = 'counted' AND NOT (side_1 IS NOT NULL AND side_2 IS NOT NULL) THEN 'incomplete' ELSE place END AS place)
  FROM placed_answers
)
SELECT 'side_1' AS side, count(DISTINCT customer_key) AS customers
FROM graded_answers
WHERE place = 'counted' AND side_1 < 3
UNION ALL
SELECT 'side_2' AS side, count(DISTINCT customer_key) AS customers
FROM graded_answers
WHERE place = 'counted' AND side_2 < 3
ORDER BY side;

-- account
WITH answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, s."csat" AS score, CASE WHEN s."price" BETWEEN 1 AND 5 AND s."price" = floor(s."price") THEN s."price" END AS side_1, CASE WHEN s."quality" BETWEEN 1 AND 5 AND s."quality" = floor(s."quality") THEN s."quality" END AS side_2,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-01-31' THEN 'outside_window'
      WHEN s."csat" IS NULL THEN 'unanswered'
      WHEN s."csat" NOT BETWEEN 1 AND 5 OR s."csat" <> floor(s."csat") THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
),
placed_answers AS (
  SELECT customer_key, score, side_1, side_2, CASE WHEN state <> 'valid' THEN state WHEN customer_key IS NOT NULL AND row_number() OVER (PARTITION BY state, customer_key, wave ORDER BY responded_at DESC, response_id DESC) > 1 THEN 'later_answer' ELSE 'counted' END AS place
  FROM answers
),
graded_answers AS (
  SELECT * REPLACE (CASE WHEN place = 'counted' AND NOT (side_1 IS NOT NULL AND side_2 IS NOT NULL) THEN 'incomplete' ELSE place END AS place)
  FROM placed_answers
)
SELECT place, count(*) AS answers
FROM graded_answers
GROUP BY place
ORDER BY place;

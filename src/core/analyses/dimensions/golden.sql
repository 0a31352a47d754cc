-- grades
WITH answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") AS score, CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END AS side_1, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END AS side_2, CAST(c."region" AS VARCHAR) AS part,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-02-28' THEN 'outside_window'
      WHEN coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") IS NULL THEN 'unanswered'
      WHEN coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") NOT BETWEEN 1 AND 7 OR coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") <> floor(coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed")) THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
  LEFT JOIN customers AS c ON c.customer_key = s.customer_key
),
placed_answers AS (
  SELECT customer_key, score, side_1, side_2, part, replace(state, 'valid', 'counted') AS place
  FROM answers
),
grades AS (
  SELECT customer_key, part, 'side_1' AS side, side_1 AS grade
  FROM placed_answers
  WHERE place = 'counted' AND side_1 IS NOT NULL
  UNION ALL
  SELECT customer_key, part, 'side_2' AS side, side_2 AS grade
  FROM placed_answers
  WHERE place = 'counted' AND side_2 IS NOT NULL
)
SELECT side, grade AS score, count(*) AS answers
FROM grades
GROUP BY side, grade
ORDER BY side, grade;

-- low
WITH answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") AS score, CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END AS side_1, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END AS side_2, CAST(c."region" AS VARCHAR) AS part,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-02-28' THEN 'outside_window'
      WHEN coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") IS NULL THEN 'unanswered'
      WHEN coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") NOT BETWEEN 1 AND 7 OR coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") <> floor(coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed")) THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
  LEFT JOIN customers AS c ON c.customer_key = s.customer_key
),
placed_answers AS (
  SELECT customer_key, score, side_1, side_2, part, replace(state, 'valid', 'counted') AS place
  FROM answers
),
grades AS (
  SELECT customer_key, part, 'side_1' AS side, side_1 AS grade
  FROM placed_answers
  WHERE place = 'counted' AND side_1 IS NOT NULL
  UNION ALL
  SELECT customer_key, part, 'side_2' AS side, side_2 AS grade
  FROM placed_answers
  WHERE place = 'counted' AND side_2 IS NOT NULL
)
SELECT side, count(DISTINCT customer_key) AS customers
FROM grades
WHERE grade < 4 AND customer_key IS NOT NULL
GROUP BY side
ORDER BY side;

-- variances
WITH answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") AS score, CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END AS side_1, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END AS side_2, CAST(c."region" AS VARCHAR) AS part,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-02-28' THEN 'outside_window'
      WHEN coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") IS NULL THEN 'unanswered'
      WHEN coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") NOT BETWEEN 1 AND 7 OR coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") <> floor(coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed")) THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
  LEFT JOIN customers AS c ON c.customer_key = s.customer_key
),
placed_answers AS (
  SELECT customer_key, score, side_1, side_2, part, replace(state, 'valid', 'counted') AS place
  FROM answers
)
SELECT count(*) AS answers, var_samp(side_1) AS v_1, var_samp(side_2) AS v_2, var_samp(side_1 + side_2) AS v_all
FROM placed_answers
WHERE place = 'counted' AND side_1 IS NOT NULL AND side_2 IS NOT NULL;

-- groups
WITH answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") AS score, CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END AS side_1, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END AS side_2, CAST(c."region" AS VARCHAR) AS part,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-02-28' THEN 'outside_window'
      WHEN coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") IS NULL THEN 'unanswered'
      WHEN coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") NOT BETWEEN 1 AND 7 OR coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") <> floor(coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed")) THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
  LEFT JOIN customers AS c ON c.customer_key = s.customer_key
),
placed_answers AS (
  SELECT customer_key, score, side_1, side_2, part, replace(state, 'valid', 'counted') AS place
  FROM answers
),
grades AS (
  SELECT customer_key, part, 'side_1' AS side, side_1 AS grade
  FROM placed_answers
  WHERE place = 'counted' AND side_1 IS NOT NULL
  UNION ALL
  SELECT customer_key, part, 'side_2' AS side, side_2 AS grade
  FROM placed_answers
  WHERE place = 'counted' AND side_2 IS NOT NULL
),
grouped_grades AS (
  SELECT customer_key, side, grade, part
  FROM grades
)
SELECT side, part, grade AS score, count(*) AS answers
FROM grouped_grades
GROUP BY side, part, grade
ORDER BY side, part, grade;

-- low_groups
WITH answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") AS score, CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END AS side_1, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END AS side_2, CAST(c."region" AS VARCHAR) AS part,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-02-28' THEN 'outside_window'
      WHEN coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") IS NULL THEN 'unanswered'
      WHEN coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") NOT BETWEEN 1 AND 7 OR coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") <> floor(coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed")) THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
  LEFT JOIN customers AS c ON c.customer_key = s.customer_key
),
placed_answers AS (
  SELECT customer_key, score, side_1, side_2, part, replace(state, 'valid', 'counted') AS place
  FROM answers
),
grades AS (
  SELECT customer_key, part, 'side_1' AS side, side_1 AS grade
  FROM placed_answers
  WHERE place = 'counted' AND side_1 IS NOT NULL
  UNION ALL
  SELECT customer_key, part, 'side_2' AS side, side_2 AS grade
  FROM placed_answers
  WHERE place = 'counted' AND side_2 IS NOT NULL
),
grouped_grades AS (
  SELECT customer_key, side, grade, part
  FROM grades
)
SELECT side, part, count(DISTINCT customer_key) AS customers
FROM grouped_grades
WHERE grade < 4 AND customer_key IS NOT NULL
GROUP BY side, part
ORDER BY side, part;

-- account
WITH answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") AS score, CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END AS side_1, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END AS side_2, CAST(c."region" AS VARCHAR) AS part,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-02-28' THEN 'outside_window'
      WHEN coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") IS NULL THEN 'unanswered'
      WHEN coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") NOT BETWEEN 1 AND 7 OR coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed") <> floor(coalesce(CASE WHEN s."service attitude" BETWEEN 1 AND 7 AND s."service attitude" = floor(s."service attitude") THEN s."service attitude" END, CASE WHEN s."response speed" BETWEEN 1 AND 7 AND s."response speed" = floor(s."response speed") THEN s."response speed" END, s."service attitude", s."response speed")) THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
  LEFT JOIN customers AS c ON c.customer_key = s.customer_key
),
placed_answers AS (
  SELECT customer_key, score, side_1, side_2, part, replace(state, 'valid', 'counted') AS place
  FROM answers
)
SELECT place, count(*) AS answers
FROM placed_answers
GROUP BY place
ORDER BY place;

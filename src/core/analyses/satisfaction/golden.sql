-- scores
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
  WHERE "region" IN ('north')
),
answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, s."csat" AS score, CAST(NULL AS VARCHAR) AS part,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-02-28' OR CAST(s.responded_at AS DATE) < DATE '2026-02-01' THEN 'outside_window'
      WHEN s.customer_key IS NULL OR s.customer_key NOT IN (SELECT customer_key FROM people) THEN 'other_customers'
      WHEN s."csat" IS NULL THEN 'unanswered'
      WHEN s."csat" NOT BETWEEN 1 AND 5 OR s."csat" <> floor(s."csat") THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
),
placed_answers AS (
  SELECT customer_key, score, part, replace(state, 'valid', 'counted') AS place
  FROM answers
)
SELECT part, score, count(*) AS answers
FROM placed_answers
WHERE place = 'counted'
GROUP BY part, score
ORDER BY part, score;

-- low
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
  WHERE "region" IN ('north')
),
answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, s."csat" AS score, CAST(NULL AS VARCHAR) AS part,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-02-28' OR CAST(s.responded_at AS DATE) < DATE '2026-02-01' THEN 'outside_window'
      WHEN s.customer_key IS NULL OR s.customer_key NOT IN (SELECT customer_key FROM people) THEN 'other_customers'
      WHEN s."csat" IS NULL THEN 'unanswered'
      WHEN s."csat" NOT BETWEEN 1 AND 5 OR s."csat" <> floor(s."csat") THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
),
placed_answers AS (
  SELECT customer_key, score, part, replace(state, 'valid', 'counted') AS place
  FROM answers
)
SELECT part, count(DISTINCT customer_key) AS customers
FROM placed_answers
WHERE place = 'counted' AND score IN (1, 2) AND customer_key IS NOT NULL
GROUP BY part
ORDER BY part;

-- low_all
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
  WHERE "region" IN ('north')
),
answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, s."csat" AS score, CAST(NULL AS VARCHAR) AS part,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-02-28' OR CAST(s.responded_at AS DATE) < DATE '2026-02-01' THEN 'outside_window'
      WHEN s.customer_key IS NULL OR s.customer_key NOT IN (SELECT customer_key FROM people) THEN 'other_customers'
      WHEN s."csat" IS NULL THEN 'unanswered'
      WHEN s."csat" NOT BETWEEN 1 AND 5 OR s."csat" <> floor(s."csat") THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
),
placed_answers AS (
  SELECT customer_key, score, part, replace(state, 'valid', 'counted') AS place
  FROM answers
)
SELECT count(DISTINCT customer_key) AS customers
FROM placed_answers
WHERE place = 'counted' AND score IN (1, 2) AND customer_key IS NOT NULL;

-- account
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
  WHERE "region" IN ('north')
),
answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, s."csat" AS score, CAST(NULL AS VARCHAR) AS part,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-02-28' OR CAST(s.responded_at AS DATE) < DATE '2026-02-01' THEN 'outside_window'
      WHEN s.customer_key IS NULL OR s.customer_key NOT IN (SELECT customer_key FROM people) THEN 'other_customers'
      WHEN s."csat" IS NULL THEN 'unanswered'
      WHEN s."csat" NOT BETWEEN 1 AND 5 OR s."csat" <> floor(s."csat") THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
),
placed_answers AS (
  SELECT customer_key, score, part, replace(state, 'valid', 'counted') AS place
  FROM answers
)
SELECT place, count(*) AS answers
FROM placed_answers
GROUP BY place
ORDER BY place;

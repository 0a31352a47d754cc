-- whole
WITH answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, s."nps_0_10" AS score, CAST((
        SELECT arg_max(t.agent_id, (t.opened_at, t.ticket_id)) FROM tickets AS t
        WHERE t.customer_key = s.customer_key AND t.opened_at <= s.responded_at
      ) AS VARCHAR) AS part,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-04-15' THEN 'outside_window'
      WHEN s."nps_0_10" IS NULL THEN 'unanswered'
      WHEN s."nps_0_10" NOT BETWEEN 0 AND 10 OR s."nps_0_10" <> floor(s."nps_0_10") THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
),
placed_answers AS (
  SELECT customer_key, score, part, CASE WHEN state <> 'valid' THEN state WHEN customer_key IS NOT NULL AND row_number() OVER (PARTITION BY state, customer_key, wave ORDER BY responded_at DESC, response_id DESC) > 1 THEN 'later_answer' ELSE 'counted' END AS place
  FROM answers
)
SELECT score, count(*) AS answers
FROM placed_answers
WHERE place = 'counted'
GROUP BY score
ORDER BY score;

-- scores
WITH answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, s."nps_0_10" AS score, CAST((
        SELECT arg_max(t.agent_id, (t.opened_at, t.ticket_id)) FROM tickets AS t
        WHERE t.customer_key = s.customer_key AND t.opened_at <= s.responded_at
      ) AS VARCHAR) AS part,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-04-15' THEN 'outside_window'
      WHEN s."nps_0_10" IS NULL THEN 'unanswered'
      WHEN s."nps_0_10" NOT BETWEEN 0 AND 10 OR s."nps_0_10" <> floor(s."nps_0_10") THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
),
placed_answers AS (
  SELECT customer_key, score, part, CASE WHEN state <> 'valid' THEN state WHEN customer_key IS NOT NULL AND row_number() OVER (PARTITION BY state, customer_key, wave ORDER BY responded_at DESC, response_id DESC) > 1 THEN 'later_answer' ELSE 'counted' END AS place
  FROM answers
),
counted_answers AS (
  SELECT customer_key, score, part
  FROM placed_answers
  WHERE place = 'counted'
)
SELECT part, score, count(*) AS answers
FROM counted_answers
GROUP BY part, score
ORDER BY part, score;

-- low
WITH answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, s."nps_0_10" AS score, CAST((
        SELECT arg_max(t.agent_id, (t.opened_at, t.ticket_id)) FROM tickets AS t
        WHERE t.customer_key = s.customer_key AND t.opened_at <= s.responded_at
      ) AS VARCHAR) AS part,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-04-15' THEN 'outside_window'
      WHEN s."nps_0_10" IS NULL THEN 'unanswered'
      WHEN s."nps_0_10" NOT BETWEEN 0 AND 10 OR s."nps_0_10" <> floor(s."nps_0_10") THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
),
placed_answers AS (
  SELECT customer_key, score, part, CASE WHEN state <> 'valid' THEN state WHEN customer_key IS NOT NULL AND row_number() OVER (PARTITION BY state, customer_key, wave ORDER BY responded_at DESC, response_id DESC) > 1 THEN 'later_answer' ELSE 'counted' END AS place
  FROM answers
),
counted_answers AS (
  SELECT customer_key, score, part
  FROM placed_answers
  WHERE place = 'counted'
)
SELECT part, count(DISTINCT customer_key) AS customers
FROM counted_answers
WHERE score IN (0, 1, 2, 3, 4, 5, 6) AND customer_key IS NOT NULL
GROUP BY part
ORDER BY part;

-- low_all
WITH answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, s."nps_0_10" AS score, CAST((
        SELECT arg_max(t.agent_id, (t.opened_at, t.ticket_id)) FROM tickets AS t
        WHERE t.customer_key = s.customer_key AND t.opened_at <= s.responded_at
      ) AS VARCHAR) AS part,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-04-15' THEN 'outside_window'
      WHEN s."nps_0_10" IS NULL THEN 'unanswered'
      WHEN s."nps_0_10" NOT BETWEEN 0 AND 10 OR s."nps_0_10" <> floor(s."nps_0_10") THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
),
placed_answers AS (
  SELECT customer_key, score, part, CASE WHEN state <> 'valid' THEN state WHEN customer_key IS NOT NULL AND row_number() OVER (PARTITION BY state, customer_key, wave ORDER BY responded_at DESC, response_id DESC) > 1 THEN 'later_answer' ELSE 'counted' END AS place
  FROM answers
),
counted_answers AS (
  SELECT customer_key, score, part
  FROM placed_answers
  WHERE place = 'counted'
)
SELECT count(DISTINCT customer_key) AS customers
FROM counted_answers
WHERE score IN (0, 1, 2, 3, 4, 5, 6) AND customer_key IS NOT NULL;

-- account
WITH answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, s."nps_0_10" AS score, CAST((
        SELECT arg_max(t.agent_id, (t.opened_at, t.ticket_id)) FROM tickets AS t
        WHERE t.customer_key = s.customer_key AND t.opened_at <= s.responded_at
      ) AS VARCHAR) AS part,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-04-15' THEN 'outside_window'
      WHEN s."nps_0_10" IS NULL THEN 'unanswered'
      WHEN s."nps_0_10" NOT BETWEEN 0 AND 10 OR s."nps_0_10" <> floor(s."nps_0_10") THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
),
placed_answers AS (
  SELECT customer_key, score, part, CASE WHEN state <> 'valid' THEN state WHEN customer_key IS NOT NULL AND row_number() OVER (PARTITION BY state, customer_key, wave ORDER BY responded_at DESC, response_id DESC) > 1 THEN 'later_answer' ELSE 'counted' END AS place
  FROM answers
)
SELECT place, count(*) AS answers
FROM placed_answers
GROUP BY place
ORDER BY place;

-- funnel
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
),
records AS (
  SELECT 0 AS source, event_actor AS actor, CAST(event_time AS TIMESTAMP) AS happened, CASE WHEN "event" IN ('view') THEN 1 ELSE 0 END + CASE WHEN "event" IN ('pay') THEN 2 ELSE 0 END + CASE WHEN "event" IN ('return') THEN 4 ELSE 0 END AS mask
  FROM (
    SELECT e.*, e.customer_key AS event_actor, e.event_at AS event_time
    FROM usage_events AS e
    JOIN people ON people.customer_key = e.customer_key
  ) AS records
  WHERE event_time IS NOT NULL AND CAST(event_time AS DATE) <= DATE '2026-03-01'
),
stream_clock AS (
  SELECT coalesce(bool_or(midnights), false) AS dated
  FROM (SELECT bool_and(happened = date_trunc('day', happened)) AS midnights FROM records GROUP BY source) AS sources
),
stream AS (
  SELECT r.actor, epoch_us(CASE WHEN c.dated THEN date_trunc('day', r.happened) ELSE r.happened END) AS t, r.mask
  FROM records AS r
  CROSS JOIN stream_clock AS c
  WHERE r.mask > 0
),
entries AS (
  SELECT DISTINCT actor, t AS m_1
  FROM stream
  WHERE (mask & 1) <> 0 AND t < 1772409600000000
),
chain_2 AS (
  SELECT actor, t AS m_2
  FROM stream
  WHERE (mask & 2) <> 0
),
times AS (
  SELECT s.actor, s.m_1 AS m_1, c.m_2
  FROM entries AS s
  ASOF LEFT JOIN chain_2 AS c ON s.actor = c.actor AND s.m_1 <= c.m_2
),
reached AS (
  SELECT a.actor, a.m_1, a.m_2, CASE WHEN NOT coalesce(a.m_2 - a.m_1 <= 3600000000, false) THEN 1 ELSE 2 END AS depth
  FROM times AS a
),
looked AS (
  SELECT a.actor, a.m_1, a.m_2, a.depth, CASE WHEN a.depth >= 1 AND CASE WHEN a.depth >= 2 THEN x_0.t < a.m_2 ELSE x_0.t - a.m_1 <= 3600000000 END THEN x_0.t END AS broken
  FROM reached AS a
  ASOF LEFT JOIN (SELECT actor, t FROM stream WHERE (mask & 4) <> 0) AS x_0
    ON a.actor = x_0.actor AND CASE WHEN a.depth >= 1 THEN a.m_1 END < x_0.t
),
attempts AS (
  SELECT a.actor, a.m_1, a.m_2, CASE WHEN NOT coalesce(a.depth >= 2 AND (a.broken IS NULL OR a.m_2 <= a.broken), false) THEN 1 ELSE 2 END AS depth, a.broken
  FROM looked AS a
),
best_attempts AS (
  SELECT actor, arg_max(struct_pack(m_1 := m_1, m_2 := m_2, depth := depth, broken := broken), depth * 288230376151711740 - m_1) AS best
  FROM attempts
  GROUP BY actor
),
chosen AS (
  SELECT actor, best.m_1, best.m_2, best.depth, best.broken
  FROM best_attempts
),
kept AS (
  SELECT a.actor, a.broken, a.depth, CASE WHEN a.depth >= 1 THEN a.m_1 END AS t_1, CASE WHEN a.depth >= 2 THEN a.m_2 END AS t_2
  FROM chosen AS a
),
followed AS (
  SELECT t_2 IS NOT NULL AS reached, CASE WHEN t_2 IS NOT NULL THEN t_2 - t_1 ELSE greatest(0, least(t_1 + 3600000000, 1772409600000000, broken) - t_1) END AS wait
  FROM kept
  WHERE t_1 IS NOT NULL
),
time_curve AS (
  SELECT (wait + CASE WHEN (SELECT dated FROM stream_clock) THEN 86400000000 ELSE 60000000 END - 1) // CASE WHEN (SELECT dated FROM stream_clock) THEN 86400000000 ELSE 60000000 END AS passed, count(*) FILTER (reached) AS events, count(*) FILTER (NOT reached) AS censored
  FROM followed
  GROUP BY passed
),
units_of AS (
  SELECT kept.actor AS actor, count(*) FILTER (depth = 2) AS converted, count(*) FILTER (depth = 2 AND (t_2 = t_1)) AS tied,
    count(*) FILTER (NOT (depth = 2) AND t_1 + 3600000000 > 1772409600000000) AS open
  FROM kept
  GROUP BY kept.actor
),
entered AS (
  SELECT stream.actor AS actor, bool_or(t < 1772409600000000) AS inside, bool_or(t >= 1772409600000000) AS late
  FROM stream
  WHERE (mask & 1) <> 0
  GROUP BY stream.actor
),
customer_places AS (
  SELECT place, count(*) AS customers, coalesce(sum(converted), 0) AS converted, coalesce(sum(tied), 0) AS tied, coalesce(sum(open), 0) AS open,
    (SELECT dated FROM stream_clock) AS dated
  FROM (
    SELECT u.converted, u.tied, u.open, CASE
      WHEN p.customer_key IS NULL THEN 'other_customers'
      WHEN u.actor IS NOT NULL THEN 'counted'
      WHEN e.actor IS NULL THEN 'no_entry'
      WHEN e.inside THEN 'removed'
      ELSE 'outside_window' END AS place
    FROM customers AS c
    LEFT JOIN people AS p ON p.customer_key = c.customer_key
    LEFT JOIN units_of AS u ON u.actor = c.customer_key
    LEFT JOIN entered AS e ON e.actor = c.customer_key
  ) AS placed
  GROUP BY place
)
SELECT 'curve' AS part, *
FROM time_curve
UNION ALL BY NAME
SELECT 'account' AS part, *
FROM customer_places
ORDER BY ALL;

-- periods
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
),
records AS (
  SELECT 0 AS source, event_actor AS actor, CAST(event_time AS TIMESTAMP) AS happened, CASE WHEN "event" IN ('view') THEN 1 ELSE 0 END + CASE WHEN "event" IN ('pay') THEN 2 ELSE 0 END AS mask
  FROM (
    SELECT e.*, e.customer_key AS event_actor, e.event_at AS event_time
    FROM usage_events AS e
    JOIN people ON people.customer_key = e.customer_key
  ) AS records
  WHERE event_time IS NOT NULL AND CAST(event_time AS DATE) <= DATE '2026-03-15'
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
marked AS (
  SELECT s.actor, CAST(make_timestamp(s.t) AS DATE) AS day, things.series
  FROM stream AS s
  JOIN (VALUES ('1', 1), ('2', 2)) AS things(series, bit) ON (s.mask & things.bit) <> 0
),
spans AS (
  SELECT series, day AS starts, least(day + 30, coalesce(lead(day) OVER (PARTITION BY series, actor ORDER BY day), day + 30)) AS stops
  FROM (SELECT DISTINCT series, actor, day FROM marked) AS active_days
),
changes AS (
  SELECT series, day, sum(change) AS change
  FROM (SELECT series, starts AS day, 1 AS change FROM spans UNION ALL SELECT series, stops AS day, -1 AS change FROM spans) AS ends
  GROUP BY series, day
),
running AS (
  SELECT series, day, sum(change) OVER (PARTITION BY series ORDER BY day) AS customers
  FROM changes
)
SELECT series, CASE WHEN day < DATE '2026-02-01' THEN 'opening' ELSE CAST(CAST(date_trunc('month', day) AS DATE) AS VARCHAR) END AS period, CAST(arg_max(customers, day) AS BIGINT) AS customers
FROM running
WHERE day <= DATE '2026-03-15'
GROUP BY 1, 2
ORDER BY 1, 2;

-- account
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
),
records AS (
  SELECT 0 AS source, event_actor AS actor, CAST(event_time AS TIMESTAMP) AS happened, CASE WHEN "event" IN ('view') THEN 1 ELSE 0 END + CASE WHEN "event" IN ('pay') THEN 2 ELSE 0 END AS mask
  FROM (
    SELECT e.*, e.customer_key AS event_actor, e.event_at AS event_time
    FROM usage_events AS e
    JOIN people ON people.customer_key = e.customer_key
  ) AS records
  WHERE event_time IS NOT NULL AND CAST(event_time AS DATE) <= DATE '2026-03-15'
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
marked AS (
  SELECT s.actor, CAST(make_timestamp(s.t) AS DATE) AS day, things.series
  FROM stream AS s
  JOIN (VALUES ('1', 1), ('2', 2)) AS things(series, bit) ON (s.mask & things.bit) <> 0
)
SELECT place, count(*) AS customers
FROM (
  SELECT CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN m.actor IS NULL THEN 'no_event'
    WHEN NOT m.inside THEN 'outside_window'
    ELSE 'counted' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN (SELECT actor, bool_or(day >= DATE '2026-02-01') AS inside FROM marked GROUP BY actor) AS m ON m.actor = c.customer_key
) AS placed
GROUP BY place
ORDER BY place;

-- start
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
),
records AS (
  SELECT 0 AS source, event_actor AS actor, CAST(event_time AS TIMESTAMP) AS happened, CASE WHEN "event" IN ('view') THEN 1 ELSE 0 END + CASE WHEN "event" IN ('pay') THEN 2 ELSE 0 END AS mask
  FROM (
    SELECT e.*, e.customer_key AS event_actor, e.event_at AS event_time
    FROM usage_events AS e
    JOIN people ON people.customer_key = e.customer_key
  ) AS records
  WHERE event_time IS NOT NULL AND CAST(event_time AS DATE) <= DATE '2026-03-15'
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
marked AS (
  SELECT s.actor, CAST(make_timestamp(s.t) AS DATE) AS day, things.series
  FROM stream AS s
  JOIN (VALUES ('1', 1), ('2', 2)) AS things(series, bit) ON (s.mask & things.bit) <> 0
)
SELECT CAST(min(day) AS VARCHAR) AS first_day FROM marked;

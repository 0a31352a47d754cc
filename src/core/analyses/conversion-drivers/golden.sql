-- conversion
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
  WHERE "region" IN ('n')
),
paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  JOIN people ON people.customer_key = o.customer_key
  WHERE o.ordered_on <= DATE '2026-03-31'
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
order_places AS (
  SELECT order_key, row_number() OVER (PARTITION BY customer_key ORDER BY ordered_at, order_key) AS order_number
  FROM history
),
records AS (
  SELECT 0 AS source, event_actor AS actor, CAST(event_time AS TIMESTAMP) AS happened, CASE WHEN "order_number" BETWEEN 1 AND 1 THEN 1 ELSE 0 END + CASE WHEN "order_number" BETWEEN 2 AND 2 THEN 2 ELSE 0 END AS mask
  FROM (
    SELECT o.*, s.customer_key AS event_actor, o.ordered_at AS event_time, n.order_number
    FROM selected AS s
    JOIN orders AS o ON o.order_key = s.order_key
    JOIN order_places AS n ON n.order_key = s.order_key
  ) AS records
  WHERE event_time IS NOT NULL AND CAST(event_time AS DATE) <= DATE '2026-03-31'
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
  SELECT a.actor, a.m_1, a.m_2, CASE WHEN NOT coalesce(a.m_2 - a.m_1 <= 2592000000000, false) THEN 1 ELSE 2 END AS depth
  FROM times AS a
),
attempts AS (
  SELECT *, CAST(NULL AS BIGINT) AS broken
  FROM reached
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
  SELECT a.actor, a.depth, CASE WHEN a.depth >= 1 THEN a.m_1 END AS t_1, CASE WHEN a.depth >= 2 THEN a.m_2 END AS t_2
  FROM chosen AS a
),
compared AS (
  SELECT actor, entered, ended, epoch_us(date_trunc('day', make_timestamp(entered))) AS entered_day, epoch_us(date_trunc('day', make_timestamp(ended))) AS ended_day, converted
  FROM (
    SELECT actor, t_1 AS entered, CASE WHEN depth = 2 THEN t_2 ELSE t_1 + 2592000000000 END AS ended, depth = 2 AS converted
    FROM kept
  ) AS times
),
opening_rows AS (
  SELECT 'orders' AS source, event_actor AS actor, epoch_us(CAST(event_time AS TIMESTAMP)) AS t,
    ['channel'] AS names, [CAST("channel" AS VARCHAR)] AS traits
  FROM (
    SELECT o.*, s.customer_key AS event_actor, o.ordered_at AS event_time, n.order_number
    FROM selected AS s
    JOIN orders AS o ON o.order_key = s.order_key
    JOIN order_places AS n ON n.order_key = s.order_key
  ) AS records
  WHERE event_time IS NOT NULL AND CAST(event_time AS DATE) <= DATE '2026-03-31' AND "order_number" BETWEEN 1 AND 1
),
things_done AS (
  SELECT 'tickets' AS source, event_actor AS actor, epoch_us(CAST(event_time AS TIMESTAMP)) AS t,
    ['', 'severity'] AS names, ['', CAST("severity" AS VARCHAR)] AS traits
  FROM (
    SELECT e.*, e.customer_key AS event_actor, e.opened_at AS event_time
    FROM tickets AS e
    JOIN people ON people.customer_key = e.customer_key
  ) AS records
  WHERE event_time IS NOT NULL AND CAST(event_time AS DATE) <= DATE '2026-03-31'
  UNION ALL
  SELECT 'surveys' AS source, event_actor AS actor, epoch_us(CAST(event_time AS TIMESTAMP)) AS t,
    [''] AS names, [''] AS traits
  FROM (
    SELECT e.*, e.customer_key AS event_actor, e.responded_at AS event_time
    FROM surveys AS e
    JOIN people ON people.customer_key = e.customer_key
  ) AS records
  WHERE event_time IS NOT NULL AND CAST(event_time AS DATE) <= DATE '2026-03-31'
),
done_clock AS (
  SELECT source, bool_and(t % 86400000000 = 0) AS dated
  FROM things_done
  GROUP BY source
),
had_traits AS (
  SELECT DISTINCT kind, source, name, value, actor, converted
  FROM (
    SELECT 'customer' AS kind, 'customers' AS source, u.actor, u.converted,
      unnest(['region', 'plan']) AS name, unnest([CAST(c."region" AS VARCHAR), CAST(c."plan" AS VARCHAR)]) AS value
    FROM compared AS u
    JOIN customers AS c ON c.customer_key = u.actor
    UNION ALL
    SELECT 'entry' AS kind, e.source, u.actor, u.converted, unnest(e.names) AS name, unnest(e.traits) AS value
    FROM compared AS u
    JOIN opening_rows AS e ON e.actor = u.actor
    CROSS JOIN stream_clock AS clock
    WHERE u.entered = CASE WHEN clock.dated THEN epoch_us(date_trunc('day', make_timestamp(e.t))) ELSE e.t END
    UNION ALL
    SELECT 'done' AS kind, d.source, u.actor, u.converted, unnest(d.names) AS name, unnest(d.traits) AS value
    FROM compared AS u
    JOIN things_done AS d ON d.actor = u.actor
    JOIN done_clock AS own ON own.source = d.source
    CROSS JOIN stream_clock AS clock
    WHERE CASE WHEN clock.dated OR own.dated
      THEN date_trunc('day', make_timestamp(d.t)) > make_timestamp(u.entered_day) AND date_trunc('day', make_timestamp(d.t)) < make_timestamp(u.ended_day)
      ELSE d.t > u.entered AND d.t < u.ended END
  ) AS traits
  WHERE value IS NOT NULL
),
customer_places AS (
  SELECT place, count(*) FILTER (converted) AS converted, count(*) FILTER (NOT coalesce(converted, false)) AS others
  FROM (
    SELECT u.converted, CASE
      WHEN p.customer_key IS NULL THEN 'other_customers'
      WHEN u.actor IS NOT NULL THEN 'counted'
      WHEN e.actor IS NULL THEN 'no_entry'
      WHEN e.inside THEN 'removed'
      WHEN e.late THEN 'immature'
      ELSE 'outside_window' END AS place
    FROM customers AS c
    LEFT JOIN people AS p ON p.customer_key = c.customer_key
    LEFT JOIN compared AS u ON u.actor = c.customer_key
    LEFT JOIN (
      SELECT actor, bool_or(t < 1772409600000000) AS inside, bool_or(t >= 1772409600000000) AS late
      FROM stream
      WHERE (mask & 1) <> 0
      GROUP BY actor
    ) AS e ON e.actor = c.customer_key
  ) AS placed
  GROUP BY place
)
SELECT 'place' AS part, place AS kind, '' AS source, '' AS name, '' AS value, converted, others, (SELECT dated FROM stream_clock) AS dated
FROM customer_places
UNION ALL
SELECT 'trait' AS part, kind, source, name, value, count(*) FILTER (converted) AS converted, count(*) FILTER (NOT converted) AS others, NULL AS dated
FROM had_traits
GROUP BY kind, source, name, value
ORDER BY part, kind, source, name, value;

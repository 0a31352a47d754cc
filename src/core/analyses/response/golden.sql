-- asked
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
),
sent_invitations AS (
  SELECT i.customer_key, CAST(i.invited_at AS DATE) AS invited_on, CAST(i.wave AS VARCHAR) AS wave, CAST(i."mode" AS VARCHAR) AS part,
    CASE
      WHEN CAST(i.invited_at AS DATE) > DATE '2026-03-31' THEN 'outside_window'
      WHEN i.customer_key IS NULL OR i.customer_key NOT IN (SELECT customer_key FROM people) THEN 'other_customers'
      WHEN i.delivered = false THEN 'undelivered'
      WHEN (CAST(i.invited_at AS DATE) + CAST(14 AS INTEGER)) > DATE '2026-03-31' THEN 'too_recent'
      ELSE 'counted' END AS place
  FROM survey_invites AS i
),
first_invitations AS (
  SELECT customer_key, invited_on, wave, part
  FROM sent_invitations
  WHERE place = 'counted'
  QUALIFY wave IS NULL OR row_number() OVER (PARTITION BY customer_key, wave ORDER BY invited_on, part) = 1
),
dated_invitations AS (
  SELECT *, min(invited_on) OVER (PARTITION BY customer_key ORDER BY invited_on RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND UNBOUNDED FOLLOWING) AS next_on
  FROM first_invitations
),
invitations AS (
  SELECT i.customer_key, i.part,
    CASE WHEN i.wave IS NULL THEN EXISTS (
      SELECT 1 FROM surveys AS s
      WHERE s.customer_key = i.customer_key AND CAST(s.responded_at AS DATE) <= DATE '2026-03-31' AND CAST(s.responded_at AS DATE) >= i.invited_on
        AND (i.next_on IS NULL OR CAST(s.responded_at AS DATE) < i.next_on)
    ) ELSE EXISTS (
      SELECT 1 FROM surveys AS s
      WHERE s.customer_key = i.customer_key AND CAST(s.responded_at AS DATE) <= DATE '2026-03-31' AND CAST(s.wave AS VARCHAR) = i.wave
    ) END AS answered
  FROM dated_invitations AS i
),
asked AS (
  SELECT customer_key, CAST(max(CASE WHEN answered THEN 1 ELSE 0 END) AS INTEGER) AS responded
  FROM invitations
  GROUP BY customer_key
)
SELECT (SELECT count(*) FROM invitations) AS invited, (SELECT count(*) FROM invitations WHERE answered) AS answered, count(*) AS asked, count(*) FILTER (WHERE responded = 0) AS silent
FROM asked;

-- rates
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
),
sent_invitations AS (
  SELECT i.customer_key, CAST(i.invited_at AS DATE) AS invited_on, CAST(i.wave AS VARCHAR) AS wave, CAST(i."mode" AS VARCHAR) AS part,
    CASE
      WHEN CAST(i.invited_at AS DATE) > DATE '2026-03-31' THEN 'outside_window'
      WHEN i.customer_key IS NULL OR i.customer_key NOT IN (SELECT customer_key FROM people) THEN 'other_customers'
      WHEN i.delivered = false THEN 'undelivered'
      WHEN (CAST(i.invited_at AS DATE) + CAST(14 AS INTEGER)) > DATE '2026-03-31' THEN 'too_recent'
      ELSE 'counted' END AS place
  FROM survey_invites AS i
),
first_invitations AS (
  SELECT customer_key, invited_on, wave, part
  FROM sent_invitations
  WHERE place = 'counted'
  QUALIFY wave IS NULL OR row_number() OVER (PARTITION BY customer_key, wave ORDER BY invited_on, part) = 1
),
dated_invitations AS (
  SELECT *, min(invited_on) OVER (PARTITION BY customer_key ORDER BY invited_on RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND UNBOUNDED FOLLOWING) AS next_on
  FROM first_invitations
),
invitations AS (
  SELECT i.customer_key, i.part,
    CASE WHEN i.wave IS NULL THEN EXISTS (
      SELECT 1 FROM surveys AS s
      WHERE s.customer_key = i.customer_key AND CAST(s.responded_at AS DATE) <= DATE '2026-03-31' AND CAST(s.responded_at AS DATE) >= i.invited_on
        AND (i.next_on IS NULL OR CAST(s.responded_at AS DATE) < i.next_on)
    ) ELSE EXISTS (
      SELECT 1 FROM surveys AS s
      WHERE s.customer_key = i.customer_key AND CAST(s.responded_at AS DATE) <= DATE '2026-03-31' AND CAST(s.wave AS VARCHAR) = i.wave
    ) END AS answered
  FROM dated_invitations AS i
)
SELECT part, count(*) AS invited, count(*) FILTER (WHERE answered) AS answered,
  count(DISTINCT customer_key) - count(DISTINCT customer_key) FILTER (WHERE answered) AS silent
FROM invitations
GROUP BY part
ORDER BY part;

-- profile
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
),
paid_orders AS (
  SELECT o.order_key, o.order_id, o.customer_key, o.ordered_on, o.ordered_at, o.net_amount AS net_amount
  FROM orders AS o
  WHERE o.customer_key IS NOT NULL
    AND o.ordered_on <= DATE '2026-03-31'
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
money AS (
  SELECT order_key, customer_key, ordered_on AS happened_on, amount
  FROM filtered
  WHERE amount IS NOT NULL
),
sent_invitations AS (
  SELECT i.customer_key, CAST(i.invited_at AS DATE) AS invited_on, CAST(i.wave AS VARCHAR) AS wave, CAST(i."mode" AS VARCHAR) AS part,
    CASE
      WHEN CAST(i.invited_at AS DATE) > DATE '2026-03-31' THEN 'outside_window'
      WHEN i.customer_key IS NULL OR i.customer_key NOT IN (SELECT customer_key FROM people) THEN 'other_customers'
      WHEN i.delivered = false THEN 'undelivered'
      WHEN (CAST(i.invited_at AS DATE) + CAST(14 AS INTEGER)) > DATE '2026-03-31' THEN 'too_recent'
      ELSE 'counted' END AS place
  FROM survey_invites AS i
),
first_invitations AS (
  SELECT customer_key, invited_on, wave, part
  FROM sent_invitations
  WHERE place = 'counted'
  QUALIFY wave IS NULL OR row_number() OVER (PARTITION BY customer_key, wave ORDER BY invited_on, part) = 1
),
dated_invitations AS (
  SELECT *, min(invited_on) OVER (PARTITION BY customer_key ORDER BY invited_on RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND UNBOUNDED FOLLOWING) AS next_on
  FROM first_invitations
),
invitations AS (
  SELECT i.customer_key, i.part,
    CASE WHEN i.wave IS NULL THEN EXISTS (
      SELECT 1 FROM surveys AS s
      WHERE s.customer_key = i.customer_key AND CAST(s.responded_at AS DATE) <= DATE '2026-03-31' AND CAST(s.responded_at AS DATE) >= i.invited_on
        AND (i.next_on IS NULL OR CAST(s.responded_at AS DATE) < i.next_on)
    ) ELSE EXISTS (
      SELECT 1 FROM surveys AS s
      WHERE s.customer_key = i.customer_key AND CAST(s.responded_at AS DATE) <= DATE '2026-03-31' AND CAST(s.wave AS VARCHAR) = i.wave
    ) END AS answered
  FROM dated_invitations AS i
),
asked AS (
  SELECT customer_key, CAST(max(CASE WHEN answered THEN 1 ELSE 0 END) AS INTEGER) AS responded
  FROM invitations
  GROUP BY customer_key
)
SELECT CASE a.responded WHEN 1 THEN 'responders' ELSE 'silent' END AS who, count(*) AS customers,
  avg(coalesce(o.orders, 0)) AS orders, var_samp(coalesce(o.orders, 0)) AS orders_variance,
  avg(coalesce(m.revenue, 0)) AS revenue, var_samp(coalesce(m.revenue, 0)) AS revenue_variance,
  count(o.last_on) AS buyers, avg(date_diff('day', o.last_on, DATE '2026-03-31')) AS days,
  var_samp(date_diff('day', o.last_on, DATE '2026-03-31')) AS days_variance
FROM asked AS a
LEFT JOIN (SELECT customer_key, count(*) AS orders, max(ordered_on) AS last_on FROM history GROUP BY customer_key) AS o ON o.customer_key = a.customer_key
LEFT JOIN (SELECT customer_key, sum(amount) AS revenue FROM money GROUP BY customer_key) AS m ON m.customer_key = a.customer_key
GROUP BY a.responded
ORDER BY who;

-- attributes
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
),
sent_invitations AS (
  SELECT i.customer_key, CAST(i.invited_at AS DATE) AS invited_on, CAST(i.wave AS VARCHAR) AS wave, CAST(i."mode" AS VARCHAR) AS part,
    CASE
      WHEN CAST(i.invited_at AS DATE) > DATE '2026-03-31' THEN 'outside_window'
      WHEN i.customer_key IS NULL OR i.customer_key NOT IN (SELECT customer_key FROM people) THEN 'other_customers'
      WHEN i.delivered = false THEN 'undelivered'
      WHEN (CAST(i.invited_at AS DATE) + CAST(14 AS INTEGER)) > DATE '2026-03-31' THEN 'too_recent'
      ELSE 'counted' END AS place
  FROM survey_invites AS i
),
first_invitations AS (
  SELECT customer_key, invited_on, wave, part
  FROM sent_invitations
  WHERE place = 'counted'
  QUALIFY wave IS NULL OR row_number() OVER (PARTITION BY customer_key, wave ORDER BY invited_on, part) = 1
),
dated_invitations AS (
  SELECT *, min(invited_on) OVER (PARTITION BY customer_key ORDER BY invited_on RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND UNBOUNDED FOLLOWING) AS next_on
  FROM first_invitations
),
invitations AS (
  SELECT i.customer_key, i.part,
    CASE WHEN i.wave IS NULL THEN EXISTS (
      SELECT 1 FROM surveys AS s
      WHERE s.customer_key = i.customer_key AND CAST(s.responded_at AS DATE) <= DATE '2026-03-31' AND CAST(s.responded_at AS DATE) >= i.invited_on
        AND (i.next_on IS NULL OR CAST(s.responded_at AS DATE) < i.next_on)
    ) ELSE EXISTS (
      SELECT 1 FROM surveys AS s
      WHERE s.customer_key = i.customer_key AND CAST(s.responded_at AS DATE) <= DATE '2026-03-31' AND CAST(s.wave AS VARCHAR) = i.wave
    ) END AS answered
  FROM dated_invitations AS i
),
asked AS (
  SELECT customer_key, CAST(max(CASE WHEN answered THEN 1 ELSE 0 END) AS INTEGER) AS responded
  FROM invitations
  GROUP BY customer_key
)
SELECT 'member_tier' AS attribute, CAST(c."member_tier" AS VARCHAR) AS value, count(*) AS asked, CAST(sum(a.responded) AS INTEGER) AS responders
FROM asked AS a
JOIN customers AS c ON c.customer_key = a.customer_key
GROUP BY c."member_tier"
ORDER BY attribute, value;

-- scores
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
),
sent_invitations AS (
  SELECT i.customer_key, CAST(i.invited_at AS DATE) AS invited_on, CAST(i.wave AS VARCHAR) AS wave, CAST(i."mode" AS VARCHAR) AS part,
    CASE
      WHEN CAST(i.invited_at AS DATE) > DATE '2026-03-31' THEN 'outside_window'
      WHEN i.customer_key IS NULL OR i.customer_key NOT IN (SELECT customer_key FROM people) THEN 'other_customers'
      WHEN i.delivered = false THEN 'undelivered'
      WHEN (CAST(i.invited_at AS DATE) + CAST(14 AS INTEGER)) > DATE '2026-03-31' THEN 'too_recent'
      ELSE 'counted' END AS place
  FROM survey_invites AS i
),
first_invitations AS (
  SELECT customer_key, invited_on, wave, part
  FROM sent_invitations
  WHERE place = 'counted'
  QUALIFY wave IS NULL OR row_number() OVER (PARTITION BY customer_key, wave ORDER BY invited_on, part) = 1
),
dated_invitations AS (
  SELECT *, min(invited_on) OVER (PARTITION BY customer_key ORDER BY invited_on RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND UNBOUNDED FOLLOWING) AS next_on
  FROM first_invitations
),
invitations AS (
  SELECT i.customer_key, i.part,
    CASE WHEN i.wave IS NULL THEN EXISTS (
      SELECT 1 FROM surveys AS s
      WHERE s.customer_key = i.customer_key AND CAST(s.responded_at AS DATE) <= DATE '2026-03-31' AND CAST(s.responded_at AS DATE) >= i.invited_on
        AND (i.next_on IS NULL OR CAST(s.responded_at AS DATE) < i.next_on)
    ) ELSE EXISTS (
      SELECT 1 FROM surveys AS s
      WHERE s.customer_key = i.customer_key AND CAST(s.responded_at AS DATE) <= DATE '2026-03-31' AND CAST(s.wave AS VARCHAR) = i.wave
    ) END AS answered
  FROM dated_invitations AS i
),
asked AS (
  SELECT customer_key, CAST(max(CASE WHEN answered THEN 1 ELSE 0 END) AS INTEGER) AS responded
  FROM invitations
  GROUP BY customer_key
),
answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, s.wave, s."nps_0_10" AS score, CAST(c."member_tier" AS VARCHAR) AS stratum,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-03-31' THEN 'outside_window'
      WHEN s."nps_0_10" IS NULL THEN 'unanswered'
      WHEN s."nps_0_10" NOT BETWEEN 0 AND 10 OR s."nps_0_10" <> floor(s."nps_0_10") THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
  LEFT JOIN customers AS c ON c.customer_key = s.customer_key
),
placed_answers AS (
  SELECT customer_key, score, stratum, CASE WHEN state <> 'valid' THEN state WHEN customer_key IS NOT NULL AND row_number() OVER (PARTITION BY state, customer_key, wave ORDER BY responded_at DESC, response_id DESC) > 1 THEN 'later_answer' ELSE 'counted' END AS place
  FROM answers
)
SELECT p.stratum, p.score, count(*) AS answers
FROM placed_answers AS p
JOIN asked AS a ON a.customer_key = p.customer_key
WHERE p.place = 'counted'
GROUP BY p.stratum, p.score
ORDER BY p.stratum, p.score;

-- account
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
),
sent_invitations AS (
  SELECT i.customer_key, CAST(i.invited_at AS DATE) AS invited_on, CAST(i.wave AS VARCHAR) AS wave, CAST(i."mode" AS VARCHAR) AS part,
    CASE
      WHEN CAST(i.invited_at AS DATE) > DATE '2026-03-31' THEN 'outside_window'
      WHEN i.customer_key IS NULL OR i.customer_key NOT IN (SELECT customer_key FROM people) THEN 'other_customers'
      WHEN i.delivered = false THEN 'undelivered'
      WHEN (CAST(i.invited_at AS DATE) + CAST(14 AS INTEGER)) > DATE '2026-03-31' THEN 'too_recent'
      ELSE 'counted' END AS place
  FROM survey_invites AS i
),
first_invitations AS (
  SELECT customer_key, invited_on, wave, part
  FROM sent_invitations
  WHERE place = 'counted'
  QUALIFY wave IS NULL OR row_number() OVER (PARTITION BY customer_key, wave ORDER BY invited_on, part) = 1
),
dated_invitations AS (
  SELECT *, min(invited_on) OVER (PARTITION BY customer_key ORDER BY invited_on RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND UNBOUNDED FOLLOWING) AS next_on
  FROM first_invitations
),
invitations AS (
  SELECT i.customer_key, i.part,
    CASE WHEN i.wave IS NULL THEN EXISTS (
      SELECT 1 FROM surveys AS s
      WHERE s.customer_key = i.customer_key AND CAST(s.responded_at AS DATE) <= DATE '2026-03-31' AND CAST(s.responded_at AS DATE) >= i.invited_on
        AND (i.next_on IS NULL OR CAST(s.responded_at AS DATE) < i.next_on)
    ) ELSE EXISTS (
      SELECT 1 FROM surveys AS s
      WHERE s.customer_key = i.customer_key AND CAST(s.responded_at AS DATE) <= DATE '2026-03-31' AND CAST(s.wave AS VARCHAR) = i.wave
    ) END AS answered
  FROM dated_invitations AS i
),
asked AS (
  SELECT customer_key, CAST(max(CASE WHEN answered THEN 1 ELSE 0 END) AS INTEGER) AS responded
  FROM invitations
  GROUP BY customer_key
)
SELECT place, count(*) AS customers
FROM (
  SELECT CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN a.customer_key IS NOT NULL THEN 'counted'
    WHEN i.came = 1 THEN 'too_recent'
    WHEN i.came = 2 THEN 'undelivered'
    ELSE 'not_asked' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN asked AS a ON a.customer_key = c.customer_key
  LEFT JOIN (
    SELECT customer_key, min(CASE place WHEN 'too_recent' THEN 1 WHEN 'undelivered' THEN 2 ELSE 3 END) AS came
    FROM sent_invitations
    GROUP BY customer_key
  ) AS i ON i.customer_key = c.customer_key
)
GROUP BY place
ORDER BY place;

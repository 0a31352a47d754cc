-- stages
WITH stages AS (
  SELECT * FROM (VALUES (1, 'Lead'), (2, 'Offer'), (3, 'Talks')) AS listed(k, stage)
),
records AS (
  SELECT o.opportunity_id,
    o.customer_key,
    CAST(o.stage AS VARCHAR) AS stage,
    CASE WHEN coalesce(CAST(o.stage AS VARCHAR) IN ('Closed Won'), false) THEN 'won' WHEN coalesce(CAST(o.stage AS VARCHAR) IN ('Closed Lost'), false) THEN 'lost' ELSE 'open' END AS state,
    o.amount,
    CAST(o.created_at AS DATE) AS created_on,
    CAST(o.closed_at AS DATE) AS closed_on,
    CAST(NULL AS VARCHAR) AS part,
    row_number() OVER (PARTITION BY o.opportunity_id ORDER BY o.closed_at DESC NULLS LAST, o.created_at DESC NULLS LAST, o.stage) AS record
  FROM opportunities AS o
),
placed AS (
  SELECT opportunity_id, customer_key, CASE WHEN state <> 'open' AND closed_on > DATE '2026-03-31' THEN NULL ELSE stage END AS stage, CASE WHEN state <> 'open' AND closed_on > DATE '2026-03-31' THEN 'open' ELSE state END AS state, amount, created_on,
    CASE WHEN closed_on > DATE '2026-03-31' THEN NULL ELSE closed_on END AS closed_on, part,
    CASE
      WHEN record > 1 THEN 'repeated'
      WHEN created_on > DATE '2026-03-31' THEN 'later'
      ELSE 'chosen'
    END AS place
  FROM records
),
moves AS (
  SELECT h.opportunity_id, s.k, h.entered_at
  FROM stage_history AS h
  JOIN stages AS s ON s.stage = CAST(h.stage AS VARCHAR)
  WHERE CAST(h.entered_at AS DATE) <= DATE '2026-03-31'
),
deals AS (
  SELECT p.opportunity_id, p.customer_key, p.state, p.amount, p.created_on, p.closed_on, p.part, s.k AS now,
    CASE WHEN p.state = 'won' THEN 4 ELSE nullif(greatest(coalesce(s.k, 0), coalesce(m.k, 0)), 0) END AS furthest,
    CASE WHEN p.place = 'chosen' AND p.state = 'open' AND greatest(coalesce(s.k, 0), coalesce(m.k, 0)) = 0 THEN 'unplaced' WHEN p.place = 'chosen' THEN 'counted' ELSE p.place END AS place
  FROM placed AS p
  LEFT JOIN stages AS s ON s.stage = p.stage
  LEFT JOIN (SELECT opportunity_id, max(k) AS k FROM moves GROUP BY opportunity_id) AS m USING (opportunity_id)
),
counted AS (
  SELECT * FROM deals WHERE place = 'counted'
),
passed AS (
  SELECT d.opportunity_id, s.k
  FROM counted AS d
  JOIN (SELECT k FROM stages UNION ALL SELECT 4) AS s ON s.k <= d.furthest
)
SELECT p.k, count(*) AS deals, sum(d.amount) AS amount, count(DISTINCT d.customer_key) AS customers, count(b.k) AS from_before, count(f.k) AS from_first
FROM passed AS p
JOIN counted AS d ON d.opportunity_id = p.opportunity_id
LEFT JOIN passed AS b ON b.opportunity_id = p.opportunity_id AND b.k = p.k - 1
LEFT JOIN passed AS f ON f.opportunity_id = p.opportunity_id AND f.k = 1
GROUP BY p.k
ORDER BY p.k;

-- standing
WITH stages AS (
  SELECT * FROM (VALUES (1, 'Lead'), (2, 'Offer'), (3, 'Talks')) AS listed(k, stage)
),
records AS (
  SELECT o.opportunity_id,
    o.customer_key,
    CAST(o.stage AS VARCHAR) AS stage,
    CASE WHEN coalesce(CAST(o.stage AS VARCHAR) IN ('Closed Won'), false) THEN 'won' WHEN coalesce(CAST(o.stage AS VARCHAR) IN ('Closed Lost'), false) THEN 'lost' ELSE 'open' END AS state,
    o.amount,
    CAST(o.created_at AS DATE) AS created_on,
    CAST(o.closed_at AS DATE) AS closed_on,
    CAST(NULL AS VARCHAR) AS part,
    row_number() OVER (PARTITION BY o.opportunity_id ORDER BY o.closed_at DESC NULLS LAST, o.created_at DESC NULLS LAST, o.stage) AS record
  FROM opportunities AS o
),
placed AS (
  SELECT opportunity_id, customer_key, CASE WHEN state <> 'open' AND closed_on > DATE '2026-03-31' THEN NULL ELSE stage END AS stage, CASE WHEN state <> 'open' AND closed_on > DATE '2026-03-31' THEN 'open' ELSE state END AS state, amount, created_on,
    CASE WHEN closed_on > DATE '2026-03-31' THEN NULL ELSE closed_on END AS closed_on, part,
    CASE
      WHEN record > 1 THEN 'repeated'
      WHEN created_on > DATE '2026-03-31' THEN 'later'
      ELSE 'chosen'
    END AS place
  FROM records
),
moves AS (
  SELECT h.opportunity_id, s.k, h.entered_at
  FROM stage_history AS h
  JOIN stages AS s ON s.stage = CAST(h.stage AS VARCHAR)
  WHERE CAST(h.entered_at AS DATE) <= DATE '2026-03-31'
),
deals AS (
  SELECT p.opportunity_id, p.customer_key, p.state, p.amount, p.created_on, p.closed_on, p.part, s.k AS now,
    CASE WHEN p.state = 'won' THEN 4 ELSE nullif(greatest(coalesce(s.k, 0), coalesce(m.k, 0)), 0) END AS furthest,
    CASE WHEN p.place = 'chosen' AND p.state = 'open' AND greatest(coalesce(s.k, 0), coalesce(m.k, 0)) = 0 THEN 'unplaced' WHEN p.place = 'chosen' THEN 'counted' ELSE p.place END AS place
  FROM placed AS p
  LEFT JOIN stages AS s ON s.stage = p.stage
  LEFT JOIN (SELECT opportunity_id, max(k) AS k FROM moves GROUP BY opportunity_id) AS m USING (opportunity_id)
),
counted AS (
  SELECT * FROM deals WHERE place = 'counted'
),
passed AS (
  SELECT d.opportunity_id, s.k
  FROM counted AS d
  JOIN (SELECT k FROM stages UNION ALL SELECT 4) AS s ON s.k <= d.furthest
),
ended AS (
  SELECT opportunity_id, max(k) AS k FROM passed GROUP BY opportunity_id
)
SELECT d.state, e.k, count(*) AS deals, sum(d.amount) AS amount, count(DISTINCT d.customer_key) AS customers
FROM counted AS d
LEFT JOIN ended AS e ON e.opportunity_id = d.opportunity_id
GROUP BY d.state, e.k
ORDER BY d.state, e.k;

-- whole
WITH stages AS (
  SELECT * FROM (VALUES (1, 'Lead'), (2, 'Offer'), (3, 'Talks')) AS listed(k, stage)
),
records AS (
  SELECT o.opportunity_id,
    o.customer_key,
    CAST(o.stage AS VARCHAR) AS stage,
    CASE WHEN coalesce(CAST(o.stage AS VARCHAR) IN ('Closed Won'), false) THEN 'won' WHEN coalesce(CAST(o.stage AS VARCHAR) IN ('Closed Lost'), false) THEN 'lost' ELSE 'open' END AS state,
    o.amount,
    CAST(o.created_at AS DATE) AS created_on,
    CAST(o.closed_at AS DATE) AS closed_on,
    CAST(NULL AS VARCHAR) AS part,
    row_number() OVER (PARTITION BY o.opportunity_id ORDER BY o.closed_at DESC NULLS LAST, o.created_at DESC NULLS LAST, o.stage) AS record
  FROM opportunities AS o
),
placed AS (
  SELECT opportunity_id, customer_key, CASE WHEN state <> 'open' AND closed_on > DATE '2026-03-31' THEN NULL ELSE stage END AS stage, CASE WHEN state <> 'open' AND closed_on > DATE '2026-03-31' THEN 'open' ELSE state END AS state, amount, created_on,
    CASE WHEN closed_on > DATE '2026-03-31' THEN NULL ELSE closed_on END AS closed_on, part,
    CASE
      WHEN record > 1 THEN 'repeated'
      WHEN created_on > DATE '2026-03-31' THEN 'later'
      ELSE 'chosen'
    END AS place
  FROM records
),
moves AS (
  SELECT h.opportunity_id, s.k, h.entered_at
  FROM stage_history AS h
  JOIN stages AS s ON s.stage = CAST(h.stage AS VARCHAR)
  WHERE CAST(h.entered_at AS DATE) <= DATE '2026-03-31'
),
deals AS (
  SELECT p.opportunity_id, p.customer_key, p.state, p.amount, p.created_on, p.closed_on, p.part, s.k AS now,
    CASE WHEN p.state = 'won' THEN 4 ELSE nullif(greatest(coalesce(s.k, 0), coalesce(m.k, 0)), 0) END AS furthest,
    CASE WHEN p.place = 'chosen' AND p.state = 'open' AND greatest(coalesce(s.k, 0), coalesce(m.k, 0)) = 0 THEN 'unplaced' WHEN p.place = 'chosen' THEN 'counted' ELSE p.place END AS place
  FROM placed AS p
  LEFT JOIN stages AS s ON s.stage = p.stage
  LEFT JOIN (SELECT opportunity_id, max(k) AS k FROM moves GROUP BY opportunity_id) AS m USING (opportunity_id)
),
counted AS (
  SELECT * FROM deals WHERE place = 'counted'
)
SELECT count(*) AS deals, count(*) FILTER (WHERE state = 'won') AS won, count(*) FILTER (WHERE state = 'lost') AS lost,
  sum(amount) FILTER (WHERE state = 'won') AS won_amount, sum(amount) AS amount, count(DISTINCT customer_key) AS customers,
  count(DISTINCT customer_key) FILTER (WHERE state = 'won') AS won_customers, count(*) FILTER (WHERE customer_key IS NULL) AS nameless, count(*) FILTER (WHERE amount IS NULL AND state = 'won') AS no_amount,
  count(*) FILTER (WHERE state = 'lost' AND furthest IS NULL) AS lost_unknown, quantile_cont(CASE WHEN state = 'won' THEN amount END, 0.5) AS won_median
FROM counted;

-- days
WITH stages AS (
  SELECT * FROM (VALUES (1, 'Lead'), (2, 'Offer'), (3, 'Talks')) AS listed(k, stage)
),
records AS (
  SELECT o.opportunity_id,
    o.customer_key,
    CAST(o.stage AS VARCHAR) AS stage,
    CASE WHEN coalesce(CAST(o.stage AS VARCHAR) IN ('Closed Won'), false) THEN 'won' WHEN coalesce(CAST(o.stage AS VARCHAR) IN ('Closed Lost'), false) THEN 'lost' ELSE 'open' END AS state,
    o.amount,
    CAST(o.created_at AS DATE) AS created_on,
    CAST(o.closed_at AS DATE) AS closed_on,
    CAST(NULL AS VARCHAR) AS part,
    row_number() OVER (PARTITION BY o.opportunity_id ORDER BY o.closed_at DESC NULLS LAST, o.created_at DESC NULLS LAST, o.stage) AS record
  FROM opportunities AS o
),
placed AS (
  SELECT opportunity_id, customer_key, CASE WHEN state <> 'open' AND closed_on > DATE '2026-03-31' THEN NULL ELSE stage END AS stage, CASE WHEN state <> 'open' AND closed_on > DATE '2026-03-31' THEN 'open' ELSE state END AS state, amount, created_on,
    CASE WHEN closed_on > DATE '2026-03-31' THEN NULL ELSE closed_on END AS closed_on, part,
    CASE
      WHEN record > 1 THEN 'repeated'
      WHEN created_on > DATE '2026-03-31' THEN 'later'
      ELSE 'chosen'
    END AS place
  FROM records
),
moves AS (
  SELECT h.opportunity_id, s.k, h.entered_at
  FROM stage_history AS h
  JOIN stages AS s ON s.stage = CAST(h.stage AS VARCHAR)
  WHERE CAST(h.entered_at AS DATE) <= DATE '2026-03-31'
),
deals AS (
  SELECT p.opportunity_id, p.customer_key, p.state, p.amount, p.created_on, p.closed_on, p.part, s.k AS now,
    CASE WHEN p.state = 'won' THEN 4 ELSE nullif(greatest(coalesce(s.k, 0), coalesce(m.k, 0)), 0) END AS furthest,
    CASE WHEN p.place = 'chosen' AND p.state = 'open' AND greatest(coalesce(s.k, 0), coalesce(m.k, 0)) = 0 THEN 'unplaced' WHEN p.place = 'chosen' THEN 'counted' ELSE p.place END AS place
  FROM placed AS p
  LEFT JOIN stages AS s ON s.stage = p.stage
  LEFT JOIN (SELECT opportunity_id, max(k) AS k FROM moves GROUP BY opportunity_id) AS m USING (opportunity_id)
),
counted AS (
  SELECT * FROM deals WHERE place = 'counted'
)
SELECT state, count(*) AS deals, avg(date_diff('day', created_on, closed_on)) AS mean, quantile_cont(date_diff('day', created_on, closed_on), 0.5) AS median
FROM counted
WHERE state <> 'open' AND created_on IS NOT NULL AND closed_on IS NOT NULL
GROUP BY state
ORDER BY state;

-- stays
WITH stages AS (
  SELECT * FROM (VALUES (1, 'Lead'), (2, 'Offer'), (3, 'Talks')) AS listed(k, stage)
),
records AS (
  SELECT o.opportunity_id,
    o.customer_key,
    CAST(o.stage AS VARCHAR) AS stage,
    CASE WHEN coalesce(CAST(o.stage AS VARCHAR) IN ('Closed Won'), false) THEN 'won' WHEN coalesce(CAST(o.stage AS VARCHAR) IN ('Closed Lost'), false) THEN 'lost' ELSE 'open' END AS state,
    o.amount,
    CAST(o.created_at AS DATE) AS created_on,
    CAST(o.closed_at AS DATE) AS closed_on,
    CAST(NULL AS VARCHAR) AS part,
    row_number() OVER (PARTITION BY o.opportunity_id ORDER BY o.closed_at DESC NULLS LAST, o.created_at DESC NULLS LAST, o.stage) AS record
  FROM opportunities AS o
),
placed AS (
  SELECT opportunity_id, customer_key, CASE WHEN state <> 'open' AND closed_on > DATE '2026-03-31' THEN NULL ELSE stage END AS stage, CASE WHEN state <> 'open' AND closed_on > DATE '2026-03-31' THEN 'open' ELSE state END AS state, amount, created_on,
    CASE WHEN closed_on > DATE '2026-03-31' THEN NULL ELSE closed_on END AS closed_on, part,
    CASE
      WHEN record > 1 THEN 'repeated'
      WHEN created_on > DATE '2026-03-31' THEN 'later'
      ELSE 'chosen'
    END AS place
  FROM records
),
moves AS (
  SELECT h.opportunity_id, s.k, h.entered_at
  FROM stage_history AS h
  JOIN stages AS s ON s.stage = CAST(h.stage AS VARCHAR)
  WHERE CAST(h.entered_at AS DATE) <= DATE '2026-03-31'
),
deals AS (
  SELECT p.opportunity_id, p.customer_key, p.state, p.amount, p.created_on, p.closed_on, p.part, s.k AS now,
    CASE WHEN p.state = 'won' THEN 4 ELSE nullif(greatest(coalesce(s.k, 0), coalesce(m.k, 0)), 0) END AS furthest,
    CASE WHEN p.place = 'chosen' AND p.state = 'open' AND greatest(coalesce(s.k, 0), coalesce(m.k, 0)) = 0 THEN 'unplaced' WHEN p.place = 'chosen' THEN 'counted' ELSE p.place END AS place
  FROM placed AS p
  LEFT JOIN stages AS s ON s.stage = p.stage
  LEFT JOIN (SELECT opportunity_id, max(k) AS k FROM moves GROUP BY opportunity_id) AS m USING (opportunity_id)
),
counted AS (
  SELECT * FROM deals WHERE place = 'counted'
)
SELECT k, date_diff('day', entered_on, coalesce(left_on, DATE '2026-03-31')) AS waited, left_on IS NOT NULL AS gone, count(*) AS stays
FROM (
SELECT opportunity_id, k, entered_on, coalesce(CAST(min(later) AS DATE), any_value(CASE WHEN state <> 'open' THEN closed_on END)) AS left_on
FROM (
  SELECT a.opportunity_id, a.k, a.entered_on, a.state, a.closed_on, b.entered_at AS later
  FROM (
    SELECT opportunity_id, k, min(entered_on) AS entered_on, min(entered_at) AS entered_at, any_value(state) AS state, any_value(closed_on) AS closed_on
    FROM (
  SELECT d.opportunity_id, m.k, CAST(m.entered_at AS DATE) AS entered_on, m.entered_at, d.state, d.closed_on
  FROM counted AS d JOIN moves AS m ON m.opportunity_id = d.opportunity_id
) AS entries
    GROUP BY opportunity_id, k
  ) AS a
  LEFT JOIN moves AS b ON b.opportunity_id = a.opportunity_id AND b.k > a.k AND b.entered_at >= a.entered_at
) AS waits
GROUP BY opportunity_id, k, entered_on
) AS stays
WHERE k <= 3 AND coalesce(left_on, DATE '2026-03-31') >= entered_on
GROUP BY k, waited, gone
ORDER BY k, waited, gone;

-- account
WITH stages AS (
  SELECT * FROM (VALUES (1, 'Lead'), (2, 'Offer'), (3, 'Talks')) AS listed(k, stage)
),
records AS (
  SELECT o.opportunity_id,
    o.customer_key,
    CAST(o.stage AS VARCHAR) AS stage,
    CASE WHEN coalesce(CAST(o.stage AS VARCHAR) IN ('Closed Won'), false) THEN 'won' WHEN coalesce(CAST(o.stage AS VARCHAR) IN ('Closed Lost'), false) THEN 'lost' ELSE 'open' END AS state,
    o.amount,
    CAST(o.created_at AS DATE) AS created_on,
    CAST(o.closed_at AS DATE) AS closed_on,
    CAST(NULL AS VARCHAR) AS part,
    row_number() OVER (PARTITION BY o.opportunity_id ORDER BY o.closed_at DESC NULLS LAST, o.created_at DESC NULLS LAST, o.stage) AS record
  FROM opportunities AS o
),
placed AS (
  SELECT opportunity_id, customer_key, CASE WHEN state <> 'open' AND closed_on > DATE '2026-03-31' THEN NULL ELSE stage END AS stage, CASE WHEN state <> 'open' AND closed_on > DATE '2026-03-31' THEN 'open' ELSE state END AS state, amount, created_on,
    CASE WHEN closed_on > DATE '2026-03-31' THEN NULL ELSE closed_on END AS closed_on, part,
    CASE
      WHEN record > 1 THEN 'repeated'
      WHEN created_on > DATE '2026-03-31' THEN 'later'
      ELSE 'chosen'
    END AS place
  FROM records
),
moves AS (
  SELECT h.opportunity_id, s.k, h.entered_at
  FROM stage_history AS h
  JOIN stages AS s ON s.stage = CAST(h.stage AS VARCHAR)
  WHERE CAST(h.entered_at AS DATE) <= DATE '2026-03-31'
),
deals AS (
  SELECT p.opportunity_id, p.customer_key, p.state, p.amount, p.created_on, p.closed_on, p.part, s.k AS now,
    CASE WHEN p.state = 'won' THEN 4 ELSE nullif(greatest(coalesce(s.k, 0), coalesce(m.k, 0)), 0) END AS furthest,
    CASE WHEN p.place = 'chosen' AND p.state = 'open' AND greatest(coalesce(s.k, 0), coalesce(m.k, 0)) = 0 THEN 'unplaced' WHEN p.place = 'chosen' THEN 'counted' ELSE p.place END AS place
  FROM placed AS p
  LEFT JOIN stages AS s ON s.stage = p.stage
  LEFT JOIN (SELECT opportunity_id, max(k) AS k FROM moves GROUP BY opportunity_id) AS m USING (opportunity_id)
)
SELECT place, count(*) AS deals
FROM deals
GROUP BY place
ORDER BY place;

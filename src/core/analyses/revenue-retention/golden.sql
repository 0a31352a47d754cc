-- bridge
WITH dated_contracts AS (
  SELECT contract_id, customer_key, amount, renewal_of, signed_on, first_on, ends_on, coalesce(ends_on, ((CAST(first_on + to_months(CAST(12 AS INTEGER)) AS DATE)) + CAST(-1 AS INTEGER))) AS last_on
  FROM (
    SELECT contract_id, customer_key, amount, renewal_of, CAST(signed_at AS DATE) AS signed_on, coalesce(starts_on, CAST(signed_at AS DATE)) AS first_on, ends_on
    FROM contracts
  ) AS c
),
placed_contracts AS (
  SELECT contract_id, customer_key, amount, renewal_of, first_on, last_on, months,
    CASE
      WHEN customer_key IS NULL THEN 'no_customer'
      WHEN signed_on > DATE '2026-10-10' THEN 'after_as_of'
      WHEN amount IS NULL OR round(amount, 6) <= 0 THEN 'no_amount'
      WHEN months < 1 THEN 'no_month'
      ELSE 'counted' END AS place
  FROM (SELECT *, date_diff('month', first_on, last_on + 1) AS months FROM dated_contracts) AS d
),
terms AS (
  SELECT p.customer_key, p.amount / p.months AS rate, CAST(date_trunc('month', p.first_on) AS DATE) AS starts, CAST(date_trunc('month', least(p.last_on + 1, coalesce(r.renewed_on, p.last_on + 1))) AS DATE) AS stops
  FROM placed_contracts AS p
  LEFT JOIN (
    SELECT customer_key, renewal_of, min(first_on) AS renewed_on
    FROM placed_contracts
    WHERE place = 'counted' AND renewal_of <> contract_id
    GROUP BY customer_key, renewal_of
  ) AS r ON r.customer_key = p.customer_key AND r.renewal_of = p.contract_id
  WHERE p.place = 'counted'
),
compared AS (
  SELECT customer_key, paid_before, paid_after,
    CASE
      WHEN paid_before = paid_after THEN 'same'
      WHEN paid_before = 0 AND known THEN 'back'
      WHEN paid_before = 0 THEN 'new'
      WHEN paid_after = 0 THEN 'gone'
      WHEN paid_after > paid_before THEN 'more'
      ELSE 'less' END AS movement
  FROM (
    SELECT customer_key, greatest(0, round(coalesce(sum(rate) FILTER (WHERE starts <= DATE '2025-09-01' AND stops > DATE '2025-09-01'), 0), 6)) AS paid_before, greatest(0, round(coalesce(sum(rate) FILTER (WHERE starts <= DATE '2026-09-01' AND stops > DATE '2026-09-01'), 0), 6)) AS paid_after,
      coalesce(min(starts) FILTER (WHERE starts < stops AND round(rate, 6) > 0) <= DATE '2025-09-01', false) AS known
    FROM terms
    GROUP BY customer_key
  ) AS ends
  WHERE paid_before > 0 OR paid_after > 0
)
SELECT movement, count(*) AS customers, sum(paid_before) AS paid_before, sum(paid_after) AS paid_after
FROM compared
GROUP BY movement
ORDER BY movement;

-- months
WITH dated_contracts AS (
  SELECT contract_id, customer_key, amount, renewal_of, signed_on, first_on, ends_on, coalesce(ends_on, ((CAST(first_on + to_months(CAST(12 AS INTEGER)) AS DATE)) + CAST(-1 AS INTEGER))) AS last_on
  FROM (
    SELECT contract_id, customer_key, amount, renewal_of, CAST(signed_at AS DATE) AS signed_on, coalesce(starts_on, CAST(signed_at AS DATE)) AS first_on, ends_on
    FROM contracts
  ) AS c
),
placed_contracts AS (
  SELECT contract_id, customer_key, amount, renewal_of, first_on, last_on, months,
    CASE
      WHEN customer_key IS NULL THEN 'no_customer'
      WHEN signed_on > DATE '2026-10-10' THEN 'after_as_of'
      WHEN amount IS NULL OR round(amount, 6) <= 0 THEN 'no_amount'
      WHEN months < 1 THEN 'no_month'
      ELSE 'counted' END AS place
  FROM (SELECT *, date_diff('month', first_on, last_on + 1) AS months FROM dated_contracts) AS d
),
terms AS (
  SELECT p.customer_key, p.amount / p.months AS rate, CAST(date_trunc('month', p.first_on) AS DATE) AS starts, CAST(date_trunc('month', least(p.last_on + 1, coalesce(r.renewed_on, p.last_on + 1))) AS DATE) AS stops
  FROM placed_contracts AS p
  LEFT JOIN (
    SELECT customer_key, renewal_of, min(first_on) AS renewed_on
    FROM placed_contracts
    WHERE place = 'counted' AND renewal_of <> contract_id
    GROUP BY customer_key, renewal_of
  ) AS r ON r.customer_key = p.customer_key AND r.renewal_of = p.contract_id
  WHERE p.place = 'counted'
),
levels AS (
  SELECT customer_key, month, CASE WHEN sum(terms) OVER running = 0 THEN 0 ELSE round(sum(change) OVER running, 6) END AS paid
  FROM (
    SELECT customer_key, month, sum(rate) AS change, sum(term) AS terms
    FROM (
      SELECT customer_key, starts AS month, rate, 1 AS term FROM terms WHERE starts < stops
      UNION ALL
      SELECT customer_key, stops, -rate, -1 FROM terms WHERE starts < stops
    ) AS ends
    WHERE month <= DATE '2026-09-01'
    GROUP BY customer_key, month
  ) AS changes
  WINDOW running AS (PARTITION BY customer_key ORDER BY month)
),
steps AS (
  SELECT customer_key, month, lag(paid, 1, 0) OVER earlier AS paid_before, paid AS paid_after, row_number() OVER earlier > 1 AS known
  FROM levels
  WINDOW earlier AS (PARTITION BY customer_key ORDER BY month)
),
moved AS (
  SELECT customer_key, month, paid_before, paid_after,
    CASE
      WHEN paid_before = paid_after THEN 'same'
      WHEN paid_before = 0 AND known THEN 'back'
      WHEN paid_before = 0 THEN 'new'
      WHEN paid_after = 0 THEN 'gone'
      WHEN paid_after > paid_before THEN 'more'
      ELSE 'less' END AS movement
  FROM steps
  WHERE paid_before <> paid_after
)
SELECT month, movement, count(*) AS customers, sum(paid_before) AS paid_before, sum(paid_after) AS paid_after
FROM moved
GROUP BY month, movement
ORDER BY month, movement;

-- largest
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
),
dated_contracts AS (
  SELECT contract_id, customer_key, amount, renewal_of, signed_on, first_on, ends_on, coalesce(ends_on, ((CAST(first_on + to_months(CAST(12 AS INTEGER)) AS DATE)) + CAST(-1 AS INTEGER))) AS last_on
  FROM (
    SELECT contract_id, customer_key, amount, renewal_of, CAST(signed_at AS DATE) AS signed_on, coalesce(starts_on, CAST(signed_at AS DATE)) AS first_on, ends_on
    FROM contracts
  ) AS c
),
placed_contracts AS (
  SELECT contract_id, customer_key, amount, renewal_of, first_on, last_on, months,
    CASE
      WHEN customer_key IS NULL THEN 'no_customer'
      WHEN signed_on > DATE '2026-10-10' THEN 'after_as_of'
      WHEN amount IS NULL OR round(amount, 6) <= 0 THEN 'no_amount'
      WHEN months < 1 THEN 'no_month'
      ELSE 'counted' END AS place
  FROM (SELECT *, date_diff('month', first_on, last_on + 1) AS months FROM dated_contracts) AS d
),
terms AS (
  SELECT p.customer_key, p.amount / p.months AS rate, CAST(date_trunc('month', p.first_on) AS DATE) AS starts, CAST(date_trunc('month', least(p.last_on + 1, coalesce(r.renewed_on, p.last_on + 1))) AS DATE) AS stops
  FROM placed_contracts AS p
  LEFT JOIN (
    SELECT customer_key, renewal_of, min(first_on) AS renewed_on
    FROM placed_contracts
    WHERE place = 'counted' AND renewal_of <> contract_id
    GROUP BY customer_key, renewal_of
  ) AS r ON r.customer_key = p.customer_key AND r.renewal_of = p.contract_id
  WHERE p.place = 'counted'
),
compared AS (
  SELECT customer_key, paid_before, paid_after,
    CASE
      WHEN paid_before = paid_after THEN 'same'
      WHEN paid_before = 0 AND known THEN 'back'
      WHEN paid_before = 0 THEN 'new'
      WHEN paid_after = 0 THEN 'gone'
      WHEN paid_after > paid_before THEN 'more'
      ELSE 'less' END AS movement
  FROM (
    SELECT customer_key, greatest(0, round(coalesce(sum(rate) FILTER (WHERE starts <= DATE '2025-09-01' AND stops > DATE '2025-09-01'), 0), 6)) AS paid_before, greatest(0, round(coalesce(sum(rate) FILTER (WHERE starts <= DATE '2026-09-01' AND stops > DATE '2026-09-01'), 0), 6)) AS paid_after,
      coalesce(min(starts) FILTER (WHERE starts < stops AND round(rate, 6) > 0) <= DATE '2025-09-01', false) AS known
    FROM terms
    GROUP BY customer_key
  ) AS ends
  WHERE paid_before > 0 OR paid_after > 0
)
SELECT k.paid_before, k.paid_after
FROM compared AS k
JOIN people AS p ON p.customer_key = k.customer_key
WHERE k.paid_before > 0
ORDER BY k.paid_before DESC, k.paid_after DESC, p.customer_id
LIMIT 1;

-- contracts
WITH dated_contracts AS (
  SELECT contract_id, customer_key, amount, renewal_of, signed_on, first_on, ends_on, coalesce(ends_on, ((CAST(first_on + to_months(CAST(12 AS INTEGER)) AS DATE)) + CAST(-1 AS INTEGER))) AS last_on
  FROM (
    SELECT contract_id, customer_key, amount, renewal_of, CAST(signed_at AS DATE) AS signed_on, coalesce(starts_on, CAST(signed_at AS DATE)) AS first_on, ends_on
    FROM contracts
  ) AS c
),
placed_contracts AS (
  SELECT contract_id, customer_key, amount, renewal_of, first_on, last_on, months,
    CASE
      WHEN customer_key IS NULL THEN 'no_customer'
      WHEN signed_on > DATE '2026-10-10' THEN 'after_as_of'
      WHEN amount IS NULL OR round(amount, 6) <= 0 THEN 'no_amount'
      WHEN months < 1 THEN 'no_month'
      ELSE 'counted' END AS place
  FROM (SELECT *, date_diff('month', first_on, last_on + 1) AS months FROM dated_contracts) AS d
)
SELECT place, count(*) AS contracts
FROM placed_contracts
GROUP BY place
ORDER BY place;

-- account
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
),
dated_contracts AS (
  SELECT contract_id, customer_key, amount, renewal_of, signed_on, first_on, ends_on, coalesce(ends_on, ((CAST(first_on + to_months(CAST(12 AS INTEGER)) AS DATE)) + CAST(-1 AS INTEGER))) AS last_on
  FROM (
    SELECT contract_id, customer_key, amount, renewal_of, CAST(signed_at AS DATE) AS signed_on, coalesce(starts_on, CAST(signed_at AS DATE)) AS first_on, ends_on
    FROM contracts
  ) AS c
),
placed_contracts AS (
  SELECT contract_id, customer_key, amount, renewal_of, first_on, last_on, months,
    CASE
      WHEN customer_key IS NULL THEN 'no_customer'
      WHEN signed_on > DATE '2026-10-10' THEN 'after_as_of'
      WHEN amount IS NULL OR round(amount, 6) <= 0 THEN 'no_amount'
      WHEN months < 1 THEN 'no_month'
      ELSE 'counted' END AS place
  FROM (SELECT *, date_diff('month', first_on, last_on + 1) AS months FROM dated_contracts) AS d
),
terms AS (
  SELECT p.customer_key, p.amount / p.months AS rate, CAST(date_trunc('month', p.first_on) AS DATE) AS starts, CAST(date_trunc('month', least(p.last_on + 1, coalesce(r.renewed_on, p.last_on + 1))) AS DATE) AS stops
  FROM placed_contracts AS p
  LEFT JOIN (
    SELECT customer_key, renewal_of, min(first_on) AS renewed_on
    FROM placed_contracts
    WHERE place = 'counted' AND renewal_of <> contract_id
    GROUP BY customer_key, renewal_of
  ) AS r ON r.customer_key = p.customer_key AND r.renewal_of = p.contract_id
  WHERE p.place = 'counted'
),
payers AS (
  SELECT DISTINCT customer_key
  FROM terms
  WHERE starts < stops AND starts <= DATE '2026-09-01' AND round(rate, 6) > 0
)
SELECT place, count(*) AS customers
FROM (
  SELECT CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN l.customer_key IS NULL THEN 'no_revenue'
    ELSE 'counted' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN payers AS l ON l.customer_key = c.customer_key
) AS each_customer
GROUP BY place
ORDER BY place;

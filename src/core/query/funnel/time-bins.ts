/** The bins of times to convert (FU22): `bin` from 0, `start` (microseconds) and `units`; over the units of `kept` that reached `to`, from the step `from`. `bins` null: by the cube root. */
export function timeBinsSql(from: number, to: number, bins: number | null): string {
  const count = bins === null ? 'least(60, greatest(3, ceil(round(cbrt(count(*)), 9))))' : String(bins);
  return `WITH waits AS (
  SELECT t_${to} - t_${from} AS wait FROM kept WHERE t_${to} IS NOT NULL AND t_${from} IS NOT NULL
),
scale AS (
  SELECT min(wait) AS least, CAST(${count} AS BIGINT) AS bins, CASE WHEN max(wait) = min(wait) THEN 60000000 ELSE CAST(ceil((max(wait) - min(wait)) / (${count}) / 1000000) AS BIGINT) * 1000000 END AS width
  FROM waits
)
SELECT b.bin, scale.least + b.bin * scale.width AS start, count(w.wait) AS units
FROM scale
CROSS JOIN LATERAL (SELECT unnest(range(scale.bins + 1)) AS bin) AS b
LEFT JOIN waits AS w ON (w.wait - scale.least) // scale.width = b.bin
GROUP BY b.bin, start
ORDER BY b.bin`;
}

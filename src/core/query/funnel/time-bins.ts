import type { Relation } from '../types';

/** `waits`: the time between two steps (1 is the first) of every unit of `kept` that did both, in microseconds. */
const waits = (from: number, to: number): Relation => ({
  name: 'waits',
  sql: `SELECT t_${to} - t_${from} AS wait\nFROM kept\nWHERE t_${to} - t_${from} IS NOT NULL`,
});

const QUANTILES = [25, 50, 75, 90, 95].map((share) => `quantile_cont(wait, ${share / 100}) AS p${share}`).join(', ');

/** `time_stats` (FU17): how many `units` have a time in `waits`, and in microseconds the `shortest`, `longest`, `mean` one and its quantiles. One row. */
export const TIME_STATS: Relation = {
  name: 'time_stats',
  sql: `SELECT count(*) AS units, min(wait) AS shortest, max(wait) AS longest, avg(wait) AS mean, ${QUANTILES}\nFROM waits`,
};

/** `time_bins`: bins of equal width from the smallest time on. Expects `bin_scale` to have `shortest`, `bins` and `width`. */
const EQUAL: readonly Relation[] = [
  { name: 'bin_list', sql: 'SELECT shortest, width, unnest(range(bins)) AS bin\nFROM bin_scale' },
  {
    name: 'time_bins',
    sql: `SELECT b.bin, b.shortest + b.bin * b.width AS start, b.shortest + (b.bin + 1) * b.width AS stop, count(w.wait) AS units
FROM bin_list AS b
LEFT JOIN waits AS w ON (w.wait - b.shortest) // greatest(b.width, 1) = b.bin
GROUP BY ALL`,
  },
];

/**
 * `time_bins` (FU22): `bin` from 0, its `start` and `stop` in microseconds and its `units`, over the units of `kept` that reached step `to`, from step `from` (1 is the first).
 * `bins` null: their number by the cube root.
 */
export function timeBins(from: number, to: number, bins: number | null): Relation[] {
  const count = bins === null ? 'least(60, greatest(3, ceil(round(cbrt(count(*)), 9))))' : String(bins);
  const width = `CAST(ceil((max(wait) - min(wait)) / ${count} / 1000000) AS BIGINT) * 1000000`;
  return [
    waits(from, to),
    {
      name: 'bin_scale',
      sql: `SELECT min(wait) AS shortest, CAST(${count} AS BIGINT) + 1 AS bins, CASE WHEN max(wait) = min(wait) THEN 60000000 ELSE ${width} END AS width\nFROM waits\nHAVING count(*) > 0`,
    },
    ...EQUAL,
  ];
}

const SPREAD = 'quantile_cont(wait, 0.75) - quantile_cont(wait, 0.25)';

/** `time_bins` (FU23), columns as above. `grain`: SQL for the microseconds of which a width is a whole number. */
export function evenBins(from: number, to: number, grain: string): Relation[] {
  const range = 'max(wait) - min(wait)';
  const width = `greatest(CASE WHEN ${SPREAD} > 0 THEN 2 * (${SPREAD}) / cbrt(count(*)) ELSE (${range}) / 10 END, (${range}) / 60)`;
  return [
    waits(from, to),
    {
      name: 'bin_widths',
      sql: `SELECT min(wait) AS shortest, max(wait) AS longest, CAST(ceil(${width} / ${grain}) AS BIGINT) * ${grain} AS width\nFROM waits\nHAVING count(*) > 0`,
    },
    {
      name: 'bin_scale',
      sql: 'SELECT shortest, width, (longest - shortest) // greatest(width, 1) + 1 AS bins\nFROM bin_widths',
    },
    ...EQUAL,
  ];
}

/** `time_bins` (FU24), columns as above. */
export function logBins(from: number, to: number): Relation[] {
  const bins = `CASE WHEN max(wait) = min(wait) THEN 1 WHEN ${SPREAD} = 0 THEN 10 ELSE least(60, greatest(1, ceil((max(wait) - min(wait)) * cbrt(count(*)) / (2 * (${SPREAD}))))) END`;
  const edge = (place: string): string => `exp(b.low + (b.high - b.low) * ${place} / b.bins)`;
  return [
    waits(from, to),
    { name: 'logs', sql: 'SELECT ln(wait) AS wait\nFROM waits\nWHERE wait > 0' },
    {
      name: 'bin_scale',
      sql: `SELECT min(wait) AS low, max(wait) AS high, CAST(${bins} AS BIGINT) AS bins\nFROM logs\nHAVING count(*) > 0`,
    },
    { name: 'bin_list', sql: 'SELECT low, high, bins, unnest(range(bins)) AS bin\nFROM bin_scale' },
    {
      name: 'placed',
      sql: `SELECT CASE WHEN s.high = s.low THEN 0 ELSE least(s.bins - 1, CAST(floor((w.wait - s.low) * s.bins / (s.high - s.low)) AS BIGINT)) END AS bin\nFROM logs AS w\nCROSS JOIN bin_scale AS s`,
    },
    {
      name: 'time_bins',
      sql: `SELECT b.bin, ${edge('b.bin')} AS start, ${edge('(b.bin + 1)')} AS stop, count(p.bin) AS units
FROM bin_list AS b
LEFT JOIN placed AS p ON p.bin = b.bin
GROUP BY ALL
UNION ALL
SELECT -1, 0, 0, count(*) FROM waits WHERE wait = 0 HAVING count(*) > 0`,
    },
  ];
}

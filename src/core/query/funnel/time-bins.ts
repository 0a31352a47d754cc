import type { Relation } from '../types';

/**
 * `time_bins` (FU22): `bin` from 0, its `start` in microseconds and its `units`, over the units of `kept` that reached step `to`, from step `from` (1 is the first).
 * `bins` null: their number by the cube root.
 */
export function timeBins(from: number, to: number, bins: number | null): Relation[] {
  const count = bins === null ? 'least(60, greatest(3, ceil(round(cbrt(count(*)), 9))))' : String(bins);
  const width = `CAST(ceil((max(wait) - min(wait)) / ${count} / 1000000) AS BIGINT) * 1000000`;
  return [
    { name: 'waits', sql: `SELECT t_${to} - t_${from} AS wait\nFROM kept\nWHERE t_${to} - t_${from} IS NOT NULL` },
    {
      name: 'bin_scale',
      sql: `SELECT min(wait) AS shortest, CAST(${count} AS BIGINT) AS bins, CASE WHEN max(wait) = min(wait) THEN 60000000 ELSE ${width} END AS width\nFROM waits\nHAVING count(*) > 0`,
    },
    { name: 'bin_list', sql: 'SELECT shortest, width, unnest(range(bins + 1)) AS bin\nFROM bin_scale' },
    {
      name: 'time_bins',
      sql: `SELECT b.bin, b.shortest + b.bin * b.width AS start, count(w.wait) AS units
FROM bin_list AS b
LEFT JOIN waits AS w ON (w.wait - b.shortest) // b.width = b.bin
GROUP BY ALL`,
    },
  ];
}

import type { Relation } from '../types';
import { bitsOf } from './assign';
import { mandatoryOf, sameUnit, unitOf, upTo } from './columns';
import type { Attribution, FunnelShape } from './types';

/** The place of the mandatory step before each step; that of the step itself for the first. */
export const stepBefore = ({ steps }: FunnelShape): number[] =>
  steps.map((_, place) =>
    Math.max(
      0,
      steps.slice(0, place).findLastIndex((step) => !step.optional),
    ),
  );

const times = ({ steps }: FunnelShape): string[] => steps.map((_, place) => `t_${place + 1}`);

/**
 * `grouped`: `kept` with the column `grp`, its value by attribution (FU19); null is the group without value. Expects `stream` to have the column `value`.
 */
export function grouped(shape: FunnelShape, attribution: Attribution): Relation[] {
  const { unit, steps, order } = shape;
  // In any order a bar is no certain step.
  const any = bitsOf([...new Set(mandatoryOf(shape).map(({ mark }) => mark))]);
  const bits = steps.map(({ mark }) => (order === 'any' ? any : 2 ** mark));
  const numbers = upTo(steps.length);
  const rows = `SELECT ${unit.join(', ')}, t_1 AS entry, unnest([${numbers.join(', ')}]) AS step, unnest([${times(shape).join(', ')}]) AS t, unnest([${bits.join(', ')}]) AS bits
FROM kept`;
  const steady = `SELECT ${unitOf(shape, 'k')}, k.entry, k.step, min(s.value) AS value
FROM kept_rows AS k
JOIN stream AS s ON ${sameUnit(shape, 's', 'k')} AND s.t = k.t AND (s.mask & k.bits) <> 0
GROUP BY ALL`;
  const by =
    typeof attribution === 'number'
      ? `any_value(value) FILTER (step = ${attribution + 1})`
      : `${attribution === 'first' ? 'arg_min' : 'arg_max'}(value, step) FILTER (value IS NOT NULL)`;
  const only = typeof attribution === 'number' ? `\nWHERE k.t_${attribution + 1} IS NOT NULL` : '';
  return [
    { name: 'kept_rows', sql: rows },
    { name: 'kept_values', sql: steady },
    { name: 'unit_values', sql: `SELECT ${unit.join(', ')}, entry, ${by} AS value\nFROM kept_values\nGROUP BY ALL` },
    {
      name: 'grouped',
      sql: `SELECT k.*, v.value AS grp\nFROM kept AS k\nLEFT JOIN unit_values AS v ON ${sameUnit(shape, 'v', 'k')} AND v.entry = k.t_1${only}`,
    },
  ];
}

/**
 * A row for each step `k` (1 is the first) that anybody reached, and each value of `by`: `units`, and in microseconds the `mean`, `median`, `p25`, `p75`, `p90`, `p95` of the time from the mandatory step before,
 * and `mean_all`, `median_all` of that from the entry. `from` is `kept` or `grouped`; with a column `people` in it also how many different ones there are.
 */
export function barsSql(shape: FunnelShape, from: string, by: readonly string[] = [], people = false): string {
  const all = times(shape);
  const before = stepBefore(shape).map((place) => all[place]!);
  const columns = by.map((name) => `${name}, `).join('');
  const quantile = (q: number, name: string) => `quantile_cont(t - earlier, ${q}) AS ${name}`;
  return `SELECT ${columns}k, count(*) AS units,${people ? ' count(DISTINCT people) AS people,' : ''} avg(t - earlier) AS mean, ${quantile(0.5, 'median')}, ${quantile(0.25, 'p25')}, ${quantile(0.75, 'p75')}, ${quantile(0.9, 'p90')}, ${quantile(0.95, 'p95')},
  avg(t - entry) AS mean_all, quantile_cont(t - entry, 0.5) AS median_all
FROM (
  SELECT ${columns}${people ? 'people, ' : ''}t_1 AS entry, unnest([${upTo(all.length).join(', ')}]) AS k, unnest([${all.join(', ')}]) AS t, unnest([${before.join(', ')}]) AS earlier
  FROM ${from}
) AS bars
WHERE t IS NOT NULL
GROUP BY ${columns}k
ORDER BY ${columns}k`;
}

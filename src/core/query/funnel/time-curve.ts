import type { Relation } from '../types';
import { mandatoryOf } from './columns';
import type { FunnelShape } from './types';

/**
 * `time_curve` (FU25): by the time `passed` since step `from` (1 is the first), in whole grains, how many units had the `events` of reaching step `to`, and how many were `censored`. `end`: the end of
 * `as_of` in microseconds; `grain`: SQL for the microseconds of one. Expects `kept` to have the column `broken` where the shape has exclusions.
 */
export function timeCurve(shape: FunnelShape, from: number, to: number, end: number, grain: string): Relation[] {
  const steps = mandatoryOf(shape);
  const own = steps.flatMap(({ within }, index) =>
    within === undefined || index === 0 ? [] : [`WHEN depth = ${index} THEN t_${steps[index - 1]!.place + 1} + ${within}`],
  );
  const ends = [
    `t_1 + ${shape.window}`,
    String(end),
    ...(shape.exclusions.length > 0 ? ['broken'] : []),
    ...(own.length > 0 ? [`CASE ${own.join(' ')} END`] : []),
  ];
  return [
    {
      name: 'followed',
      sql: `SELECT t_${to} IS NOT NULL AS reached, CASE WHEN t_${to} IS NOT NULL THEN t_${to} - t_${from} ELSE greatest(0, least(${ends.join(', ')}) - t_${from}) END AS wait
FROM kept
WHERE t_${from} IS NOT NULL`,
    },
    {
      name: 'time_curve',
      sql: `SELECT (wait + ${grain} - 1) // ${grain} AS passed, count(*) FILTER (reached) AS events, count(*) FILTER (NOT reached) AS censored
FROM followed
GROUP BY passed`,
    },
  ];
}

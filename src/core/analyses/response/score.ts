import type { NpsCounts } from '#core/stats/nps';
import { topBoxes } from '#core/stats/scales';
import type { ResponseParams } from './params';

/** Where the score stands, and its scale (RE7). */
export const scoreOf = ({ measure, points }: Pick<ResponseParams, 'measure' | 'points'>) =>
  measure === 'nps' ? ({ column: 'nps_0_10', low: 0, high: 10 } as const) : ({ column: 'csat', low: 1, high: Number(points) } as const);

/** One answer as counts: promoter, passive or detractor; or best or not. */
export function countsOf(score: number, n: number, { measure, points }: Pick<ResponseParams, 'measure' | 'points'>): NpsCounts {
  const kind =
    measure === 'nps' ? (score >= 9 ? 1 : score >= 7 ? 0 : -1) : score > Number(points) - (topBoxes(Number(points)) ?? 1) ? 1 : 0;
  return { promoters: kind === 1 ? n : 0, passives: kind === 0 ? n : 0, detractors: kind === -1 ? n : 0 };
}

import { topBoxes, type Scale } from '#core/stats/scales';
import type { SatisfactionParams } from './params';

/** The column of `surveys` that holds the answers. */
export const columnOf = ({ measure }: SatisfactionParams): 'nps_0_10' | 'csat' | 'ces' => (measure === 'nps' ? 'nps_0_10' : measure);

/** The answers that are valid (SA2). */
export const scaleOf = ({ measure, points }: SatisfactionParams): Scale =>
  measure === 'nps' ? { low: 0, high: 10 } : { low: 1, high: Number(points) };

/** What an answer is: `high` are promoters, the best boxes, the easy side; `low` those whose customers can be opened (SA4–SA7). */
export function kindOf(score: number, params: SatisfactionParams): 'high' | 'middle' | 'low' {
  const { low, high } = scaleOf(params);
  const middle = (low + high) / 2;
  if (params.measure === 'nps') return score >= 9 ? 'high' : score >= 7 ? 'middle' : 'low';
  if (params.measure === 'csat') return score > high - (topBoxes(high) ?? 1) ? 'high' : score < middle ? 'low' : 'middle';
  if (score === middle) return 'middle';
  return score > middle === (params.easy === 'high') ? 'high' : 'low';
}

import { twoSidedP, Z95 } from './normal';
import type { Interval } from './proportions';

/** A place in an order: how many of `n` did it. */
export interface TrendPoint {
  readonly score: number;
  readonly hits: number;
  readonly n: number;
}

/** The test that proportions rise or fall with the score; `slope` is the change of the share for one more of the score, with its 95 % interval. */
export interface ProportionTrend extends Interval {
  readonly z: number;
  readonly p: number;
  readonly slope: number;
}

/** The trend of proportions over any scores; null where nobody or everybody did it, or all stand at one score. Cochran 1954; Armitage 1955. */
export function proportionTrend(points: readonly TrendPoint[]): ProportionTrend | null {
  const total = points.reduce((sum, { n }) => sum + n, 0);
  const share = points.reduce((sum, { hits }) => sum + hits, 0) / total;
  const centre = points.reduce((sum, { score, n }) => sum + score * n, 0) / total;
  const spread = points.reduce((sum, { score, n }) => sum + n * (score - centre) ** 2, 0);
  if (!(total > 0) || share === 0 || share === 1 || spread === 0) return null;
  const lean = points.reduce((sum, { score, hits }) => sum + hits * (score - centre), 0);
  const own = points.reduce((sum, { score, hits, n }) => sum + (n > 0 ? (score - centre) ** 2 * hits * (1 - hits / n) : 0), 0);
  const z = lean / Math.sqrt(share * (1 - share) * spread);
  const slope = lean / spread;
  const half = (Z95 * Math.sqrt(own)) / spread;
  return { z, p: twoSidedP(z), slope, low: slope - half, high: slope + half };
}

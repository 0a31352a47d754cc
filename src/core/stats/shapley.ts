import type { Correlations, DriverShares } from './correlation';
import { tellApart } from './relative-weights';

const MOST = 10;

/** R² of every subset of predictors, at the index whose bits are its members: one triangle grown and shortened predictor by predictor. */
function subsets({ predictors, outcome }: Correlations): Float64Array {
  const p = outcome.length;
  const found = new Float64Array(2 ** p);
  const members: number[] = [];
  const triangle: number[][] = [];
  const fitted: number[] = [];
  const grow = (from: number, bits: number, r2: number): void => {
    found[bits] = r2;
    for (let j = from; j < p; j++) {
      const line: number[] = [];
      let [own, left] = [1, outcome[j]!];
      for (let k = 0; k < members.length; k++) {
        let value = predictors[j]![members[k]!]!;
        for (let i = 0; i < k; i++) value -= line[i]! * triangle[k]![i]!;
        line.push(value / triangle[k]![k]!);
        own -= line[k]! ** 2;
        left -= line[k]! * fitted[k]!;
      }
      line.push(Math.sqrt(own));
      const gained = left / line.at(-1)!;
      members.push(j);
      triangle.push(line);
      fitted.push(gained);
      grow(j + 1, bits | (1 << j), r2 + gained ** 2);
      members.pop();
      triangle.pop();
      fitted.pop();
    }
  };
  grow(0, 0, 0);
  return found;
}

/**
 * What each predictor adds to R², averaged over all orders in which predictors can enter. Exact; null without predictors, above 10, and
 * where predictors cannot be told apart. Lindeman, Merenda and Gold 1980.
 */
export function shapleyShares(correlations: Correlations): DriverShares | null {
  const p = correlations.outcome.length;
  if (p > MOST || !tellApart(correlations)) return null;
  const r2 = subsets(correlations);
  // Weight of a step from a subset of size s: s! (p − s − 1)! ÷ p!.
  const weights = [1 / p];
  for (let s = 1; s < p; s++) weights.push((weights[s - 1]! * s) / (p - s));
  const shares = correlations.outcome.map((_, j) => {
    let share = 0;
    for (let bits = 0; bits < r2.length; bits++) {
      if (bits & (1 << j)) continue;
      let size = 0;
      for (let rest = bits; rest; rest &= rest - 1) size++;
      share += weights[size]! * (r2[bits | (1 << j)]! - r2[bits]!);
    }
    return share;
  });
  return { r2: r2.at(-1)!, shares };
}

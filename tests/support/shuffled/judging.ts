/** Two-sided p of a normal z (Abramowitz and Stegun 7.1.26, to 1e-7). Written apart from the product. */
export function pOfZ(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.min(1, tail * Math.exp(-x * x));
}

/** p of two shares, hits of n against those of a rest, by the pooled z; 1 where nobody or everybody did it. */
export function pOfShares(hits: number, n: number, restHits: number, rest: number): number {
  const pooled = (hits + restHits) / (n + rest);
  if (n === 0 || rest === 0 || pooled === 0 || pooled === 1) return 1;
  return pOfZ((hits / n - restHits / rest) / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / rest)));
}

/** Every one of some disjoint groups against all the others together. */
export function pOfEach(groups: readonly { readonly hits: number; readonly n: number }[]): number[] {
  const all = groups.reduce((sum, { hits, n }) => ({ hits: sum.hits + hits, n: sum.n + n }), { hits: 0, n: 0 });
  return groups.map(({ hits, n }) => pOfShares(hits, n, all.hits - hits, all.n - n));
}

/** The most hits of n tries at a rate that chance still gives: more come in fewer than one of `rare`. */
export function mostByChance(n: number, rate: number, rare: number): number {
  let [probability, total] = [(1 - rate) ** n, 0];
  for (let hits = 0; hits <= n; hits++) {
    total += probability;
    if (1 - total < 1 / rare) return hits;
    probability *= ((n - hits) / (hits + 1)) * (rate / (1 - rate));
  }
  return n;
}

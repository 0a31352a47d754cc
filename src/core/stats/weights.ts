/** A group of the customers: how many there are, and how many of them answered. */
export interface Stratum {
  readonly population: number;
  readonly answers: number;
}

/**
 * Weight of one answer of each group, so that the answers have the shares of the population: share of population ÷ share of answers, mean 1
 * over the answers. A group without answers has none (`null`); `covered` is the share of the population (0 to 1) in the others, `null`
 * without population. Holt and Smith 1979.
 */
export function postStratify(strata: readonly Stratum[]): {
  readonly weights: readonly (number | null)[];
  readonly covered: number | null;
} {
  const sum = (list: readonly number[]): number => list.reduce((total, x) => total + x, 0);
  const answered = strata.filter((stratum) => stratum.answers > 0);
  const [covered, all] = [sum(answered.map((stratum) => stratum.population)), sum(strata.map((stratum) => stratum.population))];
  const answers = sum(answered.map((stratum) => stratum.answers));
  return {
    weights: strata.map((stratum) =>
      stratum.answers > 0 && covered > 0 ? stratum.population / covered / (stratum.answers / answers) : null,
    ),
    covered: all > 0 ? covered / all : null,
  };
}

/** How many unweighted answers are worth as much as these: (Σw)² ÷ Σw², at most their number; null without weight. Kish 1965. */
export function effectiveSize(groups: readonly { readonly weight: number; readonly count: number }[]): number | null {
  const [sum, squares] = groups.reduce(([s, q], { weight, count }) => [s + weight * count, q + weight * weight * count], [0, 0]);
  return squares! > 0 ? sum! ** 2 / squares! : null;
}

/**
 * Factor on a standard error where n of a list of N are asked and only this list is meant: √((N − n) ÷ (N − 1)) above 5 %, otherwise 1; 0
 * where all were asked; null where n is above N. Holds for a simple random choice only. Cochran 1977.
 */
export function finitePopulation(n: number, population: number): number | null {
  if (n > population) return null;
  if (population === 1 || n === population) return 0;
  return n / population > 0.05 ? Math.sqrt((population - n) / (population - 1)) : 1;
}

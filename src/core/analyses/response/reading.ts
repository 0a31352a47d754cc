import type { Row } from '#core/model/columns';
import { compareWithRest } from '#core/stats/findings';
import { standardisedMeans, standardisedShares, type Moments } from '#core/stats/means';
import { npsInterval, npsScore, weightedNps, type NpsCounts } from '#core/stats/nps';
import { twoSidedP } from '#core/stats/normal';
import { falseDiscovery, wilson, type Interval } from '#core/stats/proportions';
import { effectiveSize, finitePopulation, postStratify } from '#core/stats/weights';
import { textIn } from '../answer-periods';
import type { Results } from '../contract';
import { countOf, numberOf, ratio } from '../words';
import type { ResponseParams } from './params';
import { countsOf } from './score';

/** RE4, RE6: fewer say nothing. */
export const SMALLEST = 30;
/** RE6: a standardised difference that is worth a sentence. */
export const NOTABLE = 0.2;

/** Invitations of a group (RE3, RE4). */
export interface Rate {
  readonly part: string | null;
  readonly invited: number;
  readonly answered: number;
  readonly silent: number;
  readonly share: number | null;
  readonly interval: Interval | null;
  readonly q: number | null;
  readonly difference: number | null;
}

/** One comparison of responders with silent (RE6): of means, or of the share that has a value. */
export interface Trait {
  readonly attribute: 'orders' | 'revenue' | 'days' | string;
  /** Undefined: a mean. Null: without a value. */
  readonly value: string | null | undefined;
  readonly responders: number | null;
  readonly silent: number | null;
  /** In standard deviations. */
  readonly d: number | null;
  readonly asked: number;
  readonly answered: number;
}

/** A score in points of NPS or as a share. */
export interface Score {
  readonly value: number | null;
  readonly interval: { readonly low: number | null; readonly high: number | null } | null;
  readonly answers: number;
}

export interface Response {
  readonly invited: number | null;
  readonly answered: number | null;
  readonly rate: number | null;
  readonly interval: Interval | null;
  readonly asked: number;
  readonly silent: number;
  readonly rates: readonly Rate[];
  /** RE4: the group that differs most beyond chance. */
  readonly named: Rate | null;
  readonly traits: readonly Trait[];
  /** RE6: the largest difference where it is notable. */
  readonly largest: Trait | null;
  readonly score: Score | null;
  readonly weighted: (Score & { readonly effective: number; readonly covered: number }) | null;
}

function ratesOf(rows: readonly Row[], whole: { readonly hits: number; readonly n: number }): Rate[] {
  const large = rows.filter((row) => countOf(row, 'invited') >= SMALLEST && whole.n - countOf(row, 'invited') >= SMALLEST);
  const found = compareWithRest(
    large.map((row) => ({ hits: countOf(row, 'answered'), n: countOf(row, 'invited') })),
    whole,
  );
  return rows
    .map((row): Rate => {
      const [invited, answered] = [countOf(row, 'invited'), countOf(row, 'answered')];
      const against = found[large.indexOf(row)];
      return {
        part: textIn(row, 'part'),
        invited,
        answered,
        silent: countOf(row, 'silent'),
        share: ratio(answered, invited),
        interval: wilson(answered, invited),
        q: against?.q ?? null,
        difference: against?.difference ?? null,
      };
    })
    .toSorted((a, b) => Number(a.part === null) - Number(b.part === null) || (b.share ?? 0) - (a.share ?? 0));
}

function meanTraits(rows: readonly Row[]): Trait[] {
  const [answered, silent] = (['responders', 'silent'] as const).map((who) => rows.find((row) => row['who'] === who));
  return (['orders', 'revenue', 'days'] as const).map((attribute): Trait => {
    const of = (row: Row | undefined): Moments => ({
      n: countOf(row, attribute === 'days' ? 'buyers' : 'customers'),
      mean: numberOf(row?.[attribute]),
      variance: numberOf(row?.[`${attribute}_variance`]),
    });
    const [a, b] = [of(answered), of(silent)];
    return { attribute, value: undefined, responders: a.mean, silent: b.mean, d: standardisedMeans(a, b), asked: a.n + b.n, answered: a.n };
  });
}

const valueTraits = (rows: readonly Row[], responders: number, silent: number): Trait[] =>
  rows.map((row): Trait => {
    const [asked, answered] = [countOf(row, 'asked'), countOf(row, 'responders')];
    const [a, b] = [ratio(answered, responders), ratio(asked - answered, silent)];
    const d = a === null || b === null ? null : standardisedShares(a, b);
    return { attribute: String(row['attribute']), value: textIn(row, 'value'), responders: a, silent: b, d, asked, answered };
  });

const add = (one: NpsCounts, other: NpsCounts): NpsCounts => ({
  promoters: one.promoters + other.promoters,
  passives: one.passives + other.passives,
  detractors: one.detractors + other.detractors,
});
const NONE: NpsCounts = { promoters: 0, passives: 0, detractors: 0 };
const size = ({ promoters, passives, detractors }: NpsCounts): number => promoters + passives + detractors;

/** The share of best answers with the finite population factor on the half of its interval (RE9). */
function shareScore(counts: NpsCounts, population: number | undefined): Score {
  const n = size(counts);
  const interval = wilson(counts.promoters, n);
  const factor = population === undefined ? 1 : finitePopulation(n, population);
  const value = ratio(counts.promoters, n);
  if (!interval || value === null || factor === null || factor === 0) return { value, interval: null, answers: n };
  return { value, interval: { low: value - (value - interval.low) * factor, high: value + (interval.high - value) * factor }, answers: n };
}

function scoreFrom(counts: NpsCounts, { measure, listOnly }: ResponseParams, asked: number): Score {
  const population = listOnly ? asked : undefined;
  if (measure === 'csat') return shareScore(counts, population);
  return { value: npsScore(counts), interval: npsInterval(counts, 'auto', population), answers: size(counts) };
}

/** RE8. */
function weightedFrom(
  strata: ReadonlyMap<string | null, NpsCounts>,
  rows: readonly Row[],
  { measure }: ResponseParams,
): Response['weighted'] {
  const groups = rows.map((row) => ({ population: countOf(row, 'asked'), counts: strata.get(textIn(row, 'value')) ?? NONE }));
  const { weights, covered } = postStratify(groups.map(({ population, counts }) => ({ population, answers: size(counts) })));
  const weighed = groups.flatMap(({ counts }, at) => (weights[at] ? [{ counts, weight: weights[at] }] : []));
  const effective = effectiveSize(weighed.map(({ counts, weight }) => ({ count: size(counts), weight })));
  if (effective === null || covered === null) return null;
  const answers = weighed.reduce((sum, { counts }) => sum + size(counts), 0);
  if (measure === 'nps') {
    const found = weightedNps(weighed);
    return found && { value: found.nps, interval: found.interval, answers, effective, covered };
  }
  const total = weighed.reduce((sum, { counts, weight }) => sum + weight * size(counts), 0);
  const value = weighed.reduce((sum, { counts, weight }) => sum + weight * counts.promoters, 0) / total;
  return { value, interval: wilson(value * effective, effective), answers, effective, covered };
}

/** RE6: the largest difference that is notable and beyond chance. */
function largestOf(traits: readonly Trait[], responders: number, silent: number): Trait | undefined {
  const compared = traits.flatMap((trait) => (trait.d === null ? [] : [{ trait, d: Math.abs(trait.d) }]));
  const spread = Math.sqrt(1 / responders + 1 / silent);
  const q = falseDiscovery(compared.map(({ d }) => twoSidedP(d / spread)));
  return compared.filter(({ trait, d }, at) => d >= NOTABLE && q[at]! <= 0.05 && trait.value !== null).toSorted((a, b) => b.d - a.d)[0]
    ?.trait;
}

/** The rows of the query (RE3–RE9). */
export function readResponse(results: Results, params: ResponseParams): Response {
  const row = results['asked']?.[0];
  const [asked, silent] = [countOf(row, 'asked'), countOf(row, 'silent')];
  const [invited, answered] = [numberOf(row?.['invited']), numberOf(row?.['answered'])];
  const whole = { hits: answered ?? 0, n: invited ?? 0 };
  const rates = ratesOf(results['rates'] ?? [], whole);
  const traits = [...meanTraits(results['profile'] ?? []), ...valueTraits(results['attributes'] ?? [], asked - silent, silent)];
  const largest = largestOf(traits, asked - silent, silent);
  const strata = new Map<string | null, NpsCounts>();
  for (const each of results['scores'] ?? []) {
    const counts = countsOf(countOf(each, 'score'), countOf(each, 'answers'), params);
    strata.set(textIn(each, 'stratum'), add(strata.get(textIn(each, 'stratum')) ?? NONE, counts));
  }
  const all = [...strata.values()].reduce(add, NONE);
  const weight = params.weight?.slice('customers.'.length);
  const ofWeight = (results['attributes'] ?? []).filter((each) => each['attribute'] === weight);
  return {
    invited,
    answered,
    rate: invited === null || answered === null ? null : ratio(answered, invited),
    interval: invited === null || answered === null ? null : wilson(answered, invited),
    asked,
    silent,
    rates,
    named:
      rates
        .filter(({ part, q }) => part !== null && (q ?? 1) <= 0.05)
        .toSorted((a, b) => Math.abs(b.difference!) - Math.abs(a.difference!))[0] ?? null,
    traits,
    largest: Math.min(asked - silent, silent) >= SMALLEST ? (largest ?? null) : null,
    score: size(all) > 0 ? scoreFrom(all, params, asked) : null,
    weighted: weight === undefined || size(all) === 0 ? null : weightedFrom(strata, ofWeight, params),
  };
}

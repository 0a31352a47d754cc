import type { Row } from '#core/model/columns';
import { compareWithRest } from '#core/stats/findings';
import { meanRatio, meanRatioInterval } from '#core/stats/mean-ratio';
import { falseDiscovery, wilson, type Interval } from '#core/stats/proportions';
import { moreOften, rankSumOf } from '#core/stats/ranks';
import type { Results } from '../contract';
import { countOf, numberOf, ratio } from '../words';
import { isCircular, type Banding } from './banding';

/** Bands of fewer customers are marked, and neither tested nor named (PF9). */
export const ENOUGH = 30;
/** A finding has at most this q. */
export const Q = 0.05;

/** One band, by its own key; `other` and `unknown` have none. */
export interface BandKey {
  readonly state: 'band' | 'other' | 'unknown';
  readonly band: string | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** A band with all its figures (PF7–PF9). */
export interface Band extends BandKey {
  readonly customers: number;
  readonly orders: number;
  readonly repeatBuyers: number;
  readonly spend: number;
  readonly median: number | null;
  /** Of all counted customers, 0 to 1. */
  readonly share: number;
  readonly shareInterval: Interval | null;
  readonly spendShare: number | null;
  readonly index: number | null;
  readonly indexInterval: Interval | null;
  /** Share of pairs in which the customer of the band spent more than one of the rest. */
  readonly moreOften: number | null;
  readonly spendQ: number | null;
  readonly repeatQ: number | null;
}

export interface Bands {
  readonly bands: readonly Band[];
  readonly customers: number;
  readonly orders: number;
  readonly spend: number;
  readonly repeatBuyers: number;
  readonly median: number | null;
  readonly tests: number;
  readonly findings: number;
  readonly namedSpend: Band | null;
  readonly namedRepeat: Band | null;
}

export const keyOf = (row: Row): BandKey => ({
  state: row['state'] as BandKey['state'],
  band: (row['band'] ?? null) as string | null,
  low: typeof row['low'] === 'number' ? numberOf(row['low']) : null,
  high: typeof row['high'] === 'number' ? numberOf(row['high']) : null,
});

const LATER = { band: 0, other: 1, unknown: 2 } as const;

/** Bands of numbers in their order, others by `most`, the largest first; small ones and unknown last. */
export function inOrder<Each extends BandKey>(bands: readonly Each[], banding: Banding, most: (band: Each) => number): Each[] {
  const compare = (one: Each, other: Each): number => {
    if (one.state !== other.state) return LATER[one.state] - LATER[other.state];
    if (banding.kind === 'number') return Number(one.band) - Number(other.band);
    return most(other) - most(one) || (String(one.band) < String(other.band) ? -1 : 1);
  };
  return bands.toSorted(compare);
}

const isTested = ({ customers }: { readonly customers: number }, all: number): boolean => customers >= ENOUGH && all - customers >= ENOUGH;

/** The p-values of all tests of the cell, in pairs of spend and repeat; null where nothing is tested. */
function pValuesOf(
  rows: readonly Row[],
  customers: number,
  tied: number,
  banding: Banding,
): { spend: number | null; repeat: number | null }[] {
  const repeats = compareWithRest(rows.map((row) => ({ hits: countOf(row, 'repeat_buyers'), n: countOf(row, 'customers') })));
  return rows.map((row, at) => {
    const n = countOf(row, 'customers');
    if (isCircular(banding) || row['state'] !== 'band' || !isTested({ customers: n }, customers)) return { spend: null, repeat: null };
    const spend = rankSumOf({ n, rest: customers - n, rankSum: countOf(row, 'rank_sum'), tied });
    return { spend: spend?.p ?? null, repeat: repeats[at]!.p };
  });
}

const farthest = (bands: readonly Band[], q: 'spendQ' | 'repeatQ', distance: (band: Band) => number): Band | null =>
  bands.filter((band) => (band[q] ?? 1) <= Q).toSorted((one, other) => distance(other) - distance(one))[0] ?? null;

/** The rows of the query as bands (PF1–PF10). */
export function readBands(results: Results, banding: Banding): Bands {
  const rows = results['bands'] ?? [];
  const whole = results['whole']?.[0];
  const sum = (key: string): number => rows.reduce((total, row) => total + countOf(row, key), 0);
  const [customers, spend] = [sum('customers'), sum('spend')];
  const all = { n: customers, sum: spend, squares: sum('squares') };
  const pValues = pValuesOf(rows, customers, countOf(whole, 'tied'), banding);
  const tested = pValues.flatMap(({ spend: one, repeat }) => [one, repeat]).filter((p) => p !== null);
  const qOf = new Map(falseDiscovery(tested).map((q, at) => [tested[at]!, q]));
  const judged = (p: number | null): number | null => (p === null ? null : (qOf.get(p) ?? null));
  const bands = rows.map((row, at): Band => {
    const own = { n: countOf(row, 'customers'), sum: countOf(row, 'spend'), squares: countOf(row, 'squares') };
    const index = meanRatio(own, all);
    const interval = meanRatioInterval(own, all);
    return {
      ...keyOf(row),
      customers: own.n,
      orders: countOf(row, 'orders'),
      repeatBuyers: countOf(row, 'repeat_buyers'),
      spend: own.sum,
      median: numberOf(row['median']),
      share: own.n / customers,
      shareInterval: wilson(own.n, customers),
      spendShare: spend > 0 ? own.sum / spend : null,
      index: index === null ? null : index * 100,
      indexInterval: interval && { low: interval.low * 100, high: interval.high * 100 },
      moreOften: moreOften({ n: own.n, rest: customers - own.n, rankSum: countOf(row, 'rank_sum') }),
      spendQ: judged(pValues[at]!.spend),
      repeatQ: judged(pValues[at]!.repeat),
    };
  });
  const rate = ({ repeatBuyers, customers: n }: Band): number => repeatBuyers / n;
  const restRate = ({ repeatBuyers, customers: n }: Band): number => ratio(sum('repeat_buyers') - repeatBuyers, customers - n) ?? 0;
  return {
    bands: inOrder(bands, banding, (band) => band.index ?? 0),
    customers,
    orders: sum('orders'),
    spend,
    repeatBuyers: sum('repeat_buyers'),
    median: numberOf(whole?.['median']),
    tests: tested.length,
    findings: bands.flatMap(({ spendQ, repeatQ }) => [spendQ, repeatQ]).filter((q) => q !== null && q <= Q).length,
    namedSpend: farthest(bands, 'spendQ', (band) => Math.abs((band.moreOften ?? 0.5) - 0.5)),
    namedRepeat: farthest(bands, 'repeatQ', (band) => Math.abs(rate(band) - restRate(band))),
  };
}

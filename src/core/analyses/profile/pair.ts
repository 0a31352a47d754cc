import type { Row } from '#core/model/columns';
import { compareWithRest } from '#core/stats/findings';
import { welchInterval, standardisedMeans, type Moments } from '#core/stats/means';
import { medianDifference } from '#core/stats/medians';
import { falseDiscovery, newcombe, type Interval } from '#core/stats/proportions';
import { moreOften, rankSumOf } from '#core/stats/ranks';
import type { Results } from '../contract';
import { countOf, numberOf } from '../words';
import { ENOUGH, keyOf, type BandKey } from './bands';
import { isCircular, type Banding } from './banding';

/** One of the two bands. Quantiles of the spend of its customers. */
export interface Side extends BandKey {
  readonly customers: number;
  readonly orders: Moments;
  readonly repeatBuyers: number;
  readonly quantiles: Readonly<Record<'p10' | 'p25' | 'median' | 'p75' | 'p90', number>>;
}

/** A figure of both sides: first − second with interval, an effect size, and q where it is tested. */
export interface Contrast {
  readonly measure: 'spend' | 'repeat' | 'orders';
  readonly first: number;
  readonly second: number;
  readonly difference: number;
  readonly interval: Interval | null;
  readonly effect: number | null;
  readonly q: number | null;
}

export interface Pair {
  readonly sides: readonly [Side, Side];
  readonly contrasts: readonly Contrast[];
}

function momentsOf(row: Row): Moments {
  const [n, sum, squares] = [countOf(row, 'customers'), countOf(row, 'orders'), countOf(row, 'order_squares')];
  return { n, mean: n > 0 ? sum / n : null, variance: n > 1 ? Math.max(0, (squares - (sum * sum) / n) / (n - 1)) : null };
}

const sideOf = (row: Row): Side => ({
  ...keyOf({ ...row, state: 'band' }),
  customers: countOf(row, 'customers'),
  orders: momentsOf(row),
  repeatBuyers: countOf(row, 'repeat_buyers'),
  quantiles: {
    p10: countOf(row, 'p10'),
    p25: countOf(row, 'p25'),
    median: countOf(row, 'median'),
    p75: countOf(row, 'p75'),
    p90: countOf(row, 'p90'),
  },
});

const cohenH = (one: number, other: number): number => 2 * Math.asin(Math.sqrt(one)) - 2 * Math.asin(Math.sqrt(other));

/** The two bands with their differences (PF14–PF16); null where there are not two. */
export function readPair(results: Results, banding: Banding): Pair | null {
  const [firstRow, secondRow] = results['pair'] ?? [];
  if (!firstRow || !secondRow) return null;
  const [first, second] = [sideOf(firstRow), sideOf(secondRow)];
  const ranked = { n: first.customers, rest: second.customers, rankSum: countOf(firstRow, 'rank_sum') };
  const tested = !isCircular(banding) && first.customers >= ENOUGH && second.customers >= ENOUGH;
  const [shares] = compareWithRest([first, second].map((side) => ({ hits: side.repeatBuyers, n: side.customers })));
  const spendP = tested ? (rankSumOf({ ...ranked, tied: countOf(results['whole']?.[0], 'tied') })?.p ?? null) : null;
  const repeatP = tested ? shares!.p : null;
  const pValues = [spendP, repeatP].filter((p) => p !== null);
  const qOf = new Map(falseDiscovery(pValues).map((q, at) => [pValues[at]!, q]));
  const q = (p: number | null): number | null => (p === null ? null : (qOf.get(p) ?? null));
  const around = (row: Row, { customers: n, quantiles }: Side) => ({
    n,
    median: quantiles.median,
    low: numberOf(row['median_from']) ?? 0,
    high: numberOf(row['median_to']) ?? 0,
  });
  const [one, other] = [first.repeatBuyers / first.customers, second.repeatBuyers / second.customers];
  const [meanOne, meanOther] = [first.orders.mean ?? 0, second.orders.mean ?? 0];
  return {
    sides: [first, second],
    contrasts: [
      {
        measure: 'spend',
        first: first.quantiles.median,
        second: second.quantiles.median,
        difference: first.quantiles.median - second.quantiles.median,
        interval: medianDifference(around(firstRow, first), around(secondRow, second)),
        effect: moreOften(ranked),
        q: q(spendP),
      },
      {
        measure: 'repeat',
        first: one,
        second: other,
        difference: one - other,
        interval: newcombe(first.repeatBuyers, first.customers, second.repeatBuyers, second.customers),
        effect: cohenH(one, other),
        q: q(repeatP),
      },
      {
        measure: 'orders',
        first: meanOne,
        second: meanOther,
        difference: meanOne - meanOther,
        interval: welchInterval(first.orders, second.orders),
        effect: standardisedMeans(first.orders, second.orders),
        q: null,
      },
    ],
  };
}

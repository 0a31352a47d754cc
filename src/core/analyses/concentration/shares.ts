import type { Row } from '#core/model/columns';
import type { Results } from '../contract';
import { countOf, numberOf, ratio } from '../words';

export const CLASS_NAMES = ['A', 'B', 'C'] as const;
export type ClassName = (typeof CLASS_NAMES)[number];

export interface CustomerClass {
  readonly name: ClassName | 'negative';
  readonly customers: number;
  readonly revenue: number;
  readonly orders: number;
}

/** A point of the curve: the best `place` customers bring `share` of the money. */
export interface CurvePoint {
  readonly place: number;
  readonly customers: number;
  readonly share: number;
}

/** How the money is shared; shares are null where there is none. */
export interface Shares {
  readonly customers: number;
  readonly revenue: number;
  readonly gini: number | null;
  /** So many customers bring half (CN6). */
  readonly half: number | null;
  /** The best 20 per cent: how many they are, and their share of the money. */
  readonly best: { readonly customers: number; readonly share: number } | null;
  readonly tops: Readonly<Record<string, number | null>>;
  readonly classes: readonly CustomerClass[];
  readonly curve: readonly CurvePoint[];
}

const topOf = (customers: number, share: number): number => Math.floor((customers * share + 99) / 100);

const classOf = (row: Row): CustomerClass => ({
  name: row['class'] as CustomerClass['name'],
  customers: countOf(row, 'customers'),
  revenue: numberOf(row['revenue']) ?? 0,
  orders: countOf(row, 'orders'),
});

export function sharesOf(results: Results): Shares {
  const whole = results['whole']?.[0];
  const customers = countOf(whole, 'customers');
  const revenue = numberOf(whole?.['revenue']) ?? 0;
  const shareOf = (share: number): number | null => ratio(countOf(whole, `top_${share}`), revenue);
  const best = shareOf(20);
  return {
    customers,
    revenue,
    gini: typeof whole?.['gini'] === 'number' ? whole['gini'] : null,
    half: revenue > 0 ? countOf(whole, 'half') : null,
    best: best === null ? null : { customers: topOf(customers, 20), share: best },
    tops: Object.fromEntries([1, 10, 20, 50].map((share) => [`top_${share}_share`, shareOf(share)])),
    classes: (results['classes'] ?? []).map(classOf),
    curve:
      revenue > 0
        ? (results['curve'] ?? []).map((row) => ({
            place: countOf(row, 'place'),
            customers: countOf(row, 'place') / customers,
            share: countOf(row, 'revenue') / revenue,
          }))
        : [],
  };
}

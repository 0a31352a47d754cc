import type { Text } from '#core/messages/text';
import type { Results } from '../contract';
import { OWN_NAMES, ownRules, rankOf, type TierRule } from '../tier-params';
import { tierName } from '../tier-words';
import { countOf, numberOf, ratio } from '../words';
import type { TiersParams } from './params';

/** One tier's numbers (TI7). */
export interface Tier {
  readonly rule: TierRule;
  /** In the list, from 0. */
  readonly place: number;
  readonly rank: number;
  readonly name: Text;
  readonly customers: number;
  readonly share: number | null;
  readonly orders: number;
  readonly revenue: number;
  readonly revenueShare: number | null;
  readonly average: number | null;
  readonly median: number | null;
  readonly repeatRate: number | null;
  /** Customers its rule fits whom an earlier rule took (TI8); null for the last tier. */
  readonly taken: number | null;
}

export interface Ladder {
  /** By rank, top first. */
  readonly tiers: readonly Tier[];
  /** In the order of the list, with the cut points that were used. */
  readonly rules: readonly TierRule[];
  readonly own: boolean;
  readonly cuts: readonly number[];
  readonly customers: number;
  readonly revenue: number;
  /** Customers whom more than one rule fits; null for the page's own tiers. */
  readonly several: number | null;
}

/** Reads the steps' rows: every tier of the list, also those nobody is in. */
export function readLadder(results: Results, { tiers: stored, window }: TiersParams): Ladder {
  const own = stored.length === 0;
  const cuts = own ? OWN_NAMES.slice(0, -1).map((_, at) => numberOf(results['cuts']?.[0]?.[`cut_${at + 1}`]) ?? 0) : [];
  const rules = own ? ownRules(window, cuts) : stored;
  const rows = results['tiers'] ?? [];
  const counts = own ? undefined : results['rules']?.[0];
  const total = (key: string): number => rows.reduce((sum, row) => sum + countOf(row, key), 0);
  const [customers, revenue] = [total('customers'), total('revenue')];
  const tiers = rules.map((rule, place): Tier => {
    const row = rows.find((each) => each['tier'] === rule.name);
    const [members, orders, money] = [countOf(row, 'customers'), countOf(row, 'orders'), countOf(row, 'revenue')];
    return {
      rule,
      place,
      rank: rankOf(rules, place),
      name: tierName(rule, own),
      customers: members,
      share: ratio(members, customers),
      orders,
      revenue: money,
      revenueShare: revenue > 0 ? money / revenue : null,
      average: ratio(money, orders),
      median: numberOf(row?.['median_days']),
      repeatRate: ratio(countOf(row, 'repeaters'), members),
      taken: counts && place < rules.length - 1 ? countOf(counts, `taken_${place + 1}`) : null,
    };
  });
  return {
    tiers: tiers.toSorted((a, b) => a.rank - b.rank || a.place - b.place),
    rules,
    own,
    cuts,
    customers,
    revenue,
    several: counts ? countOf(counts, 'several') : null,
  };
}

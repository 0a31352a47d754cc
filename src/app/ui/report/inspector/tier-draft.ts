import { axisOf, isThreshold, rankOf, TIER_MEASURES, type TierCondition, type TierRule } from '#core/analyses/tier-params';
import { columnIn, tableOf, type DataColumn, type DataModel } from '#core/model/data-model';

/** Number columns about customers that a condition can look at. */
const isNumeric = ({ type }: DataColumn): boolean => type === 'money' || type === 'number' || type === 'score';

/** The columns of customers that rules may ask: numbers, and those with values to choose. */
export const askable = (model: DataModel): readonly DataColumn[] =>
  (tableOf(model, 'customers')?.columns ?? []).filter((column) => isNumeric(column) || column.values.length > 0);

/** What a condition looks at, as a value of a list: a measure or `column:…`. */
export const whatOf = (condition: TierCondition): string => axisOf(condition).replace(/^(recent_\w+):\d+$/, '$1');

const START: Readonly<Record<string, number>> = { orders: 2, recent_orders: 1, days_since_last: 180, days_since_first: 365 };

/** A fresh condition on what was chosen; the number stays where the kind of thing stays. */
export function freshCondition(what: string, model: DataModel): TierCondition {
  if (what.startsWith('column:')) {
    const name = what.slice('column:'.length);
    const column = columnIn(model, 'customers', name);
    return column && !isNumeric(column) ? { column: name, values: column.values.slice(0, 1) } : { column: name, op: 'gte', value: 1 };
  }
  const measure = TIER_MEASURES.find((each) => each === what) ?? 'orders';
  const days = measure.startsWith('recent_') ? { days: 90 } : {};
  return { measure, ...days, op: measure.startsWith('days_') ? 'lt' : 'gte', value: START[measure] ?? 100 };
}

/** A condition with another value in a place of its list; null takes it out, a further place adds it. At least one stays. */
export function withValue(condition: TierCondition, place: number, value: string | null): TierCondition {
  if (isThreshold(condition)) return condition;
  const values = [...condition.values];
  if (value === null) values.splice(place, 1);
  else values[place] = value;
  return values.length === 0 ? condition : { ...condition, values: [...new Set(values)] };
}

/** The conditions of a rule with one put in place of another, taken out (null), or added at the end. The last one stays. */
export function withCondition(rule: TierRule, place: number, condition: TierCondition | null): TierRule {
  const where = [...rule.where];
  if (condition === null) where.splice(place, 1);
  else where[place] = condition;
  return where.length === 0 ? rule : { ...rule, where };
}

/** Ranks as whole numbers from 1 without gaps; none is stored where all are the places (TI5). */
function ranked(rules: readonly TierRule[], ranks: readonly number[]): TierRule[] {
  const order = ranks.map((rank, place) => ({ rank, place })).toSorted((a, b) => a.rank - b.rank || a.place - b.place);
  const settled = ranks.map((_, place) => order.findIndex((each) => each.place === place) + 1);
  const plain = settled.every((rank, place) => rank === place + 1);
  return rules.map(({ rank: _, ...rule }, place) => (plain ? rule : { ...rule, rank: settled[place]! }));
}
const ranksOf = (rules: readonly TierRule[]): number[] => rules.map((_, place) => rankOf(rules, place));
const stored = (rules: readonly TierRule[]): boolean => rules.some(({ rank }) => rank !== undefined);

/** A tier asked one place earlier or later, or taken out (`by` null); the last stays last. Its rank follows its place until ranks were chosen. */
export function movedTier(rules: readonly TierRule[], place: number, by: 1 | -1 | null): TierRule[] {
  const next = [...rules];
  const ranks = ranksOf(rules);
  const [taken] = next.splice(place, 1);
  const [rank] = ranks.splice(place, 1);
  if (by !== null && taken) {
    next.splice(place + by, 0, taken);
    ranks.splice(place + by, 0, rank!);
  }
  return ranked(next, stored(rules) ? ranks : next.map((_, at) => at + 1));
}

/** A tier in another rank; the one that had it takes its old one. */
export function withRank(rules: readonly TierRule[], place: number, rank: number): TierRule[] {
  const ranks = ranksOf(rules);
  const [old, other] = [ranks[place]!, ranks.indexOf(rank)];
  return ranked(
    rules,
    ranks.map((each, at) => (at === place ? rank : at === other ? old : each)),
  );
}

/** One more tier, asked just before the last one. */
export function withTier(rules: readonly TierRule[], name: string): TierRule[] {
  const fresh: TierRule = { name, match: 'all', where: [{ measure: 'orders', op: 'gte', value: 2 }] };
  const last = rules.length - 1;
  const ranks = ranksOf(rules);
  return ranked([...rules.slice(0, last), fresh, ...rules.slice(last)], [...ranks.slice(0, last), ranks[last]! - 0.5, ranks[last]!]);
}

/** A tier under another name, or null where the name is empty or taken. */
export function withName(rules: readonly TierRule[], place: number, name: string): TierRule[] | null {
  const trimmed = name.trim();
  if (trimmed === '' || rules.some((rule, at) => at !== place && rule.name === trimmed)) return null;
  return rules.map((rule, at) => (at === place ? { ...rule, name: trimmed } : rule));
}

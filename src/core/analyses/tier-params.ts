import type { JsonObject, JsonValue } from '#core/model/presentation';

/** What is measured of a customer up to `as_of` (TI2); the last two take a number of days. */
export const TIER_MEASURES = [
  'revenue',
  'orders',
  'average_order',
  'days_since_last',
  'days_since_first',
  'recent_revenue',
  'recent_orders',
] as const;
export type TierMeasure = (typeof TIER_MEASURES)[number];

/** At least `value`, or under it. */
export type Threshold = { readonly op: 'gte' | 'lt'; readonly value: number };
export type MeasureCondition = Threshold & { readonly measure: TierMeasure; readonly days?: number };
/** A column of numbers about customers. */
export type NumberCondition = Threshold & { readonly column: string };
/** A column of texts about customers has one of these values. */
export type ValueCondition = { readonly column: string; readonly values: readonly string[] };
export type TierCondition = MeasureCondition | NumberCondition | ValueCondition;

/** A tier and who belongs to it, as a cell stores it; the last of a list has no condition and takes everybody else (TI4). */
export type TierRule = {
  readonly name: string;
  readonly match: 'all' | 'any';
  readonly where: readonly TierCondition[];
  /** 1 = top; the place in the list where it is absent (TI5). */
  readonly rank?: number;
};

const MOST = 10;
const MOST_DAYS = 3650;

export const isRecent = (measure: string): boolean => measure === 'recent_revenue' || measure === 'recent_orders';
export const isThreshold = (condition: TierCondition): condition is MeasureCondition | NumberCondition => 'op' in condition;

/** What a condition looks at, as one word: conditions on the same thing have the same. */
export const axisOf = (condition: TierCondition): string =>
  'measure' in condition
    ? isRecent(condition.measure)
      ? `${condition.measure}:${condition.days ?? 365}`
      : condition.measure
    : `column:${condition.column}`;

/** Rank of the tier at a place of the list (TI5). */
export const rankOf = (rules: readonly TierRule[], place: number): number => rules[place]?.rank ?? place + 1;

const isObject = (value: JsonValue): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const isWhole = (value: JsonValue | undefined, most: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
const hasOnly = (value: JsonObject, keys: readonly string[]): boolean => Object.keys(value).every((key) => keys.includes(key));

function isCondition(value: JsonValue): boolean {
  if (!isObject(value)) return false;
  const { measure, column, op, values, days } = value;
  if (values !== undefined)
    return (
      hasOnly(value, ['column', 'values']) &&
      typeof column === 'string' &&
      Array.isArray(values) &&
      values.every((each) => typeof each === 'string')
    );
  const bound = (op === 'gte' || op === 'lt') && typeof value['value'] === 'number' && Number.isFinite(value['value']);
  if (!bound) return false;
  if (measure === undefined) return hasOnly(value, ['column', 'op', 'value']) && typeof column === 'string';
  return (
    hasOnly(value, ['measure', 'op', 'value', 'days']) &&
    TIER_MEASURES.some((name) => name === measure) &&
    (days === undefined ? !isRecent(measure as string) : isRecent(measure as string) && isWhole(days, MOST_DAYS))
  );
}

const isRule = (value: JsonValue, last: boolean): value is JsonObject =>
  isObject(value) &&
  hasOnly(value, ['name', 'match', 'where', 'rank']) &&
  typeof value['name'] === 'string' &&
  value['name'].trim() !== '' &&
  !value['name'].startsWith(':') &&
  (value['match'] === 'all' || value['match'] === 'any') &&
  (value['rank'] === undefined || isWhole(value['rank'], MOST)) &&
  Array.isArray(value['where']) &&
  value['where'].length <= MOST &&
  value['where'].length > 0 !== last &&
  (value['where'] as readonly JsonValue[]).every(isCondition);

/** Whether a stored value is empty or a list of `TierRule`: two to ten, names that differ, only the last without a condition. */
export function isTierList(value: JsonValue): boolean {
  if (!Array.isArray(value)) return false;
  const list = value as readonly JsonValue[];
  if (list.length === 0) return true;
  if (list.length === 1 || list.length > MOST || !list.every((rule, place) => isRule(rule, place === list.length - 1))) return false;
  return new Set(list.map((rule) => (rule as JsonObject)['name'])).size === list.length;
}

/** Shares of customers above the cut points of the page's own tiers, and the tiers' names (TI6). */
export const OWN_SHARES = [0.05, 0.2, 0.5] as const;
export const OWN_NAMES = ['top', 'high', 'middle', 'base'] as const;

/** The page's own tiers with these cut points; `names` in the order of `OWN_NAMES`. */
export function ownRules(window: number, cuts: readonly number[], names: readonly string[] = OWN_NAMES): TierRule[] {
  const condition = (value: number): TierCondition =>
    window === 0 ? { measure: 'revenue', op: 'gte', value } : { measure: 'recent_revenue', days: window, op: 'gte', value };
  return names.map((name, place) => ({ name, match: 'all', where: place < cuts.length ? [condition(cuts[place]!)] : [] }));
}

import type { CanonicalTable } from '#core/model/canonical';
import type { Condition } from '#core/model/filters';

/** The tables whose rows make the stream (EV1). */
export const EVENT_TABLES = ['orders', 'order_items', 'usage_events', 'tickets', 'surveys'] as const satisfies readonly CanonicalTable[];
export type EventTable = (typeof EVENT_TABLES)[number];

export type ColumnCondition = { readonly column: string; readonly condition: Condition };
/** What a row of the stream is asked (EV7). */
export type EventPredicate = { readonly table: EventTable; readonly where: readonly ColumnCondition[] };

/** The place of an order in its customer's history (EV6); a column of `orders` that no file has. */
export const ORDER_NUMBER = 'order_number';

const keyOf = ({ table, where }: EventPredicate): string =>
  JSON.stringify([table, where.map(({ column, condition }) => [column, condition])]);
export const samePredicate = (one: EventPredicate, other: EventPredicate): boolean => keyOf(one) === keyOf(other);

type Bounds = {
  readonly low: number | string | null;
  readonly lowIn: boolean;
  readonly high: number | string | null;
  readonly highIn: boolean;
};

function boundsOf(condition: Condition): Bounds | null {
  switch (condition.op) {
    case 'between':
      return { low: condition.from, lowIn: true, high: condition.to, highIn: true };
    case 'gt':
    case 'gte':
      return { low: condition.value, lowIn: condition.op === 'gte', high: null, highIn: true };
    case 'lt':
    case 'lte':
      return { low: null, lowIn: true, high: condition.value, highIn: condition.op === 'lte' };
    default:
      return null;
  }
}

/** That one bound is above another however the engine compares them: numbers by size, texts as text and, if both are numbers, also by size. */
function isAbove(low: number | string, high: number | string): boolean {
  const [a, b] = [Number(low), Number(high)];
  const bySize = !Number.isFinite(a) || !Number.isFinite(b) || a > b;
  return bySize && ((typeof low === 'number' && typeof high === 'number') || String(low) > String(high));
}

/** That no value passes both conditions on one column. */
function exclude(one: Condition, other: Condition): boolean {
  if (one.op === 'is_missing') return other.op !== 'is_missing';
  if (other.op === 'is_missing') return true;
  if (one.op === 'in' && other.op === 'in') return !one.values.some((value) => other.values.includes(value));
  if (one.op === 'in' && other.op === 'not_in') return one.values.every((value) => other.values.includes(value));
  if (one.op === 'not_in' && other.op === 'in') return exclude(other, one);
  const [a, b] = [boundsOf(one), boundsOf(other)];
  if (!a || !b) return false;
  const parted = (low: Bounds, high: Bounds): boolean =>
    low.low !== null &&
    high.high !== null &&
    (isAbove(low.low, high.high) || (String(low.low) === String(high.high) && !(low.lowIn && high.highIn)));
  return parted(a, b) || parted(b, a);
}

/** That no row can pass both predicates (EV9). */
export const areApart = (one: EventPredicate, other: EventPredicate): boolean =>
  one.table !== other.table || one.where.some((a) => other.where.some((b) => a.column === b.column && exclude(a.condition, b.condition)));

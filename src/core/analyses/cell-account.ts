import type { Text } from '#core/messages/text';
import type { Row } from '#core/model/columns';
import type { CellLedger } from '#core/model/ledger';
import { ORDER_PLACES } from '#core/query/account';
import { countOf } from './words';

const reasonOf = (place: (typeof ORDER_PLACES)[number]): Text => ({ key: `ledger_${place as Exclude<typeof place, 'counted'>}` });

/** The ledger of a cell that counts orders. Used and excluded add up to the rows of `orders`. */
export function orderLedger(account: readonly Row[]): CellLedger {
  const count = (place: string): number =>
    countOf(
      account.find((row) => row['place'] === place),
      'orders',
    );
  const excluded = ORDER_PLACES.filter((place) => place !== 'counted' && count(place) > 0);
  return {
    used: [{ count: count('counted'), unit: 'orders' }],
    excluded: excluded.map((place) => ({ reason: reasonOf(place), count: count(place), unit: 'orders' })),
  };
}

/** The ledger of a cell that counts customers. `reasons` names the places other than `used`. */
export function customerLedger(account: readonly Row[], used: string, reasons: Readonly<Record<string, Text>>): CellLedger {
  const count = (place: string): number =>
    countOf(
      account.find((row) => row['place'] === place),
      'customers',
    );
  return {
    used: [{ count: count(used), unit: 'customers' }],
    excluded: Object.entries(reasons)
      .filter(([place]) => count(place) > 0)
      .map(([place, reason]) => ({ reason, count: count(place), unit: 'customers' })),
  };
}

const ANSWER_REASONS = [
  'outside_window',
  'undated',
  'other_customers',
  'unanswered',
  'out_of_scale',
  'later_answer',
  'incomplete',
  'too_recent',
  'nobody',
] as const;

/** The ledger of a cell that counts answers of surveys. Used and excluded add up to the rows of `surveys`. */
export function answerLedger(account: readonly Row[]): CellLedger {
  const count = (place: string): number =>
    countOf(
      account.find((row) => row['place'] === place),
      'answers',
    );
  return {
    used: [{ count: count('counted'), unit: 'count' }],
    excluded: ANSWER_REASONS.filter((place) => count(place) > 0).map((place) => ({
      reason: { key: `ledger_answers_${place}` },
      count: count(place),
      unit: 'count',
    })),
  };
}

/** Says how many of the counted orders bring no money because they have no amount; nothing where there is none. */
export function missingAmounts(account: readonly Row[]): Text[] {
  const n = account.reduce((sum, row) => sum + countOf(row, 'no_amount'), 0);
  return n > 0 ? [{ key: 'stamp_no_amount', values: { n } }] : [];
}

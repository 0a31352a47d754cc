import type { TableColumn, TableView } from '#core/model/presentation';
import { exactSum } from '../exact-sum';
import { numbersOf } from './filter-rows';

/** Whether a column may be shown as percent of its whole: it adds up. */
export const mayShare = ({ is }: TableColumn): boolean => is === 'sum' || is === 'count';

/** The whole of a column: the sum of all its rows, filtered away or not (TV5). Null where there is none to be a part of: zero, or signs that differ. */
export function wholeOf({ columns, rows }: TableView, key: string): number | null {
  const column = columns.find((each) => each.key === key);
  if (!column || !mayShare(column)) return null;
  const numbers = numbersOf(rows, key);
  const whole = exactSum(numbers);
  const mixed = numbers.some((value) => value > 0) && numbers.some((value) => value < 0);
  return whole === 0 || mixed ? null : whole;
}

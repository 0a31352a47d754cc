import { formatAmount } from '#core/messages/format';
import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import { amount, saying } from '../words';
import type { Matrix } from './matrix';
import { levelWord, type ValueLoyaltyParams } from './params';

const BLANK = { kind: '', x: 0, y: 0, share: 0, label: null, tip: null, part: null, best: false };

/** Where a level begins, “≥ 3”, or ends, “< 3”, where it is the lowest; of recency the highest ends. */
function rangeOf(level: number, borders: readonly number[], lowIsBetter: boolean, write: (value: number) => string): string {
  const place = lowIsBetter ? borders.length - (level - 1) : level - 1;
  const [from, to] = [borders[place - 1], borders[place]];
  return from === undefined ? (to === undefined ? '' : `< ${write(to)}`) : `≥ ${write(from)}`;
}

/** Tiles of equal size; in each its name, its customers, and two bars on one scale: the share of the customers and of the revenue. */
export function chartRows(matrix: Matrix, params: ValueLoyaltyParams, best: ReadonlySet<string>, context: PresentContext): Row[] {
  const say = saying(context);
  const longest = Math.max(0.01, ...matrix.cells.flatMap(({ share, revenueShare }) => [share ?? 0, revenueShare ?? 0]));
  const tiles = matrix.cells.flatMap((cell): Row[] => {
    const at = {
      x: cell.loyalty - 1,
      y: matrix.levels - cell.value,
      best: best.has(cell.id),
      part: JSON.stringify({ value: cell.value, loyalty: cell.loyalty }),
    };
    const share = (value: number | null): string => formatAmount({ amount: value, unit: 'rate' }, context);
    const tip = say({
      key: 'value_loyalty_tip',
      values: {
        name: cell.name,
        cell: cell.label,
        customers: cell.customers,
        share: amount(cell.share, 'rate'),
        revenue_share: amount(cell.revenueShare, 'rate'),
      },
    });
    const bar = (kind: string, value: number | null): Row => ({
      ...BLANK,
      ...at,
      kind,
      share: Math.max(0, value ?? 0) / longest,
      label: share(value),
      tip,
    });
    return [
      { ...BLANK, ...at, kind: 'tile', tip },
      { ...BLANK, ...at, kind: 'name', label: say(cell.name) },
      { ...BLANK, ...at, kind: 'count', label: say({ key: 'customers_n', values: { n: cell.customers } }) },
      bar('customers', cell.share),
      bar('revenue', cell.revenueShare),
    ];
  });
  const number = (value: number): string => formatAmount({ amount: value, unit: 'number' }, { ...context, compact: true });
  const levels = Array.from({ length: matrix.levels }, (_, at) => at + 1);
  const axis = levels.flatMap((level): Row[] => [
    { ...BLANK, kind: 'value', y: matrix.levels - level, label: say({ key: `value_loyalty_level_${levelWord(level, matrix.levels)}` }) },
    { ...BLANK, kind: 'value_range', y: matrix.levels - level, label: rangeOf(level, matrix.borders.value, false, number) },
    { ...BLANK, kind: 'loyalty', x: level - 1, label: say({ key: `value_loyalty_level_${levelWord(level, matrix.levels)}` }) },
    { ...BLANK, kind: 'loyalty_range', x: level - 1, label: rangeOf(level, matrix.borders.loyalty, params.loyalty === 'recency', number) },
  ]);
  return [
    ...tiles,
    ...axis,
    { ...BLANK, kind: 'axis_value', label: say({ key: `value_loyalty_axis_${params.value}` }) },
    { ...BLANK, kind: 'axis_loyalty', label: say({ key: `value_loyalty_axis_${params.loyalty}` }) },
  ];
}

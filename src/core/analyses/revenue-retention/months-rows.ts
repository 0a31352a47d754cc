import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import type { MoneyScale } from '../money-scale';
import { amount, customersText, periodLabel, periodText, saying } from '../words';
import { MOVEMENTS, type Movement } from './query';
import type { Month, Reading } from './reading';

/** Charts take the latest so many months, wide and narrow; the table has them all. */
const MOST = { wide: 36, narrow: 13 } as const;
const BLANK = {
  kind: '',
  movement: '',
  x: null,
  x2: null,
  nx: null,
  nx2: null,
  y: null,
  y2: null,
  line: 0,
  label: null,
  short: null,
  tip: null,
  part: null,
} as const;

/** Left, middle and right of a month as parts of the width; null for months that have no room. */
function across(index: number, count: number): readonly [number | null, number | null, number | null] {
  const step = 1 / Math.max(6, count);
  return index < 0 ? [null, null, null] : [(index + 0.16) * step, (index + 0.5) * step, (index + 0.84) * step];
}

const falls = (movement: Movement): boolean => movement === 'less' || movement === 'gone';
const every = (room: number, count: number): number => Math.max(1, Math.ceil(count / room));

function barsOf({ start, moves }: Month, place: Partial<Row>, scale: MoneyScale, context: PresentContext): Row[] {
  const say = saying(context);
  let [up, down] = [0, 0];
  return MOVEMENTS.flatMap((movement): Row[] => {
    const { money, customers } = moves[movement];
    if (money === 0) return [];
    const height = money / scale.divisor;
    const [y, y2] = falls(movement) ? [down, (down -= height)] : [up, (up += height)];
    const values = {
      month: periodText('month', start, context),
      movement: say({ key: `revenue_retention_${movement}` }),
      money: amount(money, 'money'),
      customers: customersText(customers),
    };
    const tip = say({ key: 'revenue_retention_tip_month', values });
    return [{ ...BLANK, ...place, kind: 'bar', movement, y, y2, tip, part: JSON.stringify({ month: start, movement }) }];
  });
}

export function monthRows({ months: all }: Reading, scale: MoneyScale, context: PresentContext): Row[] {
  const say = saying(context);
  const months = all.slice(-MOST.wide);
  const skipped = Math.max(0, months.length - MOST.narrow);
  const rows: Row[] = [{ ...BLANK, kind: 'zero', y: 0 }];
  months.forEach((month, at) => {
    const [x, middle, x2] = across(at, months.length);
    const [nx, nmiddle, nx2] = across(at - skipped, months.length - skipped);
    rows.push(...barsOf(month, { x, x2, nx, nx2 }, scale, context));
    const difference = month.after - month.before;
    const values = {
      month: periodText('month', month.start, context),
      before: amount(month.before, 'money'),
      after: amount(month.after, 'money'),
    };
    const tip = say({ key: 'revenue_retention_tip_sum', values });
    rows.push({ ...BLANK, kind: 'sum', x: middle, nx: nmiddle, y: difference / scale.divisor, tip });
    const label = at % every(9, months.length) === 0 ? periodLabel('month', month.start, at === 0, context) : null;
    const shown = at - skipped;
    const short =
      shown >= 0 && shown % every(4, months.length - skipped) === 0 ? periodLabel('month', month.start, shown === 0, context) : null;
    rows.push({ ...BLANK, kind: 'tick', x: middle, nx: nmiddle, label, short });
  });
  MOVEMENTS.forEach((movement, at) => {
    const line = Math.floor(at / 3);
    const label = say({ key: `revenue_retention_${movement}` });
    rows.push({ ...BLANK, kind: 'swatch', movement, x: 0.012 + at * 0.16, nx: 0.02 + (at % 3) * 0.33, line, label });
  });
  return rows;
}

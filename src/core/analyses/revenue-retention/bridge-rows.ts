import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import type { MoneyScale } from '../money-scale';
import { amount, customersText, periodText, saying } from '../words';
import type { Reading } from './reading';

/** Losses first: what is left after them is the gross figure, and after `more` the net one. */
const ORDER = ['gone', 'less', 'more', 'back', 'new'] as const;
/** Then, the movements, now. */
export const BARS = ORDER.length + 2;
const HALF = 0.32;
const BLANK = { kind: '', at: 0, from: null, to: null, low: 0, high: 0, tone: '', name: '', label: '', tip: null, part: null } as const;

export function bridgeRows({ whole, ends, base, payers }: Reading, scale: MoneyScale, context: PresentContext): Row[] {
  const say = saying(context);
  const monthOf = (start: string): string => say(periodText('month', start, context));
  const bar = (at: number, movement: string, low: number, high: number, rest: Partial<Row>): Row => ({
    ...BLANK,
    kind: 'bar',
    at,
    from: at - HALF,
    to: at + HALF,
    low: low / scale.divisor,
    high: high / scale.divisor,
    part: JSON.stringify({ movement }),
    ...rest,
  });
  const total = (at: number, tone: 'then' | 'now', month: string, money: number, customers: number): Row => {
    const values = { month: monthOf(month), money: amount(money, 'money'), customers: customersText(customers) };
    const tip = say({ key: 'revenue_retention_tip_total', values });
    return bar(at, tone, 0, money, { tone, name: values.month, label: scale.write(money), tip });
  };
  const rows = [{ ...BLANK, kind: 'zero' }, total(0, 'then', ends.then, whole.before, base)];
  const link = (at: number, level: number): void =>
    void rows.push({ ...BLANK, kind: 'link', from: at + HALF, to: at + 1 - HALF, high: level / scale.divisor });
  let level = whole.before;
  link(0, level);
  ORDER.forEach((movement, index) => {
    const { money, customers } = whole.moves[movement];
    const falls = movement === 'gone' || movement === 'less';
    const next = falls ? level - money : level + money;
    const name = say({ key: `revenue_retention_${movement}` });
    const tip = say({
      key: 'revenue_retention_tip_move',
      values: { movement: name, money: amount(money, 'money'), customers: customersText(customers) },
    });
    const label = `${money === 0 ? '' : falls ? '−' : '+'}${scale.write(money)}`;
    rows.push(bar(index + 1, movement, Math.min(level, next), Math.max(level, next), { tone: falls ? 'down' : 'up', name, label, tip }));
    level = next;
    link(index + 1, level);
  });
  rows.push(total(BARS - 1, 'now', ends.now, whole.after, payers));
  return rows;
}

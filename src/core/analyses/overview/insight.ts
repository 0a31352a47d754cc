import type { Text } from '#core/messages/text';
import type { Row } from '#core/model/columns';
import type { Insight, Sentence } from '#core/model/presentation';
import { daysBetween } from '#core/query/days';
import { amount, changeOf, countOf, numberOf, ratio } from '../words';
import type { Windows } from './windows';

/** The figures of one span. */
export interface Figures {
  readonly revenue: number;
  readonly orders: number;
  readonly customers: number;
  readonly fresh: number;
  readonly returning: number;
  readonly average: number | null;
  readonly repeat: number | null;
}

export function figuresOf(row: Row): Figures {
  const [revenue, orders, customers, fresh] = [
    numberOf(row['revenue']) ?? 0,
    countOf(row, 'orders'),
    countOf(row, 'customers'),
    countOf(row, 'new_customers'),
  ];
  const repeat = ratio(countOf(row, 'repeat_customers'), customers);
  return { revenue, orders, customers, fresh, returning: customers - fresh, average: ratio(revenue, orders), repeat };
}

/** The comparison in words: `in` inside a sentence, `on` after a change. */
export function againstText(windows: Windows, form: 'in' | 'on'): Text | null {
  const { before } = windows;
  if (!before) return null;
  if (before.kind === 'year') return { key: `overview_${form}_year` };
  return { key: `overview_${form}_days`, values: { days: daysBetween(before.from, before.to) + 1 } };
}

const moveText = (difference: number): Text =>
  difference === 0
    ? { key: 'overview_as_many' }
    : { key: difference > 0 ? 'overview_more' : 'overview_fewer', values: { n: Math.abs(difference) } };

function finding(now: Figures, before: Figures | null, against: Text | null): Text {
  const revenue = amount(now.revenue, 'money');
  if (!before || !against) return { key: 'overview_finding_alone', values: { revenue } };
  const change = changeOf(now.revenue, before.revenue);
  // A change from or to a loss is no percentage that anybody could read.
  if (change === null || before.revenue < 0 || now.revenue < 0)
    return { key: 'overview_finding_plain', values: { revenue, before: amount(before.revenue, 'money'), against } };
  if (change === 0) return { key: 'overview_finding_same', values: { revenue, against } };
  return {
    key: change > 0 ? 'overview_finding_up' : 'overview_finding_down',
    values: { revenue, change: amount(Math.abs(change), 'rate'), against },
  };
}

function sentences(now: Figures, before: Figures | null, windows: Windows): Sentence[] {
  if (now.orders === 0) return [];
  const against = againstText(windows, 'in');
  const moves: Text | undefined = before
    ? {
        key: 'overview_moves',
        values: {
          returning: now.returning,
          returning_move: moveText(now.returning - before.returning),
          fresh: now.fresh,
          new_move: moveText(now.fresh - before.fresh),
        },
      }
    : undefined;
  const repeat: Text = { key: 'overview_repeat', values: { rate: amount(now.repeat, 'rate'), customers: now.customers } };
  return [{ finding: finding(now, before, against), rest: moves ?? repeat }, ...(moves ? [{ finding: repeat }] : [])];
}

export function insightOf(now: Figures, before: Figures | null, windows: Windows): Insight {
  const pair = (key: string, of: (figures: Figures) => number | null): [string, number | null][] => [
    [key, of(now)],
    [`${key}_before`, before ? of(before) : null],
    [`${key}_change`, before ? changeOf(of(now), of(before)) : null],
  ];
  const numbers = Object.fromEntries([
    ...pair('revenue', (figures) => figures.revenue),
    ...pair('orders', (figures) => figures.orders),
    ...pair('customers', (figures) => figures.customers),
    ...pair('new_customers', (figures) => figures.fresh),
    ...pair('returning_customers', (figures) => figures.returning),
    ...pair('average_order', (figures) => figures.average),
    ['repeat_rate', now.repeat],
    ['repeat_rate_before', before?.repeat ?? null],
    ['repeat_rate_change', before && now.repeat !== null && before.repeat !== null ? now.repeat - before.repeat : null],
  ]);
  return { sentences: sentences(now, before, windows), numbers };
}

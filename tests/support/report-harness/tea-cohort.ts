import type { PresentContext } from '#core/analyses/contract';
import { defaults } from '#core/analyses/cohort/params';
import { present } from '#core/analyses/cohort/present';
import type { Locale } from '#core/messages/text';
import type { Row } from '#core/model/columns';
import type { Presentation } from '#core/model/presentation';
import { teaModel } from './tea-house';
import { words } from './tea-words';

const COHORTS: readonly (readonly [string, number, readonly number[]])[] = [
  ['2025-11', 612, [15.7, 13.9, 9.2, 9.5, 9.3, 8.3, 8.7, 7.7, 7.4, 7.0, 5.4]],
  ['2025-12', 398, [20.6, 14.3, 13.1, 11.8, 11.3, 11.8, 9.0, 9.3, 8.8, 7.0]],
  ['2026-01', 471, [17.6, 14.6, 13.0, 12.3, 12.3, 10.0, 9.3, 9.3, 7.0]],
  ['2026-02', 318, [21.1, 16.4, 14.8, 13.8, 11.0, 10.4, 10.1, 7.2]],
  ['2026-03', 402, [28.9, 21.6, 20.9, 16.9, 13.9, 13.2, 10.2]],
  ['2026-04', 421, [23.0, 20.2, 14.7, 14.3, 11.6, 9.0]],
  ['2026-05', 438, [24.9, 18.0, 15.5, 13.2, 9.1]],
  ['2026-06', 536, [17.7, 13.8, 11.6, 8.2]],
  ['2026-07', 396, [22.2, 17.9, 11.9]],
  ['2026-08', 411, [22.6, 15.3]],
  ['2026-09', 449, [18.9]],
];
export function cohortCell(locale: Locale): Presentation {
  const say = words(locale);
  const counted = COHORTS.flatMap(([month, size, rates]): Row[] => [
    { cohort: `${month}-01`, k: 0, customers: size },
    ...rates.map((rate, index) => ({ cohort: `${month}-01`, k: index + 1, customers: Math.round((rate * size) / 100) })),
  ]);
  const context = {
    locale,
    currency: 'CNY',
    asOf: '2026-10-24',
    weekStart: 'monday',
    range: { from: null, to: null },
    filters: [],
    revenue: { paidStatuses: null },
    model: teaModel(locale),
  };
  const { charts, table } = present({ cells: counted }, defaults, context as unknown as PresentContext);
  return {
    figures: [],
    charts,
    table,
    insight: {
      sentences: [
        {
          finding: say(
            '28.9% of the customers who first bought in March came back a month later',
            '三月首次购买的客户中，28.9% 在次月回购',
          ),
          rest: say(
            '(24.6 to 33.5; 402 customers), the best month of the year; all months together, 21.0%. Of the 612 won in November’s sale, 15.7% did.',
            '（24.6–33.5%，402 人），为全年最高；整体为 21.0%。十一月大促带来的 612 人次月只有 15.7% 回来。',
          ),
        },
      ],
      numbers: {},
    },
    stamp: { asOf: '2026-10-24', phrases: [{ key: 'stamp_first_ever' }, { key: 'stamp_calendar_month' }], provisional: true },
    ledger: {
      used: [{ count: 5186, unit: 'customers' }],
      excluded: [{ reason: say('without a customer', '没有客户'), count: 61, unit: 'orders' }],
    },
  };
}

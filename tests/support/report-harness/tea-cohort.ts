import { paint } from '#core/chart/tokens';
import { readable, stepFill } from '#core/chart/readable';
import type { Locale } from '#core/messages/text';
import type { Row, Scalar } from '#core/model/columns';
import type { JsonObject, Presentation, TableRow } from '#core/model/presentation';
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
const ROW = 30;

function heatSpec(): JsonObject {
  const x = {
    field: 'k',
    type: 'ordinal',
    axis: { orient: 'top', title: null, domain: false, labelAngle: 0 },
    scale: { paddingInner: 0.02, paddingOuter: 0 },
  };
  const y = {
    field: 'cohort',
    type: 'ordinal',
    sort: null,
    axis: { title: null, domain: false, labelAlign: 'left', labelPadding: 76 },
    scale: { paddingInner: 0.05, paddingOuter: 0 },
  };
  return {
    data: { name: 'rows' },
    width: 'container',
    height: COHORTS.length * ROW,
    layer: [
      { mark: { type: 'rect', color: stepFill }, encoding: { x, y, description: { field: 'tip', type: 'nominal' } } },
      { mark: { type: 'text', color: readable }, encoding: { x, y, text: { field: 'rate', type: 'nominal' } } },
      {
        transform: [{ filter: 'datum.step === 0' }],
        mark: { type: 'rect', color: 'transparent', stroke: paint('line') },
        encoding: { x, y },
      },
    ],
  };
}

export function cohortCell(locale: Locale): Presentation {
  const say = words(locale);
  const columns = Array.from({ length: 11 }, (_, index) => index + 1);
  const marks = COHORTS.flatMap(([cohort, size, rates]): Row[] =>
    rates.map((rate, index) => {
      const running = index === rates.length - 1;
      const step = running ? 0 : Math.min(7, Math.max(1, Math.ceil((rate - 6) / 2.2)));
      return {
        cohort,
        k: index + 1,
        rate: rate.toFixed(1),
        step,
        tip: `${cohort}, ${index + 1}: ${rate}%, ${size}`,
        part: JSON.stringify({ cohort, k: index + 1 }),
      };
    }),
  );
  return {
    figures: [],
    charts: [
      {
        id: 'triangle',
        spec: heatSpec(),
        rows: marks,
        height: COHORTS.length * ROW + 24,
        title: { key: 'cohort_chart_month' },
        caption: { key: 'cohort_caption', values: { cohorts: COHORTS.length, rate: { amount: 0.21, unit: 'rate' } } },
      },
    ],
    table: {
      columns: [
        { key: 'cohort', label: { key: 'cohort_column_cohort' }, unit: 'month', is: 'key' },
        { key: 'size', label: { key: 'cohort_column_size' }, unit: 'customers', is: 'count', part: true },
        ...columns.map((k) => ({
          key: `m${k}`,
          label: { key: 'cohort_column_month' as const, values: { k } },
          unit: 'rate' as const,
          is: 'share' as const,
          of: 'size',
          part: true,
        })),
      ],
      rows: COHORTS.map(([cohort, size, rates]): TableRow => ({
        values: {
          cohort,
          size,
          ...Object.fromEntries(columns.map((k): [string, Scalar] => [`m${k}`, rates[k - 1] === undefined ? null : rates[k - 1]! / 100])),
        },
        parts: { size: { cohort, k: 0 }, ...Object.fromEntries(rates.map((_, index) => [`m${index + 1}`, { cohort, k: index + 1 }])) },
      })),
    },
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

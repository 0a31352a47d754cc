import { chartRows as gridRows } from '#core/analyses/rfm/chart-rows';
import { heightOf as gridHeight, narrowSpec as narrowGrid, wideSpec as wideGrid } from '#core/analyses/rfm/chart';
import { GRID_RULES, K, type Segment } from '#core/analyses/rfm/segments';
import type { PresentContext } from '#core/analyses/contract';
import type { Locale, Text } from '#core/messages/text';
import type { DefinitionStamp, Figure, Presentation, TableRow } from '#core/model/presentation';
import type { CellState } from '#app/run/types';
import { cohortCell } from './tea-cohort';
import { revenueCell } from './tea-revenue';
import { words } from './tea-words';

const MONTHS = [
  '2025-11',
  '2025-12',
  '2026-01',
  '2026-02',
  '2026-03',
  '2026-04',
  '2026-05',
  '2026-06',
  '2026-07',
  '2026-08',
  '2026-09',
  '2026-10',
];

export const stamp = (...phrases: Text[]): DefinitionStamp => ({ asOf: '2026-10-24', phrases, provisional: true });

function overviewCell(locale: Locale): Presentation {
  const say = words(locale);
  const figure = (label: Text, unit: Figure['unit'], amount: number, change: number, trend: readonly number[], part?: string): Figure => ({
    label,
    unit,
    amount,
    change,
    against: say('on the year before', '较上年'),
    trend: trend.map((value, index) => ({ period: MONTHS[index]!, amount: value, provisional: index === 11 })),
    ...(part ? { part: { figure: part } } : {}),
  });
  const figures = [
    figure(say('Revenue', '营收'), 'money', 6_349_120, 0.107, [682, 521, 588, 413, 480, 518, 534, 617, 502, 519, 564, 438]),
    figure(
      say('Orders', '订单'),
      'orders',
      23_691,
      0.07,
      [2480, 1990, 2210, 1640, 1850, 1960, 2010, 2300, 1950, 1960, 2160, 1720],
      'orders',
    ),
    figure(
      say('Customers who bought', '购买客户'),
      'customers',
      9412,
      0.043,
      [1480, 1210, 1390, 1050, 1170, 1250, 1290, 1420, 1240, 1260, 1350, 1080],
      'buyers',
    ),
    figure(say('New customers', '新客户'), 'customers', 5186, -0.04, [612, 398, 471, 318, 402, 421, 438, 536, 396, 411, 449, 334], 'new'),
    figure(say('Average order', '客单价'), 'money', 268, 0.035, [275, 262, 266, 252, 259, 264, 266, 268, 257, 265, 261, 255]),
  ];
  return {
    figures,
    charts: [],
    table: {
      columns: [
        { key: 'measure', label: say('Figure', '指标'), unit: 'text', is: 'key' },
        { key: 'now', label: say('This period', '本期'), unit: 'number', is: 'other', part: true },
        { key: 'change', label: say('Change', '变化'), unit: 'rate', is: 'other' },
      ],
      rows: figures.map((each): TableRow => ({
        values: { measure: '', now: each.amount, change: each.change },
        texts: { measure: each.label },
        ...(each.part ? { parts: { now: each.part } } : {}),
      })),
    },
    insight: {
      sentences: [
        {
          finding: say(
            'Revenue since 1 November is ¥6.35M, 10.7% more than in the same days a year before.',
            '去年 11 月 1 日以来营收 634.9 万元，比上年同期多 10.7%。',
          ),
          rest: say(
            'The growth comes from people who returned: 4,226 of them bought, 608 more than then. New customers fell by 216.',
            '增长来自老客户：4,226 人再次购买，比上年同期多 608 人；新客户少了 216 人。',
          ),
        },
      ],
      numbers: { revenue: 6_349_120 },
    },
    stamp: stamp(say('paid and shipped orders, refunds on their own date', '已付款与已发货订单，退款计入退款日')),
    ledger: {
      used: [{ count: 23_691, unit: 'orders' }],
      excluded: [
        { reason: say('without a customer', '没有客户'), count: 61, unit: 'orders' },
        { reason: say('not paid', '未付款'), count: 123, unit: 'orders' },
      ],
    },
  };
}

const GRID_COUNTS = [
  [296, 248, 262, 421, 671],
  [318, 301, 338, 452, 488],
  [402, 391, 398, 379, 327],
  [446, 437, 405, 356, 253],
  [561, 492, 431, 263, 150],
];
const SEGMENTS: readonly (readonly [Segment, number, number, number])[] = [
  ['champions', 1092, 0.115, 0.342],
  ['loyal', 1646, 0.174, 0.286],
  ['at_risk', 1455, 0.153, 0.129],
  ['potential', 1149, 0.121, 0.071],
  ['cant_lose', 403, 0.042, 0.068],
  ['needs_attention', 398, 0.042, 0.032],
  ['about_to_sleep', 793, 0.084, 0.026],
  ['hibernating', 1375, 0.145, 0.024],
  ['new', 296, 0.031, 0.009],
  ['promising', 318, 0.034, 0.008],
  ['lost', 561, 0.059, 0.005],
];

function rfmCell(locale: Locale): Presentation {
  const say = words(locale);
  const rows = GRID_COUNTS.flatMap((line, down) => line.map((customers, across) => ({ r_score: 5 - down, fm: across + 1, customers })));
  return {
    figures: [],
    charts: [
      {
        id: 'grid',
        spec: wideGrid(K, 0),
        narrow: narrowGrid(K, 0),
        height: gridHeight(0),
        rows: gridRows(rows, { k: K, grouping: { kind: 'rules', rules: GRID_RULES }, legend: [] }, {
          locale,
          currency: 'CNY',
        } as PresentContext),
        title: { key: 'rfm_chart_title' },
        caption: { key: 'rfm_caption', values: { cells: 25, segment: { key: 'rfm_segment_loyal' }, customers: 1646 } },
      },
    ],
    table: {
      columns: [
        { key: 'segment', label: { key: 'rfm_column_segment' }, unit: 'text', is: 'key' },
        { key: 'customers', label: say('Customers', '客户'), unit: 'customers', is: 'count', part: true },
        { key: 'share', label: say('Share', '占比'), unit: 'rate', is: 'share', of: 'customers' },
        { key: 'of_revenue', label: say('Of revenue', '营收占比'), unit: 'rate', is: 'share', of: 'revenue', bar: true },
        { key: 'action', label: { key: 'rfm_column_action' }, unit: 'text', is: 'key' },
      ],
      rows: SEGMENTS.map(([segment, customers, share, of]): TableRow => ({
        values: { segment, customers, share, of_revenue: of, action: segment },
        texts: { segment: { key: `rfm_segment_${segment}` }, action: { key: `rfm_action_${segment}` } },
        parts: { customers: { segment } },
        said: segment === 'champions' || segment === 'cant_lose',
      })),
    },
    insight: {
      sentences: [
        {
          finding: say('Champions are 11.5% of the customers and bring 34.2% of the revenue.', '核心客户占 11.5%，贡献 34.2% 的营收。'),
          rest: say(
            '403 people who used to buy often and much have not ordered for 142 days or more; they are 4.2% of the customers and 6.8% of the revenue.',
            '403 位曾经买得多、买得勤的客户已有 142 天以上没有下单：占客户 4.2%，占营收 6.8%。',
          ),
        },
      ],
      numbers: {},
    },
    stamp: stamp({ key: 'stamp_lookback', values: { days: 365 } }, { key: 'stamp_rank_scores' }),
    ledger: { used: [{ count: 9486, unit: 'customers' }], excluded: [] },
  };
}

const done = (presentation: Presentation, sql: string): CellState => ({
  state: 'done',
  presentation,
  steps: [{ id: 'rows', sql }],
  took: 41,
});
const SQL = `WITH history AS (
  SELECT order_key, customer_key, ordered_on, net_amount
  FROM orders
  WHERE ordered_on <= DATE '2026-10-24' AND status IN ('paid', 'shipped')
)
SELECT date_trunc('month', ordered_on) AS period, sum(net_amount) AS revenue
FROM history
GROUP BY ALL
ORDER BY period`;

export const teaCells = (locale: Locale): Readonly<Record<string, CellState>> => ({
  overview: done(overviewCell(locale), SQL),
  revenue: done(revenueCell(locale), SQL),
  rfm: done(rfmCell(locale), SQL),
  cohort: done(cohortCell(locale), SQL),
});

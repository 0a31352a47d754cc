import * as line from '#core/analyses/revenue/chart';
import { chartRows } from '#core/analyses/revenue/chart-rows';
import { moneyScale } from '#core/analyses/money-scale';
import type { PresentContext } from '#core/analyses/contract';
import type { Locale } from '#core/messages/text';
import type { Presentation } from '#core/model/presentation';
import { words } from './tea-words';

const NOW = [682, 521, 588, 413, 480, 518, 534, 617, 502, 519, 564, 438];
const BEFORE = [612, 478, 492, 431, 436, 462, 481, 560, 452, 466, 487, 470];

export function revenueCell(locale: Locale): Presentation {
  const say = words(locale);
  const context = { locale, currency: 'CNY', asOf: '2026-10-24', weekStart: 'monday' } as PresentContext;
  const points = NOW.map((value, index) => {
    const start = `${index < 2 ? 2025 : 2026}-${String(((index + 10) % 12) + 1).padStart(2, '0')}-01`;
    const running = index === 11;
    const to = running ? '2026-10-24' : start.replace(/01$/, '28');
    return {
      start,
      from: start,
      to,
      revenue: value * 1000,
      fresh: value * 400,
      existing: value * 600,
      orders: value * 4,
      customers: value * 3,
      before: BEFORE[index]! * 1000,
      provisional: running,
      whole: !running,
    };
  });
  const scale = moneyScale(
    points.map(({ revenue }) => revenue),
    context,
  );
  return {
    figures: [],
    charts: [
      {
        id: 'line',
        spec: line.spec,
        narrow: line.narrow,
        height: line.height,
        rows: chartRows(points, { grain: 'month', compare: 'year' }, scale, context),
        title: { key: 'revenue_axis_month', values: { unit: scale.unit ?? '' } },
        caption: say(
          'Line of revenue from Nov 2025 to Oct 2026. Highest in November, lowest in February.',
          '2025 年 11 月至 2026 年 10 月营收折线，11 月最高，2 月最低。',
        ),
      },
    ],
    table: {
      columns: [
        { key: 'month', label: say('Month', '月份'), unit: 'month', is: 'key' },
        { key: 'revenue', label: say('Revenue', '营收'), unit: 'money', is: 'sum' },
        { key: 'new', label: say('New customers', '新客户'), unit: 'money', is: 'sum' },
        { key: 'old', label: say('Existing customers', '老客户'), unit: 'money', is: 'sum' },
        { key: 'customers', label: say('Customers', '客户'), unit: 'customers', is: 'count', part: true },
        { key: 'before', label: say('A year before', '上年同月'), unit: 'money', is: 'other' },
      ],
      rows: points.map((point) => ({
        values: {
          month: point.start,
          revenue: point.revenue,
          new: point.fresh,
          old: point.existing,
          customers: point.customers,
          before: point.before,
        },
        parts: { customers: { from: point.from, to: point.to } },
        provisional: point.provisional,
      })),
    },
    insight: {
      sentences: [
        {
          finding: say('September brought ¥564k, 15.8% more than a year earlier.', '九月营收 56.4 万元，同比多 15.8%。'),
          rest: say('October stands at ¥438k after 24 of 31 days.', '十月前 24 天为 43.8 万元。'),
        },
      ],
      numbers: {},
    },
    stamp: {
      asOf: '2026-10-24',
      phrases: [say('paid and shipped orders, refunds on their own date', '已付款与已发货订单，退款计入退款日')],
      provisional: true,
    },
    ledger: { used: [{ count: 23_691, unit: 'orders' }], excluded: [{ reason: say('not paid', '未付款'), count: 184, unit: 'orders' }] },
  };
}

import type { Locale } from '#core/messages/text';
import type { TableView } from '#core/model/presentation';
import type { Sheet } from './sheet';

/** Texts that want to be something else: markup, formulas, control characters. */
export const SIGNS: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '</text></svg><script>alert(1)</script>',
  '"\' onload="alert(1)',
  'a & b &lt; c',
  ']]> <!-- -->',
  'javascript:alert(1)',
  '=HYPERLINK("http://evil.example","x")',
  '山南茶行 “茶”',
  'bell\u0007 and \ufffe',
];

interface Wishes {
  readonly locale: Locale;
  readonly title?: string;
  readonly table?: TableView;
  readonly charts?: number;
}

const TABLE: TableView = {
  columns: [
    { key: 'month', label: { literal: 'Month' }, unit: 'month', is: 'key' },
    { key: 'revenue', label: { literal: 'Revenue' }, unit: 'money', is: 'sum' },
  ],
  rows: [{ values: { month: '2026-09', revenue: 0.1 + 0.2 } }],
};

/** A small cell for tests. */
export function sheetOf({ locale, title, table = TABLE, charts = 1 }: Wishes): Sheet {
  const english = locale === 'en';
  return {
    id: 'c1',
    title: title ?? (english ? 'Revenue by month' : '各月收入'),
    name: 'Revenue',
    question: null,
    scope: english ? ['1 Jan 2026 – 24 Oct 2026', 'Channel: web'] : ['2026年1月1日至10月24日', '渠道：网店'],
    ledger: english ? ['5 orders used', '2 left out'] : ['使用 5 单', '排除 2 单'],
    options: [{ label: english ? 'Period' : '周期', words: english ? 'month' : '月' }],
    steps: [{ id: 'months', sql: 'SELECT 1' }],
    sources: ['orders.csv, fingerprint 0123456789ab'],
    presentation: {
      figures: [],
      charts: Array.from({ length: charts }, (_, at) => ({
        id: `chart${at}`,
        spec: {},
        rows: [],
        height: 200,
        title: { literal: english ? 'Revenue, ¥' : '收入，元' },
        caption: { literal: '' },
      })),
      table,
      insight: { sentences: [{ finding: { literal: 'September was best' }, rest: { literal: ', slowly.' } }], numbers: {} },
      stamp: { asOf: '2026-10-24', phrases: [{ literal: english ? 'paid orders' : '已付款订单' }], provisional: false },
      ledger: {
        used: [{ count: 5, unit: 'orders' }],
        excluded: [{ reason: { literal: english ? 'no customer' : '没有客户' }, count: 2, unit: 'orders' }],
      },
    },
  };
}

import type { TableView } from '#core/model/presentation';

/** Texts that a spreadsheet would compute. */
export const FORMULAS: readonly string[] = [
  '=1+1',
  '+1-1',
  '-1+1',
  '@SUM(A1)',
  '\tx',
  '\r=1',
  "=cmd|'/C calc'!A0",
  '＝1+1',
  '=HYPERLINK("http://evil.example")',
];
/** More digits than a number keeps. */
export const LONG_ID = '12345678901234567890';

/** One of everything: months, days, money, shares, counts, words for codes, texts that are no formulas. */
export const MIXED: TableView = {
  columns: [
    { key: 'month', label: { literal: 'Month' }, unit: 'month', is: 'key' },
    { key: 'tier', label: { literal: 'Tier' }, unit: 'text', is: 'other' },
    { key: 'orders', label: { literal: 'Orders' }, unit: 'orders', is: 'count' },
    { key: 'revenue', label: { literal: 'Revenue, ¥' }, unit: 'money', is: 'sum' },
    { key: 'share', label: { literal: 'Share' }, unit: 'rate', is: 'share', of: 'revenue' },
    { key: 'last', label: { literal: 'Last order' }, unit: 'date', is: 'other' },
    { key: 'id', label: { literal: '客户' }, unit: 'text', is: 'other' },
    { key: 'new', label: { literal: 'New' }, unit: 'text', is: 'other' },
  ],
  rows: [
    {
      values: { month: '2026-08', tier: 'a', orders: 12, revenue: 0.1 + 0.2, share: 0.125, last: '2026-08-31', id: LONG_ID, new: true },
      texts: { tier: { literal: 'Champions' } },
    },
    {
      values: { month: '2026-09', tier: 'b', orders: 0, revenue: -5, share: null, last: '2024-02-29', id: FORMULAS[0]!, new: false },
      texts: { tier: { literal: '沉睡' } },
      provisional: true,
    },
    {
      values: { month: null, orders: 12, revenue: Infinity, share: 1, last: null, id: null, new: null },
      texts: { month: { literal: 'All' } },
      total: true,
    },
  ],
};

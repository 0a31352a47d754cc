import type { Locale } from '#core/messages/text';
import { teaDraft, customersDraft, brokenDraft } from './tea-drafts';
import { tillDraft } from './till-draft';
import type { Facts } from './fake-workspace.svelte';

const loadingEngine = { state: 'starting', loadedBytes: 3_100_000, totalBytes: 7_200_000 } as const;

/** Places to look at, with invented facts; figures follow `look/2-import-zh`. */
export const scenes = {
  start: (): Partial<Facts> => ({ engine: loadingEngine }),
  start_failed: (): Partial<Facts> => ({ engine: { state: 'failed', message: 'unreachable' } }),
  start_before: (): Partial<Facts> => ({ drafts: [teaDraft('en', true)], report: incomingReport }),
  data: (locale: Locale): Partial<Facts> => ({ screen: 'data', report: incomingReport, drafts: [teaDraft(locale, true)] }),
  data_asked: (locale: Locale): Partial<Facts> => ({ screen: 'data', drafts: [teaDraft(locale, false)] }),
  data_reading: (locale: Locale): Partial<Facts> => ({ screen: 'data', drafts: [tillDraft(locale, false)] }),
  data_reading_asked: (locale: Locale): Partial<Facts> => ({ screen: 'data', drafts: [tillDraft(locale, true)] }),
  data_files: (locale: Locale): Partial<Facts> => ({
    screen: 'data',
    report: incomingReport,
    drafts: [teaDraft(locale, true), customersDraft(locale), brokenDraft],
    model: {
      tables: [],
      joins: [{ from: 'orders', to: 'customers', key: 'customer_id', rows: 3012, matched: 2941 }],
      firstOrder: '2026-10-01',
      lastOrder: '2026-10-24',
      currency: 'CNY',
    },
  }),
  data_loading: (locale: Locale): Partial<Facts> => ({
    screen: 'data',
    drafts: [teaDraft(locale, false), customersDraft(locale)],
    loading: { sourceId: 's1', phase: 'reading', bytes: 21_400_000, totalBytes: 61_000_000 },
    loadingSince: performance.now() - 2400,
  }),
  data_empty: (): Partial<Facts> => ({ screen: 'data' }),
  incoming: (): Partial<Facts> => ({ screen: 'incoming', incoming: { report: incomingReport, from: 'link', readOnly: false } }),
  notices: (): Partial<Facts> => ({
    notices: [
      { id: 1, tone: 'info', text: { literal: 'orders.csv was removed.' }, action: { label: { literal: 'Undo' }, run: () => undefined } },
      { id: 2, tone: 'problem', text: { key: 'issue_unknown', values: { detail: 'none' } } },
    ],
  }),
} satisfies Record<string, (locale: Locale) => Partial<Facts>>;
export type SceneName = keyof typeof scenes;

const incomingReport: NonNullable<Facts['report']> = {
  format: 'clientele.report',
  version: 2,
  title: 'Shannan Tea House, October',
  currency: 'CNY',
  weekStart: 'monday',
  asOf: '2026-10-24',
  range: { from: '2025-11-01', to: null },
  filters: [{ table: 'orders', column: '渠道', condition: { op: 'in', values: ['小程序', '天猫'] } }],
  revenue: { paidStatuses: ['paid', 'shipped'] },
  sources: [{ name: '订单_2026-10.csv', headers: teaDraft('en', true).preview!.head.headers, mapping: teaDraft('en', true).mapping! }],
  cells: [
    {
      id: 'c1',
      type: 'text',
      markdown: '**Before Monday.** The March campaign brought fewer people than the November sale, and more of them stayed.',
    },
    { id: 'c2', type: 'analysis', kind: 'cohort', version: 1, params: { period: 'month', minimumCohort: 5 }, title: 'Who comes back?' },
    { id: 'c3', type: 'analysis', kind: 'rfm', version: 1, params: {} },
  ],
};

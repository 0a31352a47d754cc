import { expect, test } from 'vitest';
import { say } from '#core/messages/say';
import type { Text } from '#core/messages/text';
import type { DataModel } from '#core/model/data-model';
import type { Presentation } from '#core/model/presentation';
import { emptyReport } from '../../../../tests/support/reports';
import { makeResults, writeResults, type CellOutcome } from './results';

const presentation: Presentation = {
  figures: [{ label: { literal: 'Revenue' }, amount: 1 / 3, unit: 'money', change: null, against: null, trend: [] }],
  charts: [
    { id: 'line', spec: {}, rows: [{ month: '2026-01', revenue: 0.1 + 0.2 }], height: 1, title: { literal: '' }, caption: { literal: '' } },
  ],
  table: {
    columns: [{ key: 'month', label: { literal: 'Month' }, unit: 'month', is: 'key' }],
    rows: [{ values: { month: '2026-01', revenue: 0.1 + 0.2 }, parts: { revenue: { month: '2026-01' } } }],
  },
  insight: { sentences: [{ finding: { literal: 'Up' }, rest: { literal: ', slowly.' } }], numbers: { growth: 1e-17, none: null } },
  stamp: { asOf: '2026-10-24', phrases: [{ literal: 'paid orders' }], provisional: true },
  ledger: { used: [{ count: 5, unit: 'orders' }], excluded: [{ reason: { literal: 'no customer' }, count: 2, unit: 'orders' }] },
};
const cell = (id: string) => ({ id, type: 'analysis', kind: 'revenue', version: 1, params: {} }) as const;
const report = {
  ...emptyReport,
  title: 'Q3',
  cells: [cell('a'), { id: 't', type: 'text', markdown: 'words' } as const, cell('b'), cell('c'), cell('d')],
};
const ledger = {
  records: 10,
  kept: 7,
  rejected: 2,
  skipped: 1,
  rejectedBy: [],
  skippedBy: [],
  rejects: [],
  values: [{ header: 'x', count: 4, examples: [], groups: [], uncounted: 0 }],
};
const outcomes = new Map<string, CellOutcome>([
  ['a', { state: 'done', presentation, steps: [{ id: 'main', sql: 'SELECT 1' }] }],
  ['b', { state: 'refused', issues: [{ code: 'issue_report_too_many_cells', values: { limit: 200 } }] }],
  ['c', { state: 'failed', message: 'out of memory', sql: 'SELECT 2' }],
]);
const inEnglish = (text: Text) => say(text, { locale: 'en', currency: null });
const emptyModel: DataModel = { tables: [], joins: [], firstOrder: null, lastOrder: null, currency: null };
const results = makeResults({
  report,
  asOf: '2026-10-24',
  model: { tables: [{ name: 'orders', rows: 7, columns: [] }], joins: [], firstOrder: null, lastOrder: null, currency: 'CNY' },
  sources: [{ info: { name: 'orders.csv', fingerprint: 'f' } as never, ledger }],
  outcomes,
  say: inEnglish,
});

test('every analysis cell in order, with its state', () => {
  expect(results.cells.map(({ id, state }) => [id, state])).toEqual([
    ['a', 'done'],
    ['b', 'refused'],
    ['c', 'failed'],
    ['d', 'idle'],
  ]);
});

test('numbers survive the file to the last bit', () => {
  const back = JSON.parse(writeResults(results)) as typeof results;
  expect(back).toEqual(results);
  expect(back.cells[0]).toMatchObject({
    numbers: { growth: 1e-17, none: null },
    rows: [{ month: '2026-01', revenue: 0.30000000000000004 }],
    charts: [{ id: 'line', rows: [{ revenue: 0.30000000000000004 }] }],
    sentences: [{ finding: 'Up', rest: ', slowly.' }],
    stamp: { asOf: '2026-10-24', phrases: ['paid orders'], provisional: true },
    ledger: { used: [{ count: 5, unit: 'orders' }], excluded: [{ reason: 'no customer', count: 2, unit: 'orders' }] },
    sql: [{ id: 'main', sql: 'SELECT 1' }],
  });
});

test('a refused and a failed cell say why', () => {
  expect(results.cells[1]?.issues?.[0]).toMatchObject({ code: 'issue_report_too_many_cells' });
  expect(results.cells[1]?.issues?.[0]?.text).toContain('200');
  expect(results.cells[2]).toMatchObject({ issues: [{ text: 'out of memory' }], sql: [{ sql: 'SELECT 2' }] });
});

test('SE6 a cell that failed with its segment names it, then says why', () => {
  const failed: CellOutcome = { state: 'failed', message: 'out of memory', sql: 'SELECT 2', segment: 'Lost' };
  const again = makeResults({ report, asOf: null, model: emptyModel, sources: [], outcomes: new Map([['c', failed]]), say: inEnglish });
  expect(again.cells[2]?.issues).toEqual([
    {
      code: 'issue_run_segment_failed',
      text: 'The customers of the segment “Lost” could not be worked out. This cell is filtered on that segment.',
    },
    { code: 'failed', text: 'out of memory' },
  ]);
});

test('sources with their ledger, the currency of the data', () => {
  expect(results).toMatchObject({
    currency: 'CNY',
    tables: [{ name: 'orders', rows: 7 }],
    sources: [{ name: 'orders.csv', fingerprint: 'f', ledger: { records: 10, kept: 7, rejected: 2, skipped: 1, valuesNotUnderstood: 4 } }],
  });
});

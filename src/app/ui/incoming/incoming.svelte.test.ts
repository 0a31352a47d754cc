import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Report } from '#core/report/types';
import App from '../App.svelte';
import { FakeWorkspace } from '../../../../tests/support/ui-harness/fake-workspace.svelte';
import document from '../../../core/report/examples/notebook.report.json';

const report: Report = {
  ...(document as unknown as Report),
  definitions: [
    ...((document as unknown as Report).definitions ?? []),
    {
      id: 'd9',
      name: 'Nobody asks this',
      purpose: 'Lies in wait.',
      form: [{ key: 'how_many', label: 'How many', help: 'Of them all', type: 'number', min: 0, max: 9, default: 3 }],
      requires: [],
      steps: [{ id: 'rows', sql: 'SELECT 4711 AS hidden_number' }],
      chart: { mark: 'bar', title: 'A chart in hiding' },
      insight: 'There are {{hidden_number}}.',
    },
  ],
};

/** Words that say of what type something is, or are shown as words of the reader's language. */
const SPOKEN = new Set([
  'id',
  'type',
  'by',
  'op',
  'kind',
  'definition',
  'width',
  'show',
  'from',
  'to',
  'asOf',
  'table',
  'unit',
  'tables',
  'alone',
]);

/** Every text that a person wrote in a part of a report. */
function textsOf(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return SPOKEN.has(key) ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((each) => textsOf(each, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => textsOf(each, name));
}

test('a report from outside shows every text of its queries, definitions, metrics, charts and filters, and draws none', async () => {
  const workspace = new FakeWorkspace({ screen: 'incoming', incoming: { report, from: 'link', readOnly: false } });
  await render(App, { workspace });
  const plain = (text: string) => text.replace(/\s+/g, '');
  await expect
    .poll(() => globalThis.document.querySelectorAll('main li').length, { timeout: 20_000 })
    .toBeGreaterThanOrEqual(report.cells.length);
  const shown = plain(globalThis.document.querySelector('main')!.textContent);
  const { cells, definitions } = report;
  const texts = textsOf([
    cells.map((cell) => (cell.type === 'sql' || cell.type === 'control' ? { ...cell, name: '' } : cell)),
    definitions,
    (report.metrics ?? []).map(({ name, formula }) => ({ name, formula })),
  ]).filter((text) => text !== '');
  expect(texts.length).toBeGreaterThan(20);
  const hidden = texts.filter((text) => !shown.includes(plain(text)) && !shown.includes(plain(JSON.stringify(text).slice(1, -1))));
  expect(hidden).toEqual([]);
  expect(shown).toContain('hidden_number');
  expect(globalThis.document.querySelectorAll('main svg, main table, main img, main canvas')).toHaveLength(0);
});

test('SE45 a report from a file names it, without signs that cannot be seen; one by a link does not', async () => {
  const workspace = new FakeWorkspace({
    screen: 'incoming',
    incoming: { report, from: 'file', name: `q3${String.fromCodePoint(0x202e)}.report\u200b.json`, readOnly: false },
  });
  const screen = await render(App, { workspace });
  await expect.element(screen.getByText('This report came from the file “q3.report.json”. Nothing in it has run.')).toBeVisible();
  workspace.facts.locale = 'zh-CN';
  await expect.element(screen.getByText('这份报告来自文件“q3.report.json”，尚未运行任何内容。')).toBeVisible();
  workspace.facts.incoming = { report, from: 'link', readOnly: false };
  await expect.element(screen.getByText('这份报告来自链接，尚未运行任何内容。')).toBeVisible();
});

test('a report that comes with data of the site never says that it brings none', async () => {
  const data = [{ address: new URL('https://reports.example/data/orders.csv'), bytes: 4_812_003 }];
  const workspace = new FakeWorkspace({ screen: 'incoming', incoming: { report, from: 'address', readOnly: false, data } });
  const screen = await render(App, { workspace });
  await expect.element(screen.getByText(/It comes with data of this site/)).toBeVisible();
  expect(screen.container.textContent).not.toContain('It brings no data of its own');
  expect(screen.container.textContent).toContain('orders.csv');
});

import { beforeEach, expect, test } from 'vitest';
import { page as screen } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { ReportWorkspace } from '../../../../tests/support/report-harness/report-workspace.svelte';
import { teaReport } from '../../../../tests/support/report-harness/tea-house';
import type { Facts } from '../../../../tests/support/ui-harness/fake-workspace.svelte';
import App from '../App.svelte';

beforeEach(() => screen.viewport(1280, 900));

/** Turns the direction of writing; a letter of its own in the source would be warned of. */
const TURNED = String.fromCodePoint(0x202e);
const plain = teaReport('en');
const asking = {
  ...plain,
  cells: [...plain.cells, { id: 'mine', type: 'sql', name: 'mine', query: { by: 'sql', text: 'SELECT 1 AS one' } } as const],
};

async function open(facts: Partial<Facts>) {
  const workspace = new ReportWorkspace(facts);
  const page = await render(App, { workspace });
  await expect.element(page.getByRole('heading', { level: 1 })).toBeInTheDocument();
  return { workspace, page, line: () => document.querySelector('.origin')?.textContent?.replace(/\s+/g, ' ').trim() };
}

test('SE45 a report made here says nothing of where it came from', async () => {
  const { line } = await open({ origin: null, report: asking });
  expect(line()).toBeUndefined();
});

test('SE45 a report of prebuilt questions only says where it came from, and nothing more', async () => {
  const { line } = await open({ origin: { from: 'link' } });
  expect(line()).toBe('This report came by a link.');
});

test('SE45 SE42 the file is named, and one press makes the report one’s own', async () => {
  const { workspace, page, line } = await open({ origin: { from: 'file', name: 'q3.report.json' }, report: asking });
  expect(line()).toBe(
    'This report came from the file “q3.report.json”. The queries in it get less time than those of your own reports. Count it as mine',
  );
  await page.getByRole('button', { name: 'Count it as mine' }).click();
  expect(workspace.calls.at(-1)).toEqual(['claimReport']);
  await expect.poll(line).toBeUndefined();
});

test('SE45 a name cannot pass for something else', async () => {
  const name = `${TURNED}<b>nosj.troper\u200b\n\nCount it as mine`;
  const { line } = await open({ origin: { from: 'file', name }, locale: 'zh-CN' });
  expect(line()).toBe('这份报告来自文件“<b>nosj.troper Count it as mine”。');
  expect(document.querySelector('.origin b')).toBeNull();
});

test('SE43 SE45 a report that may not be changed is not made one’s own', async () => {
  const { page, line } = await open({ origin: { from: 'address', name: 'reports/q3.json' }, readOnly: true, report: asking });
  expect(line()).toContain('This report is offered by this site: reports/q3.json');
  await expect.element(page.getByRole('button', { name: 'Count it as mine' })).not.toBeInTheDocument();
});

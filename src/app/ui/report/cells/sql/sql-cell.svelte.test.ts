import { beforeEach, describe, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Cell, SqlCell } from '#core/report/types';
import type { CellState } from '#app/run/types';
import { ReportWorkspace } from '../../../../../../tests/support/report-harness/report-workspace.svelte';
import App from '../../../App.svelte';

beforeEach(() => screen.viewport(1280, 900));

const query = (name: string, text: string, more: Partial<SqlCell> = {}): SqlCell => ({
  id: name,
  type: 'sql',
  name,
  query: { by: 'sql', text },
  ...more,
});
const done: CellState = {
  state: 'done',
  took: 1,
  steps: [{ id: 'rows', sql: 'SELECT 1 AS complete' }],
  presentation: {
    figures: [],
    charts: [],
    table: {
      columns: [
        { key: 'region', label: { literal: 'region' }, unit: 'text', is: 'key' },
        { key: 'tens', label: { literal: 'tens' }, unit: 'count', is: 'other' },
      ],
      rows: [{ values: { region: 'north', tens: 30 } }],
    },
    insight: { sentences: [], numbers: { rows: 1 } },
    stamp: { asOf: '2026-10-24', phrases: [{ key: 'query_cell_stamp' }], provisional: false },
    ledger: { used: [{ count: 1, unit: 'count' }], excluded: [] },
  },
};

async function open(cells: readonly Cell[], states: Record<string, CellState>, face: 'Report' | 'Notebook' = 'Notebook') {
  const given = new ReportWorkspace().report!;
  const workspace = new ReportWorkspace({ report: { ...given, cells }, cells: states });
  const page = await render(App, { workspace });
  await expect.element(page.getByRole('heading', { level: 1 })).toBeInTheDocument();
  if (face === 'Notebook') await page.getByRole('button', { name: 'Notebook' }).click();
  return { workspace, page };
}
const cell = (id: string) => document.querySelector<HTMLElement>(`#cell-${id}`)!;
const content = (id: string) => cell(id).querySelector<HTMLElement>('.cm-content');
async function editor(id: string): Promise<HTMLElement> {
  await expect.poll(() => content(id), { timeout: 15_000 }).toBeTruthy();
  return content(id)!;
}
const written = (id: string) => [...cell(id).querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n');
const edits = (workspace: ReportWorkspace) => workspace.calls.filter(([method]) => method === 'edit').map(([, edit]) => edit);
/** Another text in the editor, typed. */
async function type(id: string, text: string) {
  (await editor(id)).focus();
  await userEvent.keyboard('{Control>}a{/Control}');
  await userEvent.keyboard(text.replaceAll('{', '{{').replaceAll('[', '[['));
}
const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

test('SC1 in the report a query is a title, a badge, a table and a footer, and no editor', async () => {
  await open([query('first', 'SELECT 1', { title: 'Who is where' })], { first: done }, 'Report');
  await expect.poll(() => cell('first').textContent).toContain('north');
  expect(cell('first').querySelector('h2')!.textContent).toContain('Who is where');
  expect(cell('first').querySelector('h2 .own')!.textContent).toBe('custom');
  expect(cell('first').querySelector('.stamp')!.textContent).toContain('As of 24 Oct 2026');
  expect(content('first')).toBeNull();
});

describe('SC2 when a text is taken', () => {
  test('SC2 after typing only where it is one whole statement, as one edit', async () => {
    const { workspace } = await open([query('first', 'SELECT 1')], { first: done });
    await type('first', 'SELECT count(*) FROM');
    await userEvent.keyboard('{Escape}');
    await pause(900);
    expect(edits(workspace)).toEqual([]);
    await userEvent.keyboard(' orders');
    await expect.poll(() => edits(workspace).length).toBe(1);
    expect(edits(workspace)[0]).toEqual({ op: 'set_query', id: 'first', query: { by: 'sql', text: 'SELECT count(*) FROM orders' } });
  });
  test('SC2 running closes the suggestions, which would cover the result', async () => {
    await open([query('first', 'SELECT 1')], { first: done });
    await type('first', 'SELECT cou');
    await expect.poll(() => document.querySelectorAll('.cm-tooltip-autocomplete').length).toBe(1);
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    await expect.poll(() => document.querySelectorAll('.cm-tooltip-autocomplete').length).toBe(0);
    await pause(400);
    expect(document.querySelectorAll('.cm-tooltip-autocomplete').length).toBe(0);
  });
  test('SC2 on Shift-Enter at once, again although nothing changed, and on leaving whatever stands', async () => {
    const { workspace } = await open([query('first', 'SELECT 1')], { first: done });
    await type('first', 'SELECT 2');
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    expect(edits(workspace)).toEqual([{ op: 'set_query', id: 'first', query: { by: 'sql', text: 'SELECT 2' } }]);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(workspace.calls.at(-1)).toEqual(['runCell', 'first']);
    await userEvent.keyboard(' FROM');
    await userEvent.keyboard('{Escape}');
    cell('first').querySelector<HTMLInputElement>('.name input')!.focus();
    await expect.poll(() => edits(workspace).length).toBe(2);
    workspace.undo();
    await expect.poll(() => written('first')).toBe('SELECT 2');
  });
});

test('SC3 a fault is marked at its place and said under the editor; one elsewhere leads there', async () => {
  const text = 'SELECT 1 AS a,\n  nope\nFROM orders';
  const failed = (name: string): CellState => ({
    state: 'failed',
    kind: 'sql',
    message: 'Referenced column "nope" not found',
    sql: text,
    place: { name, line: 2, column: 3, offset: 17, length: 4 },
  });
  const { page } = await open([query('first', text), query('second', 'FROM first')], { first: failed('first'), second: failed('first') });
  await editor('first');
  await expect.poll(() => cell('first').querySelector('.cm-lintRange-error')?.textContent).toBe('nope');
  expect(cell('first').querySelectorAll('.cm-lint-marker-error')).toHaveLength(1);
  const sentence = cell('first').querySelector('[role=status] li')!;
  expect(sentence.textContent).toContain('Line 2, column 3: Referenced column "nope" not found');
  expect(cell('second').querySelector('.fault')!.textContent).toContain('This query reads “first”, where the fault is: line 2, column 3');
  await editor('second');
  expect(cell('second').querySelector('.cm-lintRange-error')).toBeNull();
  await page.getByRole('button', { name: 'Go to “first”' }).click();
  await expect.poll(() => document.activeElement === content('first')).toBe(true);
});

test('SC3 SQ22 a placeholder that nothing stands for is marked too', async () => {
  const refused: CellState = {
    state: 'refused',
    issues: [{ code: 'issue_sql_placeholder_unknown', values: { name: { literal: 'nobody' }, line: 1, column: 8 }, path: [7, 17] }],
  };
  await open([query('first', 'SELECT {{nobody}}')], { first: refused });
  await editor('first');
  await expect.poll(() => cell('first').querySelector('.cm-lintRange-error')?.textContent).toBe('{{nobody}}');
  expect(cell('first').querySelector('.fault')!.textContent).toContain('(line 1, column 8)');
});

test('SC4 SC5 Tab takes a suggestion where some stand, else it leaves', async () => {
  const { workspace } = await open([query('first', 'SELECT 1'), query('第 二', 'SELECT 2', { id: 'second' })], {
    first: done,
    second: done,
  });
  await type('first', 'SELECT * FROM cust');
  await expect.poll(() => document.querySelector('.cm-tooltip-autocomplete')?.textContent).toContain('customers');
  await pause(100);
  await userEvent.keyboard('{Tab}');
  await expect.poll(() => written('first')).toBe('SELECT * FROM customers');
  expect(document.activeElement).toBe(content('first'));
  await userEvent.keyboard('{Escape}{Tab}');
  expect(document.activeElement).not.toBe(content('first'));
  expect(edits(workspace).length).toBeGreaterThan(0);
});

test('SC6 layout keeps what a text says, and refuses where it would not', async () => {
  const { workspace, page } = await open([query('first', "select '{{x}}' as a, {{n}} from orders where a=1 -- why")], { first: done });
  await editor('first');
  await page.getByRole('button', { name: 'Lay out' }).click();
  await expect.poll(() => edits(workspace).length, { timeout: 10_000 }).toBe(1);
  expect(written('first')).toBe(['SELECT', "  '{{x}}' AS a,", '  {{n}}', 'FROM', '  orders', 'WHERE', '  a = 1 -- why'].join('\n'));
  await type('first', 'select ]');
  await page.getByRole('button', { name: 'Lay out' }).click();
  await expect.element(page.getByText('This text cannot be laid out')).toBeVisible();
});

test('SC7 a query is renamed with its mentions in one step; a taken name is refused', async () => {
  const { workspace, page } = await open([query('first', 'SELECT 1 AS n'), query('second', 'SELECT first.n FROM first')], {
    first: done,
    second: done,
  });
  const field = page.getByRole('textbox', { name: 'Name' }).first();
  await field.fill('second');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('“second” is the name of another query or control.')).toBeVisible();
  await field.fill('history');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('“history” is the name of a table of the report')).toBeVisible();
  expect(edits(workspace)).toEqual([]);
  await field.fill('base');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => edits(workspace).length).toBe(1);
  expect(workspace.report!.cells.map((each) => each.type === 'sql' && [each.name, each.query])).toEqual([
    ['base', { by: 'sql', text: 'SELECT 1 AS n' }],
    ['second', { by: 'sql', text: 'SELECT base.n FROM base' }],
  ]);
});

test('SC8 what the builder made is shown as SQL and can become one’s own', async () => {
  const built: SqlCell = {
    ...query('first', ''),
    query: { by: 'builder', from: 'orders', filters: [], groups: [], measures: [{ of: 'count' }] },
  };
  const { workspace, page } = await open([built], { first: done });
  await page.getByText('Show SQL').click();
  await page.getByRole('button', { name: 'Write as SQL' }).click();
  const edit = edits(workspace)[0] as { query: { by: string; text: string } };
  expect(edit).toMatchObject({ op: 'set_query', id: 'first', query: { by: 'sql' } });
  expect(edit.query.text).toMatch(/count\(\*\)[^]*in_range|orders/);
  await expect.poll(() => written('first'), { timeout: 15_000 }).toBe(edit.query.text);
});

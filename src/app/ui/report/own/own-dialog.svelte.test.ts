import { beforeEach, describe, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { CustomDefinition } from '#core/report/notebook-types';
import type { AnalysisCell, Edit } from '#core/report/types';
import type { CellState } from '#app/run/types';
import { ReportWorkspace } from '../../../../../tests/support/report-harness/report-workspace.svelte';
import App from '../../App.svelte';

beforeEach(() => screen.viewport(1280, 900));

const definition: CustomDefinition = {
  id: 'd1',
  name: 'Slow payers',
  purpose: '',
  form: [{ key: 'days', label: 'Days', help: '', type: 'integer', min: 0, max: 90, default: 7 }],
  requires: [],
  steps: [{ id: 'rows', sql: 'SELECT 1 AS tens' }],
};
const asks: AnalysisCell = { id: 'asks', type: 'analysis', kind: 'custom', definition: 'd1', version: 1, params: {} };
const done = (name = 'tens'): CellState => ({
  state: 'done',
  took: 1,
  steps: [{ id: 'rows', sql: 'SELECT 1' }],
  presentation: {
    figures: [],
    charts: [],
    table: {
      columns: [
        { key: 'region', label: { literal: 'region' }, unit: 'text', is: 'key' },
        { key: name, label: { literal: name }, unit: 'count', is: 'other' },
      ],
      rows: [{ values: { region: 'north', [name]: 30 } }, { values: { region: 'south', [name]: 12 } }],
    },
    insight: { sentences: [], numbers: { rows: 2 } },
    stamp: { asOf: '2026-10-24', phrases: [{ key: 'query_own_stamp' }], provisional: false },
    ledger: { used: [{ count: 2, unit: 'count' }], excluded: [] },
  },
});
/** The engine's fault about the word `nope`. */
function failed(sql: string): CellState {
  const offset = sql.indexOf('nope');
  const before = sql.slice(0, offset).split('\n');
  const place = { name: 'rows', step: true, line: before.length, column: before.at(-1)!.length + 1, offset, length: 4 } as const;
  return { state: 'failed', kind: 'sql', message: 'Referenced column "nope" not found', sql, place };
}

const content = () => document.querySelector<HTMLElement>('[role=dialog] .cm-content');
const written = () => [...document.querySelectorAll('[role=dialog] .place .cm-line')].map((line) => line.textContent).join('\n');
const marked = () => document.querySelector('[role=dialog] .place .cm-lintRange-error')?.textContent;
const foot = () => document.querySelector('[role=dialog] .foot')!;
const edits = (workspace: ReportWorkspace) => workspace.calls.filter(([method]) => method === 'edit').map(([, edit]) => edit as Edit);
const asked = (workspace: ReportWorkspace) =>
  workspace.calls.filter(([method]) => method === 'preview').map(([, ask]) => (ask as { draft: CustomDefinition }).draft);

async function stand(state: CellState = done(), own = definition) {
  const given = new ReportWorkspace().report!;
  const workspace = new ReportWorkspace({ report: { ...given, cells: [asks], definitions: [own] }, cells: { asks: state } });
  const noted = workspace.preview;
  workspace.preview = async (ask, signal) => {
    await noted(ask, signal);
    const sql = 'draft' in ask ? ask.draft.steps[0]!.sql : '';
    return sql.includes('nope') ? failed(sql) : done();
  };
  const page = await render(App, { workspace });
  await expect.element(page.getByRole('heading', { level: 1 })).toBeInTheDocument();
  return { workspace, page };
}
async function open(own = definition) {
  const { workspace, page } = await stand(done(), own);
  await page.getByRole('button', { name: 'Notebook' }).click();
  await page.getByRole('button', { name: 'Edit its definition' }).click();
  await expect.poll(content, { timeout: 15_000 }).toBeTruthy();
  return { workspace, page, button: (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true }) };
}
async function type(text: string) {
  content()!.focus();
  await userEvent.keyboard('{Control>}a{/Control}{Backspace}');
  document.execCommand('insertText', false, text);
}

describe('OD3 OD4 faults at their place', () => {
  test('OD4 OD3 OD2 a wrong SQL is marked and not saved; mended, it is asked, marked where the engine stops, mended again, shown and saved', async () => {
    const { workspace, page, button } = await open();
    await type('SELECT (1 AS tens');
    await button('Save').click();
    await expect.poll(marked).toBe('(');
    expect(foot().textContent).toContain('Step rows: ');
    expect(foot().textContent).toContain('line 1, column 8');
    expect(edits(workspace)).toEqual([]);
    await button('Go to the place').click();
    await expect.poll(() => document.activeElement === content()).toBe(true);

    await type('SELECT 1 AS tens,\n  nope');
    await expect.poll(marked).toBeUndefined();
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    await expect.poll(marked).toBe('nope');
    expect(foot().textContent).toContain('Step rows, line 2, column 3: Referenced column "nope" not found');
    expect(asked(workspace).map(({ steps }) => steps[0]!.sql)).toEqual(['SELECT 1 AS tens,\n  nope']);

    await type('SELECT 3 AS tens');
    await button('Try').click();
    const result = page.getByRole('dialog').getByRole('region', { name: 'What it shows' });
    await expect.element(result.getByText('south')).toBeVisible();
    expect(marked()).toBeUndefined();
    expect(edits(workspace)).toEqual([]);
    await page.getByLabelText('What it is for').fill('Who waits');
    await expect.element(result.getByText('You have changed something since.')).toBeVisible();

    await button('Save').click();
    await expect
      .poll(() => edits(workspace))
      .toEqual([
        {
          op: 'set_definition',
          definition: { ...definition, purpose: 'Who waits', steps: [{ id: 'rows', sql: 'SELECT 3 AS tens' }] },
        },
      ]);
    await expect.poll(() => document.querySelector('[role=dialog]')).toBeNull();
  });

  test('OD4 what has a fault can be kept unfinished', async () => {
    const { workspace, button } = await open();
    await type('SELECT {{nobody}}');
    await button('Save').click();
    await expect.poll(marked).toBe('{{nobody}}');
    await button('Save it unfinished').click();
    await expect.poll(() => edits(workspace).length).toBe(1);
  });

  test('OD4 the cell that met a fault leads to its place in the definition', async () => {
    const sql = 'SELECT 1 AS tens,\n  nope';
    const { page } = await stand(failed(sql), { ...definition, steps: [{ id: 'rows', sql }] });
    await expect.element(page.getByText('Step rows, line 2, column 3: Referenced column "nope" not found')).toBeVisible();
    await page.getByRole('button', { name: 'Open the definition there' }).click();
    await expect.poll(content, { timeout: 15_000 }).toBeTruthy();
    await expect.poll(() => document.activeElement === content()).toBe(true);
    await expect.poll(marked).toBe('nope');
    await userEvent.keyboard('x');
    expect(written()).toBe('SELECT 1 AS tens,\n  xnope');
  });
});

test('OD5 leaving with changes asks once, and going on loses nothing', async () => {
  const { workspace, page, button } = await open();
  await type('SELECT 2 ');
  // The editor looks for suggestions after each key, and Escape is its own until it has.
  await new Promise((resolve) => setTimeout(resolve, 400));
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByText('What you changed here is not saved.')).toBeVisible();
  await button('Go on writing').click();
  expect(written()).toBe('SELECT 2 ');
  expect(document.activeElement).toBe(content());
  await button('Leave it as it was').click();
  await button('Leave without saving').click();
  await expect.poll(() => document.querySelector('[role=dialog]')).toBeNull();
  expect(edits(workspace)).toEqual([]);
});

test('OD5 without changes Escape leaves; what stands in a field counts before it is left', async () => {
  const { page } = await open();
  await page.getByRole('textbox', { name: 'Name in SQL' }).click();
  await userEvent.keyboard('weeks');
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByText('What you changed here is not saved.')).toBeVisible();
  await page.getByRole('button', { name: 'Leave without saving' }).click();
  await page.getByRole('button', { name: 'Edit its definition' }).click();
  await expect.poll(content, { timeout: 15_000 }).toBeTruthy();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.querySelector('[role=dialog]')).toBeNull();
});

test('OD1 options are suggested as placeholders; the Escape that closes suggestions does not leave', async () => {
  const { button } = await open();
  await type('SELECT ');
  await userEvent.keyboard('{{{{da');
  const list = () => document.querySelector('.cm-tooltip-autocomplete')?.textContent;
  await expect.poll(list).toContain('days');
  expect(list()).toContain('Days');
  await userEvent.keyboard('{Escape}');
  await expect.poll(list).toBeUndefined();
  expect(document.querySelector('[role=dialog]')).toBeTruthy();
  expect(foot().textContent).not.toContain('not saved');
  await type('select   {{days}}   as n');
  await button('Lay out – SQL of the step rows').click();
  await expect.poll(written).toBe('SELECT\n  {{days}} AS n');
});

describe('OD6 the chart', () => {
  const spec = '{"data": {"name": "rows"}, "mark": "bar", "encoding": {"x": {"field": "region", "type": "nominal"}}}';

  test('OD6 it is made over the rows of the first step, and its text with a fault is not saved over', async () => {
    const { workspace, page, button } = await open({ ...definition, insight: 'So' });
    await button('Make a chart').click();
    await button('Draw it').click();
    expect(asked(workspace)).toEqual([definition]);
    await page.getByRole('dialog').getByRole('button', { name: 'Show as text' }).click();
    const editor = () => document.querySelector<HTMLElement>('[data-spec]')!;
    await expect.poll(() => editor()?.textContent ?? '', { timeout: 15_000 }).toContain('"mark"');
    editor().focus();
    await userEvent.keyboard('{Control>}a{/Control}{Backspace}');
    document.execCommand('insertText', false, '{"mark": "bar", "data": {"url": "x"}}');
    await button('Save').click();
    await expect.element(page.getByText('This chart is not drawn, because')).toBeVisible();
    await expect.element(page.getByText('The text of the chart has a fault')).toBeVisible();
    expect(edits(workspace)).toEqual([]);
    editor().focus();
    await userEvent.keyboard('{Control>}a{/Control}{Backspace}');
    document.execCommand('insertText', false, spec);
    await button('Save').click();
    await expect.poll(() => edits(workspace).length).toBe(1);
    expect(edits(workspace)[0]).toMatchObject({ op: 'set_definition', definition: { chart: JSON.parse(spec) as object, insight: 'So' } });
  });

  test('OD6 without rows its text is written alone', async () => {
    const { workspace, button } = await open({ ...definition, steps: [{ id: 'rows', sql: 'SELECT nope' }] });
    await button('Make a chart').click();
    await button('Begin with an empty chart').click();
    await expect.poll(() => document.querySelector('[data-spec]')?.textContent ?? '', { timeout: 15_000 }).toContain('"rows"');
    await button('Save').click();
    await expect.poll(() => edits(workspace).length).toBe(1);
    expect(edits(workspace)[0]).toMatchObject({ definition: { chart: { data: { name: 'rows' } } } });
  });
});

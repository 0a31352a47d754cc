import { beforeEach, describe, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Control } from '#core/report/notebook-types';
import type { Cell, ControlCell, Report } from '#core/report/types';
import { ReportWorkspace } from '../../../../../tests/support/report-harness/report-workspace.svelte';
import { teaReport } from '../../../../../tests/support/report-harness/tea-house';
import type { Facts } from '../../../../../tests/support/ui-harness/fake-workspace.svelte';
import App from '../../App.svelte';

beforeEach(() => screen.viewport(1280, 900));

const knob = (name: string, control: Control, label?: string): ControlCell => ({
  id: name,
  type: 'control',
  name,
  control,
  ...(label && { label }),
});
const cohort = (more: object = {}): Cell => ({
  id: 'cohort',
  type: 'analysis',
  kind: 'cohort',
  version: 1,
  params: { periods: 11 },
  ...more,
});
const reportOf = (cells: readonly Cell[], more: Partial<Report> = {}): Report => ({ ...teaReport('en'), cells, ...more });
async function open(cells: readonly Cell[], facts: Partial<Facts> = {}, more: Partial<Report> = {}) {
  const workspace = new ReportWorkspace({ report: reportOf(cells, more), ...facts });
  const page = await render(App, { workspace });
  await expect.element(page.getByRole('heading', { level: 1 })).toBeInTheDocument();
  return { workspace, page };
}
const edits = (workspace: ReportWorkspace) => workspace.calls.filter(([method]) => method === 'edit').map(([, edit]) => edit);
const controlOf = (workspace: ReportWorkspace, id: string) => {
  const cell = workspace.report?.cells.find((each) => each.id === id);
  return cell?.type === 'control' ? cell.control : null;
};
const region = { of: 'column', table: 'customers', column: 'region' } as const;
const list = (...values: string[]) => ({ of: 'list' as const, values });

describe('CT1 every control is turned in the report face, each turn one edit', () => {
  test('CT1 choice: a few beside each other, by keyboard', async () => {
    const { workspace, page } = await open([knob('way', { type: 'choice', choices: list('Web', 'Shop'), value: null }, 'Sales channel')]);
    await expect.element(page.getByRole('radiogroup', { name: 'Sales channel' })).toBeVisible();
    await expect.element(page.getByText('Options that follow it keep their own value.')).toBeVisible();
    page.getByRole('radio', { name: 'Nothing chosen' }).element().focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(controlOf(workspace, 'way')).toMatchObject({ value: 'Web' });
    expect(edits(workspace)).toHaveLength(1);
    workspace.undo();
    expect(controlOf(workspace, 'way')).toMatchObject({ value: null });
  });

  test('CT1 choice: several in a list, many behind a search', async () => {
    const many = Array.from({ length: 60 }, (_, index) => `Town ${index + 1}`);
    const { workspace, page } = await open([
      knob('area', { type: 'choice', choices: region, value: null }),
      knob('town', { type: 'choice', choices: list(...many), value: null }),
    ]);
    await page.getByLabelText(/^area:/).click();
    await page.getByRole('option', { name: 'Abroad' }).click();
    expect(controlOf(workspace, 'area')).toMatchObject({ value: 'Abroad' });
    await page.getByRole('button', { name: /^town:/ }).click();
    await page.getByRole('searchbox').fill('town 57');
    await page.getByRole('radio', { name: 'Town 57' }).click();
    expect(controlOf(workspace, 'town')).toMatchObject({ value: 'Town 57' });
    await expect.element(page.getByRole('button', { name: /^town: Town 57/ })).toBeVisible();
  });

  test('CT1 several choices', async () => {
    const { workspace, page } = await open([
      knob('ways', { type: 'multi_choice', choices: list('Web', 'Shop'), value: [] }),
      knob('areas', { type: 'multi_choice', choices: region, value: ['East'] }),
    ]);
    await expect.element(page.getByText('Nothing chosen means all of them.')).toBeVisible();
    await page.getByRole('checkbox', { name: 'Shop' }).click();
    expect(controlOf(workspace, 'ways')).toMatchObject({ value: ['Shop'] });
    await page.getByRole('button', { name: /^areas: East/ }).click();
    await page.getByRole('checkbox', { name: 'South', exact: true }).click();
    expect(controlOf(workspace, 'areas')).toMatchObject({ value: ['East', 'South'] });
    await page.getByRole('button', { name: 'Choose nothing' }).click();
    expect(controlOf(workspace, 'areas')).toMatchObject({ value: [] });
  });

  test('CT1 date range, as-of day, segment', async () => {
    const segments = [{ id: 's1', name: 'Lapsed', of: { kind: 'rule' as const, filters: [] } }];
    const { workspace, page } = await open(
      [
        knob('period', { type: 'date_range', value: { from: null, to: null } }),
        knob('until', { type: 'as_of', value: null }),
        knob('who', { type: 'segment', value: null }),
      ],
      {},
      { segments },
    );
    await page.getByRole('button', { name: /^period: All dates/ }).click();
    await page.getByRole('button', { name: '90 days' }).click();
    expect(controlOf(workspace, 'period')).toEqual({ type: 'date_range', value: { from: '2026-07-27', to: '2026-10-24' } });
    await page.getByLabelText('until', { exact: true }).last().fill('2026-09-30');
    await userEvent.keyboard('{Tab}');
    expect(controlOf(workspace, 'until')).toEqual({ type: 'as_of', value: '2026-09-30' });
    await page.getByRole('button', { name: 'The report’s day' }).click();
    expect(controlOf(workspace, 'until')).toEqual({ type: 'as_of', value: null });
    await page.getByLabelText(/^who:/).click();
    await page.getByRole('option', { name: 'Lapsed' }).click();
    expect(controlOf(workspace, 'who')).toEqual({ type: 'segment', value: 's1' });
  });
});

describe('CT3 typing is one edit once it has settled', () => {
  test('CT3 text', async () => {
    const { workspace, page } = await open([knob('word', { type: 'text', value: '' })]);
    page.getByRole('textbox', { name: 'word' }).element().focus();
    await userEvent.keyboard('spring tea');
    expect(edits(workspace)).toEqual([]);
    await expect.poll(() => controlOf(workspace, 'word')).toEqual({ type: 'text', value: 'spring tea' });
    expect(edits(workspace)).toHaveLength(1);
    await userEvent.keyboard('!{Enter}');
    expect(controlOf(workspace, 'word')).toEqual({ type: 'text', value: 'spring tea!' });
  });

  test('CT4 a number outside its limits is said and not stored', async () => {
    const { workspace, page } = await open([knob('days', { type: 'number', min: 1, max: 90, value: 30 })]);
    const field = page.getByRole('spinbutton', { name: 'days' });
    await field.fill('91');
    await userEvent.keyboard('{Enter}');
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
    await expect.element(page.getByText('From 1 to 90')).toBeVisible();
    expect(edits(workspace)).toEqual([]);
    await field.fill('60');
    await userEvent.keyboard('{Enter}');
    expect(controlOf(workspace, 'days')).toMatchObject({ value: 60 });
  });
});

test('CT2 what is lost or cannot be chosen says so', async () => {
  const { page } = await open([
    knob('a', { type: 'choice', choices: { of: 'column', table: 'orders', column: 'colour' }, value: null }),
    knob('b', { type: 'choice', choices: list(), value: null }),
    knob('c', { type: 'choice', choices: region, value: 'Atlantis' }),
    knob('d', { type: 'segment', value: 'gone' }),
  ]);
  await expect.element(page.getByText('These data have no column “colour” in orders', { exact: false })).toBeVisible();
  await expect.element(page.getByText('There is nothing to choose yet.', { exact: false })).toBeVisible();
  await expect.element(page.getByText('Chosen here, but not in the data: Atlantis.')).toBeVisible();
  await expect.element(page.getByText('The segment chosen here is not in the report any more.', { exact: false })).toBeVisible();
});

test('CT6 a document that may only be read turns no control', async () => {
  const { page } = await open(
    [knob('word', { type: 'text', value: 'x' }), knob('way', { type: 'choice', choices: list('a'), value: 'a' })],
    { readOnly: true },
  );
  await expect.element(page.getByRole('textbox', { name: 'word' })).toBeDisabled();
  await expect.element(page.getByRole('radio', { name: 'a', exact: true })).toBeDisabled();
});

test('CT5 the notebook sets up name, label, kind, choices and limits', async () => {
  const { workspace, page } = await open([
    knob('way', { type: 'choice', choices: list('Web', 'Shop'), value: 'Web' }),
    knob('days', { type: 'number', min: null, max: null, value: 30 }),
  ]);
  await page.getByRole('button', { name: 'Notebook' }).click();
  for (const summary of document.querySelectorAll<HTMLElement>('.setup summary')) summary.click();
  await page.getByLabelText('Label').first().fill('Channel');
  await userEvent.keyboard('{Tab}');
  expect(workspace.report?.cells[0]).toMatchObject({ label: 'Channel' });
  const name = page.getByLabelText('Name', { exact: true }).first();
  for (const [typed, said] of [
    ['1st', 'A name begins with a letter and holds letters, digits and _ only, at most 60.'],
    ['Orders', 'A table of the report has this name. Choose another.'],
    ['DAYS', 'Another cell has this name. Choose another.'],
  ] as const) {
    await name.fill(typed);
    await expect.element(page.getByText(said)).toBeVisible();
  }
  await name.fill('渠道');
  await userEvent.keyboard('{Tab}');
  expect(workspace.report?.cells[0]).toMatchObject({ name: '渠道' });
  await expect.element(page.getByText('{{渠道}}')).toBeVisible();
  await page.getByLabelText('One a line').fill('Shop\n\nShop\nTmall ');
  await userEvent.keyboard('{Tab}');
  expect(controlOf(workspace, 'way')).toEqual({ type: 'choice', choices: list('Shop', 'Tmall'), value: null });
  await page.getByLabelText('Choices from: A list of my own').click();
  await page.getByRole('option', { name: 'Region' }).click();
  expect(controlOf(workspace, 'way')).toEqual({ type: 'choice', choices: region, value: null });
  await page.getByLabelText('Kind: Choice').click();
  await page.getByRole('option', { name: 'Several choices' }).click();
  expect(controlOf(workspace, 'way')).toEqual({ type: 'multi_choice', choices: region, value: [] });
  await page.getByLabelText('Most', { exact: true }).fill('20');
  await userEvent.keyboard('{Tab}');
  expect(controlOf(workspace, 'days')).toEqual({ type: 'number', min: null, max: 20, value: null });
});

describe('bindings', () => {
  const columns = knob('columns', { type: 'number', min: null, max: null, value: 6 }, 'Months shown');
  const period = knob('span', { type: 'choice', choices: list('week', 'quarter'), value: 'quarter' });
  const inspect = async (page: Awaited<ReturnType<typeof open>>['page']) => {
    await page.getByRole('button', { name: 'Notebook' }).click();
    document.querySelector<HTMLElement>('#cell-cohort')!.focus();
    document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await expect.element(page.getByRole('complementary', { name: 'Options' }).or(page.getByText('Columns shown'))).toBeVisible();
  };

  test('BD1 BD2 BD3 an option follows a fitting control, shows its value, and keeps it when it stops', async () => {
    const { workspace, page } = await open([columns, period, cohort()]);
    await inspect(page);
    await page.getByLabelText(/^Columns shown: follow a control/).click();
    expect(
      page
        .getByRole('option')
        .elements()
        .map((each) => each.textContent?.trim()),
    ).toEqual(['Months shown']);
    await page.getByRole('option', { name: 'Months shown' }).click();
    expect(edits(workspace)).toEqual([{ op: 'set_bindings', id: 'cohort', bindings: { periods: 'columns' } }]);
    const bound = page.getByRole('group', { name: 'Columns shown' });
    await expect.element(bound).toHaveTextContent('Follows “Months shown”: 6');
    await bound.getByRole('button', { name: 'Stop following, keep the value' }).click();
    expect(workspace.report?.cells[2]).toEqual(cohort({ params: { periods: 6 } }));
    workspace.undo();
    expect(workspace.report?.cells[2]).toEqual(cohort({ bindings: { periods: 'columns' } }));
  });

  test('BD2 a control with nothing chosen, and one that is gone', async () => {
    const empty = knob('columns', { type: 'number', min: null, max: null, value: null });
    const { page } = await open([empty, cohort({ bindings: { periods: 'columns', lookback: 'gone' } })]);
    await inspect(page);
    await expect.element(page.getByText('Nothing is chosen there, so the option keeps its own value.')).toBeVisible();
    await expect.element(page.getByText('This control is not in the report any more, so the option keeps its own value.')).toBeVisible();
  });

  test('BD5 range, day and customers of a cell follow controls', async () => {
    const { workspace, page } = await open([
      knob('spring', { type: 'date_range', value: { from: '2026-03-01', to: '2026-05-31' } }),
      knob('who', { type: 'segment', value: null }, 'Who'),
      cohort(),
    ]);
    await inspect(page);
    await page.getByLabelText('Date range of this cell: As in the report').click();
    await page.getByRole('option', { name: 'Follow “spring”' }).click();
    await page.getByLabelText('Customers of this cell: As in the report').click();
    await page.getByRole('option', { name: 'Follow “Who”' }).click();
    expect(workspace.report?.cells[2]).toEqual(cohort({ bindings: { '@range': 'spring', '@segment': 'who' } }));
    expect(page.getByLabelText(/^As-of day of this cell/).elements()).toHaveLength(0);
    await page.getByLabelText('Date range of this cell: Follow “spring”').click();
    await page.getByRole('option', { name: 'As in the report' }).click();
    expect(workspace.report?.cells[2]).toEqual(cohort({ bindings: { '@segment': 'who' } }));
  });
});

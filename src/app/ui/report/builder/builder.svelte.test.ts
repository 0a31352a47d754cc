import { beforeEach, expect, test } from 'vitest';
import { page as screen } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { BuiltQuery, Metric } from '#core/report/notebook-types';
import { builtText } from '#app/run/built';
import { teaModel, teaReport } from '../../../../../tests/support/report-harness/tea-house';
import Metrics from '../metrics/MetricsDialog.svelte';
import { startingFrom, withGroup, withoutGroup, withoutMeasure } from './builder-state';
import BuilderScene from '../../../../../tests/support/report-harness/BuilderScene.svelte';
import { ReportWorkspace } from '../../../../../tests/support/report-harness/report-workspace.svelte';

beforeEach(() => screen.viewport(390, 844));
const plain: BuiltQuery = { by: 'builder', from: 'orders', filters: [], groups: [], measures: [{ of: 'count' }] };
const metric: Metric = {
  id: 'm1',
  name: 'Average order',
  table: 'orders',
  formula: 'sum(net_amount) / count(*)',
  unit: 'money',
  meaning: '',
};

async function open(query: BuiltQuery, metrics: readonly Metric[] = []) {
  const cell = { id: 'q', type: 'sql' as const, name: 'result_1', query };
  const workspace = new ReportWorkspace({ report: { ...teaReport('en'), cells: [cell], ...(metrics.length > 0 && { metrics }) } });
  const page = await render(BuilderScene, { workspace });
  const asked = () => {
    const found = workspace.report?.cells[0];
    return found?.type === 'sql' ? found.query : null;
  };
  return { workspace, page, asked };
}

test('VB1 VB4 a question is made without SQL, and taken over as SQL', async () => {
  const { workspace, page, asked } = await open(plain, [metric]);
  await page.getByLabelText(/^Add a group/).click();
  await page.getByRole('option', { name: 'Channel' }).click();
  await page.getByLabelText(/^Add a number/).click();
  await page.getByRole('option', { name: 'Average order' }).click();
  await page.getByLabelText(/^Order:/).click();
  await page.getByRole('option', { name: 'Average order, largest first' }).click();
  const made = asked();
  expect(made).toEqual({
    ...plain,
    groups: [{ table: 'orders', column: 'channel' }],
    measures: [{ of: 'count' }, { of: 'metric', metric: 'm1' }],
    sort: { column: 2, descending: true },
  });
  await page.getByRole('button', { name: 'Remove Number of rows' }).click();
  expect(asked()).toMatchObject({ measures: [{ of: 'metric', metric: 'm1' }], sort: { column: 1, descending: true } });
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  const query = asked();
  const text = query?.by === 'builder' ? builtText(query, workspace.report!, teaModel('en')) : null;
  document.querySelector<HTMLElement>('.builder summary')!.click();
  await page.getByRole('button', { name: 'Write as SQL' }).click();
  expect(asked()).toEqual({ by: 'sql', text: text?.ok ? text.value : '' });
  expect(text?.ok && text.value).toContain('GROUP BY "orders"."channel"');
});

test('VB3 the order goes with its column; another table keeps what it knows', () => {
  const sorted: BuiltQuery = {
    ...plain,
    measures: [{ of: 'count' }, { of: 'metric', metric: 'm1' }],
    sort: { column: 1, descending: true },
  };
  const grouped = withGroup(sorted, { table: 'customers', column: 'region' });
  expect(grouped.sort).toEqual({ column: 2, descending: true });
  expect(withoutGroup(grouped, 0)).toEqual(sorted);
  expect(withoutMeasure(sorted, 1)).toEqual(plain);
  expect(startingFrom(grouped, 'customers', ['customers'], [metric])).toEqual({
    ...plain,
    from: 'customers',
    groups: [{ table: 'customers', column: 'region' }],
  });
});

test('MT2 a metric that is used says where before it goes', async () => {
  const cell = {
    id: 'q',
    type: 'sql' as const,
    name: 'result_1',
    query: { ...plain, measures: [{ of: 'metric' as const, metric: 'm1' }] },
  };
  const workspace = new ReportWorkspace({ report: { ...teaReport('en'), cells: [cell], metrics: [metric] } });
  const page = await render(BuilderScene, { workspace, dialog: Metrics });
  await expect.element(page.getByText('Used in: result_1')).toBeVisible();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  expect(workspace.report?.metrics).toEqual([metric]);
  await page.getByRole('button', { name: 'Remove all the same' }).click();
  expect(workspace.report).not.toHaveProperty('metrics');
});

test('MT1 a formula is checked while it is typed, asked of the engine, and kept in one edit', async () => {
  const workspace = new ReportWorkspace({ report: { ...teaReport('en'), cells: [] } });
  const page = await render(BuilderScene, { workspace, dialog: Metrics });
  await page.getByRole('button', { name: 'Define a metric' }).click();
  await page.getByLabelText('Name').fill('Orders');
  await page.getByRole('textbox', { name: 'Formula' }).fill('count(*');
  await expect.element(page.getByRole('alert')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Keep' })).toBeDisabled();
  await page.getByRole('textbox', { name: 'Formula' }).fill('count(*)');
  await page.getByRole('button', { name: 'Keep' }).click();
  const kept = { id: 'm1', name: 'Orders', table: 'orders', formula: 'count(*)', unit: 'number', meaning: '' };
  await expect.poll(() => workspace.report?.metrics).toEqual([kept]);
  expect(workspace.calls.map(([method]) => method)).toEqual(['tryMetric', 'edit']);
});

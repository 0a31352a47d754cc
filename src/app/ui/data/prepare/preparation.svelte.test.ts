import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { PreparationStep } from '#core/model/steps';
import { setSteps } from '#app/run/steps';
import App from '../../App.svelte';
import { FakeWorkspace } from '../../../../../tests/support/ui-harness/fake-workspace.svelte';
import { teaDraft } from '../../../../../tests/support/ui-harness/tea-drafts';

const leaveOut: PreparationStep = { kind: 'filter', effect: 'leave_out', column: '渠道', condition: { op: 'in', values: ['门店'] } };
const missing: PreparationStep = { kind: 'trim', columns: ['备注'], inner: true, halfWidth: false, letters: 'keep' };

async function open(steps: readonly PreparationStep[] = [], locale: 'en' | 'zh-CN' = 'en', loaded: readonly string[] = []) {
  const draft = teaDraft(locale, true);
  const columns = draft.mapping!.columns.map((column) =>
    loaded.includes(column.header) ? { ...column, role: 'attribute' as const } : column,
  );
  const mapping = setSteps({ ...draft.mapping!, columns }, draft.preview!.head, steps);
  const workspace = new FakeWorkspace({ screen: 'data', locale, drafts: [{ ...draft, mapping }] });
  return { workspace, screen: await render(App, { workspace }) };
}
const stepsOf = (workspace: FakeWorkspace) => workspace.drafts[0]!.mapping!.steps;
beforeEach(() => page.viewport(1280, 870));

test('UI17 a step is a sentence with what it does to the first records, or why it is passed over', async () => {
  const { screen } = await open([leaveOut, missing]);
  const first = screen.getByRole('group', { name: 'Step 1: Leave out records where “渠道” is “门店”' });
  await expect.element(first).toHaveTextContent('In the first 5 records: 1 record left out');
  const second = screen.getByRole('group', { name: /^Step 2/ });
  await expect.element(second).toHaveTextContent('Passed over in this file: This file has no column “备注”.');
});

test('UI17 what the load counted takes the place of the first records', async () => {
  const { workspace, screen } = await open([leaveOut]);
  const [draft] = workspace.drafts;
  workspace.facts.drafts = [{ ...draft!, ledger: { ...teaDraft('en', true).ledger!, steps: [{ count: 1214 }] } }];
  await expect.element(screen.getByRole('group', { name: /^Step 1/ })).toHaveTextContent('1,214 records left out');
  await expect.element(screen.getByRole('group', { name: /^Step 1/ })).not.toHaveTextContent('first 5');
});

test('UI18 a form shows examples and waits until the step suits the file', async () => {
  const { workspace, screen } = await open();
  await screen.getByLabelText('Add a step').click();
  await screen.getByRole('option', { name: /^Calculate a column/ }).click();
  const add = screen.getByRole('button', { name: 'Add this step' });
  await screen.getByLabelText('Name of the new column').fill('总价');
  await screen.getByLabelText('Calculation').fill('数量 * 件数');
  await expect.element(screen.getByText('There is no column “件数” (character 6).', { exact: false })).toBeVisible();
  await expect.element(add).toBeDisabled();
  await screen.getByLabelText('Calculation').fill('数量 * 实付金额');
  // 1 × 168.00, 2 × 396.00, an amount that is none, 1 × 258.00, 3 × 177.00.
  await expect.element(screen.getByText('In the first 5 records: 4 records have a value, 1 without')).toBeVisible();
  await expect.element(screen.getByRole('cell', { name: '792' })).toBeVisible();
  await add.click();
  expect(stepsOf(workspace)).toEqual([{ kind: 'derive', name: '总价', expression: '数量 * 实付金额' }]);
  // UI19: it stands in the table of columns with its values.
  await expect.element(screen.getByRole('columnheader', { name: '总价' })).toHaveTextContent('Made by a preparation step.');
  await expect.element(screen.getByRole('cell', { name: '531' })).toBeVisible();
});

test('PS19 a personal column that is left out is not offered to steps', async () => {
  const { screen } = await open();
  await screen.getByLabelText('Add a step').click();
  await screen.getByRole('option', { name: /^Leave out records/ }).click();
  await screen.getByLabelText(/^Column:/).click();
  await expect.element(screen.getByRole('option', { name: '渠道' })).toBeVisible();
  expect(screen.getByRole('option', { name: '收货手机' }).elements()).toHaveLength(0);
});

test('UI18 UI14 values of a personal column are masked in the examples and never offered', async () => {
  const { screen } = await open([], 'en', ['收货手机']);
  await screen.getByLabelText('Add a step').click();
  await screen.getByRole('option', { name: /^Leave out records/ }).click();
  await screen.getByLabelText(/^Column:/).click();
  await screen.getByRole('option', { name: '收货手机' }).click();
  await screen.getByLabelText('Values, one a line').fill('13812345120');
  await expect.element(screen.getByText('In the first 5 records: 1 record left out')).toBeVisible();
  await expect.element(screen.getByRole('region', { name: 'First records' })).toHaveTextContent('138****5120');
  expect(document.body.textContent).not.toContain('15912340083');
});

test('UI18 Escape leaves the form and changes nothing', async () => {
  const { workspace, screen } = await open([leaveOut]);
  await screen.getByRole('button', { name: 'Change step 1' }).click();
  await screen.getByLabelText('Values, one a line').fill('天猫');
  await userEvent.keyboard('{Escape}');
  expect(document.querySelector('form')).toBeNull();
  expect(stepsOf(workspace)).toEqual([leaveOut]);
});

test('UI19 a step moves by keys and takes the focus along; another is removed', async () => {
  const { workspace, screen } = await open([leaveOut, missing]);
  const up = screen.getByRole('button', { name: 'Move step 2 up' });
  await up.click();
  expect(stepsOf(workspace)).toEqual([missing, leaveOut]);
  await expect.element(screen.getByRole('button', { name: 'Move step 1 down' })).toHaveFocus();
  await screen.getByRole('button', { name: 'Remove step 2' }).click();
  expect(stepsOf(workspace)).toEqual([missing]);
});

test('on a narrow screen in Chinese the steps and every form fit', async () => {
  await page.viewport(390, 844);
  const { screen } = await open([leaveOut, missing], 'zh-CN');
  await expect.element(screen.getByRole('group', { name: '第 1 步：排除“渠道”为“门店”的记录' })).toBeVisible();
  for (const kind of ['排除记录', '去除重复', '替换取值', '整理文字', '拆分一列', '计算新列']) {
    await screen.getByLabelText('添加步骤').click();
    await screen.getByRole('option', { name: new RegExp(`^${kind}`) }).click();
    await expect.element(screen.getByRole('heading', { name: kind, level: 3 })).toBeVisible();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
    await screen.getByRole('button', { name: '取消' }).click();
  }
});

import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import App from '../App.svelte';
import type { ColumnMapping } from '#core/model/source';
import type { SourceDraft } from '#app/session/types';
import { FakeWorkspace, type Facts } from '../../../../tests/support/ui-harness/fake-workspace.svelte';
import { teaDraft } from '../../../../tests/support/ui-harness/tea-drafts';

async function open(facts: Partial<Facts>) {
  const workspace = new FakeWorkspace({ screen: 'data', ...facts });
  return { workspace, screen: await render(App, { workspace }) };
}
beforeEach(() => page.viewport(1280, 870));
const columnIn = (workspace: FakeWorkspace, header: string): ColumnMapping =>
  workspace.drafts[0]!.mapping!.columns.find((column) => column.header === header)!;

/** The till's export with one more column that nobody needs. */
function withRemarks(): SourceDraft {
  const draft = teaDraft('en', false);
  const remark = { header: '备注', role: 'skip', parse: { type: 'text' } } as const;
  const head = draft.preview!.head;
  return {
    ...draft,
    preview: {
      ...draft.preview!,
      head: { ...head, headers: [...head.headers, '备注'], rows: head.rows.map((row) => [...row, 'x']) },
      suggestions: [...draft.preview!.suggestions, { ...remark, confidence: 0.7, reason: { literal: 'The same value throughout' } }],
    },
    mapping: { ...draft.mapping!, columns: [...draft.mapping!.columns, remark] },
  };
}

test('UI34 a column without a role is loaded when its box is ticked, and not when it is cleared', async () => {
  const { workspace, screen } = await open({ drafts: [withRemarks()] });
  const box = screen.getByLabelText('Load “备注”');
  await expect.element(box).not.toBeChecked();
  await box.click();
  expect(columnIn(workspace, '备注')).toMatchObject({ role: 'attribute', attributeOf: 'order_items' });
  await screen.getByLabelText('Load “渠道”').click();
  expect(columnIn(workspace, '渠道').role).toBe('skip');
  await screen.getByLabelText('Load “渠道”').click();
  expect(columnIn(workspace, '渠道')).toMatchObject({ role: 'attribute', attributeOf: 'orders' });
});

test('UI34 one click loads all of them, another leaves all out; roles and personal columns stay', async () => {
  const { workspace, screen } = await open({ drafts: [withRemarks()] });
  await expect.element(screen.getByText('2 columns have no fixed use; loaded to group and filter by: 1.')).toBeVisible();
  await screen.getByRole('button', { name: 'Load all of them' }).click();
  expect(['渠道', '备注'].map((header) => columnIn(workspace, header).role)).toEqual(['attribute', 'attribute']);
  expect(columnIn(workspace, '渠道').attributeOf).toBe('orders');
  await screen.getByRole('button', { name: 'Leave all of them out' }).click();
  expect(['渠道', '备注', '收货手机', '订单号'].map((header) => columnIn(workspace, header).role)).toEqual([
    'skip',
    'skip',
    'skip',
    'order_id',
  ]);
});

test('UI35 a personal column can be masked, replaced, kept and left out', async () => {
  const { workspace, screen } = await open({ drafts: [teaDraft('en', false)] });
  const choose = async (option: RegExp) => {
    await screen.getByLabelText(/What becomes of the personal column “收货手机”/).click();
    await screen.getByRole('option', { name: option }).click();
  };
  await choose(/^masked/);
  expect(columnIn(workspace, '收货手机')).toMatchObject({ role: 'attribute', protect: 'mask', personal: 'phone' });
  await expect.element(screen.getByText('Personal: masked')).toBeVisible();
  await choose(/^as pseudonyms/);
  expect(columnIn(workspace, '收货手机')).toMatchObject({ role: 'attribute', protect: 'pseudonym' });
  await choose(/^as it is/);
  expect(columnIn(workspace, '收货手机')).not.toHaveProperty('protect');
  await choose(/^left out/);
  expect(columnIn(workspace, '收货手机').role).toBe('skip');
});

test('UI35 an id is not offered a mask, and a mask becomes a pseudonym when the column becomes an id', async () => {
  const { workspace, screen } = await open({ drafts: [teaDraft('en', false)] });
  await screen.getByLabelText(/What becomes of the personal column/).click();
  await screen.getByRole('option', { name: /^masked/ }).click();
  await screen.getByLabelText(/Role of “收货手机”/).click();
  await screen.getByRole('option', { name: /^customer id/ }).click();
  expect(columnIn(workspace, '收货手机')).toMatchObject({ role: 'customer_id', protect: 'pseudonym' });
  await screen.getByLabelText(/What becomes of the personal column/).click();
  await expect.element(screen.getByRole('option', { name: /^as pseudonyms/ })).toBeVisible();
  expect(screen.getByRole('option', { name: /^masked/ }).query()).toBeNull();
});

test('UI36 what a row is stands with its reason until a person chooses otherwise', async () => {
  const { screen } = await open({ drafts: [teaDraft('en', false)] });
  await expect.element(screen.getByText(/share their “订单号” with another row; .* \(96% sure\)/)).toBeVisible();
  await screen.getByLabelText(/What one row is/).click();
  await screen.getByRole('option', { name: 'an order', exact: true }).click();
  expect(screen.getByText(/96% sure/).query()).toBeNull();
});

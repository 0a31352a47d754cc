import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import App from '../App.svelte';
import { FakeWorkspace, type Facts } from '../../../../tests/support/ui-harness/fake-workspace.svelte';
import { brokenDraft, customersDraft, teaDraft } from '../../../../tests/support/ui-harness/tea-drafts';
import { tillDraft, tillReading, tillTrial } from '../../../../tests/support/ui-harness/till-draft';

async function open(facts: Partial<Facts>) {
  const workspace = new FakeWorkspace({ screen: 'data', ...facts });
  return { workspace, screen: await render(App, { workspace }) };
}
beforeEach(() => page.viewport(1280, 870));
const called = (workspace: FakeWorkspace, method: string) => workspace.calls.filter(([name]) => name === method);

test('UI9 a column shows role, confidence, reason and values; a chosen role has neither confidence nor that reason', async () => {
  const { screen } = await open({ drafts: [teaDraft('en', false)] });
  const column = screen.getByRole('columnheader', { name: '会员编号' });
  await expect.element(column).toHaveTextContent('customer id');
  await expect.element(column).toHaveTextContent('97%');
  await expect.element(column).toHaveTextContent('The name fits; 1,204 distinct values');
  await expect.element(screen.getByRole('cell', { name: 'M0018342' })).toBeVisible();
  await screen.getByLabelText(/Role of “会员编号”/).click();
  await screen.getByRole('option', { name: 'attribute of orders' }).click();
  await expect.element(column).toHaveTextContent('You chose this.');
  await expect.element(column).not.toHaveTextContent('97%');
});

test('UI10 giving a role to another column takes it from the one that had it', async () => {
  const { workspace, screen } = await open({ drafts: [teaDraft('en', false)] });
  await screen.getByLabelText(/Role of “商品名称”/).click();
  await screen.getByRole('option', { name: /^order id/ }).click();
  const roles = workspace.drafts[0]?.mapping?.columns.map(({ header, role }) => `${header} ${role}`);
  expect(roles).toContain('商品名称 order_id');
  expect(roles).toContain('订单号 attribute');
});

test('UI11 nothing is chosen before a person chooses, and the import waits for it', async () => {
  const { workspace, screen } = await open({ drafts: [teaDraft('en', false)] });
  const first = screen.getByRole('button', { name: /3 October 2026/ });
  await expect.element(first).toHaveAttribute('aria-pressed', 'false');
  await expect.element(first).toHaveTextContent('suggested');
  await expect.element(screen.getByRole('button', { name: 'Import the file' })).toBeDisabled();
  await first.click();
  expect(called(workspace, 'answer')).toEqual([['answer', 's1', 'date_order:下单时间', 'ymd']]);
  await expect.element(first).toHaveAttribute('aria-pressed', 'true');
  await screen.getByRole('button', { name: 'Import the file' }).click();
  expect(called(workspace, 'load')).toHaveLength(1);
});

test('UI12 the ledger is written out, and each part of its bar can be seen', async () => {
  const { workspace, screen } = await open({ drafts: [teaDraft('en', true)] });
  await expect.element(screen.getByText('3,108 = 3,081 + 15 + 12')).toBeVisible();
  const widths = Array.from(document.querySelectorAll('[role=img] span'), (part) => part.getBoundingClientRect().width);
  expect(widths).toHaveLength(3);
  expect(Math.min(...widths)).toBeGreaterThanOrEqual(2);
  await screen.getByRole('button', { name: 'Show the rejected records' }).click();
  await expect.element(screen.getByRole('dialog')).toHaveTextContent('15 rejected records');
  await screen.getByRole('button', { name: 'Download as CSV' }).click();
  expect(called(workspace, 'exportLedger')).toEqual([['exportLedger', 's1', 'rejected']]);
});

test('UI24 records that were put right are told, each with its line and text', async () => {
  const draft = teaDraft('en', true);
  const records = [{ record: 7, line: 9, how: 'quotes', text: '7,"Round 48"",3' }] as const;
  const ledger = { ...draft.ledger!, mended: { by: { quotes: 1 }, records } };
  const { screen } = await open({ drafts: [{ ...draft, ledger }] });
  await screen.getByText('Kept after being put right: quotes taken as text 1').click();
  await expect.element(screen.getByText('Line 9: quotes taken as text.')).toBeVisible();
  await expect.element(screen.getByText('7,"Round 48"",3')).toBeVisible();
});

test('UI21 misfits stand in groups with one button for each step that mends them', async () => {
  const { workspace, screen } = await open({ drafts: [teaDraft('en', true)] });
  await screen.getByRole('button', { name: 'Mend the values that were not understood' }).click();
  const dialog = screen.getByRole('dialog');
  await expect.element(dialog).toHaveTextContent('55 values not understood');
  await expect.element(dialog).toHaveTextContent('9 values: numbers in another form, such as “1.234,56”');
  await expect.element(dialog).toHaveTextContent('5 values stand for nothing: N/A, -');
  await expect.element(dialog).toHaveTextContent('First in record 88, line 90');
  await dialog.getByRole('button', { name: 'Read “1.234,56” as 1,234.56' }).click();
  await dialog.getByRole('button', { name: 'Take as empty' }).nth(1).click();
  expect(called(workspace, 'mend')).toEqual([
    ['mend', 's1', { header: '实付金额', kind: 'also', form: { strip: [], decimal: ',', group: '.' } }],
    ['mend', 's1', { header: '实付金额', kind: 'empty', texts: ['N/A', '-'] }],
  ]);
  await dialog.getByRole('button', { name: '数量: Leave these records out' }).click();
  expect(called(workspace, 'mend').at(-1)).toEqual(['mend', 's1', { header: '数量', kind: 'reject' }]);
  await dialog.getByRole('button', { name: 'Download as CSV' }).click();
  expect(called(workspace, 'exportLedger')).toEqual([['exportLedger', 's1', 'values']]);
});

test('UI22 what was taken as empty is shown with how often, and can be taken back', async () => {
  const draft = teaDraft('en', true);
  const columns = draft.mapping!.columns.map((column) => (column.header === '渠道' ? { ...column, nulls: ['NULL'] } : column));
  const { workspace, screen } = await open({ drafts: [{ ...draft, mapping: { ...draft.mapping!, columns } }] });
  await expect.element(screen.getByText('渠道: “NULL” 6', { exact: false })).toBeVisible();
  await screen.getByRole('button', { name: 'Show what was taken as empty' }).click();
  await screen.getByRole('button', { name: 'Take back: 渠道, “NULL” is empty (6 values)' }).click();
  expect(called(workspace, 'mend')).toEqual([['mend', 's1', { header: '渠道', kind: 'keep', texts: ['NULL'] }]]);
});

test('UI23 the dialog stays while the file is read again, and its steps wait', async () => {
  const draft = teaDraft('en', true);
  const { workspace, screen } = await open({ drafts: [draft] });
  await screen.getByRole('button', { name: 'Mend the values that were not understood' }).click();
  workspace.facts.drafts = [{ ...draft, ledger: null }];
  await expect.element(screen.getByRole('dialog')).toHaveTextContent('Reading the file again');
  await expect.element(screen.getByRole('button', { name: 'Read “1.234,56” as 1,234.56' })).toBeDisabled();
  workspace.facts.drafts = [draft];
  await expect.element(screen.getByRole('button', { name: 'Read “1.234,56” as 1,234.56' })).toBeEnabled();
});

test('UI13 a load shows what it does and can be stopped', async () => {
  const { workspace, screen } = await open({
    drafts: [teaDraft('en', true)],
    loading: { sourceId: 's1', phase: 'reading', bytes: 30_000_000, totalBytes: 60_000_000 },
    loadingSince: performance.now() - 3000,
  });
  await expect.element(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '50');
  await expect.element(screen.getByText(/30 MB of 60 MB · \S+ MB a second · about \d+ seconds? left/)).toBeVisible();
  await screen.getByRole('button', { name: 'Cancel' }).click();
  expect(called(workspace, 'cancelLoad')).toHaveLength(1);
});

test('UI14 telephone numbers are masked in the preview', async () => {
  const { screen } = await open({ drafts: [teaDraft('en', true)] });
  await expect.element(screen.getByRole('cell', { name: '138****5120' })).toBeVisible();
  expect(document.body.textContent).not.toContain('13812345120');
});

test('the file that needs a person stands in front, and the import waits until it is mended or removed', async () => {
  const { workspace, screen } = await open({ drafts: [customersDraft('en'), brokenDraft] });
  await expect.element(screen.getByRole('heading', { level: 1 })).toHaveTextContent('This file could not be read');
  await expect.element(screen.getByRole('button', { name: 'Import 2 files' })).toBeDisabled();
  await screen.getByRole('button', { name: 'Remove this file' }).click();
  expect(called(workspace, 'removeDraft')).toEqual([['removeDraft', 's3']]);
  await expect.element(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Customers, one row each');
});

test('on a narrow screen the columns stand one under the other, and nothing scrolls sideways', async () => {
  await page.viewport(390, 844);
  const { screen } = await open({ drafts: [teaDraft('en', true)] });
  await expect.element(screen.getByLabelText(/Role of “会员编号”/)).toBeVisible();
  expect(document.querySelector('table')).toBeNull();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
});

test('UI18 the facts say what is left out above and below the table', async () => {
  const { screen } = await open({ drafts: [tillDraft('en', false)] });
  const facts = screen.getByRole('banner');
  await expect.element(facts).toHaveTextContent('2 lines above the table left out');
  await expect.element(facts).toHaveTextContent('footer: 1 row');
});

test('UI17 the panel says how the file is read, shows what a change would give, and takes it only when told', async () => {
  const { workspace, screen } = await open({ drafts: [tillDraft('en', false)] });
  workspace.trial = tillTrial('en');
  await screen.getByRole('button', { name: 'Change how it is read' }).click();
  const dialog = screen.getByRole('dialog');
  await expect.element(dialog.getByLabelText('Lines above the table')).toHaveValue(2);
  await expect.element(dialog.getByRole('listitem').filter({ hasText: '2026-10-01 至 2026-10-31' })).toHaveTextContent('left out');
  await dialog.getByLabelText('Lines above the table').fill('3');
  await dialog.getByLabelText('Columns are separated by').click();
  await screen.getByRole('option', { name: 'another sign' }).click();
  await expect.element(dialog.getByRole('button', { name: 'Read it like this' })).toBeDisabled();
  await expect.element(dialog.getByText('Write the sign that stands between the columns.')).toBeVisible();
  await dialog.getByLabelText('The sign between columns').fill('::');
  const said = { ...tillReading, delimiter: '::', skip: 3 };
  await expect.poll(() => called(workspace, 'tryReading').at(-1)).toEqual(['tryReading', 's1', said]);
  expect(called(workspace, 'setReading')).toEqual([]);
  await dialog.getByRole('button', { name: 'Read it like this' }).click();
  expect(called(workspace, 'setReading')).toEqual([['setReading', 's1', said]]);
  await expect.element(dialog).not.toBeInTheDocument();
});

test('UI17 a reading by which nothing can be read says why and cannot be taken', async () => {
  const { workspace, screen } = await open({ drafts: [tillDraft('en', false)] });
  workspace.trial = { lines: ['a'], head: null, issues: [{ code: 'issue_file_header_only', values: { name: 'till.txt' } }] };
  await screen.getByRole('button', { name: 'Change how it is read' }).click();
  await expect.element(screen.getByRole('dialog')).toHaveTextContent('“till.txt” holds column names but not one record');
  await expect.element(screen.getByRole('button', { name: 'Read it like this' })).toBeDisabled();
});

test('UI17 fixed places are typed from 1, and what was said can be taken back', async () => {
  const { workspace, screen } = await open({ drafts: [{ ...tillDraft('en', false), choice: { reading: tillReading } }] });
  workspace.trial = tillTrial('en');
  await screen.getByRole('button', { name: 'Change how it is read' }).click();
  await screen.getByLabelText('Columns are separated by').click();
  await screen.getByRole('option', { name: /fixed places/ }).click();
  await screen.getByLabelText(/Columns begin at place/).fill('1, 9, 21');
  const fixed = { format: 'fixed', starts: [0, 8, 20], skip: 2, headerRows: 1, footer: 1 };
  await expect.poll(() => called(workspace, 'tryReading').at(-1)?.[2]).toEqual(fixed);
  await screen.getByRole('button', { name: 'Back to what was found' }).click();
  expect(called(workspace, 'setReading')).toEqual([['setReading', 's1', null]]);
});

test('UI17 a workbook offers its sheets and its header row', async () => {
  const till = tillDraft('en', false);
  const head = {
    ...till.preview!.head,
    reading: { format: 'xlsx', sheet: 'Orders', skip: 1, headerRows: 1 },
    sheets: ['Orders', 'Notes'],
  } as const;
  const { workspace, screen } = await open({ drafts: [{ ...till, preview: { ...till.preview!, head } }] });
  await expect.element(screen.getByRole('banner')).toHaveTextContent('sheet “Orders”');
  await screen.getByRole('button', { name: 'Change how it is read' }).click();
  await screen.getByLabelText('Sheet').click();
  await screen.getByRole('option', { name: 'Notes' }).click();
  await expect.poll(() => called(workspace, 'tryReading').at(-1)?.[2]).toEqual({ format: 'xlsx', sheet: 'Notes', skip: 1, headerRows: 1 });
});

test('UI19 each answer shows the rows it would give; the whole card answers, also on a narrow screen', async () => {
  await page.viewport(390, 844);
  const { workspace, screen } = await open({ drafts: [tillDraft('en', true)] });
  const first = screen.getByRole('button', { name: /Semicolons, eight columns/ });
  await expect.element(first).toBeVisible();
  const example = document.getElementById((await first.element()).getAttribute('aria-details')!)!;
  expect(example.textContent).toContain('DD261003-0187');
  expect(example.textContent).toContain('and 4 more columns');
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  example.scrollIntoView({ block: 'center' });
  const place = example.getBoundingClientRect();
  document.elementFromPoint(place.left + 40, place.top + 30)!.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  expect(called(workspace, 'answer')).toEqual([['answer', 's1', 'reading:', 'semicolon']]);
  await expect.element(first).toHaveAttribute('aria-pressed', 'true');
});

const tooLarge = {
  code: 'issue_load_too_many',
  values: {
    name: 'orders.csv',
    size: { amount: 4e9, unit: 'bytes' },
    records: 90e6,
    need: { amount: 14e9, unit: 'bytes' },
    limit: { amount: 3.3e9, unit: 'bytes' },
    command: 'npm run report -- report.json --file "orders=orders.csv"',
    one_in: 5,
  },
} as const;

test('UI37 a load that does not fit offers a sample of customers beside the other ways out', async () => {
  const { workspace, screen } = await open({ drafts: [teaDraft('en', false)], dataIssues: [tooLarge] });
  await expect.element(screen.getByText(/too large for one browser tab: 4 GB, about 90,000,000 records/)).toBeVisible();
  await expect.element(screen.getByText(/A sample fits as it is: 1 in 5 customers/)).toBeVisible();
  await screen.getByRole('button', { name: 'Read 1 in 5 customers' }).click();
  expect(called(workspace, 'readOneIn')).toEqual([['readOneIn', 5]]);
});

test('UI37 no sample is offered where none can be drawn', async () => {
  const { one_in: _, ...values } = tooLarge.values;
  const { screen } = await open({ drafts: [teaDraft('en', false)], dataIssues: [{ ...tooLarge, values }] });
  await expect.element(screen.getByText(/too large for one browser tab/)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: /Read 1 in/ })).not.toBeInTheDocument();
});

test('UI38 a sample is said above the files; it can be changed and undone', async () => {
  const { workspace, screen } = await open({ drafts: [teaDraft('en', true)], oneIn: 7 });
  await expect.element(screen.getByText(/A sample is read: 1 in 7 customers/)).toBeVisible();
  await screen.getByLabelText('How many customers are read: 1 in 7').click();
  await screen.getByRole('option', { name: '1 in 50', exact: true }).click();
  await expect.element(screen.getByText(/A sample is read: 1 in 50 customers/)).toBeVisible();
  await screen.getByRole('button', { name: 'Read all customers' }).click();
  await expect.element(screen.getByText(/A sample is read/)).not.toBeInTheDocument();
  expect(called(workspace, 'readOneIn')).toEqual([
    ['readOneIn', 50],
    ['readOneIn', null],
  ]);
});

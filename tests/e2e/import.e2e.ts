import { readFileSync } from 'node:fs';
import { drop, dropTexts, expect, headerFixture, test, visit } from './support/page';

const FOUR = ['order-lines.zh.gb18030.csv', 'orders.shop.en.csv', 'customers.zh.utf8-bom.csv', 'order-lines.en.tsv'];

test.describe('files that map themselves', () => {
  for (const name of FOUR)
    test(`${name}: no click, no question, and the ledger adds up`, async ({ page, host }) => {
      await visit(page, host);
      await drop(page, [headerFixture(name)]);
      await expect(page.getByText(/^[\d,]+ = [\d,]+ \+ [\d,]+ \+ [\d,]+$/)).toBeVisible({ timeout: 60_000 });
      const [records, kept, rejected, skipped] = (await page.getByText(/^[\d,]+ = [\d,]+ \+/).innerText())
        .match(/[\d,]+/g)!
        .map((each) => Number(each.replaceAll(',', '')));
      expect(records).toBe(kept! + rejected! + skipped!);
      const expected = JSON.parse(readFileSync(headerFixture(`${name}.expected.json`), 'utf8')) as { records: number };
      expect(records).toBe(expected.records);
    });
});

test('a preview stands at once, before any engine', async ({ page, host }) => {
  await page.route('**/engine/**', () => undefined);
  await visit(page, host);
  await drop(page, [headerFixture('order-lines.zh.gb18030.csv')]);
  await expect(page.getByRole('table').first()).toContainText('会员编号', { timeout: 5000 });
  await expect(page.getByText('GB18030', { exact: false }).first()).toBeVisible();
});

test('an ambiguous date is asked, not guessed', async ({ page, host }) => {
  await visit(page, host);
  await drop(page, [headerFixture('ambiguous-dates.csv')]);
  await expect(page.getByText('Answer the question first.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Import/ })).toBeDisabled();
  await expect(page.getByText(/^[\d,]+ = [\d,]+ \+/)).toHaveCount(0);
});

test('two files that do not join say so, with figures', async ({ page, host }) => {
  await visit(page, host);
  const orders = [
    'order_id,customer_id,ordered_at,net_amount',
    ...Array.from({ length: 40 }, (_, at) => `O${at},C${at % 9},2026-0${1 + (at % 9)}-13,${at + 1}.50`),
  ].join('\n');
  const customers = [
    'customer_id,city,created_at',
    ...Array.from({ length: 30 }, (_, at) => `X-${at},Leeds,2025-01-${13 + (at % 9)}`),
  ].join('\n');
  await dropTexts(page, [
    { name: 'orders.csv', text: orders },
    { name: 'customers.csv', text: customers },
  ]);
  await expect(page.getByText(/0(\.0)?%.*customers/i).first()).toBeVisible({ timeout: 60_000 });
});

test('drop works over every screen and never leaves the page', async ({ page, host }) => {
  await visit(page, host);
  const text = readFileSync(headerFixture('orders.shop.en.csv'), 'utf8');
  await dropTexts(page, [{ name: 'orders.csv', text }]);
  await expect(page.getByText(/^45 = 45 \+ 0 \+ 0$/)).toBeVisible({ timeout: 60_000 });
  expect(page.url()).toBe(host.url);
});

test('what was not understood is mended in place, and the file is read again without dropping it', async ({ page, host }) => {
  await visit(page, host);
  const good = Array.from({ length: 300 }, (_, at) => `A${at},C${at % 9},2026-0${1 + (at % 9)}-13,10.50`);
  const spoilt = [
    'X0,C1,2026-02-31,10.50',
    'X1,C1,2026-02-31,10.50',
    'N0,C1,2026-03-05,N/A',
    'D0,C2,2026-03-06,"1.234,56"',
    'T0,C3,2026-03-08,free',
  ];
  await dropTexts(page, [{ name: 'orders.csv', text: ['order_id,customer_id,ordered_at,net_amount', ...good, ...spoilt].join('\n') }]);
  await expect(page.getByText('305 = 303 + 2 + 0')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Mend the values that were not understood' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('2 values: the date 2026-02-31 does not exist');
  await expect(dialog).toContainText('1 value stands for nothing: N/A');
  await dialog.getByRole('button', { name: 'Read “1.234,56” as 1,234.56' }).click();
  await expect(dialog).toContainText('2 values not understood', { timeout: 60_000 });
  await dialog.getByRole('listitem').filter({ hasText: 'stands for nothing' }).getByRole('button', { name: 'Take as empty' }).click();
  await expect(dialog).toContainText('1 value not understood', { timeout: 60_000 });
  await dialog.getByRole('button', { name: 'net_amount: Leave these records out' }).click();
  await expect(dialog).toContainText('Every value was understood', { timeout: 60_000 });
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByText('305 = 302 + 3 + 0')).toBeVisible();
  await expect(page.getByText('Taken as empty: net_amount: “N/A” 1', { exact: false })).toBeVisible();
});

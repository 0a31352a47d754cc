import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { drop, dropTexts, expect, headerFixture, test, visit } from './support/page';

/** Two lines above the table, semicolons, and a last line that is no order; the third line is a note that reads like a record. */
const TILL = [
  'Shop, north',
  'October 2026',
  'order_id;customer_id;ordered_at;net_amount;note',
  'first;of;all;orders;here',
  ...Array.from({ length: 30 }, (_, at) => `D${at};M${at % 7};2026-10-${String(1 + (at % 28)).padStart(2, '0')};${at}.50;n`),
  'Total;;;450.00;',
  '',
].join('\n');

test('a file with lines around its table: the facts say so, the panel changes it, and the ledger adds up', async ({ page, host }) => {
  await visit(page, host);
  await dropTexts(page, [{ name: 'till.txt', text: TILL }]);
  const facts = page.getByRole('banner');
  await expect(facts).toContainText('separated by semicolons', { timeout: 60_000 });
  await expect(facts).toContainText('2 lines above the table left out');
  await expect(facts).toContainText('footer: 1 row');
  await expect(page.getByText(/^[\d,]+ = [\d,]+ \+/)).toBeVisible({ timeout: 60_000 });

  await page.getByRole('button', { name: 'Change how it is read' }).click();
  const panel = page.getByRole('dialog');
  await expect(panel.getByRole('listitem').first()).toContainText('Shop, north');
  await panel.getByLabel('Rows that name the columns').click();
  await page.getByRole('option', { name: '2', exact: true }).click();
  await expect(panel.getByRole('columnheader').first()).toHaveText('order_id first');
  await panel.getByLabel('Rows that name the columns').click();
  await page.getByRole('option', { name: '1', exact: true }).click();
  await panel.getByLabel('Rows below the table').fill('2');
  await panel.getByRole('button', { name: 'Read it like this' }).click();
  await expect(facts).toContainText('footer: 2 rows');
  // 30 orders but the last, the note without a date rejected; two lines above and two rows below skipped.
  await expect(page.getByText('34 = 29 + 1 + 4')).toBeVisible({ timeout: 60_000 });
});

test('a file that is changed on disk before it is loaded says so, and the report before it stays', async ({ page, host }, info) => {
  await visit(page, host);
  await drop(page, [headerFixture('orders.shop.en.csv')]);
  await expect(page.getByRole('button', { name: 'Open the report' })).toBeVisible({ timeout: 60_000 });
  const changing = info.outputPath('changing.csv');
  const dates = Array.from({ length: 20 }, (_, at) => `D${at},M${at % 7},0${1 + (at % 9)}/0${1 + (at % 7)}/2026,${at}.50`);
  writeFileSync(changing, ['order_id,customer_id,ordered_at,net_amount', ...dates, ''].join('\n'));
  await drop(page, [changing]);
  const question = page.getByRole('group').getByRole('button', { name: /suggested/ });
  await expect(question).toBeVisible();
  writeFileSync(changing, 'something else\n');
  const name = path.basename(changing);
  const said = page.getByText(`“${name}” could not be read: it was changed, moved or deleted since it was dropped`);
  // The page may find it out by itself while it compares the files; then there is nothing left to answer.
  await Promise.race([question.click(), said.waitFor()]);
  await expect(said).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Report', exact: true }).click();
  await expect(page.locator('figure svg').nth(1)).toBeVisible({ timeout: 60_000 });
});

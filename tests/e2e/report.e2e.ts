import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, openSample, root, test, visit } from './support/page';
import { addFilter, cellOf, COHORT, numberIn, OVERVIEW, press, REVENUE, RFM, scopeOf } from './support/report';

/** Records of a file of the sample shop; the columns that are read here hold no quotation marks before them. */
const records = (name: string): string[][] =>
  readFileSync(path.join(root, 'sample-data', name), 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));

interface Scope {
  readonly from: string;
  readonly to: string;
  readonly city?: string;
  readonly channel?: string;
  readonly quantity?: number;
}

/** Orders, buyers and new customers from the files alone: what is new is decided by all orders, not by those that are counted. */
function countShop({ from, to, city, channel, quantity }: Scope): { orders: number; buyers: number; fresh: number } {
  const rows = records('orders.csv')
    .map(([id = '', customer = '', at = '', amount, , status, via = '', , refundOf = '']) => ({
      id,
      customer,
      day: at.slice(0, 10),
      amount: Number(amount),
      paid: status !== 'cancelled',
      via,
      refundOf,
    }))
    .filter(({ day }) => day <= to);
  const cities = new Map(records('customers.csv').map((fields) => [fields[0], fields[4]]));
  const many = new Set(
    records('order_items.csv')
      .filter((fields) => Number(fields[2]) >= (quantity ?? 0))
      .map((fields) => fields[0]),
  );
  const refunded = new Map<string, number>();
  for (const { refundOf, amount } of rows)
    if (refundOf) refunded.set(refundOf, (refunded.get(refundOf) ?? 0) + Math.round(Math.abs(amount) * 100));
  const history = rows.filter(
    (row) => row.customer && row.paid && !row.refundOf && !(row.amount > 0 && (refunded.get(row.id) ?? 0) >= Math.round(row.amount * 100)),
  );
  const first = new Map<string, string>();
  for (const { customer, day } of history) if (day < (first.get(customer) ?? '9999')) first.set(customer, day);
  const counted = history.filter(
    (row) =>
      row.day >= from &&
      (!city || cities.get(row.customer) === city) &&
      (!channel || row.via === channel) &&
      (!quantity || many.has(row.id)),
  );
  const buyers = new Set(counted.map(({ customer }) => customer));
  return { orders: counted.length, buyers: buyers.size, fresh: [...buyers].filter((each) => first.get(each)! >= from).length };
}

/** Orders, buyers and new customers, as the first line of the overview's table says. */
async function readShop(page: Page): Promise<{ orders: number; buyers: number; fresh: number }> {
  const [, orders = NaN, buyers = NaN, fresh = NaN] = (
    await cellOf(page, OVERVIEW).locator('tbody tr').first().locator('td').allInnerTexts()
  ).map(numberIn);
  return { orders, buyers, fresh };
}

/** Does something, and waits until all four answers are other ones. */
async function changesEvery(page: Page, change: () => Promise<void>): Promise<void> {
  const cells = [OVERVIEW, REVENUE, RFM, COHORT].map((question) => cellOf(page, question).locator('footer'));
  const before = await Promise.all(cells.map((cell) => cell.textContent()));
  await change();
  for (const [index, cell] of cells.entries()) await expect.poll(() => cell.textContent(), { timeout: 30_000 }).not.toBe(before[index]);
}

test('range and filters of three tables reach every cell; who is new stays decided on the whole history', async ({ page, host }) => {
  await visit(page, host);
  await openSample(page);
  await press(cellOf(page, OVERVIEW), 'Table');

  await changesEvery(page, async () => {
    await scopeOf(page)
      .getByRole('button', { name: /^From / })
      .click();
    await page.getByRole('button', { name: 'Last year' }).click();
  });
  const range = { from: '2025-01-01', to: '2025-12-31' };
  await expect.poll(() => readShop(page)).toEqual(countShop(range));

  await changesEvery(page, () => addFilter(page, '城市', (form) => form.getByRole('checkbox', { name: '杭州' }).check()));
  await expect.poll(() => readShop(page)).toEqual(countShop({ ...range, city: '杭州' }));

  await changesEvery(page, () => addFilter(page, 'channel', (form) => form.getByRole('checkbox', { name: 'Tmall' }).check()));
  const narrow = countShop({ ...range, city: '杭州', channel: 'Tmall' });
  await expect.poll(() => readShop(page)).toEqual(narrow);

  await changesEvery(page, () =>
    addFilter(page, '数量', async (form) => {
      await form.getByRole('spinbutton', { name: 'From' }).fill('2');
      await form.getByRole('spinbutton', { name: 'To' }).fill('1000');
    }),
  );
  const narrowest = countShop({ ...range, city: '杭州', channel: 'Tmall', quantity: 2 });
  expect(narrowest.fresh).toBeGreaterThan(0);
  await expect.poll(() => readShop(page)).toEqual(narrowest);
});

import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { drop, expect, headerFixture } from './page';

export const OVERVIEW = 'How is the shop doing?';
export const REVENUE = 'How does revenue move from month to month?';
export const RFM = 'Which customers deserve which attention?';
export const COHORT = 'Which customers come back?';

/** 45 orders of 12 customers: customer ids, e-mail addresses, unpaid and refunded orders. */
export const ORDERS_FILE = headerFixture('orders.shop.en.csv');

export interface ShopOrder {
  readonly id: string;
  readonly email: string;
  readonly customer: string;
  readonly day: string;
  readonly cents: number;
  readonly refundedCents: number;
  readonly paid: boolean;
  readonly source: string;
  readonly country: string;
}

/** The orders of that file, read by hand; only the note at the end of a line holds commas. */
export const readShopOrders = (): ShopOrder[] =>
  readFileSync(ORDERS_FILE, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [id = '', email = '', at = '', customer = '', total, , status, refunded, , , source = '', country = ''] = line.split(',');
      const cents = (text: string | undefined) => Math.round(Number(text) * 100);
      return {
        id,
        email,
        customer,
        day: at.slice(0, 10),
        cents: cents(total),
        refundedCents: cents(refunded),
        paid: status !== 'pending',
        source,
        country,
      };
    });

export interface ShopNumbers {
  readonly revenue: number;
  readonly orders: number;
  readonly buyers: number;
  readonly fresh: number;
}

/** The numbers of the overview by their definitions in words. An order that was refunded whole brings its money in and out, and is no order. */
export function countOrders({ from = '0000', to = '9999', source }: { from?: string; to?: string; source?: string }): ShopNumbers {
  const paid = readShopOrders().filter((order) => order.paid && order.day <= to);
  const history = paid.filter((order) => order.refundedCents < order.cents);
  const inScope = (order: ShopOrder) => order.day >= from && (source === undefined || order.source === source);
  const firstDay = (customer: string) =>
    history
      .filter((order) => order.customer === customer)
      .map((order) => order.day)
      .sort()[0]!;
  const buyers = new Set(history.filter(inScope).map((order) => order.customer));
  return {
    revenue: Math.round(paid.filter(inScope).reduce((sum, order) => sum + order.cents - order.refundedCents, 0) / 100),
    orders: history.filter(inScope).length,
    buyers: buyers.size,
    fresh: [...buyers].filter((customer) => firstDay(customer) >= from).length,
  };
}

/** Loads files and stands on the report of them. */
export async function openFiles(page: Page, files: readonly string[] = [ORDERS_FILE]): Promise<void> {
  await drop(page, files);
  await toReport(page);
}

export async function toReport(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the report' }).click({ timeout: 60_000 });
  await expect(page.locator('[data-cell] footer').first()).toBeVisible({ timeout: 60_000 });
}

export const cellOf = (page: Page, title: string): Locator =>
  page.locator('[data-cell]').filter({ has: page.getByRole('heading', { name: title, exact: true }) });

/** Presses an action in the footer of a cell. */
export async function press(cell: Locator, name: string): Promise<void> {
  await cell.hover();
  await cell.locator('footer').getByRole('button', { name, exact: true }).click();
}

/** What a cell's table says, line by line. */
export const linesOf = (cell: Locator): Promise<string[][]> =>
  cell
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((field) => (field.textContent ?? '').replace(/\s+/g, ' ').trim())));

export const numberIn = (text = ''): number => Number(text.replace(/[^\d.-]/g, ''));

/** The overview's first line, whose table stands open. */
export async function readShop(page: Page): Promise<ShopNumbers> {
  const [, revenue, orders, buyers, fresh] = (await linesOf(cellOf(page, OVERVIEW)))[0] ?? [];
  return { revenue: Math.round(numberIn(revenue)), orders: numberIn(orders), buyers: numberIn(buyers), fresh: numberIn(fresh) };
}

export const titlesOf = (page: Page): Promise<(string | null)[]> =>
  page.locator('[data-cell]').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label')));

export async function toNotebook(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Notebook' }).click();
  await expect(page.getByLabel('Title of the report')).toBeVisible();
}

export const scopeOf = (page: Page): Locator => page.getByRole('group', { name: 'What is counted' });

export async function setRange(page: Page, from: string, to: string): Promise<void> {
  await scopeOf(page).getByRole('button').first().click();
  await page.getByLabel('First day').fill(from);
  await page.getByLabel('Last day').fill(to);
  await page.getByRole('button', { name: 'Apply' }).click();
}

export async function addFilter(page: Page, column: string, fill: (form: Locator) => Promise<void>): Promise<void> {
  await scopeOf(page).getByRole('button', { name: 'Filter' }).last().click();
  const form = page.getByRole('dialog', { name: 'Add a filter to the whole report' });
  await form.getByLabel(/^Column/).click();
  await page.getByRole('option', { name: column, exact: true }).click();
  await fill(form);
  await form.getByRole('button', { name: 'Apply' }).click();
}

/** The text of a file that a press saves. */
export async function savedText(page: Page, save: () => Promise<void>): Promise<string> {
  const download = page.waitForEvent('download');
  await save();
  return readFileSync(await (await download).path(), 'utf8');
}

/** Fields of a CSV text by RFC 4180, with nothing of the product. */
export function readCsv(text: string): string[][] {
  const records: string[][] = [[]];
  for (const [, quoted, plain, end] of text.replace(/^\uFEFF/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    records.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end === '\r\n') records.push([]);
    if (end === '') break;
  }
  return records.slice(0, -1);
}

/** Keeps every text that the page hands to its engine. Must be set up before the page is opened. */
export async function recordSql(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const scope = globalThis as { asked?: string[] };
    scope.asked = [];
    const post = Worker.prototype.postMessage as (this: Worker, message: unknown, ...rest: unknown[]) => void;
    Worker.prototype.postMessage = function (this: Worker, message: { data?: unknown }, ...rest: unknown[]) {
      if (Array.isArray(message.data)) scope.asked!.push(...message.data.filter((each) => typeof each === 'string'));
      post.call(this, message, ...rest);
    } as Worker['postMessage'];
  });
  return () => page.evaluate(() => (globalThis as { asked?: string[] }).asked ?? []);
}

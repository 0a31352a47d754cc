import type { Locator, Page } from '@playwright/test';
import { dropTexts, expect, inChinese, openSample, test, visit } from './support/page';
import {
  addFilter,
  cellOf,
  COHORT,
  countOrders,
  linesOf,
  numberIn,
  openFiles,
  OVERVIEW,
  press,
  readCsv,
  readShop,
  readShopOrders,
  recordSql,
  RFM,
  savedText,
  scopeOf,
  setRange,
  toNotebook,
  toReport,
} from './support/report';

interface Person {
  readonly orders: number;
  readonly revenue: number;
  readonly first: string;
  readonly last: string;
}

/** Everybody who bought, by the file alone. */
function countPeople(): Map<string, Person> {
  const paid = readShopOrders().filter((order) => order.paid);
  const people = new Map<string, Person>();
  for (const id of new Set(paid.map(({ customer }) => customer))) {
    const own = paid.filter(({ customer }) => customer === id);
    const days = own.filter((order) => order.refundedCents < order.cents).map(({ day }) => day);
    const revenue = own.reduce((sum, order) => sum + order.cents - order.refundedCents, 0) / 100;
    if (days.length > 0) people.set(id, { orders: days.length, revenue, first: days.toSorted()[0]!, last: days.toSorted().at(-1)! });
  }
  return people;
}

const listOf = (page: Page): Locator => page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Export as CSV' }) });

/** The list behind a number, as it is saved: fields by heading, a record for each customer. */
async function saveList(page: Page, number: Locator): Promise<Record<string, string>[]> {
  await number.click();
  const text = await savedText(page, () => listOf(page).getByRole('button', { name: 'Export as CSV' }).click());
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const [head, ...records] = readCsv(text);
  return records.map((record) => Object.fromEntries(head!.map((name, at) => [name, record[at]!])));
}

test('a cell says what other tools would count, and opens exactly the customers who count on one side only', async ({ page, host }) => {
  await visit(page, host);
  await openFiles(page);
  await press(cellOf(page, COHORT), 'Why is it different elsewhere?');
  const comparison = page.getByRole('dialog', { name: 'Why do other tools show another number?' });
  await expect(comparison.getByRole('rowheader')).toHaveText(['This cell', 'Mixpanel', 'Amplitude', 'PostHog'], { timeout: 60_000 });
  const sides = comparison.getByRole('button', { name: /only (here|there)$/ });
  const promised = await sides.allInnerTexts();
  expect(promised.length).toBeGreaterThan(0);
  for (const [at, text] of promised.entries()) {
    await sides.nth(at).click();
    const n = numberIn(text);
    await expect(page.getByRole('heading', { name: n === 1 ? '1 customer' : `${n} customers`, exact: true })).toBeVisible();
    await expect(listOf(page).getByRole('row')).toHaveCount(n + 1);
    await page.keyboard.press('Escape');
    await expect(comparison).toBeVisible();
  }
});

test('the people behind a number are those of the file, with their orders and money, on screen and as CSV', async ({ page, host }) => {
  const people = countPeople();
  await visit(page, host);
  await openFiles(page);
  await press(cellOf(page, OVERVIEW), 'Table');
  const [, , , buyers] = (await linesOf(cellOf(page, OVERVIEW)))[0]!;
  expect(numberIn(buyers)).toBe(people.size);

  const number = cellOf(page, OVERVIEW)
    .locator('tbody tr')
    .first()
    .getByRole('button', { name: String(people.size), exact: true })
    .first();
  await number.click();
  await expect(listOf(page).getByRole('heading', { name: `${people.size} customers` })).toBeVisible();
  const shown = await linesOf(listOf(page));
  expect(shown.map(([id]) => id).toSorted()).toEqual([...people.keys()].toSorted());
  for (const [id, orders] of shown) expect(numberIn(orders)).toBe(people.get(id!)!.orders);
  await page.keyboard.press('Escape');

  const saved = await saveList(page, number);
  const read = saved.map(({ customer_id, orders, revenue, first_order, last_order }) => [
    customer_id,
    { orders: Number(orders), revenue: Math.round(Number(revenue) * 100) / 100, first: first_order, last: last_order },
  ]);
  expect(Object.fromEntries(read)).toEqual(Object.fromEntries(people));

  // Every customer is in one segment, and behind the number of that segment.
  await expect(cellOf(page, RFM).locator('tbody tr').first()).toBeVisible();
  const segments = cellOf(page, RFM).locator('tbody tr td:nth-child(2) button');
  const members: string[] = [];
  for (const segment of await segments.all()) {
    const count = numberIn(await segment.innerText());
    if (count === 0) continue;
    const list = await saveList(page, segment);
    expect(list).toHaveLength(count);
    members.push(...list.map((record) => record['customer_id']!));
  }
  expect(members.toSorted()).toEqual([...people.keys()].toSorted());

  // Kept as a segment, they are the customers of every other question, also after the page was opened again.
  const open = segments.filter({ hasNotText: /^0$/ }).first();
  const kept = await saveList(page, open);
  expect(kept.length).toBeLessThan(people.size);
  await open.click();
  await listOf(page).getByRole('button', { name: 'Keep as segment' }).click();
  await listOf(page).getByRole('textbox', { name: 'Name of the segment' }).fill('These');
  await page.keyboard.press('Enter');
  await listOf(page).getByRole('button', { name: 'Show only these customers' }).click();
  const again = cellOf(page, OVERVIEW).locator('tbody tr').first().locator('td:nth-child(4) button');
  await expect(again).toHaveText(String(kept.length));
  const idsOf = (list: readonly Record<string, string>[]) => list.map((record) => record['customer_id']!).toSorted();
  expect(idsOf(await saveList(page, again))).toEqual(idsOf(kept));
  await expect(cellOf(page, OVERVIEW).locator('.stamp')).toContainText('only customers in “These”');
  await page.reload();
  await expect(scopeOf(page).getByRole('button', { name: 'Segment only “These”' })).toBeVisible({ timeout: 60_000 });
  await expect(again).toHaveText(String(kept.length), { timeout: 60_000 });
});

test('what leaves as CSV is as it reads, unrounded, and no spreadsheet computes it', async ({ page, host }) => {
  const hostile = ['=1+1', '+86 138', '-2+3', '@SUM(A1)', '＝1+1', '=HYPERLINK("http://x.example";"y")', "=cmd|' /C calc'!A0"];
  const plain = ['C-1', '007', '山南', 'x=y'];
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const records = [...hostile, ...plain].flatMap((id, at) =>
    Array.from(
      { length: at % 3 === 0 ? 1 : 2 },
      (_, time) => `${quote(`N${at}-${time}`)},${quote(id)},2026-0${1 + time}-${14 + at},${10 + at}.25`,
    ),
  );
  await visit(page, host);
  const torn = 'N99-0,=2+5,,7.00';
  await dropTexts(page, [{ name: 'orders.csv', text: ['order_id,customer_id,ordered_at,net_amount', ...records, torn].join('\n') }]);
  await expect(page.getByText(`${records.length + 1} = ${records.length} + 1 + 0`)).toBeVisible({ timeout: 60_000 });

  await page.getByRole('button', { name: 'Show the rejected records' }).click();
  const rejects = await savedText(page, () => page.getByRole('dialog').getByRole('button', { name: /CSV/ }).click());
  expect(readCsv(rejects)[1]!.slice(0, 2)).toEqual([String(records.length + 1), String(records.length + 2)]);
  expect(readCsv(rejects)[1]!.at(-1)).toBe(torn);
  await page.keyboard.press('Escape');
  await toReport(page);

  await press(cellOf(page, OVERVIEW), 'Table');
  const buyers = cellOf(page, OVERVIEW).locator('tbody tr').first().locator('td').nth(2).getByRole('button');
  await buyers.click();
  const text = await savedText(page, () => listOf(page).getByRole('button', { name: 'Export as CSV' }).click());
  await page.keyboard.press('Escape');
  expect(text.startsWith('\uFEFF')).toBe(true);
  const ids = readCsv(text)
    .slice(1)
    .map(([id]) => id);
  expect(ids.toSorted()).toEqual([...hostile.map((id) => `'${id}`), ...plain].toSorted());

  const cohort = cellOf(page, COHORT);
  await press(cohort, 'Table');
  const saved = await savedText(page, async () => {
    await press(cohort, `Export “${COHORT}”`);
    await page.getByRole('menuitem', { name: 'CSV for Excel' }).click();
  });
  const [head, ...lines] = readCsv(saved);
  expect(head).toEqual(await cohort.locator('thead th').allInnerTexts());
  const shown = await linesOf(cohort);
  expect(lines.map(([name]) => name)).toEqual(shown.map(([name]) => name));
  const rates = lines.flatMap((line, row) =>
    line.slice(2).map((rate, column) => ({ rate, words: shown[row]![column + 2]!.replace(/ ?○.*/, '') })),
  );
  for (const { rate, words } of rates) expect(rate === '' ? '–' : `${(Number(rate) * 100).toFixed(1)}%`).toBe(words);
  expect(rates.filter(({ rate }) => /^0\.\d{4,}$/.test(rate!)).length).toBeGreaterThan(0);
});

test('“How is this computed?” gives the options in force and the SQL that was run', async ({ page, host, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const asked = await recordSql(page);
  await visit(page, host);
  await openFiles(page);
  const cell = cellOf(page, RFM);
  const dialog = page.getByRole('dialog', { name: 'How is this computed?' });
  const option = dialog.locator('dl > div').filter({ has: page.getByText('Look back', { exact: true }) });

  await press(cell, 'How is this computed?');
  await expect(option).toContainText(/365 days\s*default/);
  await expect(dialog.getByRole('listitem').filter({ hasText: 'As of 27 Feb 2026' })).toBeVisible();
  const before = await dialog.locator('pre').allTextContents();
  expect(before.length).toBeGreaterThan(0);
  for (const sql of before) expect((await asked()).filter((each) => each.includes(sql))).not.toEqual([]);
  await dialog.getByRole('button', { name: 'Copy', exact: true }).first().click();
  await expect(dialog.getByText('Copied', { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(before[0]);
  await page.keyboard.press('Escape');

  await toNotebook(page);
  await press(cell, 'Options');
  const lookback = page.getByRole('complementary').getByRole('spinbutton').first();
  await lookback.fill('20');
  await lookback.press('Enter');
  await expect(cell.locator('footer')).toContainText('last 20 days');
  await press(cell, 'How is this computed?');
  await expect(option).toContainText('20 days');
  await expect(option).not.toContainText('default');
  const after = await dialog.locator('pre').allTextContents();
  expect(after).not.toEqual(before);
  for (const sql of after) expect((await asked()).filter((each) => each.includes(sql))).not.toEqual([]);
});

/** The account of a cell: how many for each reason, the used ones first. */
async function readAccount(page: Page, cell: Locator): Promise<[string, string][]> {
  await cell.locator('footer button').first().click();
  const dialog = page.getByRole('dialog', { name: 'What these numbers rest on' });
  const lines = await linesOf(dialog);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  return lines.map(([reason, count]) => [reason!, count!]);
}

test('the account of a cell gives every record of the file one place', async ({ page, host }) => {
  const orders = readShopOrders();
  await visit(page, host);
  await openFiles(page);
  await press(cellOf(page, OVERVIEW), 'Table');
  const unpaid = orders.filter((order) => !order.paid).length;
  const whole = orders.filter((order) => order.paid && order.refundedCents >= order.cents).length;
  expect(await readAccount(page, cellOf(page, OVERVIEW))).toEqual([
    ['Used', `${orders.length - unpaid - whole} orders`],
    ['not paid', `${unpaid} orders`],
    ['refunded whole', `${whole} orders`],
  ]);
  const customers = new Set(orders.map(({ customer }) => customer)).size;
  expect(await readAccount(page, cellOf(page, RFM))).toEqual([
    ['Used', `${countPeople().size} customers`],
    ['never ordered', `${customers - countPeople().size} customer`],
  ]);

  const scope = { from: '2026-01-10', to: '2026-02-20', source: 'web' };
  await setRange(page, scope.from, scope.to);
  await addFilter(page, 'Source', (form) => form.getByRole('checkbox', { name: scope.source }).check());
  await expect.poll(() => readShop(page)).toEqual(countOrders(scope));
  const places = orders.map((order) => {
    if (order.day > scope.to) return 'after the report’s day';
    if (!order.paid) return 'not paid';
    if (order.refundedCents >= order.cents) return 'refunded whole';
    if (order.day < scope.from) return 'outside the dates that are counted';
    return order.source === scope.source ? 'Used' : 'outside the order filters';
  });
  const account = await readAccount(page, cellOf(page, OVERVIEW));
  for (const [reason, count] of account)
    expect([reason, numberIn(count)]).toEqual([reason, places.filter((place) => place === reason).length]);
  expect(account.reduce((sum, [, count]) => sum + numberIn(count), 0)).toBe(orders.length);
});

/** Commands that the palette lists for what was typed. */
async function listCommands(page: Page, typed: string): Promise<string[]> {
  await page.getByRole('combobox').fill(typed);
  return page.locator('[data-command-item] > span:first-child').allInnerTexts();
}

async function expectMeant(page: Page, searches: readonly string[], none: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.locator('[data-command-item]').first()).toBeVisible();
  const all = await listCommands(page, '');
  expect(all.length).toBeGreaterThan(12);
  for (const typed of searches) {
    const meant = all.filter((label) =>
      typed
        .toLowerCase()
        .trim()
        .split(/\s+/)
        .every((word) => label.toLowerCase().includes(word)),
    );
    await expect.poll(async () => (await listCommands(page, typed)).toSorted(), { message: typed }).toEqual(meant.toSorted());
    await expect(page.getByText(none)).toHaveCount(meant.length === 0 ? 1 : 0);
  }
}

test.describe('the palette', () => {
  test('lists a command only when its name holds every word that was typed', async ({ page, host }) => {
    await visit(page, host);
    await openSample(page);
    const searches = [
      'theme',
      'dark theme',
      'theme DARK ',
      'dark report',
      'go report',
      'save',
      'add cohort',
      'add which customers',
      'r p t',
    ];
    await expectMeant(
      page,
      [...searches, 'the', 'file report', 'keep nothing', 'qqq', 'opne'],
      'No command of that name. Try another word.',
    );
    expect(await listCommands(page, 'dark theme')).toEqual(['Dark theme']);
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await page.keyboard.press('Control+k');
    expect(await listCommands(page, '')).not.toContain('Dark theme');
    await page.getByRole('combobox').fill('add come back');
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-cell]').getByRole('heading', { name: COHORT })).toHaveCount(2);
  });
});

test.describe('the palette in Chinese', () => {
  test.use(inChinese);
  test('searches Chinese names by the same rule', async ({ page, host }) => {
    await visit(page, host);
    await openSample(page);
    await expectMeant(page, ['报告', '打开 报告', '主题', '深色 主题', '主题 撤销', '茶'], '没有这样的命令，换个词试试。');
  });
});

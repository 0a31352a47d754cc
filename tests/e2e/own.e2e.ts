import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { dropTexts, expect, openSample, test, visit } from './support/page';
import { linesOf, openFiles, RFM } from './support/report';

/** No mouse: the thing is found by its name, takes the focus, and is pressed by a key. */
async function press(target: Locator, key = 'Enter'): Promise<void> {
  await target.focus();
  await target.press(key);
}

/** Adds a query at the end of the notebook. */
async function addQuery(page: Page): Promise<Locator> {
  const before = await page.locator('[data-cell].sql').count();
  await press(page.getByRole('button', { name: 'SQL', exact: true }).last());
  await expect(page.locator('[data-cell].sql')).toHaveCount(before + 1);
  return page.locator('[data-cell].sql').nth(before);
}

/** Adds a control for a number, found by its name in the catalogue. */
async function addNumber(page: Page): Promise<Locator> {
  await press(page.getByRole('button', { name: 'Question', exact: true }).last());
  const catalogue = page.getByRole('dialog', { name: 'Add to the report' });
  await catalogue.getByRole('combobox').or(catalogue.getByRole('searchbox')).first().fill('a number to turn');
  await expect(catalogue.getByRole('option', { name: /^Number/ }).first()).toBeVisible();
  await press(catalogue.getByRole('combobox').or(catalogue.getByRole('searchbox')).first(), 'Enter');
  await expect(page.locator('[data-cell].control')).toHaveCount(1);
  return page.locator('[data-cell].control');
}

async function write(page: Page, cell: Locator, text: string): Promise<void> {
  await cell.locator('.cm-content').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
  await page.keyboard.press('Shift+Enter');
}

/** The rows of a cell's table, as they are read. */
const rowsOf = async (cell: Locator): Promise<string[]> => (await linesOf(cell)).map((line) => line.join(' | '));

test('from the sample shop to a definition that another browser shows with the same numbers, without a mouse', async ({
  page,
  host,
  browser,
}) => {
  test.setTimeout(300_000);
  await page.addInitScript(() => {
    for (const kind of ['mousedown', 'pointerdown'])
      addEventListener(kind, () => ((globalThis as { mice?: number }).mice = ((globalThis as { mice?: number }).mice ?? 0) + 1), true);
  });
  await visit(page, host);
  await press(page.getByRole('button', { name: /^Open sample/ }).first());
  await expect(page.locator('[data-cell]').first()).toBeVisible({ timeout: 120_000 });
  await press(page.getByRole('button', { name: 'Notebook', exact: true }));

  const control = await addNumber(page);
  const query = await addQuery(page);
  await write(
    page,
    query,
    "SELECT date_trunc('month', ordered_on) AS month, count(*) AS orders\nFROM history\nGROUP BY ALL\nORDER BY month\nLIMIT {{number_1}}",
  );
  await control.getByRole('spinbutton').first().fill('6');
  await press(control.getByRole('spinbutton').first());
  await expect(query.locator('tbody tr')).toHaveCount(6);

  await press(query.getByRole('button', { name: 'Make a chart' }));
  await press(
    page
      .getByRole('dialog')
      .getByRole('button', { name: /Draw it/ })
      .first(),
  );
  await page.keyboard.press('Escape');
  await expect(query.locator('svg').first()).toBeVisible();

  const rfm = page.locator('[data-cell]').filter({ has: page.getByRole('heading', { name: RFM }) });
  const before = await rowsOf(rfm);
  expect(before.length).toBeGreaterThan(5);
  await press(rfm.getByRole('button', { name: 'Customise' }));
  const own = page.locator('[data-cell]').filter({ has: page.getByText('custom', { exact: true }), hasText: 'own version' });
  await expect(own).toHaveCount(1);
  await expect.poll(() => rowsOf(own)).toEqual(before);

  await press(own.getByRole('button', { name: 'Save to the library' }));
  await expect(page.getByText(/is in the library/)).toBeVisible();
  await press(page.getByRole('navigation').getByRole('button', { name: 'Library' }));
  const download = page.waitForEvent('download');
  await press(page.getByRole('button', { name: 'Export all' }));
  const text = readFileSync(await (await download).path(), 'utf8');
  expect(await page.evaluate(() => (globalThis as { mice?: number }).mice ?? 0)).toBe(0);

  const clean = await browser.newContext();
  const other = await clean.newPage();
  await visit(other, host);
  await openSample(other);
  await dropTexts(other, [{ name: 'ours.library.json', text }]);
  await press(other.getByRole('button', { name: 'Take in' }));
  await press(other.locator('main').getByRole('button', { name: /own version/ }));
  await press(other.getByRole('button', { name: 'Add to the report' }));
  const taken = other.locator('[data-cell]').filter({ has: other.getByRole('heading', { name: /own version/ }) });
  await expect(taken).toHaveCount(1);
  await expect.poll(() => rowsOf(taken), { timeout: 60_000 }).toEqual(before);
  await clean.close();
});

test('a definition is marked where the engine stops, mended, tried and saved, and comes back by undo, without a mouse', async ({
  page,
  host,
}) => {
  test.setTimeout(180_000);
  await visit(page, host);
  await openFiles(page);
  await press(page.getByRole('button', { name: 'Notebook', exact: true }));
  const rfm = page.locator('[data-cell]').filter({ has: page.getByRole('heading', { name: RFM }) });
  await expect.poll(async () => (await rowsOf(rfm)).length).toBeGreaterThan(5);
  const before = await rowsOf(rfm);
  await press(rfm.getByRole('button', { name: 'Customise' }));
  const own = page.locator('[data-cell]').filter({ has: page.getByText('custom', { exact: true }), hasText: 'own version' });
  await expect.poll(() => rowsOf(own)).toEqual(before);

  await press(own.getByRole('button', { name: 'Edit its definition' }));
  const dialog = page.getByRole('dialog', { name: 'A question of your own' });
  const editor = dialog.locator('.cm-content').first();
  const rewrite = async (text: string) => {
    await editor.focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(text);
    await page.keyboard.press('Shift+Enter');
  };
  await rewrite('SELECT customer_id,\n  nowhere_here\nFROM people');
  await expect(dialog.locator('.cm-lintRange-error').first()).toHaveText('nowhere_here');
  await expect(dialog.getByText(/line 2, column 3: .*nowhere_here/)).toBeVisible();
  // A word at the end would open suggestions, and the first Escape would be theirs.
  await rewrite('SELECT count(*) AS people_here\nFROM people\n');
  const result = dialog.getByRole('region', { name: 'What it shows' });
  await expect(result.getByRole('columnheader', { name: 'people_here' })).toBeVisible();
  await expect(dialog.locator('.cm-lintRange-error')).toHaveCount(0);
  const tried = await result.locator('tbody tr').allInnerTexts();
  expect(tried).toHaveLength(1);

  await page.keyboard.press('Escape');
  await expect(dialog.getByText('What you changed here is not saved.')).toBeVisible();
  await press(dialog.getByRole('button', { name: 'Go on writing' }));
  await expect(editor).toBeFocused();
  await press(dialog.getByRole('button', { name: 'Save', exact: true }));
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => own.locator('tbody tr').allInnerTexts()).toEqual(tried);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => rowsOf(own)).toEqual(before);
});

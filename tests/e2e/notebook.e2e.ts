import type { Locator, Page } from '@playwright/test';
import { expect, test, visit } from './support/page';
import {
  cellOf,
  COHORT,
  linesOf,
  numberIn,
  openFiles,
  OVERVIEW,
  press,
  readShopOrders,
  REVENUE,
  RFM,
  titlesOf,
  toNotebook,
} from './support/report';

const OWN_NAME = 'Money, day by day';
const NOTE = ['## Look here', '', '- **spring** <b>first</b>', '- [then](https://example.com/more) the rest'].join('\n');

/** Customers with an order, unpaid and refunded ones aside, in so many days up to the last one of the file. */
function countBuyers(days: number): number {
  const orders = readShopOrders();
  const last = Math.max(...orders.map(({ day }) => Date.parse(day)));
  const recent = orders.filter(({ day }) => Date.parse(day) > last - days * 86_400_000);
  return new Set(recent.filter(({ paid, cents, refundedCents }) => paid && refundedCents < cents).map(({ customer }) => customer)).size;
}

/** How many customers the segments hold together. */
const scored = async (page: Page): Promise<number> =>
  (await linesOf(cellOf(page, RFM))).reduce((sum, [, customers]) => sum + numberIn(customers), 0);

/** What is written in the notebook: its title, every cell by its name, the note as it is drawn, and the numbers of the segments. */
async function readNotebook(page: Page): Promise<{ title: string; titles: unknown; note: string[]; scored: number }> {
  const title = await page.getByLabel('Title of the report').inputValue();
  const note = await page.locator('[data-cell].text :is(h2, li, p)').allInnerTexts();
  return { title, titles: await titlesOf(page), note, scored: await scored(page) };
}

const history = (page: Page, name: 'Undo' | 'Redo'): Locator => page.locator('header').getByRole('button', { name, exact: true });

async function pressTool(cell: Locator, name: string): Promise<void> {
  await cell.hover();
  await cell.getByRole('button', { name, exact: true }).click();
}

test('what is done to a notebook changes its numbers and words, and can be undone and done again, also after a reload', async ({
  page,
  host,
}) => {
  expect(countBuyers(10)).toBeLessThan(countBuyers(365));
  await visit(page, host);
  await openFiles(page);
  await toNotebook(page);
  await expect.poll(() => scored(page)).toBe(countBuyers(365));
  const states = [await readNotebook(page)];
  /** Makes one edit and keeps what it led to. */
  const edit = async (make: () => Promise<void>, titles: readonly string[], segments = states.at(-1)!.scored): Promise<void> => {
    await make();
    await expect.poll(() => titlesOf(page)).toEqual(titles);
    await expect.poll(() => scored(page)).toBe(segments);
    states.push(await readNotebook(page));
  };
  expect(states[0]!.titles).toEqual([OVERVIEW, REVENUE, RFM, COHORT]);

  await press(cellOf(page, RFM), 'Options');
  const options = page.getByRole('complementary', { name: 'Options of the cell' });
  const lookback = options.getByRole('spinbutton').first();
  await lookback.fill('-3');
  await lookback.press('Enter');
  await expect(options.getByText('From 0 to 3,650')).toBeVisible();
  await edit(
    async () => {
      await lookback.fill('10');
      await lookback.press('Enter');
      await expect(options.getByText('1 change')).toBeVisible();
    },
    [OVERVIEW, REVENUE, RFM, COHORT],
    countBuyers(10),
  );
  await expect(cellOf(page, RFM).locator('footer')).toContainText('last 10 days');
  await edit(() => options.getByRole('button', { name: 'Reset to defaults' }).click(), [OVERVIEW, REVENUE, RFM, COHORT], countBuyers(365));
  await options.getByRole('button', { name: 'Close the options' }).click();
  await expect(options).toHaveCount(0);

  await edit(async () => {
    await pressTool(cellOf(page, REVENUE), 'Rename');
    await page.getByLabel(/^Title of the cell/).fill(OWN_NAME);
    await page.keyboard.press('Enter');
  }, [OVERVIEW, OWN_NAME, RFM, COHORT]);

  // By the keyboard: the focus goes with the cell.
  const down = cellOf(page, OWN_NAME).getByRole('button', { name: 'Move down' });
  await down.focus();
  await edit(() => page.keyboard.press('Enter'), [OVERVIEW, RFM, OWN_NAME, COHORT]);
  await expect(down).toBeFocused();
  await edit(() => page.keyboard.press('Enter'), [OVERVIEW, RFM, COHORT, OWN_NAME]);
  await expect(down).toBeDisabled();
  await expect(cellOf(page, OWN_NAME)).toBeFocused();
  await edit(() => pressTool(cellOf(page, RFM), 'Move up'), [RFM, OVERVIEW, COHORT, OWN_NAME]);
  await expect(cellOf(page, RFM).getByRole('button', { name: 'Move up' })).toBeDisabled();

  await edit(async () => {
    await page.getByRole('button', { name: 'Text', exact: true }).last().click();
    await expect(page.getByLabel('Text in Markdown')).toBeFocused();
    await page.keyboard.type('never mind');
    await page.keyboard.press('Escape');
  }, [RFM, OVERVIEW, COHORT, OWN_NAME, 'Empty text']);
  await edit(async () => {
    await pressTool(page.locator('[data-cell].text'), 'Edit');
    await page.getByLabel('Text in Markdown').fill(NOTE);
    await page.keyboard.press('Shift+Enter');
    await expect(page.getByLabel('Text in Markdown')).toHaveCount(0);
  }, [RFM, OVERVIEW, COHORT, OWN_NAME, 'Look here']);
  const note = page.locator('[data-cell].text');
  await expect(note.getByRole('heading', { name: 'Look here' })).toBeVisible();
  await expect(note.getByRole('listitem')).toHaveText(['spring <b>first</b>', 'then the rest']);
  await expect(note.locator('strong')).toHaveText('spring');
  await expect(note.getByRole('link', { name: 'then' })).toHaveAttribute('href', 'https://example.com/more');
  const named = [RFM, OVERVIEW, COHORT, OWN_NAME, 'Look here'];

  await edit(async () => {
    await page.getByRole('button', { name: 'Question', exact: true }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Add to the report' }).getByRole('option', { name: REVENUE }).click();
    await expect(cellOf(page, REVENUE).locator('footer')).toBeVisible({ timeout: 30_000 });
  }, [REVENUE, ...named]);
  await edit(() => pressTool(cellOf(page, REVENUE), 'Delete'), named);
  const deleted = page.getByRole('status').filter({ hasText: `Deleted “${REVENUE}”.` });
  await deleted.getByRole('button', { name: 'Undo' }).click();
  states.pop();
  await expect.poll(() => readNotebook(page)).toEqual(states.at(-1));
  await expect(deleted).toHaveCount(0);
  await edit(() => pressTool(cellOf(page, COHORT), 'Delete'), [REVENUE, RFM, OVERVIEW, OWN_NAME, 'Look here']);
  // Nothing offers to bring the cell back once “undo” would mean another edit.
  await edit(async () => {
    await page.getByLabel('Title of the report').fill('Another name');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Another name' })).toBeAttached();
  }, [REVENUE, RFM, OVERVIEW, OWN_NAME, 'Look here']);
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toHaveCount(1);

  const walk = async (name: 'Undo' | 'Redo', key: string): Promise<void> => {
    const order = name === 'Undo' ? states.toReversed() : states;
    for (const [step, state] of order.entries()) {
      if (step > 0 && step % 2 === 0) await history(page, name).click();
      else if (step > 0) await page.keyboard.press(key);
      await expect.poll(() => readNotebook(page), { message: `${name} ${step}` }).toEqual(state);
    }
    await expect(history(page, name)).toBeDisabled();
  };
  await walk('Undo', 'Control+z');
  await walk('Redo', 'Control+Shift+z');

  await page.reload();
  await expect(page.locator('[data-cell] footer').first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('heading', { level: 1, name: 'Another name' })).toBeVisible();
  await toNotebook(page);
  await expect(history(page, 'Redo')).toBeDisabled();
  await walk('Undo', 'Control+z');
  await page.reload();
  await expect(page.locator('[data-cell] footer').first()).toBeVisible({ timeout: 60_000 });
  await toNotebook(page);
  await walk('Redo', 'Control+Shift+z');
});

import type { Page } from '@playwright/test';
import { runs } from '../support/seeded';
import { expectAnswers, openOrders, rename } from './support/faults';
import { killTab, seededRandom } from './support/kills';
import { expect, test, visit } from './support/page';

const PASSPHRASE = 'lantern orchid slow river';
const locked = (page: Page) => page.getByRole('heading', { level: 1, name: 'What is kept here is locked' });
const field = (page: Page) => page.getByLabel('Passphrase', { exact: true });
const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });

/** Everything in the browser's database and settings, as text. */
async function kept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const read = (value: unknown): Promise<string> | string => {
      if (value instanceof Blob) return value.text().then((text) => `${value instanceof File ? value.name : ''} ${text}`);
      if (ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
      if (typeof value !== 'object' || value === null) return String(value);
      return Promise.all(Object.entries(value).map(async ([name, each]) => `${name} ${await read(each)}`)).then((all) => all.join('\n'));
    };
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error!);
      });
    const words = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name!));
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([done(all.getAllKeys()), done(all.getAll())]);
        words.push(JSON.stringify(keys), await read(values));
      }
      database.close();
    }
    return words.join('\n');
  });
}

async function askForLock(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('button', { name: 'Lock it with a passphrase' }).click();
}

async function lock(page: Page): Promise<void> {
  await askForLock(page);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await dialog.getByLabel('The same once more').fill(`${PASSPHRASE}s`);
  await dialog.getByRole('button', { name: 'Lock', exact: true }).click();
  await expect(dialog.getByText('The two passphrases are not the same')).toBeVisible();
  await dialog.getByLabel('The same once more').fill(PASSPHRASE);
  await dialog.getByRole('button', { name: 'Lock', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Everything kept here is locked now.')).toBeVisible();
}

test('a passphrase is set; at the next visit a wrong one opens nothing, the right one brings files, edits and numbers back', async ({
  page,
  host,
}) => {
  await visit(page, host);
  await openOrders(page);
  await rename(page, 'Quarter under lock');
  const numbers = await page.locator('[data-cell] .insight').allInnerTexts();
  expect(numbers.join(' ')).toMatch(/€\d/);
  expect(await kept(page)).toContain('Quarter under lock');
  expect(await kept(page)).toContain('orders.shop.en.csv');
  await lock(page);
  const words = await kept(page);
  for (const canary of ['Quarter under lock', 'orders.shop', 'Order', 'clientele.report', PASSPHRASE]) expect(words).not.toContain(canary);

  await page.reload();
  await expect(locked(page)).toBeVisible();
  await expect(page.getByText('Quarter under lock')).toHaveCount(0);
  await expect(field(page)).toBeFocused();
  await field(page).fill('lantern orchid slow rivers');
  await page.keyboard.press('Enter');
  await expect(page.getByText('This passphrase does not open it.')).toBeVisible();
  await expect(field(page)).toBeFocused();
  await expect(locked(page)).toBeVisible();
  await field(page).fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(title(page, 'Quarter under lock')).toBeAttached({ timeout: 30_000 });
  await expectAnswers(page);
  await expect.poll(() => page.locator('[data-cell] .insight').allInnerTexts(), { timeout: 30_000 }).toEqual(numbers);

  // An edit made now is there after “lock now”, and the undo of before with it.
  await rename(page, 'Edited under lock');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('Lock now');
  await page.keyboard.press('Enter');
  await expect(locked(page)).toBeVisible();
  expect(await kept(page)).not.toContain('Edited under lock');
  await field(page).fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await expect(title(page, 'Edited under lock')).toBeAttached({ timeout: 30_000 });
  await expectAnswers(page);
});

test('a forgotten passphrase: what is kept is deleted only after a second word, and the page begins anew', async ({ page, host }) => {
  await visit(page, host);
  await openOrders(page);
  await lock(page);
  await page.reload();
  await page.getByRole('button', { name: 'I do not know the passphrase' }).click();
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(locked(page)).toBeVisible();
  await page.getByRole('button', { name: 'I do not know the passphrase' }).click();
  await page.getByRole('button', { name: 'Delete what is kept here and start anew' }).click();
  await expect(page.getByRole('button', { name: 'Lock it with a passphrase' })).toBeVisible();
  await openOrders(page);
  await page.reload();
  await expectAnswers(page);
});

test('a link that arrives while locked waits, and stands inert afterwards', async ({ page, host }) => {
  await visit(page, host);
  await openOrders(page);
  await lock(page);
  await page.goto(`${host.url}?report=reports/none.report.json`);
  await expect(page.getByText('The report you opened by a link waits until then.')).toBeVisible();
  await field(page).fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await expectAnswers(page);
  await expect(page.getByText(/none\.report\.json/)).toBeVisible();
});

test('a second tab hears of the lock and asks for the passphrase', async ({ page, host, context }) => {
  await visit(page, host);
  await openOrders(page);
  const second = await context.newPage();
  await second.goto(host.url);
  await expectAnswers(second);
  await lock(page);
  await expect(locked(second)).toBeVisible();
  await field(second).fill(PASSPHRASE);
  await second.keyboard.press('Enter');
  await expectAnswers(second);
  await second.close();
});

async function takeOff(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('button', { name: 'Change or take off the passphrase' }).click();
  await page.getByRole('dialog').getByLabel('Passphrase now').fill(PASSPHRASE);
  await page.getByRole('dialog').getByRole('button', { name: 'Take it off' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await kept(page)).toContain('Before the lock');
}

const { seed, numRuns } = runs(30);
/** About as long as a key takes to be made and everything to be written anew. */
const LONGEST_MS = 500;

test(`${numRuns} tabs killed while a passphrase is set: what is kept is whole, either as it was or locked`, async ({
  page,
  host,
  context,
}) => {
  test.setTimeout(60_000 + numRuns * 60_000);
  await visit(page, host);
  await openOrders(page);
  await rename(page, 'Before the lock');
  await page.close();
  const random = seededRandom(seed);
  const ended = { asItWas: 0, locked: 0 };
  for (let round = 0; round < numRuns; round++) {
    const killed = await context.newPage();
    await killed.goto(host.url);
    await expectAnswers(killed);
    await askForLock(killed);
    const dialog = killed.getByRole('dialog');
    await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await dialog.getByLabel('The same once more').fill(PASSPHRASE);
    await dialog.getByRole('button', { name: 'Lock', exact: true }).click();
    await killed.waitForTimeout(((round + random()) / numRuns) * LONGEST_MS);
    await killTab(killed);

    const again = await context.newPage();
    await again.goto(host.url);
    await expect(locked(again).or(title(again, 'Before the lock'))).toBeAttached({ timeout: 30_000 });
    const isLocked = await locked(again).isVisible();
    ended[isLocked ? 'locked' : 'asItWas'] += 1;
    if (isLocked) {
      expect(await kept(again)).not.toContain('Before the lock');
      await field(again).fill(PASSPHRASE);
      await again.keyboard.press('Enter');
    }
    await expect(title(again, 'Before the lock')).toBeAttached({ timeout: 30_000 });
    await expectAnswers(again);
    if (isLocked) await takeOff(again);
    await again.close();
  }
  console.log(`${numRuns} kills while a passphrase is set: ${ended.asItWas} as it was, ${ended.locked} locked, none in between`);
  if (numRuns >= 30) for (const count of Object.values(ended)) expect(count).toBeGreaterThan(0);
});

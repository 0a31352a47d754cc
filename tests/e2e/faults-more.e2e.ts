import type { Page } from '@playwright/test';
import { runs } from '../support/seeded';
import { expectAnswers, expectEdits, narrowTo, openOrders, problem, rename } from './support/faults';
import { clearStored, denyClipboard, prepareHeap, prepareMemory, prepareZones } from './support/more-faults';
import { dropTexts, expect, test, visit } from './support/page';
import { cellOf, OVERVIEW, press, setRange, toNotebook } from './support/report';

/** Everything that the cells say, without what hangs on the width of the page. */
const wordsOf = (page: Page): Promise<string[]> =>
  page.locator('[data-cell]').evaluateAll((cells) => cells.map((cell) => (cell.textContent ?? '').replace(/\s+/g, ' ')));

const at = (cell: object, index: number) => ({ id: `c${index}`, ...cell });
const reportOf = (title: string, cells: readonly object[]) => ({
  format: 'clientele.report',
  version: 2,
  title,
  currency: 'EUR',
  weekStart: 'monday',
  asOf: null,
  range: { from: null, to: null },
  filters: [],
  revenue: { paidStatuses: null },
  sources: [],
  cells: cells.map(at),
});

const query = (name: string, text: string) => ({ type: 'sql', name, query: { by: 'sql', text } });

async function openReport(page: Page, report: object): Promise<void> {
  await dropTexts(page, [{ name: 'given.report.json', text: JSON.stringify(report) }]);
  await page
    .getByRole('button', { name: /^(Agree|Open|Run)/ })
    .first()
    .click();
}

test('what is stored is cleared while the page is open: said, and work goes on until it is closed', async ({ page, host }) => {
  await visit(page, host);
  await openOrders(page);
  await rename(page);
  await clearStored(page, host.url);
  await rename(page, 'After it was cleared');
  const cleared = 'The stored data of this page were cleared while it was open. What you see is still here;';
  await expect(problem(page, `${cleared} save the report as a file, then reload the page.`)).toBeVisible();
  await narrowTo(page, '2026-02-01');
  await expectAnswers(page);
  await expectEdits(page, 'After it was cleared');
});

test('the engine gets no more memory: the question says so, the others stand, and it answers when there is room again', async ({
  page,
  host,
}) => {
  const memory = await prepareMemory(page);
  await visit(page, host);
  await openOrders(page);
  await rename(page);
  await memory.set(true);
  await openReport(
    page,
    reportOf('Short of memory', [
      query('large', 'SELECT count(*) AS n FROM (SELECT DISTINCT hash(range) AS h, range AS r FROM range(6000000))'),
      { type: 'analysis', kind: 'revenue', version: 1, params: {} },
    ]),
  );
  await expect(page.getByText(/needs more memory than/).first()).toBeVisible({ timeout: 60_000 });
  expect(await memory.refused()).toBeGreaterThan(0);
  await expect(page.locator('figure svg').first()).toBeVisible({ timeout: 60_000 });
  await memory.set(false);
  await page.getByRole('button', { name: 'Back to it' }).click();
  await expectAnswers(page);
  await expectEdits(page);
});

test('the computer moves to another time zone, and its clock to another day: no day and no figure moves', async ({ page, host }) => {
  const moveTo = await prepareZones(page);
  await moveTo('Pacific/Kiritimati');
  await visit(page, host);
  await openOrders(page);
  await setRange(page, '2026-01-05', '2026-03-20');
  await expect(page.getByText(/5 Jan 2026/).first()).toBeVisible();
  await press(cellOf(page, OVERVIEW), 'Table');
  await expectAnswers(page);
  const before = await wordsOf(page);
  expect(before.join(' ')).toMatch(/\d/);
  expect(await page.evaluate(() => new Date().getTimezoneOffset())).toBe(-14 * 60);

  await moveTo('Pacific/Pago_Pago');
  expect(await page.evaluate(() => new Date().getTimezoneOffset())).toBe(11 * 60);
  await page.clock.setSystemTime(Date.now() + 40 * 86_400_000);
  await rename(page);
  await setRange(page, '2026-01-06', '2026-03-20');
  await expect(page.getByText(/6 Jan 2026/).first()).toBeVisible();
  await expect.poll(() => wordsOf(page)).not.toEqual(before);
  await page.getByTitle('Undo', { exact: true }).click();
  await expect(page.getByText(/5 Jan 2026/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Report', exact: true }).last().click();
  await expect.poll(() => wordsOf(page)).toEqual(before);

  await page.reload();
  await expectAnswers(page);
  await page.getByRole('button', { name: 'Report', exact: true }).last().click();
  await expect.poll(async () => (await wordsOf(page)).slice(1)).toEqual(before.slice(1));
  await expectEdits(page);
});

test('the browser denies the clipboard: a table says what to do instead, and the edits stay', async ({ page, host }) => {
  await denyClipboard(page, host.url);
  await visit(page, host);
  await openOrders(page);
  await rename(page);
  await openReport(page, reportOf('To be copied', [query('orders_of', 'SELECT customer_key, count(*) AS n FROM orders GROUP BY ALL')]));
  const refused = await page.evaluate(() =>
    navigator.clipboard.writeText('x').then(
      () => 'written',
      (fault: DOMException) => fault.name,
    ),
  );
  expect(refused).toBe('NotAllowedError');
  await page.getByRole('button', { name: 'Copy table' }).first().click();
  await expect(page.getByText('The browser does not allow copying here. Choose cells and press Ctrl+C.')).toBeVisible();
  await page.getByRole('button', { name: 'Back to it' }).click();
  await expectEdits(page);
  await expectAnswers(page);
});

test('the network goes while a report is open: what was fetched goes on answering, and edits are kept', async ({ page, host, context }) => {
  await visit(page, host);
  await openOrders(page);
  await context.setOffline(true);
  await rename(page);
  await narrowTo(page, '2026-02-01');
  await expect(page.getByText(/from 1 Feb 2026/).first()).toBeVisible();
  await expectAnswers(page);
  await expectEdits(page);
  await context.setOffline(false);
  await page.reload();
  await expectAnswers(page);
  await expectEdits(page);
});

test('a report of 200 cells is printed: each cell is on paper, and the page goes on', async ({ page, host }) => {
  test.setTimeout(300_000);
  await visit(page, host);
  await openOrders(page);
  const cells = Array.from({ length: 200 }, (_, index) =>
    index % 10 === 0
      ? { type: 'analysis', kind: 'revenue', version: 1, title: `Question ${index}`, params: {} }
      : { type: 'text', markdown: `Paragraph ${index} of the report.` },
  );
  await openReport(page, reportOf('Two hundred', cells));
  await expect(page.locator('[data-cell]')).toHaveCount(200, { timeout: 60_000 });
  await expect(page.locator('figure svg')).toHaveCount(20, { timeout: 120_000 });
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  const pages = (pdf.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
  // Twenty questions of half a page at least.
  expect(pages).toBeGreaterThan(10);
  await page.emulateMedia({ media: 'print' });
  for (const index of [0, 1, 99, 190, 199]) {
    const cell = page.locator('[data-cell]').nth(index);
    await expect(cell).toContainText(index % 10 === 0 ? `Question ${index}` : `Paragraph ${index} of the report.`);
    expect((await cell.boundingBox())!.height).toBeGreaterThan(10);
  }
  expect(await page.locator('figure svg').count()).toBe(20);
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('button', { name: 'Back to it' }).click();
  await rename(page);
  await expectAnswers(page);
  await expectEdits(page);
});

const { numRuns } = runs(500);
/** Before this, what is kept by purpose (the last presentations, answers) fills up, and the browser compiles what runs often. */
const WARM_UP = 100;

test(`a report is run again ${numRuns} times: what the page holds stays within a tenth`, async ({ page, host }) => {
  test.setTimeout(120_000 + (WARM_UP + numRuns) * 4000);
  const memory = await prepareMemory(page);
  const held = await prepareHeap(page);
  await visit(page, host);
  await openOrders(page);
  await toNotebook(page);
  let asked = 0;
  // Other days than in the nine runs before, so that no answer can come from what is kept; every tenth run shows as many days.
  const runAgain = async (): Promise<void> => {
    asked += 1;
    const day = (from: number, later: number) => new Date(from + later * 86_400_000).toISOString().slice(0, 10);
    await page.getByRole('group', { name: 'What is counted' }).getByRole('button').first().click();
    await page.getByLabel('First day').fill(day(Date.UTC(2026, 0, 1), -(asked % 10)));
    await page.getByLabel('Last day').fill(day(Date.UTC(2026, 5, 1), Math.floor(asked / 10)));
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(page.locator('[data-cell] [aria-busy=true]')).toHaveCount(0);
    await expectAnswers(page);
  };
  for (let times = 0; times < WARM_UP; times++) await runAgain();
  const before = await held();
  for (let times = 0; times < numRuns; times++) await runAgain();
  const after = await held();
  console.log(`after ${WARM_UP} runs ${JSON.stringify(before)}, after ${asked} ${JSON.stringify(after)}`);
  expect(await memory.refused()).toBe(0);
  expect(after.heap).toBeLessThan(before.heap * 1.1);
  expect(after.nodes).toBeLessThan(before.nodes * 1.1);
  expect(after.listeners).toBeLessThan(before.listeners * 1.1);
});

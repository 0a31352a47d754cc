import { dropTexts, expect, test, visit } from './support/page';
import {
  changeRecord,
  countRecords,
  expectAnswers,
  expectEdits,
  kills,
  narrowTo,
  openOrders,
  prepareKill,
  prepareTrap,
  problem,
  rename,
} from './support/faults';

test.describe('the engine', () => {
  const restarted = 'The engine had to be started again. Your files were loaded anew and the report was run again.';

  test('its worker is killed in the middle of a query: files, edits and answers are back, and it is said', async ({ page, host }) => {
    const kill = await prepareKill(page);
    await visit(page, host);
    await openOrders(page);
    await rename(page);
    await kill();
    await narrowTo(page, '2026-02-01');
    await expect(page.getByText(restarted)).toBeVisible({ timeout: 60_000 });
    expect(await kills(page)).toBe(1);
    await expect(page.getByText(/from 1 Feb 2026/).first()).toBeVisible();
    await expectAnswers(page);
    await expectEdits(page);
  });

  test('WebAssembly traps: the engine is thrown away and started again, and it is said', async ({ page, host }) => {
    const { arm, trapped } = await prepareTrap(page);
    await visit(page, host);
    await openOrders(page);
    await rename(page);
    await arm();
    await narrowTo(page, '2026-02-01');
    await expect(page.getByText(restarted)).toBeVisible({ timeout: 60_000 });
    expect(await trapped()).toBe(1);
    await expect(page.getByText(/from 1 Feb 2026/).first()).toBeVisible();
    await expectAnswers(page);
    await expectEdits(page);
  });
});

test.describe('what is kept', () => {
  test('the stored document is garbage: set aside, the files are there, a first report stands', async ({ page, host }) => {
    await visit(page, host);
    await openOrders(page);
    await rename(page);
    await expect.poll(() => countRecords(page, 'entries')).toBe(1);
    await changeRecord(page, 'document', 'head', {
      snapshot: { format: 'clientele.report', version: 1, cells: 7 },
      position: 'x',
      count: 1,
    });
    await page.reload();
    await expect(problem(page, /could not be read\. It was set aside, not deleted/)).toBeVisible();
    expect(await countRecords(page, 'aside')).toBe(1);
    await page.getByRole('button', { name: 'Report', exact: true }).first().click();
    await expectAnswers(page);
    await rename(page, 'After the damage');
    await page.reload();
    await expectEdits(page, 'After the damage');
  });
});

test.describe('what comes in', () => {
  test('a report of a newer version: opened to read, not to change', async ({ page, host }) => {
    await visit(page, host);
    await openOrders(page);
    await rename(page);
    const newer = {
      format: 'clientele.report',
      version: 2,
      title: 'From tomorrow',
      currency: 'EUR',
      weekStart: 'monday',
      asOf: null,
      range: { from: null, to: null },
      filters: [],
      revenue: { paidStatuses: null },
      sources: [],
      mood: 'bright',
      cells: [
        { id: 'c1', type: 'analysis', kind: 'overview', version: 1, params: {} },
        { id: 'c2', type: 'hologram' },
      ],
    };
    await dropTexts(page, [{ name: 'tomorrow.report.json', text: JSON.stringify(newer) }]);
    await expect(page.getByText('It was made by a newer version of Clientele: you can read it here, but not change it.')).toBeVisible();
    await page
      .getByRole('button', { name: /^(Agree|Open|Run)/ })
      .first()
      .click();
    await expect(page.getByRole('heading', { level: 1, name: 'From tomorrow' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Notebook' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Back to it' }).click();
    await expectEdits(page);
    await expectAnswers(page);
  });
});

import { dropTexts, expect, headerFixture, test, visit } from './support/page';
import {
  changeRecord,
  countRecords,
  dropFileOnPage,
  expectAnswers,
  expectEdits,
  kills,
  narrowTo,
  openOrders,
  OWN_TITLE,
  prepareKill,
  prepareQuota,
  prepareTrap,
  problem,
  rename,
} from './support/faults';

test.describe('the engine', () => {
  const restarted = 'The engine had to be started again. Your files were loaded anew and the report was run again.';
  const notStarted =
    /The calculation engine could not be started: .+\. Your files and edits are kept\. Reload the page; if it happens again, check that the host/;

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

  test('the host does not deliver it: said why nothing is counted, and the edits are kept', async ({ page, host }) => {
    await visit(page, host);
    await openOrders(page);
    await rename(page);
    await expect.poll(() => countRecords(page, 'entries')).toBe(1);
    let refused = 0;
    await page.context().route('**/engine/*.wasm*', (route) => {
      refused += 1;
      return route.fulfill({ status: 404, body: '' });
    });
    await page.reload();
    await expect(problem(page, notStarted)).toBeVisible();
    expect(refused).toBeGreaterThan(0);
    await expect(page.getByText('Waits for data').first()).toBeVisible();
    await expectEdits(page);
    await page.context().unroute('**/engine/*.wasm*');
    await page.reload();
    await expectAnswers(page);
    await expectEdits(page);
  });

  test('its worker is killed again while the files are loaded anew: said, and a reload brings everything back', async ({ page, host }) => {
    const kill = await prepareKill(page);
    await visit(page, host);
    await openOrders(page);
    await rename(page);
    await kill(Infinity);
    await narrowTo(page, '2026-02-01');
    await expect(problem(page, notStarted)).toBeVisible({ timeout: 60_000 });
    expect(await kills(page)).toBeGreaterThan(1);
    await expectEdits(page);
    await page.reload();
    await expect(page.getByText(/from 1 Feb 2026/).first()).toBeVisible();
    await expectAnswers(page);
    await expectEdits(page);
  });
});

test.describe('what is kept', () => {
  test('no room left: the edit stays on screen and the loss is told', async ({ page, host }) => {
    const fill = await prepareQuota(page, host.url);
    await visit(page, host);
    await openOrders(page);
    await rename(page, 'Kept before');
    await expect.poll(() => countRecords(page, 'entries')).toBe(1);
    expect(await fill()).toBe('QuotaExceededError');
    await rename(page);
    const full = 'The browser has no room left for this page, so the last change was not stored. It stays until you close the page;';
    await expect(problem(page, `${full} save the report as a file, or remove files you no longer need.`)).toBeVisible();
    await expectEdits(page);
    await expectAnswers(page);
    await page.reload();
    await expect(page.getByRole('heading', { level: 1, name: 'Kept before' })).toBeAttached({ timeout: 30_000 });
    await expectAnswers(page);
  });

  test('no IndexedDB: told at once, and everything works until the page is closed', async ({ page, host }) => {
    await page.addInitScript(() => void Reflect.deleteProperty(globalThis, 'indexedDB'));
    await visit(page, host);
    expect(await page.evaluate(() => 'indexedDB' in globalThis)).toBe(false);
    const lasting = 'This browser does not let the page store anything, so files and edits last until you close it.';
    await expect(problem(page, `${lasting} Save the report as a file before you leave.`)).toBeVisible();
    await openOrders(page);
    await rename(page);
    await expectEdits(page);
    await expectAnswers(page);
  });

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
    const gone = 'What was stored as “report and edits” could not be read. It was set aside, not deleted, and the page went on without it.';
    await expect(problem(page, `${gone} Open your report file or drop your files again.`)).toBeVisible();
    expect(await countRecords(page, 'aside')).toBe(1);
    await page.getByRole('button', { name: 'Report', exact: true }).first().click();
    await expectAnswers(page);
    await rename(page, 'After the damage');
    await page.reload();
    await expectEdits(page, 'After the damage');
  });

  test('one stored edit is garbage: those before it stand, now and at the next visit', async ({ page, host }) => {
    await visit(page, host);
    await openOrders(page);
    await rename(page);
    await rename(page, 'Lost with the damage');
    await expect.poll(() => countRecords(page, 'entries')).toBe(2);
    await changeRecord(page, 'entries', 1, { edit: { op: 'set_title', title: 7 } });
    await page.reload();
    const damaged = 'Part of the stored history of your edits could not be read. The report stands as it was before that part;';
    await expect(problem(page, `${damaged} check the last changes and repeat what is missing.`)).toBeVisible();
    expect(await countRecords(page, 'aside')).toBe(1);
    await expect(page.getByRole('heading', { level: 1, name: OWN_TITLE })).toBeAttached();
    await page.reload();
    await expectEdits(page);
    await expectAnswers(page);
  });

  for (const [what, garbage, called] of [
    ['with its name', { info: 'gone', blob: 12 }, 'one of your files'],
    ['all but its bytes', { info: 'gone' }, 'file orders.shop.en.csv'],
  ] as const)
    test(`a stored file is garbage, ${what}: it is set aside, and the report waits for it with its edits`, async ({ page, host }) => {
      await visit(page, host);
      await openOrders(page);
      await rename(page);
      await expect.poll(() => countRecords(page, 'sources')).toBe(1);
      await expect.poll(() => countRecords(page, 'entries')).toBe(1);
      await changeRecord(page, 'sources', 's1', garbage);
      await page.reload();
      const gone = `What was stored as “${called}” could not be read. It was set aside, not deleted, and the page went on without it.`;
      await expect(problem(page, `${gone} Open your report file or drop your files again.`)).toBeVisible();
      expect(await countRecords(page, 'aside')).toBe(1);
      await expect(page.getByText('Waits for data').first()).toBeVisible();
      await expectEdits(page);
      await page.getByRole('button', { name: 'Data', exact: true }).click();
      await openOrders(page);
      await expectEdits(page);
    });

  test('a second tab reads only and says why; it takes over when the first is closed', async ({ page, host, context }) => {
    await visit(page, host);
    await openOrders(page);
    await rename(page);
    await expect.poll(() => countRecords(page, 'entries')).toBe(1);
    const second = await context.newPage();
    await second.goto(host.url);
    await expect(second.getByText('Another tab is editing this workspace. This one shows what it saves.')).toBeVisible();
    await expect(second.getByRole('heading', { level: 1, name: OWN_TITLE })).toBeVisible();
    await expectAnswers(second);
    await expect(second.getByRole('button', { name: 'Notebook' })).toHaveCount(0);
    await rename(page, 'Changed in the first tab');
    await expect(second.getByRole('heading', { level: 1, name: 'Changed in the first tab' })).toBeVisible();
    await page.close();
    await expectEdits(second, 'Changed in the first tab');
    await expectAnswers(second);
    await second.reload();
    await expectEdits(second, 'Changed in the first tab');
  });
});

test.describe('what comes in', () => {
  test('a report of a newer version: opened to read, not to change', async ({ page, host }) => {
    await visit(page, host);
    await openOrders(page);
    await rename(page);
    const newer = {
      format: 'clientele.report',
      version: 3,
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

  test('a link that was cut off: said, and the address is clean again', async ({ page, host }) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await visit(page, host);
    await openOrders(page);
    await rename(page);
    await page.getByRole('button', { name: 'Share' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Copy link' }).click();
    const { hash } = new URL(await dialog.getByRole('textbox').inputValue());
    expect(hash).toMatch(/^#r=.{100}/);
    await page.keyboard.press('Escape');
    await page.evaluate((cut) => void (location.hash = cut), hash.slice(0, -20));
    await expect(
      problem(page, 'The link was cut off on its way: its end is missing. Copy the whole link again, or ask for the report as a file.'),
    ).toBeVisible();
    expect(page.url()).toBe(host.url);
    await expectEdits(page);
    await expectAnswers(page);
  });

  for (const [what, name, words] of [
    ['an empty file', 'empty.csv', /^“empty\.csv” is empty: it holds no bytes\. Export it again, or drop another file\.$/],
    ['a picture named .csv', 'picture.csv', /^“picture\.csv” is not a .+ file: .+\(PNG\)\. Drop the export instead: .+\.$/],
    ['column names alone', 'header-only.csv', /^“header-only\.csv” holds column names but not one record.+ drop it again\.$/],
    [
      'orders without a date',
      'no-date.csv',
      /^No column holds the date of an order.+ Choose the date column, or export the file with it\.$/,
    ],
  ] as const)
    test(`${what}: said beside the file, and the report before it stays`, async ({ page, host }) => {
      await visit(page, host);
      await openOrders(page);
      await rename(page);
      await dropFileOnPage(page, headerFixture(name));
      const said = page.getByRole('listitem').filter({ hasText: words });
      await expect(said).toBeVisible();
      await page.getByRole('button', { name: 'Report', exact: true }).click();
      await expectAnswers(page);
      await expectEdits(page);
      await page.getByRole('button', { name: 'Data', exact: true }).click();
      await page.getByRole('navigation', { name: 'Files' }).getByRole('button', { name }).click();
      await page.getByRole('button', { name: 'Remove' }).click();
      await expect(said).toHaveCount(0);
      await page.getByRole('button', { name: 'Report', exact: true }).click();
      await expectAnswers(page);
      await expectEdits(page);
    });
});

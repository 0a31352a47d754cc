import { readFileSync } from 'node:fs';
import type { CellResult, ReportResults } from '#edge/share/results/results';
import { expect, onlineRetail, test, visit } from './support/page';
import { golden, readLines, recency, retailReport, runInTerminal, scores, writeReport } from './support/retail';

/** Every number of two results side by side, by path; texts are left to people. */
function numbersOf(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((item, index) => numbersOf(item, `${path}[${index}]`));
  if (value && typeof value === 'object') return Object.entries(value).flatMap(([key, item]) => numbersOf(item, `${path}.${key}`));
  return [];
}
const cellOf = (results: ReportResults, id: string): CellResult => results.cells.find((cell) => cell.id === id)!;
const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/** `rows` of a CSV file written by the product, by header. */
function readCsv(file: string): Record<string, string>[] {
  const [header, ...records] = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(',').map((field) => field.replace(/^"|"$/g, '')));
  return records.map((record) => Object.fromEntries(header!.map((name, at) => [name, record[at]!])));
}

test('Online Retail: dropped in a browser, every number agrees with the file, the golden results and the terminal', async ({
  page,
  host,
}) => {
  test.setTimeout(420_000);
  const file = onlineRetail();
  test.skip(file === null, 'the reference data (../shared) are absent');
  const reportFile = writeReport('retail.report.json', retailReport);
  const terminal = runInTerminal(reportFile, { orders: file! });

  await visit(page, host);
  await page.getByRole('button', { name: 'Paste a link or choose a file' }).click();
  const reportChooser = page.waitForEvent('filechooser');
  await page.getByRole('dialog').getByRole('button', { name: /file/i }).click();
  await (await reportChooser).setFiles(reportFile);
  const filesChooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Agree and choose files' }).click();
  await (await filesChooser).setFiles(file!);

  const ledger = page.getByText(/^[\d,]+ = [\d,]+ \+ [\d,]+ \+ [\d,]+$/);
  const heading = page.getByRole('heading', { name: 'Which customers come back?' });
  await expect(ledger.or(heading).first()).toBeVisible({ timeout: 120_000 });
  if (await ledger.isVisible()) {
    expect(await ledger.innerText()).toBe('541,909 = 541,909 + 0 + 0');
    await page.getByRole('button', { name: 'Open the report' }).click();
  }
  await expect(heading).toBeVisible({ timeout: 120_000 });
  await expect(page.locator('figure svg').nth(2)).toBeVisible({ timeout: 120_000 });

  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('What would you like to do?').fill('every number');
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const results = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as ReportResults;

  await test.step('the ledger adds up to every line of the file', () => {
    expect(results.sources[0]!.ledger).toMatchObject({ records: 541_909, kept: 541_909, rejected: 0, skipped: 0 });
  });

  await test.step('page and terminal agree on every number', async () => {
    const [here, there] = [numbersOf(results), numbersOf(await terminal)];
    expect(here.length).toBeGreaterThan(500);
    expect(here.map(([path]) => path)).toEqual(there.map(([path]) => path));
    expect(here.filter(([, value], at) => !close(value, there[at]![1]))).toEqual([]);
  });

  await test.step('revenue by month equals the golden result and a second computation', () => {
    const months = new Map<string, number>();
    for (const { day, quantity, price, customer } of readLines(file!)) {
      if (quantity <= 0 || price <= 0 || customer === '') continue;
      const month = day.slice(0, 7);
      months.set(month, (months.get(month) ?? 0) + Math.round(quantity * price * 1000));
    }
    const byMonth = (golden('retail.clean').expected as unknown as { by_month: [string, number, number, number][] }).by_month;
    const shown = new Map(cellOf(results, 'months').rows!.map((row) => [String(row['period']).slice(0, 7), Number(row['revenue'])]));
    expect(shown.size).toBe(byMonth.length);
    for (const [month, , revenue] of byMonth) {
      expect(shown.get(month)).toBeCloseTo(revenue, 4);
      expect(shown.get(month)).toBeCloseTo(months.get(month)! / 1000, 6);
    }
  });

  await test.step('cohorts equal the golden result', () => {
    const cohorts = (golden('retail.cohort.clean').expected as unknown as { counts: { cohort: string; counts: number[] }[] }).counts;
    const rows = cellOf(results, 'cohorts').rows!;
    for (const { cohort, counts } of cohorts) {
      const row = rows.find((candidate) => String(candidate['cohort']).startsWith(cohort))!;
      expect(row['size']).toBe(counts[0]);
      counts
        .slice(1)
        .forEach((count, at) => expect(Number(row[`k${at + 1}`]), `${cohort} + ${at + 1}`).toBeCloseTo(count / counts[0]!, 12));
    }
  });

  await test.step('every customer behind the segments has the R, F, M and scores that the file gives', async () => {
    const expected = recency(readLines(file!), '2011-12-10');
    expect(expected.size).toBe(4338);
    const score = {
      r: scores(new Map([...expected].map(([id, each]) => [id, each.r])), 'lower'),
      f: scores(new Map([...expected].map(([id, each]) => [id, each.f])), 'higher'),
      m: scores(new Map([...expected].map(([id, each]) => [id, each.m])), 'higher'),
    };
    const cell = page
      .locator('section, article')
      .filter({ has: page.getByRole('heading', { name: 'Which customers deserve which attention?' }) })
      .last();
    const opens = cell.getByRole('table').getByRole('button', { name: /customers behind/i });
    await expect(opens).toHaveCount(11);
    const seen = new Map<string, Record<string, string>>();
    for (let at = 0; at < 11; at += 1) {
      await opens.nth(at).click();
      const saved = page.waitForEvent('download');
      await page.getByRole('dialog').getByRole('button', { name: 'Export as CSV' }).click();
      for (const row of readCsv(await (await saved).path())) seen.set(row['customer_id'] ?? row['Customer'] ?? '', row);
      await page.keyboard.press('Escape');
    }
    expect(seen.size).toBe(4338);
    for (const [id, { r, f, m }] of expected) {
      const row = Object.values(seen.get(id)!).map(Number);
      for (const value of [r, f, score.r.get(id)!, score.f.get(id)!, score.m.get(id)!]) expect(row).toContain(value);
      expect(row.some((value) => Math.abs(value - m) < 0.005)).toBe(true);
    }
  });
});

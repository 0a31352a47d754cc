import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import Papa from 'papaparse';
import { asParquet, asXlsx, type Form } from '../support/write-forms';
import { exportResults } from './support/answers';
import { problem } from './support/faults';
import { drop, expect, headerFixture, test, visit } from './support/page';

/** The order file of the fixtures, typed. */
function orders(): { readonly csv: string; readonly form: Form } {
  const csv = readFileSync(headerFixture('orders.shop.en.csv'), 'utf8');
  const [headers, ...rows] = Papa.parse<string[]>(csv, { skipEmptyLines: true }).data;
  const typeOf = (at: number) => {
    const texts = rows.map((row) => row[at]!).filter((text) => text !== '');
    return texts.length > 0 && texts.every((text) => /^-?\d+\.\d+$/.test(text)) ? 'number' : 'text';
  };
  return { csv, form: { headers: headers!, types: headers!.map((_, at) => typeOf(at)), rows } };
}

test('F10 a workbook, Parquet, gzip and zip give the numbers of the CSV', async ({ page, host }) => {
  test.setTimeout(240_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'clientele-e2e-'));
  const { csv, form } = orders();
  expect(form.types).toContain('number');
  const files: readonly (readonly [string, string | Uint8Array])[] = [
    ['orders.csv', csv],
    ['orders.xlsx', await asXlsx(form)],
    ['orders.parquet', new Uint8Array(asParquet(form))],
    ['orders.csv.gz', gzipSync(csv)],
    ['orders.zip', zipSync({ 'export/orders.csv': new TextEncoder().encode(csv) })],
  ];
  const results: unknown[] = [];
  for (const [name, content] of files) {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    await page.context().clearCookies();
    await visit(page, host);
    await drop(page, [file]);
    await expect(page.getByText(/^45 = 45 \+ 0 \+ 0$/)).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Open the report' }).click();
    await expect(page.locator('figure svg').nth(1)).toBeVisible({ timeout: 60_000 });
    const { cells } = await exportResults(page);
    results.push(cells);
    await page.evaluate(async () => {
      for (const { name: database } of await indexedDB.databases()) if (database) indexedDB.deleteDatabase(database);
    });
  }
  rmSync(folder, { recursive: true, force: true });
  expect(JSON.stringify(results[0]).length).toBeGreaterThan(2000);
  for (const [at, cells] of results.entries()) expect([files[at]![0], cells]).toEqual([files[at]![0], results[0]]);
});

test('F6 F13 damaged files say so and leave what is loaded alone', async ({ page, host }) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'clientele-e2e-'));
  const { csv, form } = orders();
  await visit(page, host);
  await drop(page, [headerFixture('orders.shop.en.csv')]);
  await expect(page.getByText(/^45 = 45 \+ 0 \+ 0$/)).toBeVisible({ timeout: 60_000 });
  const cut = path.join(folder, 'cut.csv.gz');
  writeFileSync(cut, gzipSync(csv).subarray(0, 300));
  await drop(page, [cut]);
  await expect(problem(page, 'is damaged or cut short')).toBeVisible();
  const workbook = path.join(folder, 'cut.xlsx');
  writeFileSync(workbook, (await asXlsx(form)).subarray(0, 900));
  await drop(page, [workbook]);
  await expect(
    problem(page, 'cut.xlsx')
      .or(page.getByText(/cut\.xlsx.*is damaged or cut short/))
      .first(),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Open the report' }).first().click();
  await expect(page.locator('figure svg').nth(1)).toBeVisible({ timeout: 60_000 });
  rmSync(folder, { recursive: true, force: true });
});

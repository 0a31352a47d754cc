import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import type { CellResult, ReportResults } from '#edge/share/results/results';

/** Opens a report from a file as a colleague does: preview, consent, then the data file. */
export async function openWithReport(page: Page, reportFile: string, dataFile: string, charts: number): Promise<void> {
  await page.getByRole('button', { name: 'Paste a link or choose a file' }).click();
  const reportChooser = page.waitForEvent('filechooser');
  await page.getByRole('dialog').getByRole('button', { name: /file/i }).click();
  await (await reportChooser).setFiles(reportFile);
  const filesChooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Agree and choose files' }).click();
  await (await filesChooser).setFiles(dataFile);
  const question = page.getByRole('heading', { name: 'Which customers come back?' });
  const toReport = page.getByRole('button', { name: 'Open the report' });
  await expect(question.or(toReport).first()).toBeVisible({ timeout: 120_000 });
  if (await toReport.isVisible()) await toReport.click();
  await expect(question).toBeVisible({ timeout: 120_000 });
  await expect(page.locator('figure svg').nth(charts - 1)).toBeVisible({ timeout: 60_000 });
}

/** The results that the page exports through its palette. */
export async function exportResults(page: Page): Promise<ReportResults> {
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('What would you like to do?').fill('every number');
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  return JSON.parse(readFileSync(await (await download).path(), 'utf8')) as ReportResults;
}

/** The customers behind every segment, by id, as the page exports them. */
export async function exportSegments(page: Page): Promise<Map<string, Record<string, string>>> {
  const cell = page
    .locator('section, article')
    .filter({ has: page.getByRole('heading', { name: 'Which customers deserve which attention?' }) })
    .last();
  const counts = cell.locator('table').getByTitle('Show the customers behind this number');
  const total = await counts.count();
  expect(total).toBeGreaterThan(8);
  const customers = new Map<string, Record<string, string>>();
  for (let at = 0; at < total; at += 1) {
    await counts.nth(at).click();
    const exporting = page.getByRole('dialog').getByRole('button', { name: 'Export as CSV' });
    if ((await counts.nth(at).innerText()) === '0') {
      await expect(page.getByRole('dialog').getByText('No customer stands behind this number.')).toBeVisible();
      await expect(exporting).toBeDisabled();
    } else {
      const saved = page.waitForEvent('download');
      await exporting.click();
      for (const row of readCsv(await (await saved).path())) customers.set(Object.values(row)[0]!, row);
    }
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  return customers;
}

/** Records of a CSV file that the product wrote, by header; the exports hold no commas inside fields here. */
function readCsv(file: string): Record<string, string>[] {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const [header, ...records] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(',').map((field) => field.replace(/^"|"$/g, '')));
  return records.map((record) => Object.fromEntries(header!.map((name, at) => [name, record[at]!])));
}

export const cellOf = (results: ReportResults, id: string): CellResult => results.cells.find((cell) => cell.id === id)!;

/** Every number of a document by its path. */
function numbersOf(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((item, index) => numbersOf(item, `${path}[${index}]`));
  if (value && typeof value === 'object') return Object.entries(value).flatMap(([key, item]) => numbersOf(item, `${path}.${key}`));
  return [];
}

/** Page and terminal name the same numbers, and each agrees to a relative 1e-9. */
export function expectSameNumbers(page: ReportResults, terminal: ReportResults): void {
  const [here, there] = [numbersOf(page), numbersOf(terminal)];
  expect(here.length).toBeGreaterThan(300);
  expect(here.map(([path]) => path)).toEqual(there.map(([path]) => path));
  const far = (a: number, b: number) => Math.abs(a - b) > 1e-9 * Math.max(Math.abs(a), Math.abs(b));
  expect(here.filter(([, value], at) => far(value, there[at]![1]))).toEqual([]);
}

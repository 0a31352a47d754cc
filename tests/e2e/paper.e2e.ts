import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { cache, dropTexts, expect, inChinese, openSample, test, visit } from './support/page';

const KINDS = [
  'overview',
  'revenue',
  'rfm',
  'cohort',
  'comments',
  'concentration',
  'data_quality',
  'dimensions',
  'lifecycle',
  'satisfaction',
  'tiers',
  'data_sources',
];
const ROWS = 130;
const reportOf = (cells: readonly object[]) => ({
  format: 'clientele.report',
  version: 2,
  title: 'On paper',
  currency: 'CNY',
  weekStart: 'monday',
  asOf: null,
  range: { from: null, to: null },
  filters: [],
  revenue: { paidStatuses: null },
  sources: [],
  cells: cells.map((cell, at) => ({ id: `c${at}`, ...cell })),
});
const CELLS = [
  ...KINDS.flatMap((kind, at) => [
    ...(at % 4 === 3 ? [{ type: 'text', markdown: `Some words before a heading.\n\n## Part ${at}` }] : []),
    { type: 'analysis', kind, version: 1, params: {} },
  ]),
  {
    type: 'sql',
    name: 'long_one',
    title: 'A long table',
    query: { by: 'sql', text: `SELECT range AS line_no, 'row' || range AS line_name FROM range(${ROWS})` },
  },
  { type: 'text', markdown: 'The end.' },
];

async function openReport(page: Page, report: object): Promise<void> {
  await dropTexts(page, [{ name: 'given.report.json', text: JSON.stringify(report) }]);
  await page
    .getByRole('button', { name: /^(Run it on my data|用我的数据运行)$/ })
    .first()
    .click();
}

interface Word {
  /** Lower edge in points, from the top of the page. */
  readonly bottom: number;
  readonly text: string;
}

/** The words of each page with their places, without those in its margins; null where poppler is not installed, which is said. */
async function wordsOf(file: string): Promise<Word[][] | null> {
  const points = (millimetres: number) => (millimetres / 25.4) * 72;
  try {
    const { stdout } = await promisify(execFile)('pdftotext', ['-bbox', file, '-'], { maxBuffer: 1e8 });
    return stdout
      .split('<page ')
      .slice(1)
      .map((page) => {
        const height = Number(/height="([\d.]+)"/.exec(page)![1]);
        return [...page.matchAll(/yMax="([\d.]+)">([^<]*)</g)]
          .map(([, bottom, text]) => ({ bottom: Number(bottom), text: text! }))
          .filter(({ bottom }) => bottom < height - points(22));
      });
  } catch {
    console.warn('pdftotext is not installed here: the places of words on paper were NOT checked.');
    return null;
  }
}

/** Top margin and height between the margins of A4, in points. */
const [TOP, INSIDE] = [(15 / 25.4) * 72, ((297 - 15 - 22) / 25.4) * 72];

for (const [locale, options] of [
  ['en', {}],
  ['zh-CN', inChinese],
] as const)
  test.describe(locale, () => {
    test.use(options);
    test('EX4, EX5 a long report on paper: pages are filled, no chart is cut off, long tables repeat their head', async ({
      page,
      host,
    }) => {
      test.setTimeout(240_000);
      await visit(page, host);
      await openSample(page);
      await openReport(page, reportOf(CELLS));
      await expect(page.locator('[data-cell] footer')).toHaveCount(KINDS.length + 1, { timeout: 120_000 });
      await expect(page.locator('figure svg').nth(8)).toBeAttached();
      mkdirSync(cache, { recursive: true });
      const file = path.join(cache, `paper-${locale}.pdf`);
      await page.pdf({ path: file, format: 'A4', printBackground: true });
      const pages = await wordsOf(file);
      if (pages) {
        const full = pages.slice(0, -1).map((words) => (Math.max(...words.map(({ bottom }) => bottom)) - TOP) / INSIDE);
        console.log(`${locale}: ${pages.length} pages, filled to ${full.map((share) => share.toFixed(2)).join(' ')}`);
        for (const [at, share] of full.entries()) expect(share, `page ${at + 1}`).toBeGreaterThan(1 / 3);
        for (const words of pages) expect(words.at(-2)?.text === 'Part', 'a page ends with a heading').toBe(false);
        const rows = pages.map((words) => words.filter(({ text }) => /^row\d+$/.test(text)).length);
        expect(rows.reduce((sum, each) => sum + each)).toBe(ROWS);
        expect(rows.filter((each) => each > 0).length).toBeGreaterThan(1);
        for (const [at, words] of pages.entries()) {
          if (rows[at] === 0) continue;
          expect(rows[at]).toBeGreaterThanOrEqual(3);
          expect(words.filter(({ text }) => text === 'line_no')).toHaveLength(1);
        }
      }
    });
  });

test('EX4 a chart that was drawn for a wide window is whole on paper', async ({ page, host }) => {
  await page.setViewportSize({ width: 1600, height: 900 });
  await visit(page, host);
  await openSample(page);
  await page.emulateMedia({ media: 'print' });
  // At once, as paper is: no chart is drawn anew for the width.
  const cut = await page.evaluate(() => {
    const paper = ((210 - 28) / 25.4) * 96;
    document.body.style.width = `${paper}px`;
    return [...document.querySelectorAll('figure svg')].map((chart) => {
      const stage = chart.parentElement!.getBoundingClientRect();
      const own = chart.getBoundingClientRect();
      return { right: own.right > paper + 1, below: own.bottom > stage.bottom + 1, small: own.width < 250 };
    });
  });
  expect(cut.length).toBeGreaterThan(2);
  for (const chart of cut) expect(chart).toEqual({ right: false, below: false, small: false });
});

test.describe('in Chinese', () => {
  test.use(inChinese);
  test('EX4 names of rows are not broken between every two characters', async ({ page, host }) => {
    await visit(page, host);
    await openSample(page);
    await expect(page.locator('[data-cell] tbody th').first()).toBeAttached({ timeout: 60_000 });
    await page.emulateMedia({ media: 'print' });
    const lines = await page.evaluate(() => {
      document.body.style.width = `${((210 - 28) / 25.4) * 96}px`;
      return [...document.querySelectorAll<HTMLElement>('[data-cell] tbody th')].map((head) => {
        const range = document.createRange();
        range.selectNodeContents(head);
        return { name: head.innerText, lines: new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size };
      });
    });
    expect(lines.length).toBeGreaterThan(8);
    expect(lines.filter((each) => each.lines > 2)).toEqual([]);
  });
});

test('EX6 what was still computing says so on paper, and on paper only', async ({ page, host }) => {
  await visit(page, host);
  await openSample(page);
  const slow = {
    type: 'sql',
    name: 'slow_one',
    query: { by: 'sql', text: 'SELECT sum(a.range * b.range) AS n FROM range(1000000) a, range(1000000) b' },
  };
  await openReport(page, reportOf([slow]));
  await expect(page.getByText('Computing')).toBeVisible({ timeout: 30_000 });
  const early = page.getByText('Not yet computed when this was printed.');
  await expect(early).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(early).toBeVisible();
  await expect(page.getByText('Computing')).toBeHidden();
});

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Report } from '#core/report/types';
import { cellOf, expectSameNumbers, exportResults, exportSegments, openWithReport } from './support/answers';
import { expect, shared, test, visit } from './support/page';
import { golden, runInTerminal, writeReport } from './support/retail';

const LAST = '1997-09-30';
const report: Report = {
  format: 'clientele.report',
  version: 2,
  title: 'CDNOW, 39 weeks',
  currency: 'USD',
  weekStart: 'monday',
  asOf: LAST,
  range: { from: null, to: null },
  filters: [],
  revenue: { paidStatuses: null },
  sources: [],
  cells: [
    { id: 'segments', type: 'analysis', kind: 'rfm', version: 1, params: { lookbackDays: 0, frequency: 'days' } },
    { id: 'cohorts', type: 'analysis', kind: 'cohort', version: 1, params: {} },
  ],
};

/** Fields of a file without commas inside of fields, and without its header. */
const readRows = (file: string): string[][] =>
  readFileSync(file, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.replaceAll('"', '').split(','));

const inDays = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

test('CDNOW: dropped in a browser, every customer agrees with the file, the published tables and the terminal', async ({ page, host }) => {
  test.setTimeout(240_000);
  const file = path.join(shared, 'data/cdnow/btyd_cdnowElog.csv');
  test.skip(!existsSync(file), 'the reference data (../shared) are absent');
  const prep = golden('cdnow.prep', 'clv').expected as Readonly<Record<string, number>>;
  const rows = readRows(file);
  const masterOf = new Map(rows.map(([master, sample]) => [sample!, master!]));
  const days = new Map<string, string[]>();
  for (const [master, , date] of rows) {
    const day = date!.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
    if (day <= LAST) days.set(master!, [...new Set([...(days.get(master!) ?? []), day])].sort());
  }
  const reportFile = writeReport('cdnow.report.json', report);
  await visit(page, host);
  await openWithReport(page, reportFile, file, 2);
  const results = await exportResults(page);

  await test.step('the ledger adds up to every record of the file', () => {
    expect([rows.length, prep['rows_raw']]).toEqual([6919, 6919]);
    expect(results.sources[0]!.ledger).toMatchObject({ records: 6919, kept: 6919, rejected: 0, skipped: 0 });
  });

  await test.step('page and terminal agree on every number', async () => {
    expectSameNumbers(results, await runInTerminal(reportFile, { orders: file }));
  });

  await test.step('repeat purchases and recency are those of the file and of BTYD, customer by customer', async () => {
    const seen = await exportSegments(page);
    expect([seen.size, days.size, prep['customers']]).toEqual([2357, 2357, 2357]);
    let repeats = 0;
    for (const [sample, repeated, lastWeek, weeks] of readRows(path.join(shared, 'data/cdnow/btyd_cbs_39weeks.csv'))) {
      const master = masterOf.get(sample!)!;
      const [, recent, bought] = Object.values(seen.get(master)!).map(Number);
      const own = days.get(master)!;
      expect([master, recent, bought]).toEqual([master, inDays(LAST) - inDays(own.at(-1)!), own.length]);
      expect([master, recent, bought]).toEqual([master, Math.round((Number(weeks) - Number(lastWeek)) * 7), Number(repeated) + 1]);
      repeats += bought! - 1;
    }
    expect([repeats, prep['sum_repeat_transactions_calibration']]).toEqual([2457, 2457]);
  });

  await test.step('cohorts are those of the file', () => {
    const monthOf = (day: string): number => Number(day.slice(5, 7));
    const shown = cellOf(results, 'cohorts').rows!.filter((row) => /^1997/.test(String(row['cohort'])));
    expect(shown.map((row) => String(row['cohort']).slice(0, 7))).toEqual(['1997-01', '1997-02', '1997-03']);
    for (const [index, row] of shown.entries()) {
      const first = index + 1;
      const members = [...days.values()].filter((each) => monthOf(each[0]!) === first);
      expect([first, row['size']]).toEqual([first, members.length]);
      for (let later = 1; first + later <= 9; later += 1) {
        const back = members.filter((each) => each.some((day) => monthOf(day) === first + later)).length;
        expect(Number(row[`k${later}`]), `1997-0${first} + ${later}`).toBeCloseTo(back / members.length, 12);
      }
    }
  });
});

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { cellOf, expectSameNumbers, exportResults, exportSegments, openWithReport } from './support/answers';
import { expect, onlineRetail, shared, test, visit } from './support/page';
import { golden, readLines, recency, retailReport, runInTerminal, scores, writeReport } from './support/retail';

test('Online Retail: dropped in a browser, every number agrees with the file, the golden results and the terminal', async ({
  page,
  host,
}) => {
  test.setTimeout(420_000);
  const file = onlineRetail();
  test.skip(file === null, 'the reference data (../shared) are absent');
  const reportFile = writeReport('retail.report.json', retailReport);
  await visit(page, host);
  await openWithReport(page, reportFile, file!, 3);
  const results = await exportResults(page);
  const lines = readLines(file!);
  const sold = lines.filter((line) => line.quantity > 0 && line.price > 0 && line.customer !== '');

  await test.step('the ledger adds up to every line of the file', () => {
    expect(lines.length).toBe(541_909);
    expect(results.sources[0]!.ledger).toMatchObject({ records: 541_909, kept: 541_909, rejected: 0, skipped: 0 });
  });

  await test.step('page and terminal agree on every number', async () => {
    expectSameNumbers(results, await runInTerminal(reportFile, { orders: file! }));
  });

  await test.step('revenue by month equals the golden result and a second computation', () => {
    const months = new Map<string, number>();
    for (const { day, quantity, price } of sold)
      months.set(day.slice(0, 7), (months.get(day.slice(0, 7)) ?? 0) + Math.round(quantity * price * 1000));
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
    const expected = recency(lines, '2011-12-10');
    const seen = await exportSegments(page);
    expect([seen.size, expected.size]).toEqual([4338, 4338]);
    const score = {
      r: scores(new Map([...expected].map(([id, each]) => [id, each.r])), 'lower'),
      f: scores(new Map([...expected].map(([id, each]) => [id, each.f])), 'higher'),
      m: scores(new Map([...expected].map(([id, each]) => [id, each.m])), 'higher'),
    };
    for (const [id, { r, f, m }] of expected) {
      const [, recent, orders, money, ...scored] = Object.values(seen.get(id)!).map(Number);
      expect([id, recent, orders]).toEqual([id, r, f]);
      expect(money).toBeCloseTo(m, 6);
      expect([id, ...scored.slice(0, 3)]).toEqual([id, score.r.get(id), score.f.get(id), score.m.get(id)]);
    }
  });
});

test('CDNOW: dropped in a browser, cohorts and repeat counts agree with the file, the golden results and the terminal', async ({
  page,
  host,
}) => {
  test.setTimeout(240_000);
  const file = path.join(shared, 'data/cdnow/btyd_cdnowElog.csv');
  test.skip(!existsSync(file), 'the reference data (../shared) are absent');
  const [segments, cohorts] = [retailReport.cells[2]!, retailReport.cells[3]!];
  const reportFile = writeReport('cdnow.report.json', {
    ...retailReport,
    title: 'CDNOW, calibration',
    currency: 'USD',
    asOf: '1997-09-30',
    filters: [],
    cells: [{ ...segments, params: { lookbackDays: 0, frequency: 'days' } } as typeof segments, cohorts],
  });
  await visit(page, host);
  await openWithReport(page, reportFile, file, 2);
  const results = await exportResults(page);
  expect(results.sources[0]!.ledger).toMatchObject({ records: 6919, kept: 6919 });
  expectSameNumbers(results, await runInTerminal(reportFile, { orders: file }));

  const purchases = readFileSync(file, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',').map((field) => field.replace(/"/g, '')))
    .map((fields) => ({ id: fields[0]!, day: fields[2]!.replace(/^(\d{4})-?(\d{2})-?(\d{2})$/, '$1-$2-$3') }))
    .filter(({ day }) => day <= '1997-09-30');
  const days = new Map<string, Set<string>>();
  for (const { id, day } of purchases) days.set(id, (days.get(id) ?? new Set()).add(day));

  await test.step('repeat purchases are the published 2,457, customer by customer', async () => {
    const seen = await exportSegments(page);
    expect([seen.size, days.size]).toEqual([2357, 2357]);
    let repeats = 0;
    for (const [id, each] of days) {
      const orders = Number(Object.values(seen.get(id)!)[2]);
      expect([id, orders]).toEqual([id, each.size]);
      repeats += orders - 1;
    }
    expect(repeats).toBe(2457);
  });

  await test.step('cohorts are those of the file', () => {
    const monthOf = (day: string) => Number(day.slice(5, 7));
    for (const first of [1, 2, 3]) {
      const members = [...days.values()].map((each) => [...each].sort()).filter((each) => monthOf(each[0]!) === first);
      const row = cellOf(results, 'cohorts').rows!.find((candidate) => candidate['cohort'] === `1997-0${first}-01`)!;
      expect(row['size']).toBe(members.length);
      for (let later = 1; first + later <= 9; later += 1) {
        const back = members.filter((each) => each.some((day) => monthOf(day) === first + later)).length;
        expect(Number(row[`k${later}`])).toBeCloseTo(back / members.length, 12);
      }
    }
  });
});

import { cellOf, expectSameNumbers, exportResults, exportSegments, openWithReport } from './support/answers';
import { expect, onlineRetail, test, visit } from './support/page';
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
      const [, recent, orders, money, average, ...scored] = Object.values(seen.get(id)!).map(Number);
      expect([id, recent, orders]).toEqual([id, r, f]);
      expect(money).toBeCloseTo(m, 6);
      expect(average).toBeCloseTo(m / f, 6);
      expect([id, ...scored.slice(0, 3)]).toEqual([id, score.r.get(id), score.f.get(id), score.m.get(id)]);
    }
  });
});

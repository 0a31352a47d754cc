import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import type { SourceLedger } from '#core/model/ledger';
import type { PartUpdate } from '#core/model/source';
import type { PreparationStep } from '#core/model/steps';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { textFile } from '../../../tests/support/load-request';
import { runs } from '../../../tests/support/seeded';
import { partsRequest } from '../../../tests/golden/open-parts';
import { setSteps } from '#app/run/steps';
import { loadSources } from './loader';
import type { InputFile } from './types';

const leaveOut = (column: string, ...values: string[]): PreparationStep => ({
  kind: 'filter',
  effect: 'leave_out',
  column,
  condition: { op: 'in', values },
});

describe('several files', () => {
  let engine: Connector;
  beforeAll(async () => void (engine = await openNodeEngine()));
  afterAll(() => engine.close());

  test('PS18 each file goes through the steps by itself, and what a step took away replaces nothing', async () => {
    const csv = (name: string, lines: readonly string[]) =>
      textFile(name, ['Order Number,Customer ID,Order Date,Total,State', ...lines, ''].join('\n'));
    const january = csv('2026-1.csv', [
      'A1,C1,2026-01-05,10,ok',
      'A1,C1,2026-01-06,11,ok',
      'A2,C2,2026-01-09,12,off',
      'A3,C3,2026-01-10,13,ok',
    ]);
    const february = csv('2026-2.csv', ['damaged', 'A1,C1,2026-02-05,20,off', 'A3,C3,2026-02-10,23,ok', 'A4,C4,2026-02-11,24,ok']);
    const request = await partsRequest([january, february], { updates: [undefined, 'replace'] });
    const steps: PreparationStep[] = [
      leaveOut('State', 'off'),
      { kind: 'deduplicate', keys: ['Order Number'], survivor: { by: 'last' } },
      { kind: 'derive', name: 'Half', expression: 'Total / 2' },
    ];
    const mapping = setSteps(request.info.mapping, { headers: request.info.headers, rows: [] }, steps);
    const columns = mapping.columns.map((column) => (column.header === 'Half' ? { ...column, role: 'discount' as const } : column));
    const { sources } = await loadSources(engine, [{ ...request, info: { ...request.info, mapping: { ...mapping, columns } } }]);
    const { ledger } = sources[0]!;
    expect(ledger).toMatchObject({
      records: 8,
      kept: 3,
      rejected: 1,
      skipped: 4,
      steps: [{ count: 2 }, { count: 1 }, { count: 4, without: 0 }],
    });
    expect(new Map(ledger.skippedBy.map(({ reason, count }) => [reason, count]))).toEqual(
      new Map([
        ['filtered', 2],
        ['duplicate', 1],
        ['replaced', 1],
      ]),
    );
    const rows = rowsOf(await engine.execute('SELECT order_id, net_amount, discount FROM orders ORDER BY 1')).map((row) => ({ ...row }));
    // The A1 of February was left out, so that of January stays.
    expect(rows).toEqual([
      { order_id: 'A1', net_amount: 11, discount: 5.5 },
      { order_id: 'A3', net_amount: 23, discount: 11.5 },
      { order_id: 'A4', net_amount: 24, discount: 12 },
    ]);
  });

  const HEAD = 'Order Number,Customer ID,Order Date,Total,State';
  const month = (number: number, lines: readonly string[]) => textFile(`2026-${number}.csv`, [HEAD, ...lines, ''].join('\n'));
  /** A request for files of one shape with steps; the first has two records that no step takes away, so that the columns are told. */
  async function stepped(
    files: readonly InputFile[],
    steps: readonly PreparationStep[],
    updates: readonly (PartUpdate | undefined)[] = [],
  ) {
    const { file, info, parts } = await partsRequest(files, { updates });
    const mapping = setSteps(info.mapping, { headers: info.headers, rows: [] }, steps);
    const columns = mapping.columns.map((column) => (column.header === 'Half' ? { ...column, role: 'discount' as const } : column));
    return { file, ...(parts ? { parts } : {}), info: { ...info, mapping: { ...mapping, columns } } };
  }
  const orders = async () =>
    rowsOf(await engine.execute('SELECT order_id, net_amount FROM orders ORDER BY 1, 2')).map((row) => [
      row['order_id'],
      row['net_amount'],
    ]);
  const MONTHS = [
    month(1, ['A1,C1,2026-01-05,10,ok', 'A1,C1,2026-01-06,11,ok', 'A2,C2,2026-01-09,12,ok', 'A3,C3,2026-01-10,13,ok']),
    month(2, ['A1,C1,2026-02-05,20,ok', 'A4,C4,2026-02-07,21,ok', 'A3,C3,never,22,ok', ',C9,2026-02-08,23,ok']),
    month(3, ['A4,C4,2026-03-05,31,off', 'A1,C1,2026-03-06,30,ok', 'A5,C5,2026-03-07,32,ok', ',C9,2026-03-08,33,ok']),
  ];

  test('PS18 of three monthly files one record of each key stays, and each file says what it lost', async () => {
    const once = (by: 'first' | 'last'): PreparationStep => ({ kind: 'deduplicate', keys: ['Order Number'], survivor: { by } });
    const { sources, issues } = await loadSources(engine, [await stepped(MONTHS, [once('first')])]);
    expect(await orders()).toEqual([
      ['A1', 10],
      ['A2', 12],
      ['A3', 13],
      ['A4', 21],
      ['A5', 32],
    ]);
    const { ledger } = sources[0]!;
    expect(ledger).toMatchObject({ records: 12, kept: 5, rejected: 2, skipped: 5, steps: [{ count: 5 }] });
    expect(ledger.parts!.map(({ kept, rejected, skipped }) => [kept, rejected, skipped])).toEqual([
      [3, 0, 1],
      [1, 1, 2],
      [1, 1, 2],
    ]);
    // A3 of February had no date, but it is a duplicate before that is asked.
    expect(ledger.rejects.map(({ file, line, reason }) => [file, line, reason])).toEqual([
      ['2026-2.csv', 5, 'missing_order_id'],
      ['2026-3.csv', 5, 'missing_order_id'],
    ]);
    expect(issues.filter(({ code }) => code === 'issue_load_keys_recur')).toEqual([]);

    const last = (await loadSources(engine, [await stepped(MONTHS, [once('last')])])).sources[0]!.ledger;
    expect(await orders()).toEqual([
      ['A1', 30],
      ['A2', 12],
      ['A4', 31],
      ['A5', 32],
    ]);
    expect(last).toMatchObject({ kept: 4, rejected: 3, skipped: 5 });
    expect(last.rejects.map(({ reason }) => reason)).toEqual(['missing_date', 'missing_order_id', 'missing_order_id']);
  });

  test('PS18 what a later file replaced is nobody’s duplicate', async () => {
    const steps: PreparationStep[] = [{ kind: 'deduplicate', keys: ['Order Number'], survivor: { by: 'first' } }];
    const { ledger } = (await loadSources(engine, [await stepped(MONTHS, steps, [undefined, undefined, 'replace'])])).sources[0]!;
    expect(await orders()).toEqual([
      ['A1', 30],
      ['A2', 12],
      ['A3', 13],
      ['A4', 31],
      ['A5', 32],
    ]);
    expect(ledger.kept + ledger.rejected + ledger.skipped).toBe(12);
  });

  const CLEAN = ['K1,C1,2026-01-01,1.5,ok', 'K2,C2,2026-01-02,2.5,ok'];
  const value = <Value>(...values: Value[]) => fc.constantFrom(...values);
  const someLine = fc
    .tuple(
      value('A', 'B', 'C', 'D', ' a', ''),
      value('C1', 'C2'),
      value('2026-01-02', '2026-01-03', 'never', ''),
      value<number | string>(1, 2, 3, ''),
      value('ok', 'off', ''),
    )
    .map((fields) => fields.join(','));
  const survivor = fc.oneof(
    fc.record({ by: value('first' as const, 'last' as const, 'most_complete' as const) }),
    fc.record({ by: value('largest' as const, 'smallest' as const), column: value('Total', 'Order Date', 'State') }),
  );

  test('PS18 MF10 files with one removal of duplicates are what one file with their records is', async () => {
    const met = { duplicates: 0, rejected: 0, filtered: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(someLine, { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 4 }),
        value<readonly string[]>(['Order Number'], ['Order Number', 'Customer ID'], []),
        survivor,
        value('before', 'after', 'none'),
        async (months, keys, by, filter) => {
          const filters = [leaveOut('State', 'off')];
          const steps: PreparationStep[] = [
            { kind: 'trim', columns: ['Order Number'], inner: false, halfWidth: false, letters: 'upper' },
            ...(filter === 'before' ? filters : []),
            { kind: 'deduplicate', keys, survivor: by },
            ...(filter === 'after' ? filters : []),
            { kind: 'recode', column: 'Order Number', entries: [{ from: ['A'], to: 'X' }], ignoreCase: false, rest: { do: 'keep' } },
            { kind: 'derive', name: 'Half', expression: 'Total / 2' },
          ];
          const [first, ...others] = months.map((lines, at) => (at === 0 ? [...CLEAN, ...lines] : lines));
          const files = [first!, ...others].map((lines, at) => month(at + 1, lines));
          const template = await stepped([month(1, CLEAN), month(2, CLEAN)], steps);
          const parts = template.info.parts!;
          const info = { ...template.info, parts: files.map(({ name, bytes }) => ({ ...parts[0]!, name, bytes, fingerprint: name })) };
          const joined = (await loadSources(engine, [{ file: files[0]!, parts: files, info }])).sources[0]!.ledger;
          const ORDERS = 'SELECT order_id, net_amount, discount, CAST(ordered_on AS VARCHAR) AS day FROM orders ORDER BY ALL';
          const found = rowsOf(await engine.execute(ORDERS)).map((row) => ({ ...row }));
          const { parts: _, ...alone } = info;
          const columns = info.mapping.columns.filter(({ header }) => header !== 'file');
          const plain = { ...alone, headers: HEAD.split(','), dialect: parts[0]!.dialect, mapping: { ...info.mapping, columns } };
          const one = month(1, [first!, ...others].flat());
          const whole = (await loadSources(engine, [{ file: one, info: plain }])).sources[0]!.ledger;
          expect(found).toEqual(rowsOf(await engine.execute(ORDERS)).map((row) => ({ ...row })));
          const sums = ({ records, kept, rejected, skipped, rejectedBy, skippedBy, steps: effects }: SourceLedger) => ({
            ...{ records, kept, rejected, skipped, effects },
            reasons: [...rejectedBy, ...skippedBy].filter(({ count }) => count > 0).sort((a, b) => a.reason.localeCompare(b.reason)),
          });
          expect(sums(joined)).toEqual(sums(whole));
          expect(joined.rejects.length).toBe(joined.rejected);
          met.duplicates += whole.skippedBy.find(({ reason }) => reason === 'duplicate')?.count ?? 0;
          met.filtered += whole.skippedBy.find(({ reason }) => reason === 'filtered')?.count ?? 0;
          met.rejected += whole.rejected;
        },
      ),
      runs(300),
    );
    expect(Math.min(met.duplicates, met.rejected, met.filtered)).toBeGreaterThan(20);
  });
});

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import type { PreparationStep } from '#core/model/steps';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { asDay, asNumber, requestFor, textFile, type TestColumn } from '../../../tests/support/load-request';
import { runs } from '../../../tests/support/seeded';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { loadSources } from './loader';
import type { LoadRequest } from './types';

const COLUMNS: Readonly<Record<string, TestColumn>> = {
  id: { role: 'order_id' },
  buyer: { role: 'customer_id' },
  day: { role: 'ordered_at', ...asDay },
  sum: { role: 'net_amount', ...asNumber },
  state: { role: 'attribute', attributeOf: 'orders' },
};
const made = (header: string, column: TestColumn) => ({ header, parse: { type: 'text' } as const, ...column });

function request(lines: readonly string[], steps: readonly PreparationStep[], more: readonly ReturnType<typeof made>[] = []): LoadRequest {
  const plain = requestFor('s1', textFile('orders.csv', `id,buyer,day,sum,state\n${lines.join('\n')}\n`), 'order', COLUMNS);
  const mapping = { ...plain.info.mapping, columns: [...plain.info.mapping.columns, ...more], steps };
  return { ...plain, info: { ...plain.info, mapping } };
}
const leaveOut = (column: string, ...values: string[]): PreparationStep => ({
  kind: 'filter',
  effect: 'leave_out',
  column,
  condition: { op: 'in', values },
});
const once: PreparationStep = { kind: 'deduplicate', keys: ['id'], survivor: { by: 'last' } };

/** One text of one record that is no value: the list of a column, and its one group. The header is line 1. */
const oneMisfit = (header: string, text: string, record: number) => {
  const examples = [{ text, count: 1, record }];
  const group = { kind: 'text', count: 1, distinct: 1, forms: [], examples, record, line: record + 1 };
  return { header, count: 1, examples, groups: [group], uncounted: 0 };
};

describe.each(Object.entries({ native: () => openNodeEngine(), 'DuckDB-WASM': openWasmTestEngine }))('on %s', (_, open) => {
  let engine: Connector;
  beforeAll(async () => void (engine = await open()));
  afterAll(() => engine.close());
  const tables = async () =>
    rowsOf(await engine.execute('SELECT table_name AS name FROM duckdb_tables() ORDER BY 1')).map(({ name }) => name);

  test('PS13 PS14 PS15 the account of a file with blank, damaged, filtered, equal and lacking records', async () => {
    const lines = [
      'A1,c,2026-01-01,10,ok',
      'A2,c,2026-01-02,11,cancelled',
      '',
      'A3,c,2026-01-03,12,ok,one too many',
      'A1,c,2026-01-04,13,ok',
      ',c,2026-01-05,14,ok',
      ',c,2026-01-06,15,cancelled',
      'A4,c,soon,16,ok',
      'A5,c,2026-01-07,much,ok',
      'A6,c,2026-01-08,little,cancelled',
      'A7,c,2026-01-09,17,new',
    ];
    const steps = [leaveOut('state', 'cancelled'), once, leaveOut('nowhere', 'x')];
    const { sources, model } = await loadSources(engine, [request(lines, steps)]);
    const { rejects, ...ledger } = sources[0]!.ledger;
    expect(ledger).toEqual({
      records: 11,
      kept: 3,
      rejected: 3,
      skipped: 5,
      rejectedBy: expect.arrayContaining([
        { reason: 'field_count', count: 1 },
        { reason: 'missing_order_id', count: 1 },
        { reason: 'missing_date', count: 1 },
      ]) as unknown,
      skippedBy: [
        { reason: 'blank', count: 1 },
        { reason: 'filtered', count: 3 },
        { reason: 'duplicate', count: 1 },
      ],
      values: [oneMisfit('sum', 'much', 9)],
      refused: [oneMisfit('day', 'soon', 8)],
      steps: [{ count: 3 }, { count: 1 }, null],
    });
    expect(rejects.map(({ record, line, reason }) => [record, line, reason])).toEqual([
      [4, 5, 'field_count'],
      [6, 7, 'missing_order_id'],
      [8, 9, 'missing_date'],
    ]);
    expect(rowsOf(await engine.execute('SELECT order_id AS id, net_amount AS sum FROM orders ORDER BY 1'))).toMatchObject([
      { id: 'A1', sum: 13 },
      { id: 'A5', sum: null },
      { id: 'A7', sum: 17 },
    ]);
    // PS14: what was left out is no value to choose from.
    expect(model.tables.find(({ name }) => name === 'orders')!.columns.find(({ name }) => name === 'state')!.values).toEqual(['ok', 'new']);
    expect(await tables()).toEqual(['customers', 'orders']);
  });

  test('PS5 what a step made unreadable stands in the ledger; new columns play roles', async () => {
    const lines = ['A1,c,2026-01-01,10,ok', 'A2,c,2026-01-02,20,ok'];
    const steps: PreparationStep[] = [
      { kind: 'recode', column: 'sum', entries: [{ from: ['20'], to: 'twenty' }], ignoreCase: false, rest: { do: 'keep' } },
      { kind: 'derive', name: 'half', expression: 'sum / 2' },
      { kind: 'split', column: 'day', by: { at: 'separator', separator: '-' }, into: ['year', 'month'] },
    ];
    const more = [
      made('half', { role: 'discount', ...asNumber }),
      made('year', { role: 'attribute', attributeOf: 'orders' }),
      made('month', { role: 'skip' }),
    ];
    const { sources, model } = await loadSources(engine, [request(lines, steps, more)]);
    expect(sources[0]!.ledger.values).toEqual([oneMisfit('sum', 'twenty', 2)]);
    expect(sources[0]!.ledger.steps).toEqual([{ count: 1 }, { count: 1, without: 1 }, { count: 2 }]);
    const orders = model.tables.find(({ name }) => name === 'orders')!;
    expect(orders.columns.map(({ name }) => name)).toEqual(expect.arrayContaining(['discount', 'year']));
    expect(orders.columns.map(({ name }) => name)).not.toContain('month');
    expect(rowsOf(await engine.execute('SELECT discount, CAST(year AS VARCHAR) AS year FROM orders ORDER BY order_id'))).toMatchObject([
      { discount: 5, year: '2026' },
      { discount: null, year: '2026' },
    ]);
  });

  test('PS13 orders without an id are named by their number in the file', async () => {
    const plain = request(['1,c,2026-01-01,10,x', '2,c,2026-01-02,20,ok', 'damaged', '3,c,2026-01-03,30,ok'], [leaveOut('state', 'x')]);
    const columns = plain.info.mapping.columns.map((column) => (column.header === 'id' ? { ...column, role: 'skip' as const } : column));
    await loadSources(engine, [{ ...plain, info: { ...plain.info, mapping: { ...plain.info.mapping, columns } } }]);
    expect(rowsOf(await engine.execute('SELECT order_id AS id FROM orders ORDER BY 1')).map(({ id }) => id)).toEqual(['2', '4']);
  });

  test('LD13 a load that is cancelled leaves no table of its steps', async () => {
    await loadSources(engine, [request(['A1,c,2026-01-01,10,ok'], [once])]);
    const stop = new AbortController();
    const load = loadSources(engine, [request(['B1,c,2026-01-01,10,ok'], [once])], {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(load).rejects.toMatchObject({ kind: 'cancelled' });
    expect(await tables()).toEqual(['customers', 'orders']);
    expect(rowsOf(await engine.execute('SELECT order_id AS id FROM orders'))).toMatchObject([{ id: 'A1' }]);
  });
});

describe('sums', () => {
  let engine: Connector;
  beforeAll(async () => void (engine = await openNodeEngine()));
  afterAll(() => engine.close());

  test('PS13 records = kept + rejected + skipped for any file, and what is kept is what the table holds', async () => {
    const line = fc.oneof(
      fc
        .tuple(fc.constantFrom('A', 'B', 'C', ''), fc.constantFrom('2026-01-01', '', 'soon'), fc.constantFrom('ok', 'cancelled', ''))
        .map(([id, day, state]) => `${id},c,${day},1,${state}`),
      fc.constantFrom('', 'torn', 'a,b,c,d,e,f'),
    );
    const met = { filtered: 0, duplicate: 0, rejected: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 20 }), fc.boolean(), async (lines, first) => {
        const steps = first ? [leaveOut('state', 'cancelled'), once] : [once, leaveOut('state', 'cancelled')];
        const all = ['K1,c,2026-01-01,1,ok', ...lines];
        const { sources } = await loadSources(engine, [request(all, steps)]);
        const { ledger } = sources[0]!;
        expect(ledger.records).toBe(all.length);
        expect(ledger.kept + ledger.rejected + ledger.skipped).toBe(ledger.records);
        const of = (reason: string) => ledger.skippedBy.find((each) => each.reason === reason)?.count ?? 0;
        expect(of('filtered') + of('duplicate') + of('blank')).toBe(ledger.skipped);
        // Every kept order id stands alone after the removal of duplicates.
        expect(Number(rowsOf(await engine.execute('SELECT count(*) AS n FROM orders'))[0]!.n)).toBe(ledger.kept);
        met.filtered += of('filtered');
        met.duplicate += of('duplicate');
        met.rejected += ledger.rejected;
      }),
      runs(400),
    );
    expect(Math.min(met.filtered, met.duplicate, met.rejected)).toBeGreaterThan(runs(400).numRuns / 10);
  });
});

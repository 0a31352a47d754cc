import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CANONICAL_TABLES } from '#core/model/canonical';
import { rowsOf } from '#core/model/columns';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { fromBlob } from '#edge/load/input-file';
import { fromPath } from '#edge/load/path-file';
import type { Loaded } from '#edge/load/types';
import { readFileSync } from 'node:fs';
import { openFiles, sharedPath, unpack } from './open-files';
import { differences, loadParts } from './open-parts';

const retail = sharedPath('data/online-retail/online_retail.csv.gz');
const days = sharedPath('data/online-retail/by-day.tar.gz');
const cdnow = sharedPath('data/cdnow/btyd_cdnowElog.csv');
if (!retail || !days || !cdnow) console.warn('Many files: skipped, because ../shared is not here.');

/** Loads a whole file, sets its tables aside, and loads the parts into the same engine. */
async function besideWhole(whole: string, parts: (engine: Connector) => Promise<Loaded>) {
  const { engine, loaded } = await openFiles([whole]);
  const tables = loaded.model.tables.map(({ name }) => name);
  for (const name of tables) await engine.execute(`CREATE TABLE "whole_${name}" AS SELECT * FROM "${name}"`);
  return { engine, tables, whole: loaded, parts: await parts(engine) };
}
type Beside = Awaited<ReturnType<typeof besideWhole>>;

describe.skipIf(!retail || !days)('MF10 Online Retail in its 305 daily files is the one file', () => {
  let folder: string;
  let beside: Beside;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'clientele-days-'));
    execFileSync('tar', ['xzf', days!, '-C', folder]);
    const names = readdirSync(path.join(folder, 'by-day')).sort((one, other) => (one < other ? 1 : -1));
    beside = await besideWhole(await unpack(retail!), async (engine) =>
      loadParts(engine, await Promise.all(names.map((name) => fromPath(path.join(folder, 'by-day', name))))),
    );
  }, 240_000);
  afterAll(async () => {
    await beside?.engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('every row of customers, orders and lines, keys included, but for the name of the file', async () => {
    const { engine, tables, whole, parts } = beside;
    expect(tables).toEqual(['customers', 'orders', 'order_items']);
    for (const name of tables) {
      const columns = whole.model.tables.find((table) => table.name === name)!.columns.map((column) => `CAST("${column.name}" AS VARCHAR)`);
      const from = (table: string) => `SELECT ${columns.join(', ')} FROM "${table}"`;
      expect(await differences(engine, from(`whole_${name}`), from(name)), name).toEqual([0, 0]);
    }
    const strip = (loaded: Loaded) =>
      loaded.model.tables.map((table) => ({
        ...table,
        columns: table.columns.filter(({ name }) => name !== 'file').map(({ name, type }) => [name, type]),
      }));
    expect(strip(parts)).toEqual(strip(whole));
  });

  test('MF4 MF5 MF11 each file has its account and its name, in the order of its days', async () => {
    const { engine, parts } = beside;
    const { ledger } = parts.sources[0]!;
    expect(ledger).toMatchObject({ records: 541_909, kept: 541_909, rejected: 0, skipped: 0 });
    expect(ledger.parts).toHaveLength(305);
    expect(ledger.parts!.map(({ name }) => name.slice(0, 10))).toEqual(ledger.parts!.map(({ covers }) => covers!.from));
    expect(ledger.parts![0]).toMatchObject({ name: '2010-12-01.csv', covers: { from: '2010-12-01', to: '2010-12-01' }, change: null });
    const counted = rowsOf(await engine.execute('SELECT CAST(file AS VARCHAR) AS file, count(*) AS lines FROM order_items GROUP BY 1'));
    expect(new Map(counted.map(({ file, lines }) => [file, lines]))).toEqual(new Map(ledger.parts!.map(({ name, kept }) => [name, kept])));
  });

  test('no table is left but the canonical ones', async () => {
    const names = rowsOf(await beside.engine.execute('SELECT table_name FROM duckdb_tables()')).map(({ table_name }) => String(table_name));
    expect(names.filter((name) => !name.startsWith('whole_') && !CANONICAL_TABLES.includes(name as 'orders'))).toEqual([]);
  });
});

describe.skipIf(!cdnow)('MF10 CDNOW cut into months is the one file', () => {
  let engine: Connector;
  afterAll(() => engine?.close());

  test('every order with its customer, day and amount; all records accounted for', async () => {
    const [header, ...lines] = readFileSync(cdnow!, 'utf8').trimEnd().split('\n');
    const dateAt = header!.split(',').findIndex((name) => /date/i.test(name));
    const months = new Map<string, string[]>();
    for (const line of lines) {
      const month = line.split(',')[dateAt]!.replaceAll('"', '').slice(0, 6);
      months.set(month, [...(months.get(month) ?? []), line]);
    }
    const inputs = [...months].map(([month, own]) => fromBlob(new Blob([[header, ...own, ''].join('\n')]), `cdnow-${month}.csv`));
    expect(inputs.length).toBe(18);
    const beside = await besideWhole(cdnow!, (target) => loadParts(target, inputs));
    engine = beside.engine;
    expect(beside.parts.sources[0]!.ledger).toMatchObject({ records: lines.length, kept: lines.length, rejected: 0, skipped: 0 });
    const from = (prefix: string) =>
      `SELECT customer_id, ordered_on, net_amount FROM "${prefix}orders" JOIN "${prefix}customers" USING (customer_key)`;
    expect(await differences(engine, from('whole_'), from(''))).toEqual([0, 0]);
    const customers = (prefix: string) => `SELECT customer_id FROM "${prefix}customers"`;
    expect(await differences(engine, customers('whole_'), customers(''))).toEqual([0, 0]);
  }, 120_000);
});

test('the comparison itself finds a row that differs', async () => {
  const engine = await openNodeEngine();
  try {
    expect(await differences(engine, 'SELECT 1 AS a UNION ALL SELECT 1', 'SELECT 1 AS a UNION ALL SELECT 2')).toEqual([1, 1]);
  } finally {
    await engine.close();
  }
});

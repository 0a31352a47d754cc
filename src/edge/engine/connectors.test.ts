import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ColumnType, Scalar } from '#core/model/columns';
import type { Connector } from './connector';
import { openNodeEngine } from './duckdb-node/connector';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';

/** SQL value, the column's type and the value as the wall must show it; written from the definition of `Columns`. */
const VALUES: readonly (readonly [sql: string, type: ColumnType, shown: Scalar])[] = [
  ['1::TINYINT', 'integer', 1],
  ['255::UTINYINT', 'integer', 255],
  ['(-32768)::SMALLINT', 'integer', -32768],
  ['2147483647', 'integer', 2147483647],
  ['9007199254740991::BIGINT', 'integer', 9007199254740991],
  ['3::UBIGINT', 'integer', 3],
  ['(-3)::HUGEINT', 'integer', -3],
  ['1180591620717411303424::HUGEINT', 'integer', 2 ** 70],
  ['3::UHUGEINT', 'integer', 3],
  ['1.1', 'number', 1.1],
  ['-1.25::DECIMAL(30,10)', 'number', -1.25],
  ['3::DECIMAL(5,0)', 'integer', 3],
  ['0.1::DOUBLE', 'number', 0.1],
  ['0.5::FLOAT', 'number', 0.5],
  ["'nan'::DOUBLE", 'number', Number.NaN],
  ["'inf'::DOUBLE", 'number', Number.POSITIVE_INFINITY],
  ['true', 'boolean', true],
  ["'客户 ''1'''", 'text', "客户 '1'"],
  ["'18446744073709551616'", 'text', '18446744073709551616'],
  ["'b'::ENUM('a', 'b')", 'text', 'b'],
  ["uuid '00000000-0000-0000-0000-000000000001'", 'text', '00000000-0000-0000-0000-000000000001'],
  ["'ab\\x00\\xFF'::BLOB", 'text', 'ab\\x00\\xFF'],
  ["'10:00:01.25'::TIME", 'text', '10:00:01.25'],
  ["DATE '2024-02-29'", 'date', '2024-02-29'],
  ["DATE '0001-01-01'", 'date', '0001-01-01'],
  ["DATE '9999-12-31'", 'date', '9999-12-31'],
  ["TIMESTAMP '2024-01-31 10:00:00'", 'timestamp', '2024-01-31T10:00:00'],
  ["TIMESTAMP '1969-12-31 23:59:59.5'", 'timestamp', '1969-12-31T23:59:59.5'],
  ["TIMESTAMP '9999-12-31 23:59:59.999999'", 'timestamp', '9999-12-31T23:59:59.999999'],
  ["'2024-01-01'::TIMESTAMP_S", 'timestamp', '2024-01-01T00:00:00'],
  ["'2024-01-01 00:00:00.5'::TIMESTAMP_MS", 'timestamp', '2024-01-01T00:00:00.5'],
  ["'2024-01-01 00:00:00.123456789'::TIMESTAMP_NS", 'timestamp', '2024-01-01T00:00:00.123456'],
  ['[1, NULL]', 'text', '[1,null]'],
  ["[DATE '2024-01-01']", 'text', '["2024-01-01"]'],
  ["{'a': 1.5, 'b': [{'c': '客'}]}", 'text', '{"a":1.5,"b":[{"c":"客"}]}'],
  ['[9007199254740991::BIGINT]::BIGINT[1]', 'text', '[9007199254740991]'],
];

const engines = {} as Record<'native' | 'wasm', Connector>;
beforeAll(async () => {
  engines.native = await openNodeEngine({ threads: 2 });
  engines.wasm = await openWasmTestEngine();
});
afterAll(async () => Promise.all(Object.values(engines).map((engine) => engine.close())));

describe.each(['native', 'wasm'] as const)('values of every type on %s', (name) => {
  test.each(VALUES)('%s', async (sql, type, shown) => {
    const result = await engines[name].query(`SELECT ${sql} AS v UNION ALL SELECT NULL`);
    expect(result).toEqual({ rowCount: 2, columns: [{ name: 'v', type, values: [shown, null] }] });
  });

  test('columns of numbers without a gap are typed arrays, over several chunks', async () => {
    const { rowCount, columns } = await engines[name].query(
      'SELECT range AS n, range / 2 AS h, CAST(range AS VARCHAR) AS t FROM range(5000) ORDER BY 1',
    );
    expect(rowCount).toBe(5000);
    expect(columns.map((column) => column.values.constructor.name)).toEqual(['Float64Array', 'Float64Array', 'Array']);
    expect(columns.map((column) => column.values[4999])).toEqual([4999, 2499.5, '4999']);
  });

  test('several ENUM columns, of one and two bytes, among others, and after a table is read in chunks', async () => {
    const engine = engines[name];
    await engine.execute("CREATE TYPE wide AS ENUM (SELECT 'w' || range FROM range(300))");
    await engine.execute(
      "CREATE TABLE coded AS SELECT range AS n, ('w' || (range % 300))::wide AS w, ['甲', '乙'][range % 2 + 1]::ENUM('乙', '甲') AS s FROM range(3000)",
    );
    const { columns } = await engine.query('SELECT s, n, w FROM coded ORDER BY n; '.replace('; ', ' -- to the end'));
    expect(columns.map((column) => [column.name, column.type, column.values[2999]])).toEqual([
      ['s', 'text', '乙'],
      ['n', 'integer', 2999],
      ['w', 'text', 'w299'],
    ]);
    expect((await engine.execute('SELECT DISTINCT s FROM coded ORDER BY s;')).columns[0]!.values).toEqual(['乙', '甲']);
  });

  test('an empty result keeps its columns', async () => {
    const result = await engines[name].query("SELECT 1 AS a, 'x' AS b WHERE false");
    expect(result.rowCount).toBe(0);
    expect(result.columns.map((column) => [column.name, column.type])).toEqual([
      ['a', 'integer'],
      ['b', 'text'],
    ]);
  });

  test.each(['INTERVAL 1 DAY', "MAP {'a': 1}"])('%s asks to be cast', async (value) => {
    await expect(engines[name].query(`SELECT ${value} AS v`)).rejects.toThrow('cast it to VARCHAR');
  });

  test('a file can be read only while it is attached', async () => {
    const file = await engines[name].attachFile('客户 1.csv', { blob: new Blob(['a,b\n1,客\n']) });
    const read = `SELECT * FROM read_csv('${file}')`;
    expect((await engines[name].execute(read)).columns.map((column) => [column.name, column.values[0]])).toEqual([
      ['a', 1],
      ['b', '客'],
    ]);
    await engines[name].detachFile(file);
    await expect(engines[name].execute(read)).rejects.toMatchObject({ name: 'QueryError', kind: 'sql' });
  });

  test('a query given up before it began does not run, and the next one does', async () => {
    const signal = AbortSignal.abort();
    await expect(engines[name].execute('CREATE TABLE never AS SELECT 1', { signal })).rejects.toMatchObject({ kind: 'cancelled' });
    await expect(engines[name].query('SELECT * FROM never')).rejects.toMatchObject({ kind: 'sql' });
    expect((await engines[name].query('SELECT 1 AS a')).rowCount).toBe(1);
  });

  test('statements run in the order asked', async () => {
    const engine = engines[name];
    const asked = [engine.execute('CREATE TABLE ordered (a INTEGER)'), engine.execute('INSERT INTO ordered VALUES (1), (2)')];
    const counted = engine.query('SELECT count(*) AS n FROM ordered');
    await Promise.all(asked);
    expect((await counted).columns[0]?.values[0]).toBe(2);
  });
});

test('a query on the native engine can be cancelled at any moment, and the engine goes on', async () => {
  for (const patience of [0, 1, 2, 5, 50]) {
    const stop = new AbortController();
    const running = engines.native.query('SELECT count(*) FROM range(1000000000000)', { signal: stop.signal });
    setTimeout(() => stop.abort(), patience);
    await expect(running).rejects.toMatchObject({ kind: 'cancelled' });
  }
  expect((await engines.native.query('SELECT 1 AS a')).rowCount).toBe(1);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forms } from '../../../tests/hostile/corpus/forms';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { QueryError, type Connector } from './connector';
import { openNodeEngine } from './duckdb-node/connector';

const engines = {} as Record<'native' | 'wasm', Connector>;
const before: Record<string, unknown> = {};

/** Everything a hostile text might change: tables with their rows, settings, functions, types, and whether a transaction is open. */
async function look(engine: Connector): Promise<unknown> {
  const values = async (sql: string) => (await engine.execute(sql)).columns.map((column) => Array.from(column.values));
  return [
    await values('SELECT database_name, table_name, estimated_size FROM duckdb_tables() ORDER BY ALL'),
    await values('SELECT * FROM customers ORDER BY ALL'),
    await values('SELECT name, value FROM duckdb_settings() ORDER BY ALL'),
    await values('SELECT function_name FROM duckdb_functions() WHERE NOT internal ORDER BY ALL'),
    await values('SELECT type_name FROM duckdb_types() WHERE NOT internal ORDER BY ALL'),
    await values('SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY ALL'),
    await values('SELECT schema_name FROM duckdb_schemas() WHERE NOT internal ORDER BY ALL'),
    await values('SELECT sequence_name FROM duckdb_sequences() ORDER BY ALL'),
    await values('SELECT database_name FROM duckdb_databases() ORDER BY ALL'),
    await values('SELECT name FROM duckdb_variables() ORDER BY ALL'),
  ];
}

beforeAll(async () => {
  engines.native = await openNodeEngine({ threads: 2 });
  engines.wasm = await openWasmTestEngine();
  for (const [name, engine] of Object.entries(engines)) {
    await engine.execute("CREATE TABLE customers AS SELECT 'c' || range AS customer_id, '北京' AS region FROM range(3)");
    before[name] = await look(engine);
  }
});
afterAll(async () => Promise.all(Object.values(engines).map((engine) => engine.close())));

test('there are sixty forms at least, all different', () => {
  expect(new Set(forms).size).toBe(forms.length);
  expect(forms.length).toBeGreaterThanOrEqual(60);
});

describe.each(['native', 'wasm'] as const)('the wall of %s', (name) => {
  test.each(forms)('refuses %s', async (sql) => {
    await expect(engines[name].query(sql)).rejects.toBeInstanceOf(QueryError);
    await engines[name].execute('BEGIN TRANSACTION');
    await engines[name].execute('ROLLBACK');
  });

  test.each(forms)('KL5 refuses it as a list, too: %s', async (sql) => {
    const lists = [{ name: 'listed', sql }];
    await expect(engines[name].query('SELECT count(*) FROM listed', { lists })).rejects.toMatchObject({
      name: 'QueryError',
      list: 'listed',
    });
    await engines[name].execute('BEGIN TRANSACTION');
    await engines[name].execute('ROLLBACK');
  });

  test('and afterwards everything is as it was', async () => {
    expect(await look(engines[name])).toEqual(before[name]);
  });

  test.each([
    'SELECT count(*) FROM customers',
    'WITH a AS (SELECT * FROM customers) SELECT region, count(*) FROM a GROUP BY ALL -- the end',
    'SELECT unnest([1, 2]) AS x, * FROM range(2), generate_series(1, 2) AS g',
    'SELECT * FROM (VALUES (1), (2)) AS v(a) WHERE EXISTS (SELECT 1 FROM customers)',
    "PIVOT customers ON region IN ('北京') USING count(*)",
    'WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT max(i) FROM n',
    'SELECT *, row_number() OVER (ORDER BY customer_id) FROM customers QUALIFY row_number() OVER (ORDER BY customer_id) = 1',
    'FROM customers SELECT DISTINCT region',
    'SELECT a.* FROM customers a ASOF JOIN customers b ON a.region = b.region AND a.customer_id >= b.customer_id',
  ])('lets %s through', async (sql) => {
    expect((await engines[name].query(sql)).rowCount).toBeGreaterThan(0);
  });
});

test('the list of what a query may read from is missed where only the lock stands: the engine’s log goes on', async () => {
  const bare = await openNodeEngine({ threads: 1 });
  try {
    await bare.execute('CREATE TABLE customers AS SELECT 1 AS customer_id');
    const earlier = await look(bare);
    await expect(bare.query('SELECT * FROM enable_logging()')).rejects.toMatchObject({ kind: 'refused' });
    expect(await look(bare)).toEqual(earlier);
    await bare.execute('SELECT * FROM enable_logging()');
    expect(await look(bare)).not.toEqual(earlier);
  } finally {
    await bare.close();
  }
});

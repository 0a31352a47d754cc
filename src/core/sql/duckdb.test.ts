import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { runs } from '../../../tests/support/seeded';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import type { Grain } from './dialect';
import { duckdb } from './dialects/duckdb';

/** Texts that end quotes, comments and statements, among texts of every kind. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom("'", '"', '\\', ';', '-', '/', '*', '\n', '\0', '$', '%', '{', '}', ' ', 'a', '客', '\uD800', '`') }),
  fc.constantFrom(
    "'; DROP TABLE planted; --",
    '"; DROP TABLE planted; --',
    "E'\\'",
    '$$',
    "x') AS cell; DROP TABLE planted; SELECT ('",
    '/*',
    '*/',
    '--',
  ),
);
const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, '\uFFFD');

const engines = {} as Record<'native' | 'wasm', Connector>;
beforeAll(async () => {
  engines.native = await openNodeEngine({ threads: 1 });
  engines.wasm = await openWasmTestEngine();
  for (const engine of Object.values(engines)) {
    await engine.execute('CREATE TABLE planted AS SELECT 1 AS a');
    await engine.execute(`CREATE TABLE days AS SELECT DATE '2023-12-25' + CAST(range AS INTEGER) AS day FROM range(400)`);
  }
});
afterAll(async () => Promise.all(Object.values(engines).map((engine) => engine.close())));

const ask = async (engine: Connector, expression: string) => (await engine.query(`SELECT ${expression} AS v`)).columns[0]!.values[0];
const tables = async (engine: Connector) =>
  (await engine.execute('SELECT table_name AS name FROM duckdb_tables() ORDER BY 1')).columns[0]!.values;

describe.each(['native', 'wasm'] as const)('on %s', (name) => {
  test('any text as a literal comes back equal, and no table is missing afterwards', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        expect(await ask(engines[name], duckdb.literal(text))).toBe(wellFormed(text));
      }),
      runs(2000),
    );
    expect(await tables(engines[name])).toEqual(['days', 'planted']);
  });

  test('any text as an identifier names its own column, and no table is missing afterwards', async () => {
    const names = hostile.filter((text) => text !== '' && !text.includes('\0'));
    await fc.assert(
      fc.asyncProperty(names, async (text) => {
        const column = duckdb.identifier(text);
        const result = await engines[name].query(`SELECT t.${column} FROM (SELECT 7 AS ${column}) AS t`);
        expect(result.columns.map((each) => [each.name, each.values[0]])).toEqual([[wellFormed(text), 7]]);
      }),
      runs(2000),
    );
    expect(await tables(engines[name])).toEqual(['days', 'planted']);
  });

  test('any finite number comes back bit for bit, also right after a minus sign', async () => {
    const numbers = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.integer().map((cents) => cents / 100),
    );
    await fc.assert(
      fc.asyncProperty(numbers, async (value) => {
        expect(await ask(engines[name], `CAST(${duckdb.literal(value)} AS DOUBLE)`)).toBe(value === 0 ? 0 : value);
        expect(await ask(engines[name], `CAST(0e0-${duckdb.literal(value)} AS DOUBLE)`)).toBe(0 - (value === 0 ? 0 : value));
      }),
      runs(2000),
    );
  });

  test('true, false and null keep their kind', async () => {
    expect(await ask(engines[name], duckdb.literal(true))).toBe(true);
    expect(await ask(engines[name], duckdb.literal(false))).toBe(false);
    expect(await ask(engines[name], duckdb.literal(null))).toBe(null);
  });

  // Expected days from the calendar of 2024 (29 February exists; 1 January is a Monday).
  test.each<[Grain, string, 'monday' | 'sunday', string]>([
    ['day', '2024-05-05', 'monday', '2024-05-05'],
    ['week', '2024-01-07', 'monday', '2024-01-01'],
    ['week', '2024-01-01', 'monday', '2024-01-01'],
    ['week', '2024-01-06', 'sunday', '2023-12-31'],
    ['week', '2024-01-07', 'sunday', '2024-01-07'],
    ['month', '2024-02-29', 'monday', '2024-02-01'],
    ['quarter', '2024-06-30', 'monday', '2024-04-01'],
    ['year', '2024-12-31', 'monday', '2024-01-01'],
  ])('the %s of %s, weeks from %s, begins on %s', async (grain, day, weekStart, begin) => {
    const result = await engines[name].query(`SELECT ${duckdb.dateTrunc(grain, duckdb.day(day), weekStart)} AS v`);
    expect(result.columns[0]).toEqual({ name: 'v', type: 'date', values: [begin] });
  });

  test.each<[Grain, string, number, string]>([
    ['day', '2024-02-28', 2, '2024-03-01'],
    ['week', '2024-01-01', -1, '2023-12-25'],
    ['month', '2024-01-31', 1, '2024-02-29'],
    ['month', '2024-03-31', -1, '2024-02-29'],
    ['quarter', '2023-11-30', 1, '2024-02-29'],
    ['year', '2024-02-29', 1, '2025-02-28'],
  ])('one %s: %s moved by %i is %s', async (grain, day, amount, moved) => {
    const sql = duckdb.dateAdd(grain, duckdb.day(day), duckdb.literal(amount));
    expect((await engines[name].query(`SELECT ${sql} AS v`)).columns[0]).toEqual({ name: 'v', type: 'date', values: [moved] });
  });

  test.each<[Grain, string, string, number]>([
    ['day', '2024-02-28', '2024-03-01', 2],
    ['week', '2024-01-07', '2024-01-08', 1],
    ['week', '2024-01-08', '2024-01-14', 0],
    ['week', '2024-01-08', '2024-01-07', -1],
    ['month', '2024-01-31', '2024-02-01', 1],
    ['quarter', '2024-01-01', '2024-03-31', 0],
    ['year', '2023-12-31', '2024-01-01', 1],
  ])('%s boundaries from %s to %s: %i', async (grain, from, to, count) => {
    expect(await ask(engines[name], duckdb.dateDiff(grain, duckdb.day(from), duckdb.day(to)))).toBe(count);
  });

  test('weeks that begin on Sunday are counted by their Sundays', async () => {
    const weeks = (from: string, to: string) => ask(engines[name], duckdb.dateDiff('week', duckdb.day(from), duckdb.day(to), 'sunday'));
    expect(await weeks('2024-01-06', '2024-01-07')).toBe(1);
    expect(await weeks('2024-01-07', '2024-01-13')).toBe(0);
  });

  test('aggregates: quantile of type 7, the value at the largest and smallest, an ordered list, whole division', async () => {
    const from = 'FROM (VALUES (1, 30), (2, 10), (3, 20), (4, 40)) AS t(a, b)';
    const one = async (expression: string) => ask(engines[name], `(SELECT ${expression} ${from})`);
    expect(await one(duckdb.quantile('a', 0.25))).toBe(1.75);
    expect(await one(duckdb.argMax('a', 'b'))).toBe(4);
    expect(await one(duckdb.argMin('a', 'b'))).toBe(2);
    expect(await one(duckdb.listAgg('CAST(a AS VARCHAR)', "', '"))).toBe("1', '2', '3', '4");
    expect(await one(duckdb.integerDivide('sum(b)', '10 + 20'))).toBe(3);
  });
});

test('what cannot be written safely throws', () => {
  expect(() => duckdb.identifier('a\0b')).toThrow(RangeError);
  expect(() => duckdb.identifier('')).toThrow(RangeError);
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) expect(() => duckdb.literal(value)).toThrow(RangeError);
  for (const day of ['2024-02-30', '2024-13-01', "2024-01-01' OR 1", '24-1-1', '']) expect(() => duckdb.day(day)).toThrow(RangeError);
});

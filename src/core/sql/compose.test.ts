import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connector } from '#edge/engine/connector';
import { runs } from '../../../tests/support/seeded';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { withEarlier, type EarlierSql } from './compose';
import { duckdb } from './dialects/duckdb';
import { circleIssue, orderCells } from './order-cells';
import { fillPlaceholders, findPlaceholders, plainSql, type PlaceholderValue } from './placeholders';
import { findReferences, namedRelations } from './references';

let engine: Connector;
beforeAll(async () => {
  engine = await openWasmTestEngine();
  await engine.execute("CREATE TABLE t AS SELECT 1 AS a, 'x' AS k");
});
afterAll(() => engine.close());

const answers = async (sql: string): Promise<readonly (readonly unknown[])[]> =>
  (await engine.query(sql)).columns.map(({ values }) =>
    Array.from(values as readonly unknown[], (value) => (typeof value === 'bigint' ? Number(value) : value)),
  );
const fill = (sql: string, values: Readonly<Record<string, PlaceholderValue>> = {}) => {
  const filled = fillPlaceholders(sql, new Map(Object.entries(values)), duckdb);
  if (!filled.ok) throw new Error(JSON.stringify(filled.issues));
  return filled.value;
};
const codes = (sql: string, values: Readonly<Record<string, PlaceholderValue>> = {}) => {
  const filled = fillPlaceholders(sql, new Map(Object.entries(values)), duckdb);
  return filled.ok ? [] : filled.issues.map(({ code, path }) => [code, ...(path ?? [])]);
};
const literal = (value: string | number | boolean | null): PlaceholderValue => ({ is: 'literal', value });

describe('placeholders', () => {
  test('are found in code, with their parts', () => {
    expect(findPlaceholders("SELECT {{a}}, '{{b}}', {{ period.from }}")).toEqual([
      { name: 'a', offset: 7, length: 5 },
      { name: 'period.from', offset: 23, length: 17 },
    ]);
  });

  test('SQ20 each kind as SQL says it', () => {
    expect(fill('SELECT {{x}}', { x: literal("it's") }).sql).toBe("SELECT 'it''s'");
    expect(fill('SELECT {{x}}', { x: literal(null) }).sql).toBe('SELECT NULL');
    expect(fill('SELECT 1-{{x}}', { x: literal(-1) }).sql).toBe('SELECT 1- (-1)');
    expect(fill('WHERE d>={{x}}', { x: { is: 'day', value: '2026-01-31' } }).sql).toBe("WHERE d>= DATE '2026-01-31'");
    expect(fill('k IN {{x}}', { x: { is: 'list', values: ['a', 1, true] } }).sql).toBe("k IN ('a', 1, true)");
    expect(fill('d IN {{x}}', { x: { is: 'day_list', values: ['2026-01-31'] } }).sql).toBe("d IN (DATE '2026-01-31')");
    expect(fill('FROM {{x}}', { x: { is: 'relation', name: 'a"b' } }).sql).toBe('FROM "a""b"');
    expect(fill('t.{{x}}', { x: { is: 'identifier', name: '客户' } }).sql).toBe('t. "客户"');
  });

  test('SQ21 a text beside a text or a placeholder stands in parentheses: on two lines they would be one', async () => {
    expect(await answers("SELECT 'a'\n'b' AS v")).toEqual([['ab']]);
    expect(await answers("SELECT DATE '2026-01-'\n'31' = DATE '2026-01-31' AS v")).toEqual([[true]]);
    expect(fill("SELECT {{d}}\n'b'", { d: { is: 'day', value: '2026-01-31' } }).sql).toBe("SELECT (DATE '2026-01-31')\n'b'");
    for (const sql of ["SELECT 'a'\n{{x}}", "SELECT {{x}}\n'a'", 'SELECT {{x}} -- c\n{{x}}', "SELECT 'a'{{x}}"]) {
      const filled = fill(sql, { x: literal('b') }).sql;
      expect(filled).toContain("('b')");
      await expect(engine.query(filled)).rejects.toThrow(/syntax error/);
    }
  });

  test('SQ22 glued, unknown, malformed, unwritable: each with its place', () => {
    const x = { x: literal(1) };
    for (const sql of ['a{{x}}', '1{{x}}', '"a"{{x}}', '{{x}}a', '{{x}}1', '{{x}}"a"']) expect(codes(sql, x)[0]![0]).toBe('issue_sql_placeholder_glued');
    expect(codes('{{x}}{{x}}', x)).toEqual([['issue_sql_placeholder_glued', 0, 5], ['issue_sql_placeholder_glued', 5, 10]]);
    expect(codes('SELECT {{y}}\n, {{z}}', x)).toEqual([['issue_sql_placeholder_unknown', 7, 12], ['issue_sql_placeholder_unknown', 15, 20]]);
    expect(codes('SELECT {{__proto__}}, {{toString}}', x)).toHaveLength(2);
    expect(codes('SELECT {{}}', x)).toEqual([['issue_sql_placeholder_form', 7, 8]]);
    expect(codes('SELECT {{a b}}', x)).toEqual([['issue_sql_placeholder_form', 7, 8]]);
    expect(codes('SELECT {{x}}', { x: { is: 'day', value: '2026-02-30' } })).toEqual([['issue_sql_placeholder_value', 7, 12]]);
    expect(codes('SELECT {{x}}', { x: { is: 'identifier', name: '' } })).toEqual([['issue_sql_placeholder_value', 7, 12]]);
    expect(codes("SELECT {'a':{'b':{{x}}}}", x)).toEqual([]);
    expect(codes("SELECT {{x}};", x)).toEqual([]);
  }); // prettier-ignore

  test('a million characters of faults are answered at once, with the first of them', () => {
    for (const sql of ['{{x}}'.repeat(2e5), '{{y}} '.repeat(1.6e5), '{{}}'.repeat(2e5)]) {
      const start = process.cpuUsage();
      expect(codes(sql, { x: literal(1) }).length).toBeLessThanOrEqual(20);
      expect(process.cpuUsage(start).user / 1e6).toBeLessThan(8);
    }
  });

  test('SQ23 in an empty list is nothing, and everything is not in it', async () => {
    const empty: PlaceholderValue = { is: 'list', values: [] };
    const sql = 'SELECT count(*) FILTER (k IN {{x}}) AS i, count(*) FILTER (k NOT IN {{x}}) AS o, count(*) FILTER (a IN {{x}}) AS n, bool_and(DATE \'2026-01-01\' NOT IN {{x}}) AS d FROM t';
    expect(await answers(fill(sql, { x: empty }).sql)).toEqual([[0], [1], [0], [true]]);
    expect(await answers('SELECT 1 NOT IN (NULL) AS v')).toEqual([[null]]);
  }); // prettier-ignore

  test('what a value makes longer is known', () => {
    expect(fill("SELECT '客',{{x}},{{y}} FROM t;", { x: literal('abc'), y: literal(1) })).toEqual({
      source: "SELECT '客',{{x}},{{y}} FROM t;",
      sql: "SELECT '客','abc',1 FROM t ",
      changes: [
        { at: 11, length: 5, from: 11, sourceLength: 5 },
        { at: 17, length: 1, from: 17, sourceLength: 5 },
      ],
    });
  });
});

/** Texts that read the relation r, in every way there is, and ask it for q. */
const READS = [
  'SELECT * FROM r', 'select * from R', 'SELECT * FROM "R"', 'FROM r', 'FROM r SELECT q', 'SELECT * FROM t, r', 'SELECT * FROM t AS u,r', "SELECT * FROM 'r'",
  'SELECT * FROM t JOIN r ON true', 'SELECT * FROM t JOIN t AS u ON t.a = u.a, r', 'SELECT * FROM (r JOIN t ON true)', 'SELECT * FROM ((r JOIN t ON true) JOIN t AS u ON true)',
  'SELECT * FROM t ANTI JOIN r ON a = q', 'SELECT * FROM t POSITIONAL JOIN r', 'SELECT a IN (FROM r) FROM t', 'SELECT (SELECT max(q) FROM r) AS m', 'SELECT * FROM z: r', 'SELECT * FROM t, z: r',
  'SELECT * FROM (TABLE r)', 'SELECT * FROM (SUMMARIZE r)', 'SELECT * FROM (SUMMARIZE TABLE r)', 'SELECT * FROM (DESCRIBE r)', 'SELECT * FROM (SHOW r)', "SELECT * FROM (PIVOT r ON q IN (1) USING count(*))",
  'SELECT * FROM r PIVOT (count(*) FOR q IN (1))', 'SELECT * FROM (UNPIVOT r ON q)', 'SELECT * FROM ONLY r', "SELECT * FROM query_table('r')", 'SELECT * FROM query_table(r)', 'SELECT r FROM r',
  'WITH r AS (SELECT q + 1 AS q FROM r) SELECT * FROM r', 'WITH s AS (SELECT * FROM r) SELECT * FROM s', 'WITH RECURSIVE s(n) AS (SELECT q FROM r UNION ALL SELECT n + 1 FROM s WHERE n < 3) SELECT * FROM s',
  'SELECT * FROM (WITH r AS (SELECT 2 AS q) SELECT q FROM r) AS u, r', 'SELECT a FROM t WHERE a = 1 UNION ALL FROM r', 'SELECT a FROM t ORDER BY (SELECT max(q) FROM r)', 'SELECT/**/*FROM/**/r--',
  'SELECT 1 FROM t WHERE EXISTS (FROM r WHERE q = a)', 'SELECT * FROM t CROSS JOIN r', 'SELECT * FROM range(2) AS u(i), r', 'SELECT * FROM (VALUES (1), (2)) AS v(i), r', 'SELECT count(*) FILTER (WHERE a IN (SELECT q FROM r)) AS n FROM t',
  'SELECT * FROM t AS u JOIN (SELECT q AS "order" FROM r) AS v ON u.a = v.order, r AS w', "SELECT TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00+00' AS x FROM r", 'SELECT * FROM unnest([1]) AS u(x), r', 'SELECT * FROM r TABLESAMPLE 100%', 'FROM t SELECT a, (FROM r)',
  'WITH recursive AS (SELECT 1 AS z) SELECT * FROM recursive, r', 'WITH s(x, y) AS MATERIALIZED (SELECT 1, 2), u AS NOT MATERIALIZED (FROM r) SELECT * FROM u, s', 'SELECT extract(year FROM DATE \'2026-01-01\') AS y, q FROM r', 'SELECT 1 IS DISTINCT FROM q AS d FROM r',
]; // prettier-ignore
/** Texts with the name r that do not read it. */
const SPARES = [
  "SELECT 'r' AS x", 'SELECT 1 AS r', 'SELECT a AS r FROM t AS u', 'SELECT a r FROM t', 'SELECT 1 AS x -- FROM r', 'SELECT 1 /* FROM r */ AS x', 'SELECT r.a FROM t AS r', 'SELECT * FROM main.t AS r', "SELECT 'FROM r' AS x",
  'WITH r AS (SELECT 1 AS q) SELECT * FROM r', 'WITH s AS (SELECT 1 AS q), r AS (FROM s) SELECT * FROM r JOIN (FROM r) AS u ON true', 'SELECT * FROM (WITH r AS (SELECT 1 AS q) FROM r)', 'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT n FROM r',
  'SELECT sum(a) AS r FROM t GROUP BY k ORDER BY r', 'SELECT x.r FROM (SELECT 1 AS r) AS x', 'SELECT k, r FROM (SELECT k, a AS r FROM t)', 'WITH r(q) AS (SELECT 1) FROM r', 'WITH "R" AS (SELECT 1) FROM r', 'SELECT * FROM (SELECT 1 AS r) WHERE r = 1',
]; // prettier-ignore

describe('SQ31 SQ32 relations that a text names', () => {
  const before: EarlierSql = { name: 'r', text: plainSql('SELECT 1 AS q') };

  test.each(READS)('reads r: %s', async (sql) => {
    // Without r the engine has no such table; with what is put in front it has.
    await expect(engine.query(sql)).rejects.toThrow();
    expect(findReferences(sql, ['r', 'nothing'])).toEqual(['r']);
    const { sql: whole, texts } = withEarlier(plainSql(sql), [before]);
    expect((await engine.query(whole)).columns.length).toBeGreaterThan(0);
    expect(whole.startsWith(sql, texts.at(-1)!.at)).toBe(true);
  });

  test.each(SPARES)('does not read r: %s', async (sql) => {
    expect((await engine.query(sql)).columns.length).toBeGreaterThan(0);
    expect(findReferences(sql, ['r'])).toEqual([]);
  });

  test('a qualified name is never what is put in front', async () => {
    expect(findReferences('SELECT * FROM main.r', ['r'])).toEqual([]);
    await expect(engine.query(withEarlier(plainSql('SELECT * FROM main.r'), [before]).sql)).rejects.toThrow(/does not exist/);
    await expect(engine.query('WITH r AS (SELECT 1 AS q) SELECT * FROM main.r')).rejects.toThrow(/does not exist/);
  });

  test('SQ30 names are told apart as the engine does', async () => {
    expect(await answers('WITH "Äb" AS (SELECT 1 AS q) SELECT * FROM "ÄB"')).toEqual([[1]]);
    expect(findReferences('SELECT * FROM "ÄB"', ['Äb'])).toEqual(['Äb']);
    await expect(engine.query('WITH "Ä" AS (SELECT 1 AS q) SELECT * FROM "ä"')).rejects.toThrow(/does not exist/);
    expect(findReferences('SELECT * FROM "ä"', ['Ä'])).toEqual([]);
    expect(findReferences('SELECT * FROM "\u212a"', ['k'])).toEqual([]);
  });

  test('never fewer than there are, whatever the bracket is put into', async () => {
    let [read, skipped] = [0, 0];
    const means = (sql: string) =>
      engine.query(sql).then(
        () => true,
        () => false,
      );
    const inner = fc.constantFrom(...READS, ...SPARES);
    await fc.assert(
      fc.asyncProperty(inner, inner, fc.constantFrom<(a: string, b: string) => string>(
        (a, b) => `SELECT * FROM (${a}\n) AS x1, (${b}\n) AS x2`,
        (a, b) => `WITH y1 AS (${a}\n), y2 AS (${b}\n) SELECT * FROM y1, y2`,
        (a, b) => `WITH y1 AS (${a}\n) SELECT (SELECT count(*) FROM (${b}\n) AS z) AS n FROM y1`,
        (a, b) => `SELECT count(*) AS n FROM (${a}\n) AS x1 WHERE EXISTS (${b}\n)`,
        (a, b) => `SELECT * FROM (WITH r AS (${a}\n) SELECT * FROM r) AS x1 CROSS JOIN (${b}\n) AS x2`,
      ), async (a, b, join) => {
        const sql = join(a, b);
        // A text may mean something else beside another one: `query_table(r)` a column r.
        if (!(await means(`WITH r AS (SELECT 1 AS q) SELECT * FROM (\n${sql}\n)`))) skipped += 1;
        else if (!namedRelations(sql).has('r')) await engine.query(sql);
        else read += 1;
      }),
      runs(1500),
    ); // prettier-ignore
    expect(read).toBeGreaterThan(20);
    expect(skipped).toBeLessThan(read / 10);
  });

  test('a text of a million characters is read in time in proportion', () => {
    for (const sql of [`SELECT ${'('.repeat(1e6)}`, 'WITH a AS ('.repeat(1e5), 'FROM r, '.repeat(1e5), 'WITH '.repeat(2e5)]) {
      const start = process.cpuUsage();
      namedRelations(sql);
      expect(process.cpuUsage(start).user / 1e6).toBeLessThan(8);
    }
  });
});

describe('SQ34 what stands in front', () => {
  const cell = (name: string, sql: string): EarlierSql => ({ name, text: fill(sql) });

  test('only what is needed, also through each other, each once; the text keeps its own WITH', async () => {
    const earlier = [
      cell('a', 'SELECT 1 AS v -- a'),
      cell('b', 'WITH x AS (FROM a) SELECT v + 1 AS v FROM x;'),
      cell('unused', 'FROM nowhere'),
      cell('客 户', 'SELECT b.v * 10 AS v FROM b, a'),
    ];
    const { sql, texts } = withEarlier(fill('WITH b AS (FROM "客 户") SELECT v FROM b /* end */; -- "'), earlier);
    expect(sql.match(/ AS \(\n/g)).toHaveLength(3);
    expect(sql).not.toContain('nowhere');
    expect(texts.map(({ name }) => name)).toEqual(['a', 'b', '客 户', null]);
    for (const { at, text } of texts) expect(sql.startsWith(text.sql, at)).toBe(true);
    expect(await answers(sql)).toEqual([[20]]);
  });

  test('a table that a later cell is called like is still what earlier ones read', async () => {
    const earlier = [cell('a', 'SELECT a + 1 AS v FROM t'), cell('t', 'SELECT v * 100 AS v FROM a')];
    expect(await answers(withEarlier(fill('SELECT v FROM t'), earlier).sql)).toEqual([[200]]);
  });

  test('nothing is put in front of what needs nothing; lines inside texts stay as they are', async () => {
    expect(withEarlier(fill('SELECT 1'), [cell('a', 'SELECT 1')]).sql).toBe('SELECT 1');
    expect(await answers(withEarlier(fill('SELECT * FROM a'), [cell('a', "SELECT 'x\n  y\n' AS v")]).sql)).toEqual([['x\n  y\n']]);
  });

  test('what is worked out once says so', () => {
    expect(withEarlier(fill('FROM a'), [{ ...cell('a', 'SELECT 1 AS v'), once: true }]).sql).toContain('"a" AS MATERIALIZED (');
  });
});

describe('SQ33 the order of cells', () => {
  const cells = (texts: Readonly<Record<string, string>>) => Object.entries(texts).map(([name, sql]) => ({ name, sql }));

  test('each after those it names, wherever they stand', () => {
    expect(orderCells(cells({ c: 'FROM b, a', b: 'FROM A', a: 'SELECT 1 AS a', d: 'SELECT 1' }))).toEqual({ order: ['a', 'b', 'c', 'd'], circle: null, stuck: [] });
  }); // prettier-ignore

  test('the given order is kept where nothing asks for another', () => {
    expect(orderCells(cells({ a: 'SELECT 1', b: 'SELECT 1', d: 'FROM e, a', c: 'FROM a, b', e: 'FROM b' })).order).toEqual([
      'a',
      'b',
      'e',
      'd',
      'c',
    ]);
  });

  test('a circle is its names, and what does not rest on it runs', () => {
    expect(orderCells(cells({ z: 'FROM a', a: 'FROM b', b: 'FROM c', c: 'FROM a', d: 'SELECT 1', e: 'FROM d' }))).toEqual({
      order: ['d', 'e'],
      circle: ['a', 'b', 'c'],
      stuck: ['z', 'a', 'b', 'c'],
    });
    expect(orderCells(cells({ a: 'FROM a' })).circle).toEqual(['a']);
    expect(orderCells(cells({ a: 'WITH a AS (SELECT 1) FROM a', revenue: 'SELECT 1 AS revenue ORDER BY revenue' })).circle).toBeNull();
    expect(circleIssue(['a', 'b'])).toEqual({ code: 'issue_sql_circle', values: { names: { literal: 'a → b → a' } } });
  });

  test('ten thousand cells in a row, in the worst order, and in one circle', () => {
    const row = Array.from({ length: 1e4 }, (_, at) => ({ name: `c${at}`, sql: `FROM c${at + 1}` }));
    const start = process.cpuUsage();
    expect(orderCells(row).order).toEqual(row.map(({ name }) => name).toReversed());
    expect(orderCells([...row, { name: 'c10000', sql: 'FROM c0' }]).circle).toHaveLength(10_001);
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(8);
  });

  test('any graph: the order holds, and what is left out waits for a circle', () => {
    let circles = 0;
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat({ max: 7 }), { maxLength: 2 }), { minLength: 1, maxLength: 8 }), (edges) => {
        const list = edges.map((named, at) => ({ name: `c${at}`, sql: `SELECT 1${named.map((other) => ` UNION FROM c${other}`).join('')}` }));
        const { order, circle, stuck } = orderCells(list);
        expect([...order, ...stuck].toSorted()).toEqual(list.map(({ name }) => name).toSorted());
        const names = (name: string) => edges[Number(name.slice(1))]!.filter((other) => other < edges.length).map((other) => `c${other}`);
        for (const [at, name] of order.entries()) for (const other of names(name)) expect(order.slice(0, at)).toContain(other);
        for (const name of stuck) expect(names(name).some((other) => stuck.includes(other))).toBe(true);
        expect(circle === null).toBe(stuck.length === 0);
        for (const [at, name] of (circle ?? []).entries()) expect(names(name)).toContain(circle![(at + 1) % circle!.length]);
        if (circle) circles += 1;
      }),
      runs(2000),
    ); // prettier-ignore
    expect(circles).toBeGreaterThan(10);
  });
});

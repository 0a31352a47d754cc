import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connector } from '#edge/engine/connector';
import { wrapQuery } from '#edge/engine/report-query';
import { runs } from '../../../tests/support/seeded';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { withEarlier, type ComposedSql } from './compose';
import { duckdb } from './dialects/duckdb';
import { placeError } from './place-error';
import { fillPlaceholders, type PlaceholderValue } from './placeholders';

let engine: Connector;
beforeAll(async () => {
  engine = await openWasmTestEngine();
  await engine.execute("CREATE TABLE t AS SELECT 1 AS a, 'x' AS k, DATE '2026-01-01' AS d");
});
afterAll(() => engine.close());

const fill = (sql: string, values: Readonly<Record<string, PlaceholderValue>> = {}) => {
  const filled = fillPlaceholders(sql, new Map(Object.entries(values)), duckdb);
  if (!filled.ok) throw new Error(JSON.stringify(filled.issues));
  return filled.value;
};
const fault = async (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => 'none',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

/** What stands around a query behind the wall, where the plan is asked first. */
const [before, after] = wrapQuery('\0', '').split('\0') as [string, string];
const EXPLAINED = { before: `EXPLAIN (FORMAT json) ${before}`, after };
const WRAPPED = { before, after };

/** The place by every way an error comes: behind the wall, and sent as it is; both must say the same. */
async function placed(composed: ComposedSql) {
  const walled = await fault(engine.query(composed.sql));
  const sent = await fault(engine.execute(composed.sql));
  expect(walled).not.toBe('none');
  // What fails only when it runs fails behind the plan.
  const byWall = placeError(walled, composed, walled.startsWith('{') ? WRAPPED : EXPLAINED);
  return { byWall, bySending: placeError(sent, composed), walled, sent };
}

const alone = (sql: string, values?: Readonly<Record<string, PlaceholderValue>>) => withEarlier(fill(sql, values), []);

describe('SQ40 errors of DuckDB at their place', () => {
  // The place is where « stands in the text; the message is what the engine says today.
  test.each<[string, string, RegExp]>([
    ['a word too many', 'SELECT a FORM «t', /syntax error at or near "t"/],
    ['an unknown column', 'SELECT a, «nope FROM t', /Referenced column "nope" not found/],
    ['an unknown column of a table', 'SELECT\n  a,\n  «t.nope\nFROM t', /does not have a column named "nope"/],
    ['an unknown table', 'SELECT a\nFROM «nix', /Table with name nix does not exist/],
    ['an unknown function', 'SELECT «nofunc(a) FROM t', /Scalar Function with name nofunc does not exist/],
    ['types that do not fit', "SELECT date_trunc('month', a) FROM t WHERE a «+ 'x' > 1", /./],
    ['a text that is no number', "SELECT a FROM t WHERE a IN («'x')", /Could not convert string 'x' to INT32/],
    ['an aggregate in WHERE', 'SELECT a FROM t WHERE «sum(a) > 1', /WHERE clause cannot contain aggregates/],
    ['a column that is not grouped', 'SELECT sum(a), «k FROM t', /must appear in the GROUP BY clause/],
    ['Chinese before it', "SELECT '客户客户' AS 客户, «nope FROM t", /"nope" not found/],
    ['emoji, marks and joined signs before it', "SELECT '😀e\u0301👨‍👩‍👧' AS x, «nope FROM t", /"nope" not found/],
    ['tabs before it', "SELECT '\t\t' AS x,\t«nope FROM t", /"nope" not found/],
    ['lines ended by CR LF', 'SELECT a,\r\n  k,\r\n  «nope FROM t', /"nope" not found/],
    ['lines ended by CR', 'SELECT a,\r  «nope FROM t', /"nope" not found/],
    ['Unicode spaces before it', "SELECT '\u3000\u00a0' AS x,\u3000\u00a0«nope FROM t", /"nope" not found/],
    ['a long line', `SELECT '${'a'.repeat(300)}', «nope, '${'b'.repeat(300)}' FROM t`, /"nope" not found/],
    ['a long Chinese line', `SELECT '${'客'.repeat(300)}', «nope, '${'户'.repeat(300)}' FROM t`, /"nope" not found/],
    ['a long beginning', `SELECT '${'客a'.repeat(100)}', «nope FROM t`, /"nope" not found/],
    ['a long end', `SELECT «nope, '${'客a'.repeat(100)}' FROM t`, /"nope" not found/],
    ['the end of a text that stops too early', 'SELECT a FROM t WHERE«', /syntax error/],
    ['the end, a comment behind', 'SELECT a FROM t WHERE« -- all of them\n', /syntax error/],
    ['a text of the person that looks like an error', "SELECT 'x\nLINE 1: y\n  ^' AS x, «nope FROM t", /"nope" not found/],
  ])('%s', async (_name, marked, says) => {
    const offset = marked.indexOf('«');
    const { byWall, bySending, walled, sent } = await placed(alone(marked.replace('«', '')));
    expect(walled).toMatch(says);
    expect(byWall?.offset, walled).toBe(offset);
    if (marked.endsWith('«')) expect([null, offset]).toContain(bySending?.offset ?? null);
    else expect(bySending?.offset, sent).toBe(offset);
  });

  test('line and column are those of the person, CR LF one line', async () => {
    const { byWall } = await placed(alone('SELECT a,\r\n  k,\r\n  客户 FROM t'));
    expect(byWall).toEqual({ line: 3, column: 3, offset: 19, length: 2, name: null });
  });

  test('what values made longer or shorter is taken back; an error in a value is at its placeholder', async () => {
    const values = { x: { is: 'literal', value: 'a long 客户 text' }, n: { is: 'literal', value: 1 }, c: { is: 'identifier', name: 'no "such" 列' } } as const;
    const behind = "SELECT {{x}} AS x, {{n}}\n  + {{n}}, nope FROM t";
    expect((await placed(alone(behind, values))).byWall).toMatchObject({ line: 2, column: 12, offset: behind.indexOf('nope'), length: 4 });
    const inside = 'SELECT {{x}} AS x,\n  {{c}} FROM t';
    expect((await placed(alone(inside, values))).byWall).toMatchObject({ line: 2, column: 3, offset: inside.indexOf('{{c}}'), length: 5 });
  }); // prettier-ignore

  test('an error in an earlier cell is in the text of that cell', async () => {
    const earlier = [
      { name: 'first', text: fill('SELECT a AS v\nFROM t') },
      { name: '第 二', text: fill('SELECT v,\n   {{x}} AS x, nope\nFROM first', { x: { is: 'literal', value: '客户 and more' } }) },
    ];
    const composed = withEarlier(fill('SELECT * FROM "第 二"'), earlier);
    const { byWall, bySending } = await placed(composed);
    expect(byWall).toEqual({ name: '第 二', line: 2, column: 16, offset: 25, length: 4 });
    expect(bySending).toEqual(byWall);
    const own = await placed(withEarlier(fill('WITH q AS (FROM first)\nSELECT v, nope FROM q'), earlier));
    expect(own.byWall).toMatchObject({ name: null, line: 2, column: 11 });
  });

  test('what the engine gives no place for has none', async () => {
    expect(placeError('Conversion Error: date field value out of range', alone('SELECT 1'))).toBeNull();
    expect(placeError('{broken', alone('SELECT 1'))).toBeNull();
    expect(placeError('Error\n\nLINE 99: x\n   ^', alone('SELECT 1'))).toBeNull();
  });

  test('any text before it, on the same line and on lines above', async () => {
    let found = 0;
    const sign = fc.constantFrom('a', ' ', '客', '户', 'é', '\u0301', '😀', '\t', '\u3000', "''", '…', 'Ａ', '한', '„', '🇨🇳', '✓', '½');
    const words = fc.array(sign, { maxLength: 40, size: 'max' }).map((signs) => signs.join(''));
    await fc.assert(
      fc.asyncProperty(words, words, words, async (above, left, right) => {
        const sql = `SELECT '${above}' AS x,\n'${left}' AS y, nope, '${right}' AS z FROM t`;
        const composed = alone(sql);
        const walled = await fault(engine.query(composed.sql));
        expect(placeError(walled, composed, EXPLAINED)?.offset, walled).toBe(sql.indexOf('nope'));
        found += 1;
      }),
      runs(1000),
    );
    expect(found).toBeGreaterThan(50);
  });
});

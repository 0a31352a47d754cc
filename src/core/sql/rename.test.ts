import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connector } from '#edge/engine/connector';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { JOINING, RESERVED } from './keywords';
import { capitaliseKeywords, saysTheSame } from './layout';
import { renameRelation } from './rename';

let engine: Connector;
beforeAll(async () => void (engine = await openWasmTestEngine()));
afterAll(() => engine.close());

test('SQ62 the keywords are those of the engine', async () => {
  const words = async (category: string) => {
    const { columns } = await engine.execute(`SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = '${category}'`);
    return new Set(columns[0]!.values);
  };
  expect(RESERVED).toEqual(await words('reserved'));
  expect(JOINING).toEqual(await words('type_function'));
});

describe('SQ60 renaming a relation', () => {
  test.each([
    ['FROM old', 'FROM fresh'],
    ['SELECT OLD.n FROM "old" JOIN old AS o ON o.n = old.n', 'SELECT fresh.n FROM fresh JOIN fresh AS o ON o.n = fresh.n'],
    ["SELECT 'old', n AS x -- old\nFROM old, t", "SELECT 'old', n AS x -- old\nFROM fresh, t"],
    ['SELECT old FROM old WHERE t.old = 1', 'SELECT old FROM fresh WHERE t.old = 1'],
    ['WITH old AS (SELECT 1 AS n) SELECT old.n FROM old', 'WITH old AS (SELECT 1 AS n) SELECT old.n FROM old'],
    [
      'WITH a AS (FROM old) SELECT * FROM a WHERE n IN (SELECT n FROM old)',
      'WITH a AS (FROM fresh) SELECT * FROM a WHERE n IN (SELECT n FROM fresh)',
    ],
    ['SELECT old.n FROM old AS old', 'SELECT old.n FROM fresh AS old'],
    ['SELECT old.n FROM t old', 'SELECT old.n FROM t old'],
    ['SELECT 1', 'SELECT 1'],
  ])('SQ60 %s', (text, expected) => expect(renameRelation(text, 'old', 'fresh')).toBe(expected));

  test('SQ60 a name is quoted where it must be, and the engine reads the same', async () => {
    await engine.execute('CREATE TABLE old AS SELECT 7 AS n');
    for (const name of ['select', 'Left', '第 二', 'a"b', 'x1']) {
      await engine.execute(`CREATE OR REPLACE VIEW "${name.replaceAll('"', '""')}" AS FROM old`);
      const text = renameRelation('SELECT old.n + 1 AS m FROM old', 'old', name);
      expect((await engine.query(text)).columns[0]?.values[0], text).toBe(8);
    }
    expect(renameRelation('FROM old', 'old', 'x1')).toBe('FROM x1');
  });
});

describe('SQ61 SQ62 layout', () => {
  test.each([
    ['select a from t', 'SELECT\n  a\nFROM t', true],
    ['select A from t', 'SELECT a FROM t', false],
    ["select 'a'", "select 'A'", false],
    ['select 1 as "order"', 'select 1 AS "ORDER"', false],
    ['select 1 as order', 'select 1 as ORDER', false],
    ['select 1 -- a', 'select 1 -- b', false],
    ['select {{ a }}', 'select {{a}}', false],
    ['select a, b', 'select a b', false],
  ])('SQ61 %s | %s', (one, other, same) => expect(saysTheSame(one, other)).toBe(same));
  test('SQ62 keywords in capitals, names as they stand', () => {
    expect(capitaliseKeywords('select count(*) as order, left(x, 1), t.desc, month from t left join u using (k) where x is not null -- from'))
      .toBe('SELECT count(*) AS order, left(x, 1), t.desc, month FROM t LEFT JOIN u USING (k) WHERE x IS NOT NULL -- from'); // prettier-ignore
  });
});

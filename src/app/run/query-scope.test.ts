import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeQuery } from '#core/analyses/custom/compose';
import type { DataModel } from '#core/model/data-model';
import { makeContext } from '#core/query/context';
import { RELATION_COLUMNS } from '#core/query/relation-columns';
import type { CustomDefinition } from '#core/report/notebook-types';
import type { Cell, SqlCell } from '#core/report/types';
import { applyEdit } from '#core/report/edits';
import type { Connector } from '#edge/engine/connector';
import { createShop, type ShopTables } from '../../../tests/support/shop-tables';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { builtText } from './built-text';
import { isWhole, renameEdit } from './sql-text';
import { reportOf } from './test-parts';

const file = path.join(import.meta.dirname, '../../core/analyses/overview/examples/small-shop.json');
const shop = JSON.parse(readFileSync(file, 'utf8')) as { tables: ShopTables };
let engine: Connector;
let model: DataModel;
beforeAll(async () => {
  engine = await openWasmTestEngine();
  model = await createShop(engine, shop.tables);
});
afterAll(() => engine.close());

test.each(Object.entries(RELATION_COLUMNS))('SC5 the columns suggested for %s are those it has', async (name, columns) => {
  const context = makeContext(reportOf([], { asOf: '2026-03-15' }), model, engine.dialect, 1);
  if (!context.ok) throw new Error('no context');
  const asked = composeQuery({ name: null, text: `FROM ${name} LIMIT 0` }, context.value, { values: new Map(), queries: [], metrics: [] });
  if (!asked.ok) throw new Error(JSON.stringify(asked.issues));
  expect((await engine.query(asked.value.sql)).columns.map((column) => column.name)).toEqual(columns);
});

test.each([
  ['SELECT 1', true],
  ['from orders;', true],
  ['SELECT count(*) FROM orders WHERE x IS NULL', true],
  ['SELECT CASE WHEN a THEN b END', true],
  ['SELECT * FROM t ORDER BY 1 DESC -- so', true],
  ['SELECT *', true],
  ['', false],
  ['SEL', false],
  ['SELECT', false],
  ['SELECT a,', false],
  ['SELECT a FROM', false],
  ['SELECT a FROM t WHERE', false],
  ['SELECT a FROM t WHERE b =', false],
  ['SELECT a FROM t LEFT', false],
  ['SELECT (a', false],
  ["SELECT 'a", false],
  ['SELECT 1; SELECT 2', false],
  ['DROP TABLE orders', false],
])('SC2 %s is whole: %s', (text, whole) => expect(isWhole(text)).toBe(whole));

test('SC7 a rename reaches queries, those of the builder, and questions of the report’s own, and comes back in one step', () => {
  const sql = (name: string, text: string): SqlCell => ({ id: name, type: 'sql', name, query: { by: 'sql', text } });
  const first = sql('first', 'SELECT 1 AS n');
  const built: SqlCell = {
    ...sql('built', ''),
    query: {
      by: 'builder',
      from: 'First',
      filters: [],
      groups: [{ table: 'first', column: 'n' }],
      measures: [{ of: 'sum', table: 'first', column: 'n' }],
    },
  };
  const definition: CustomDefinition = {
    id: 'd1',
    name: 'Own',
    purpose: '',
    form: [],
    requires: [],
    steps: [{ id: 'rows', sql: 'FROM first' }],
  };
  const cells: Cell[] = [first, sql('second', 'SELECT * FROM FIRST'), built];
  const report = reportOf(cells, { definitions: [definition] });
  const renamed = applyEdit(report, renameEdit(report, first, '基 础'.replace(' ', '_')));
  if (!renamed.ok) throw new Error(JSON.stringify(renamed.issues));
  expect(renamed.value.cells).toEqual([
    { ...first, name: '基_础' },
    sql('second', 'SELECT * FROM "基_础"'),
    {
      ...built,
      query: {
        by: 'builder',
        from: '基_础',
        filters: [],
        groups: [{ table: '基_础', column: 'n' }],
        measures: [{ of: 'sum', table: '基_础', column: 'n' }],
      },
    },
  ]);
  expect(renamed.value.definitions?.[0]?.steps).toEqual([{ id: 'rows', sql: 'FROM "基_础"' }]);
});

test('SC8 the SQL of the builder, written as one’s own, runs', async () => {
  const query = {
    by: 'builder',
    from: 'customers',
    filters: [],
    groups: [{ table: 'customers', column: 'region' }],
    measures: [{ of: 'count' }],
  } as const;
  const text = builtText(query, reportOf([], { asOf: '2026-03-15' }), model);
  expect(text).toMatch(/region/);
  const context = makeContext(reportOf([], { asOf: '2026-03-15' }), model, engine.dialect, 1);
  const asked = context.ok && composeQuery({ name: null, text: text! }, context.value, { values: new Map(), queries: [], metrics: [] });
  if (!asked || !asked.ok) throw new Error('not composed');
  expect((await engine.query(asked.value.sql)).rowCount).toBe(2);
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registry } from '#core/analyses/registry';
import type { DataModel } from '#core/model/data-model';
import type { CustomDefinition } from '#core/report/notebook-types';
import type { AnalysisCell, Cell, Report } from '#core/report/types';
import type { Connector } from '#edge/engine/connector';
import { createShop, type ShopTables } from '../../../tests/support/shop-tables';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { definitionsOf } from './definitions';
import { textIssues } from './own-text';
import { createRunner } from './runner';
import { collect, reportOf } from './test-parts';
import type { CellState } from './types';

const file = path.join(import.meta.dirname, '../../core/analyses/overview/examples/small-shop.json');
const shop = JSON.parse(readFileSync(file, 'utf8')) as { tables: ShopTables };
let engine: Connector;
let model: DataModel;
beforeAll(async () => {
  engine = await openWasmTestEngine();
  model = await createShop(engine, shop.tables);
});
afterAll(() => engine.close());

const days = { key: 'days', label: 'Days', help: '', type: 'integer', min: 0, max: 100, default: 7 } as const;
const written = (steps: Readonly<Record<string, string>>, more: Partial<CustomDefinition> = {}): CustomDefinition => ({
  id: 'd1',
  name: 'Own',
  purpose: '',
  form: [days],
  requires: [],
  steps: Object.entries(steps).map(([id, sql]) => ({ id, sql })),
  ...more,
});
const asks: AnalysisCell = { id: 'asks', type: 'analysis', kind: 'custom', definition: 'd1', version: 1, params: {} };
const within = (own: CustomDefinition, others: readonly Cell[] = []): Report =>
  reportOf([...others, asks], { asOf: '2026-03-15', revenue: { paidStatuses: ['paid'] }, definitions: [own] });
const query = (name: string, text: string): Cell => ({ id: name, type: 'sql', name, query: { by: 'sql', text } });

async function stateOf(report: Report): Promise<CellState> {
  const updates = await collect(createRunner(engine, model, definitionsOf(registry)).run(report, { locale: 'en', seed: 1 }));
  return updates.findLast(({ cellId }) => cellId === asks.id)!.state;
}
async function placeOf(report: Report) {
  const state = await stateOf(report);
  if (state.state !== 'failed') throw new Error(JSON.stringify(state));
  return state.place;
}
/** Where a word stands, found by looking for it. */
function placed(text: string, word: string) {
  const offset = text.indexOf(word);
  const before = text.slice(0, offset).split('\n');
  return { offset, length: word.length, line: before.length, column: before.at(-1)!.length + 1 };
}

describe('RU15 the place of a fault of the engine in a definition of one’s own', () => {
  test('RU15 is in the step that has it, behind values and with the limit of rows taken back', async () => {
    const second = "SELECT {{days}} AS n, '客' AS c,\n  nowhere\nFROM history";
    const own = written({ rows: 'SELECT count(*) AS n FROM history', more: second });
    expect(await placeOf(within(own))).toEqual({ name: 'more', step: true, ...placed(second, 'nowhere') });
  });
  test('RU15 is in the earlier step that a later one reads', async () => {
    const first = 'SELECT 1 AS n\nLIMIT {{days}} 2';
    const own = written({ rows: first, more: 'FROM rows' });
    expect(await placeOf(within(own))).toEqual({ name: 'rows', step: true, ...placed(first, '2') });
    const column = 'SELECT missing FROM rows';
    expect(await placeOf(within(written({ rows: 'SELECT 1 AS n', more: column })))).toEqual({
      name: 'more',
      step: true,
      ...placed(column, 'missing'),
    });
  });
  test('RU15 names the query of the report that a step reads', async () => {
    const text = 'SELECT absent FROM orders';
    expect(await placeOf(within(written({ rows: 'FROM other' }), [query('other', text)]))).toEqual({
      name: 'other',
      ...placed(text, 'absent'),
    });
  });
  test('RU15 RU18 in one made from a prebuilt question, whose rows are not limited, and in the engine’s words alone', async () => {
    const sql = 'SELECT customer_id,\n       nowhere\nFROM people';
    const base = { kind: 'overview', version: 1, params: {}, columns: {} };
    const report = within(written({ rows: sql }, { base }));
    expect(await placeOf(report)).toEqual({ name: 'rows', step: true, ...placed(sql, 'nowhere') });
    const state = await stateOf(report);
    expect(state.state === 'failed' && state.message).toContain('nowhere');
    expect(state.state === 'failed' && state.message).not.toContain('LINE');
  });
});

describe('QC28 what texts alone show', () => {
  const wrong = written({ rows: 'SELECT (1', more: 'SELECT\n{{nobody}}', third: 'SELECT {{days}} + {{as_of}} - {{turn}}' });
  const control: Cell = { id: 'c', type: 'control', name: 'turn', control: { type: 'number', min: null, max: null, value: null } };
  const found = [
    { code: 'issue_sql_open_bracket', path: [7, 8, 'rows'] },
    { code: 'issue_sql_placeholder_unknown', path: [7, 17, 'more'], values: { line: 2, column: 1 } },
  ];

  test('QC28 faults of all steps at once, with options, controls and the report’s own values at hand', () => {
    expect(textIssues(wrong, within(wrong, [control]), model)).toMatchObject(found);
    expect(textIssues(wrong, within(wrong), model)).toHaveLength(3);
  });
  test('QC28 the same before data are loaded and where the report’s own range holds nothing', () => {
    const report = { ...within(wrong, [control]), asOf: null, range: { from: '2030-01-01', to: '2029-01-01' } };
    expect(textIssues(wrong, report, null)).toMatchObject(found);
  });
  test('QC28 a run refuses the cell with the step of the first of them', async () => {
    const state = await stateOf(within(written({ rows: 'SELECT 1', more: 'SELECT {{nobody}}' })));
    expect(state).toMatchObject({ state: 'refused', issues: [{ code: 'issue_sql_placeholder_unknown', path: [7, 17, 'more'] }] });
  });
  test('QC28 a fault of another query is not said of the step', async () => {
    const state = await stateOf(within(written({ rows: 'FROM other' }), [query('other', 'SELECT (')]));
    expect(state).toMatchObject({ state: 'refused', issues: [{ code: 'issue_query_rests_on' }, { path: [7, 8] }] });
  });
});

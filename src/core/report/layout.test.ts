import { expect, test } from 'vitest';
import type { DataModel } from '#core/model/data-model';
import { freshBuilt, freshControl, freshQuery, nextCellName } from './fresh';
import { CELL_WIDTHS, nearestWidth, rowsOf, stepWidth, storedWidth } from './layout';
import { findNotebookFault } from './notebook-check';
import type { Control } from './notebook-types';
import { headingOf, sectionsOf } from './sections';
import type { Cell, Report } from './types';

const text = (id: string, markdown = id, width?: 3 | 4 | 6 | 8): Cell => ({ id, type: 'text', markdown, ...(width && { width }) });
const sql = (id: string, name: string): Cell => ({ id, type: 'sql', name, query: { by: 'sql', text: 'SELECT 1' } });
const idsOf = (cells: readonly Cell[]) => rowsOf(cells).map((row) => row.map(({ id }) => id).join(' '));
const reportOf = (cells: readonly Cell[]): Report => ({
  format: 'clientele.report',
  version: 2,
  title: '',
  currency: null,
  weekStart: 'monday',
  asOf: null,
  range: { from: null, to: null },
  filters: [],
  revenue: { paidStatuses: null },
  sources: [],
  cells,
});

test('LA1 a row takes cells in order until twelve columns are full', () => {
  expect(idsOf([text('a', 'a', 6), text('b', 'b', 6), text('c'), text('d', 'd', 8), text('e', 'e', 6), text('f', 'f', 3)])).toEqual([
    'a b',
    'c',
    'd',
    'e f',
  ]);
  expect(idsOf([])).toEqual([]);
});

test('LA1 controls stand in rows of their own', () => {
  const knob = (id: string) => freshControl(null, null, id, 'number');
  expect(idsOf([knob('k1'), knob('k2'), text('a', 'a', 6), knob('k3'), ...['4', '5', '6', '7'].map(knob)])).toEqual([
    'k1 k2',
    'a',
    'k3 4 5 6',
    '7',
  ]);
});

test('NB7 widths go up and down by steps and stop at the ends; twelve is not stored', () => {
  expect(CELL_WIDTHS).toEqual([3, 4, 6, 8, 12]);
  expect([3, 4, 6, 8, 12].map((width) => stepWidth(width as 3, 1))).toEqual([4, 6, 8, 12, 12]);
  expect([3, 4, 6, 8, 12].map((width) => stepWidth(width as 3, -1))).toEqual([3, 3, 4, 6, 8]);
  expect([0, 3.4, 4.9, 5.1, 7.2, 9.9, 10.2, 40].map(nearestWidth)).toEqual([3, 3, 4, 6, 8, 8, 12, 12]);
  expect([storedWidth(12), storedWidth(4)]).toEqual([null, 4]);
});

test('LA2 a heading is the first line with one sign or two, and its words', () => {
  expect(headingOf('# **Before** [Monday](https://a.example) #\nrest')).toEqual({ level: 1, title: 'Before Monday' });
  expect(headingOf('\n## 复购')).toEqual({ level: 2, title: '复购' });
  for (const none of ['### three', '#tag', 'words\n# later', '# ', '']) expect(headingOf(none)).toBeNull();
});

test('LA2 a section reaches to the next heading of its level or a higher one', () => {
  const cells = [text('intro'), text('h1', '# One'), text('a'), text('h2', '## Inside'), text('b'), text('h3', '# Two'), text('c')];
  expect(sectionsOf(cells)).toEqual([
    { id: 'h1', level: 1, title: 'One', cells: ['a', 'h2', 'b'] },
    { id: 'h2', level: 2, title: 'Inside', cells: ['b'] },
    { id: 'h3', level: 1, title: 'Two', cells: ['c'] },
  ]);
});

test('LA3 a fresh name is the first that is free, whatever the case', () => {
  expect(nextCellName(null)).toBe('result_1');
  expect(nextCellName(reportOf([sql('a', 'Result_1'), sql('b', 'result_3')]))).toBe('result_2');
  expect(nextCellName(reportOf([sql('a', 'result_1')]), 'period')).toBe('period_1');
});

test('LA3 fresh cells fit into a report, beside others of their kind', () => {
  const kinds: readonly Control['type'][] = ['date_range', 'choice', 'multi_choice', 'number', 'text', 'segment', 'as_of'];
  let report = reportOf([]);
  for (const [index, type] of [...kinds, ...kinds].entries())
    report = { ...report, cells: [...report.cells, freshControl(report, null, `k${index}`, type)] };
  report = { ...report, cells: [...report.cells, freshQuery(report, null, 'q1')] };
  report = { ...report, cells: [...report.cells, freshBuilt(report, null, 'q2')] };
  expect(findNotebookFault(report)).toBeNull();
  expect(report.cells.map((cell) => cell.width ?? 12)).toEqual([...Array<number>(14).fill(3), 12, 12]);
});

test('LA3 a fresh query reads the orders, or the first table that holds rows; a choice offers values of the data', () => {
  const column = { label: 'x', type: 'category', attribute: false, missing: 0, min: null, max: null } as const;
  const model: DataModel = {
    tables: [
      { name: 'tickets', rows: 0, columns: [] },
      {
        name: 'surveys',
        rows: 9,
        columns: [
          { ...column, name: 'comment', distinct: 900, values: ['a', 'b'] },
          { ...column, name: 'channel', distinct: 2, values: ['a', 'b'] },
        ],
      },
    ],
    joins: [],
    firstOrder: null,
    lastOrder: null,
    currency: null,
  };
  expect(freshQuery(null, model, 'q').query).toEqual({ by: 'sql', text: 'SELECT *\nFROM surveys\nLIMIT 100' });
  expect(freshBuilt(null, null, 'q').query).toMatchObject({ by: 'builder', from: 'orders' });
  expect(freshControl(null, model, 'k', 'choice').control).toEqual({
    type: 'choice',
    choices: { of: 'column', table: 'surveys', column: 'channel' },
    value: null,
  });
});

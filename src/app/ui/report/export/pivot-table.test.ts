import { expect, test } from 'vitest';
import { shapesOf } from '#core/chart/builder/columns';
import { tableOf } from '#core/chart/builder/table';
import type { PivotChoice } from '#core/chart/pivot/choice';
import { say } from '#core/messages/say';
import type { Columns } from '#core/model/columns';
import type { Presentation } from '#core/model/presentation';
import { recordsOfTable } from '#edge/share/table/records';
import { maskShown } from './pivot-table';

const result: Columns = {
  rowCount: 5,
  columns: [
    { name: 'customer name', type: 'text', values: ['Ann Lee', 'Al Ray', 'Ann Lee', 'Bo Li', 'Al Ray'] },
    { name: 'region', type: 'text', values: ['North', 'North', 'South', 'South', 'South'] },
    { name: 'spend', type: 'number', values: [10, 20, 3, 4, 5] },
  ],
};
const presentation: Presentation = {
  ...{ figures: [], charts: [], table: tableOf(result, shapesOf(result)), insight: { sentences: [], numbers: {} } },
  stamp: { asOf: '2026-10-24', phrases: [], provisional: false },
  ledger: { used: [], excluded: [] },
};
const shown = (pivot: PivotChoice | undefined) => {
  const cell = { id: 'q', type: 'sql', name: 'q', sql: '', ...(pivot ? { view: { pivot } } : {}) } as never;
  const { table } = maskShown(cell, presentation);
  return { table, lines: recordsOfTable(table, (text) => say(text, { locale: 'en', currency: null })) };
};
const SUM: PivotChoice = { rows: ['customer name'], columns: ['region'], measures: [{ op: 'sum', column: 'spend' }] };

test('PV15 a pivot leaves with its heads and totals, in its order; people whose masks are alike stay two', () => {
  const sorted: PivotChoice = { ...SUM, sortRows: { by: 'measure', measure: 'sum:spend', across: null, descending: true } };
  // Al 20 + 5, Ann 10 + 3, Bo 4; North 30, South 12.
  expect(shown(sorted).lines).toEqual([
    ['customer name', 'North', 'South', 'Total'],
    ['A***', 20, 5, 25],
    ['A***', 10, 3, 13],
    ['B***', null, 4, 4],
    ['Total', 30, 12, 42],
  ]);
});

test('PV15 PR21 personal heads of columns leave masked, in words and in keys', () => {
  const { table, lines } = shown({ ...SUM, rows: ['region'], columns: ['customer name'] });
  expect(lines[0]!.slice(0, 1)).toEqual(['region']);
  expect(lines[0]!.slice(1).toSorted()).toEqual(['A***', 'A***', 'B***', 'Total']);
  expect(lines.at(-1)!.slice(1).toSorted()).toEqual([13, 25, 4, 42].toSorted());
  expect(JSON.stringify(table)).not.toMatch(/Ann|Lee|Ray|Bo Li/);
});

test('PV15 without a pivot the table leaves as it is, masked', () => {
  expect(shown(undefined).lines[1]).toEqual(['A***', 'North', 10]);
});

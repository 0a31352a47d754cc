import { describe, expect, test } from 'vitest';
import type { DataColumn, DataModel } from '#core/model/data-model';
import { emptyReport, kinds } from '../../../tests/support/reports';
import { dropDefaultParams, firstReport, nextCellId, proposeRange, proposeRevenueRule, type CellMaker } from './first';
import { parseReport } from './parse';

const TODAY = '2026-11-22';
const column = (name: string, values: string[] = [], distinct = values.length): DataColumn => ({
  name,
  label: name,
  type: 'category',
  attribute: false,
  distinct,
  missing: 0,
  values,
  min: null,
  max: null,
});
const model = (columns: DataColumn[]): DataModel => ({
  tables: [{ name: 'orders', rows: 1, columns }],
  joins: [],
  firstOrder: null,
  lastOrder: null,
  currency: null,
});
const maker = (kind: string, columns: string[], suggested: object = {}): CellMaker => ({
  kind,
  version: 2,
  requires: [{ table: 'orders', columns }],
  form: [
    { key: 'grain', default: 'month' },
    { key: 'n', default: 5 },
  ],
  suggest: () => suggested,
});
const makers = [
  maker('cohort', ['customer_id', 'ordered_at']),
  maker('revenue', ['ordered_at', 'net_amount'], { grain: 'week', n: 5 }),
  maker('other', []),
  maker('overview', ['ordered_at']),
];

describe('FR1 the first questions', () => {
  test('FR1 in order, only what the data allow', () => {
    const kindsOf = (names: string[]) =>
      firstReport(model(names.map((name) => column(name))), makers, { title: 't', today: TODAY }).cells.map(
        (cell) => cell.type === 'analysis' && cell.kind,
      );
    expect(kindsOf(['ordered_at', 'customer_id', 'net_amount'])).toEqual(['overview', 'revenue', 'cohort']);
    expect(kindsOf(['ordered_at', 'net_amount'])).toEqual(['overview', 'revenue']);
    expect(kindsOf([])).toEqual([]);
  });
  test('FR1 the document is one that can be read, and stores only what differs from the defaults', () => {
    const report = firstReport(model([column('ordered_at'), column('net_amount')]), makers, { title: '山南茶行', today: TODAY });
    expect(report.cells[1]).toEqual({ id: 'c2', type: 'analysis', kind: 'revenue', version: 2, params: { grain: 'week' } });
    expect(parseReport({ ...report, cells: report.cells.map((cell) => ({ ...cell, version: 1 })) }, kinds).ok).toBe(true);
  });
  test('FR1 without orders the questions about steps and answers, where something else will do', () => {
    const answers: DataModel = { ...model([]), tables: [{ name: 'surveys', rows: 1, columns: [column('responded_at')] }] };
    const satisfaction: CellMaker = { ...maker('satisfaction', []), requires: [{ table: 'surveys', columns: ['responded_at'] }] };
    const funnel: CellMaker = {
      ...maker('funnel', []),
      requires: [{ table: 'orders', columns: ['ordered_at'], or: satisfaction.requires }],
    };
    const kindsOf = (data: DataModel): unknown[] =>
      firstReport(data, [...makers, satisfaction, funnel], { title: 't', today: TODAY }).cells.map(
        (cell) => cell.type === 'analysis' && cell.kind,
      );
    expect(kindsOf(answers)).toEqual(['funnel', 'satisfaction']);
    expect(kindsOf({ ...answers, tables: [...answers.tables, ...model([column('ordered_at')]).tables] })).toEqual(['overview']);
  });
  test('FR1 contracts are asked about where there are some, before orders', () => {
    const retention: CellMaker = {
      ...maker('revenue_retention', []),
      requires: [{ table: 'contracts', columns: ['amount'], or: [{ table: 'orders', columns: ['ordered_at'] }] }],
    };
    const contracts = { name: 'contracts', rows: 1, columns: [column('amount')] } as const;
    const orders = model([column('ordered_at')]);
    const kindsOf = (data: DataModel): unknown[] =>
      firstReport(data, [...makers, retention], { title: 't', today: TODAY }).cells.map((cell) => cell.type === 'analysis' && cell.kind);
    expect(kindsOf(orders)).toEqual(['overview']);
    expect(kindsOf({ ...orders, tables: [...orders.tables, contracts] })).toEqual(['revenue_retention', 'overview']);
    expect(kindsOf({ ...orders, tables: [contracts] })).toEqual(['revenue_retention']);
  });
  test('FR1 only what differs from the defaults is stored', () => {
    expect(
      dropDefaultParams({ a: [1], b: null }, [
        { key: 'a', default: [1] },
        { key: 'b', default: 1 },
      ]),
    ).toEqual({ b: null });
  });
});

describe('FR2 statuses', () => {
  const paid = (values: string[], distinct = values.length) => proposeRevenueRule(model([column('status', values, distinct)])).paidStatuses;
  test.each<[string[], string[] | null]>([
    [
      ['completed', 'Cancelled', 'refunded'],
      ['completed', 'refunded'],
    ],
    [['已完成', '已取消', '待付款'], ['已完成']],
    [['paid', 'Awaiting payment'], ['paid']],
    [['completed', 'shipped'], null],
    [['cancelled'], null],
    [[], null],
  ])('FR2 %j', (values, expected) => {
    expect(paid(values)).toEqual(expected);
  });
  test('FR2 too many statuses to list: every order counts', () => {
    expect(paid(['paid', 'cancelled'], 900)).toBeNull();
    expect(proposeRevenueRule(model([])).paidStatuses).toBeNull();
  });
});

describe('FR3 dates', () => {
  test.each<[string | null, string | null, string | null]>([
    ['2024-04-01', '2026-10-24', '2025-11-01'],
    ['2024-10-24', '2026-10-24', '2025-11-01'],
    ['2024-10-25', '2026-10-24', null],
    ['2022-02-28', '2024-02-29', '2023-03-01'],
    ['2020-01-01', '2024-12-31', '2024-01-01'],
    [null, null, null],
  ])('FR3 orders from %s to %s: from %s', (firstOrder, lastOrder, from) => {
    expect(proposeRange({ ...model([]), firstOrder, lastOrder })).toEqual({ from, to: null });
    expect(firstReport({ ...model([]), firstOrder, lastOrder }, makers, { title: 't', today: TODAY }).range).toEqual({ from, to: null });
  });
});

test('FR3 a report with a day of its own ends its twelve months there', () => {
  const long = { ...model([]), firstOrder: '2024-04-01', lastOrder: '2026-10-24' };
  const at = (asOf: string) => firstReport(long, makers, { title: 't', asOf, today: TODAY });
  expect(at('2026-05-31')).toMatchObject({ asOf: '2026-05-31', range: { from: '2025-06-01', to: null } });
  expect(at('2026-03-31')).toMatchObject({ asOf: '2026-03-31', range: { from: null, to: null } });
});

test('a new cell gets an id that no other has', () => {
  expect(nextCellId(null)).toBe('c1');
  expect(nextCellId({ ...emptyReport, cells: [{ id: 'c2', type: 'text', markdown: '' }] })).toBe('c3');
  expect(
    nextCellId({
      ...emptyReport,
      cells: [
        { id: 'c3', type: 'text', markdown: '' },
        { id: 'x', type: 'text', markdown: '' },
      ],
    }),
  ).toBe('c4');
});

describe('FR4 the day of a report', () => {
  const dated = { ...model([]), firstOrder: '2026-01-01', lastOrder: '2026-10-24' };
  const dayOf = (data: DataModel, asOf: string | null): string | null => firstReport(data, makers, { title: 't', asOf, today: TODAY }).asOf;
  test('FR4 data without any date take the day on which the report is made; others follow their data', () => {
    expect([dayOf(model([]), null), dayOf(dated, null)]).toEqual([TODAY, null]);
  });
  test('FR4 a day that was given stays', () => {
    expect([dayOf(model([]), '2026-05-01'), dayOf(dated, '2026-05-01')]).toEqual(['2026-05-01', '2026-05-01']);
  });
});

test('FR5 a question that these answers cannot be asked is not in the first report', () => {
  const answers: DataModel = { ...model([]), tables: [{ name: 'surveys', rows: 1, columns: [column('csat')] }] };
  const requires = [{ table: 'surveys', columns: [] }] as const;
  const asks = (kind: string, needed: string): CellMaker => ({
    ...maker(kind, []),
    requires,
    fits: ({ tables }) => tables[0]!.columns.some(({ name }) => name === needed),
  });
  const report = firstReport(answers, [asks('satisfaction', 'csat'), asks('drivers', 'side')], { title: 't', today: TODAY });
  expect(report.cells.map((cell) => cell.type === 'analysis' && cell.kind)).toEqual(['satisfaction']);
});

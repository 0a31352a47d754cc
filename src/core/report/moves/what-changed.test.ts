import { describe, expect, it } from 'vitest';
import type { Figure, Presentation, TableRow } from '#core/model/presentation';
import { emptyReport } from '../../../../tests/support/reports';
import type { Report } from '../types';
import type { ResultsOnDay } from './types';
import { whatChanged } from './what-changed';

const figure = (label: string, amount: number | null, unit: Figure['unit'], trend: Figure['trend'] = []): Figure => ({
  label: { literal: label },
  amount,
  unit,
  change: null,
  against: null,
  trend,
});
interface Shown {
  readonly figures?: readonly Figure[];
  readonly numbers?: Readonly<Record<string, number | null>>;
  readonly rows?: readonly TableRow[];
  readonly used?: number;
  readonly said?: string;
}
const presentation = ({ figures = [], numbers = {}, rows = [], used = 1000, said = 'x' }: Shown): Presentation => ({
  figures,
  charts: [],
  table: {
    columns: [
      { key: 'month', label: { literal: 'Month' }, unit: 'month', is: 'key' },
      { key: 'orders', label: { literal: 'Orders' }, unit: 'orders', is: 'count' },
      { key: 'rate', label: { literal: 'Rate' }, unit: 'rate', is: 'share' },
    ],
    rows,
  },
  insight: { sentences: [{ finding: { literal: said } }], numbers },
  stamp: { asOf: '2026-01-31', phrases: [], provisional: false },
  ledger: { used: [{ count: used, unit: 'orders' }], excluded: [] },
});
const cells: Report['cells'] = ['c1', 'c2', 'c3'].map((id) => ({ id, type: 'analysis', kind: 'overview', version: 1, params: {} }));
const results = (shown: Readonly<Record<string, Shown>>, report: Partial<Report> = {}): ResultsOnDay => ({
  report: { ...emptyReport, cells, ...report },
  asOf: null,
  cells: Object.fromEntries(Object.entries(shown).map(([id, each]) => [id, { presentation: presentation(each) }])),
});
const row = (month: string, orders: number, rate: number, more: Partial<TableRow> = {}): TableRow => ({
  values: { month, orders, rate },
  ...more,
});
/** What changed in the one cell that both have. */
const inOne = (before: Shown, after: Shown) => {
  const { moved, still } = whatChanged(results({ c1: before }), results({ c1: after }));
  return (moved[0] ?? still[0])!;
};
const names = (cell: ReturnType<typeof inOne>) =>
  cell.moves.map(({ of }) => (of.is === 'figure' && 'literal' in of.label ? of.label.literal : of.is === 'number' ? of.name : of.is));

describe('what changed', () => {
  it('WC2: a figure, with both amounts and how far it went', () => {
    const { moves } = inOne({ figures: [figure('Revenue', 200, 'money')] }, { figures: [figure('Revenue', 250, 'money')] });
    expect(moves).toEqual([
      { of: { is: 'figure', label: { literal: 'Revenue' } }, unit: 'money', before: 200, after: 250, relative: 0.25, size: 0.2 },
    ]);
  });

  it('WC3: less than a hundredth, or than half a point of a rate, is no move; at them it is one', () => {
    const moved = (unit: Figure['unit'], before: number, after: number) =>
      inOne({ figures: [figure('a', before, unit)] }, { figures: [figure('a', after, unit)] }).moves.length;
    expect([moved('money', 990.1, 1000), moved('money', 990, 1000), moved('money', 0, 0)]).toEqual([0, 1, 0]);
    expect([moved('rate', 0.5, 0.5049), moved('rate', 0.5, 0.505), moved('rate', 0.001, 0.002)]).toEqual([0, 1, 0]);
  });

  it('WC4: on fewer than 30 it is no move, before or after', () => {
    const of = (before: number, after: number, used = 1000) =>
      inOne({ figures: [figure('a', before, 'customers')], used }, { figures: [figure('a', after, 'customers')], used });
    expect(of(29, 60)).toMatchObject({ moves: [], small: 1 });
    expect(of(60, 29)).toMatchObject({ moves: [], small: 1 });
    expect(of(30, 60).moves).toHaveLength(1);
    const rate = inOne({ figures: [figure('a', 0.2, 'rate')], used: 29 }, { figures: [figure('a', 0.9, 'rate')], used: 500 });
    expect(rate).toMatchObject({ moves: [], small: 1 });
  });

  it('WC4: what was or is not final is no move', () => {
    const trend = (amount: number, provisional: boolean) => [{ period: '2026-01', amount, provisional }];
    const open = inOne(
      { figures: [figure('a', 100, 'money', trend(100, true))] },
      { figures: [figure('a', 200, 'money', trend(200, false))] },
    );
    expect(open).toMatchObject({ moves: [], provisional: 1 });
    const whole = inOne(
      { figures: [figure('a', 900, 'money', trend(100, true))] },
      { figures: [figure('a', 990, 'money', trend(190, true))] },
    );
    expect(whole.moves).toHaveLength(1);
    const rows = inOne(
      {
        rows: [
          row('2026-01', 100, 0.5),
          row('2026-02', 40, 0.5, { provisional: true }),
          row('2026-03', 90, 0.1, { provisionalIn: ['rate'] }),
        ],
      },
      { rows: [row('2026-01', 100, 0.5), row('2026-02', 90, 0.5), row('2026-03', 90, 0.7)] },
    );
    expect(rows).toMatchObject({ moves: [], provisional: 2 });
  });

  it('WC2, WC6: rows by their keys, whatever their order; totals are left out; rows of one side are counted', () => {
    const cell = inOne(
      { rows: [row('2026-01', 100, 0.5), row('2026-02', 200, 0.5), row('2025-12', 50, 0.5), row('', 350, 0.5, { total: true })] },
      { rows: [row('2026-03', 70, 0.5), row('2026-02', 100, 0.5), row('2026-01', 100, 0.6), row('', 270, 0.55, { total: true })] },
    );
    expect(cell).toMatchObject({ come: 1, gone: 1, others: 0 });
    expect(cell.moves.map(({ of, before, after }) => [of.is === 'row' ? of.keys[0]?.value : '', before, after])).toEqual([
      ['2026-02', 200, 100],
      ['2026-01', 0.5, 0.6],
    ]);
  });

  it('WC4: a row that counts fewer than 30 is small whatever the cell rests on', () => {
    expect(inOne({ rows: [row('2026-01', 29, 0.2)] }, { rows: [row('2026-01', 29, 0.8)] })).toMatchObject({ moves: [], small: 1 });
    expect(inOne({ rows: [row('2026-01', 30, 0.2)] }, { rows: [row('2026-01', 30, 0.8)] }).moves).toHaveLength(1);
  });

  it('WC5: figures first, then the insight, then rows, each by size; five are named', () => {
    const cell = inOne(
      {
        figures: [figure('Big', 100, 'money'), figure('Small', 100, 'money')],
        numbers: { n: 100, m: 100 },
        rows: [row('2026-01', 100, 0.1), row('2026-02', 100, 0.1)],
      },
      {
        figures: [figure('Small', 110, 'money'), figure('Big', 200, 'money')],
        numbers: { n: 150, m: 300 },
        rows: [row('2026-01', 900, 0.9), row('2026-02', 50, 0.1)],
      },
    );
    expect(names(cell)).toEqual(['Big', 'Small', 'm', 'n', 'row']);
    expect(cell.others).toBe(2);
  });

  it('WC5: one that begins or ends at nothing has size 1, and one that turns about more', () => {
    const of = (before: number, after: number) =>
      inOne({ figures: [figure('a', before, 'money')] }, { figures: [figure('a', after, 'money')] }).moves[0];
    expect([of(0, 10), of(10, 0), of(-10, 10)]).toMatchObject([
      { relative: null, size: 1 },
      { relative: -1, size: 1 },
      { relative: 2, size: 2 },
    ]);
  });

  it('WC5: cells stand by their largest move; those that did not move keep the order of the report', () => {
    const of = (one: number, two: number, three: number) =>
      results({
        c1: { figures: [figure('a', one, 'money')] },
        c2: { figures: [figure('a', two, 'money')] },
        c3: { figures: [figure('a', three, 'money')] },
      });
    const { moved, still } = whatChanged(of(100, 100, 100), of(110, 100, 300));
    expect([moved.map(({ cellId }) => cellId), still.map(({ cellId }) => cellId)]).toEqual([['c3', 'c1'], ['c2']]);
  });

  it('WC1: a cell that asks something else is named, and not compared', () => {
    const shown = { c1: { figures: [figure('a', 100, 'money')] }, c2: { figures: [figure('a', 100, 'money')] } };
    const other = cells.map((cell) => (cell.id === 'c2' ? { ...cell, params: { days: 7 } } : cell)) as Report['cells'];
    expect(whatChanged(results(shown), results(shown, { cells: other }))).toMatchObject({
      moved: [],
      still: [{ cellId: 'c1' }],
      otherwise: ['c2', 'c3'],
    });
    const range = { from: '2026-01-01', to: null };
    expect(whatChanged(results(shown), results(shown, { range }))).toMatchObject({ still: [], otherwise: ['c1', 'c2', 'c3'] });
    const sources: Report['sources'] = [{ name: 'orders', headers: ['x'], mapping: { grain: 'order', columns: [] } }];
    expect(whatChanged(results(shown), results(shown, { sources }))).toMatchObject({ otherwise: ['c3'] });
  });

  it('WC2: labels are the same whatever month they name; a label that stands twice names nothing', () => {
    const labelled = (month: string, amount: number): Figure => ({
      ...figure('', amount, 'money'),
      label: { key: 'share_ledger_others', values: { n: { month } } },
    });
    expect(inOne({ figures: [labelled('2026-01', 100)] }, { figures: [labelled('2026-02', 200)] }).moves).toHaveLength(1);
    const twice = [figure('a', 1, 'money'), figure('a', 2, 'money')];
    expect(inOne({ figures: twice }, { figures: [figure('a', 9, 'money')] }).moves).toEqual([]);
  });

  it('says what the insight said before and says now, where that differs', () => {
    expect(inOne({ said: 'Up.' }, { said: 'Down.' }).said).toEqual({
      before: [{ finding: { literal: 'Up.' } }],
      after: [{ finding: { literal: 'Down.' } }],
    });
    expect(inOne({ said: 'Up.' }, { said: 'Up.' }).said).toEqual({ before: [], after: [] });
  });
});

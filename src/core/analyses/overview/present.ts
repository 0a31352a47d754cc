import type { Text } from '#core/messages/text';
import type { Row } from '#core/model/columns';
import type { Figure, Part, Presentation, TableColumn, TableRow } from '#core/model/presentation';
import { addDays, addMonths, isComplete, movePeriod, periodsBetween, startOf } from '#core/query/days';
import type { PresentContext, Results } from '../contract';
import { missingAmounts, orderLedger } from '../cell-account';
import { makeStamp } from '../stamp';
import { changeOf, countOf, periodText, ratio } from '../words';
import { againstText, figuresOf, insightOf, type Figures } from './insight';
import type { OverviewParams } from './params';
import { windowsOf, type Span, type Windows } from './windows';

interface Month {
  readonly start: string;
  readonly row: Row | undefined;
  readonly provisional: boolean;
}

/** At most the last twelve months of the window, also those without an order (OV9). */
function monthsOf(rows: readonly Row[], { now }: Windows, asOf: string): Month[] {
  const earliest = addMonths(startOf('month', now.to), -11);
  return periodsBetween('month', now.from > earliest ? now.from : earliest, now.to, 'monday').map((start) => ({
    start,
    row: rows.find((row) => row['month'] === start),
    provisional: !isComplete('month', start, asOf),
  }));
}

const spanPart = (who: string, { from, to }: Span): Part => ({ who, from, to });

function makeFigures(now: Figures, before: Figures | null, windows: Windows, months: readonly Month[]): Figure[] {
  const against = againstText(windows, 'on');
  const figure = (
    label: Text,
    unit: Figure['unit'],
    of: (figures: Figures) => number | null,
    inMonth: (row: Row | undefined) => number | null,
    who: string | null,
  ): Figure => {
    const change = before ? changeOf(of(now), of(before)) : null;
    return {
      label,
      amount: of(now),
      unit,
      change,
      against: change === null ? null : against,
      ...(who ? { part: spanPart(who, windows.now) } : {}),
      trend: months.map(({ start, row, provisional }) => ({ period: start, amount: inMonth(row), provisional })),
    };
  };
  const count = (key: string) => (row: Row | undefined) => countOf(row, key);
  return [
    figure({ key: 'measure_revenue' }, 'money', (figures) => figures.revenue, count('revenue'), null),
    figure({ key: 'measure_orders' }, 'orders', (figures) => figures.orders, count('orders'), 'all'),
    figure({ key: 'measure_buyers' }, 'customers', (figures) => figures.customers, count('customers'), 'all'),
    figure({ key: 'measure_new_customers' }, 'customers', (figures) => figures.fresh, count('new_customers'), 'new'),
    figure(
      { key: 'measure_average_order' },
      'money',
      (figures) => figures.average,
      (row) => ratio(countOf(row, 'revenue'), countOf(row, 'orders')),
      null,
    ),
  ];
}

const COLUMNS: readonly TableColumn[] = [
  { key: 'period', label: { key: 'measure_period' }, unit: 'text', is: 'key' },
  { key: 'revenue', label: { key: 'measure_revenue' }, unit: 'money', is: 'other' },
  { key: 'orders', label: { key: 'measure_orders' }, unit: 'orders', is: 'other', part: true },
  { key: 'customers', label: { key: 'measure_buyers' }, unit: 'customers', is: 'other', part: true },
  { key: 'new_customers', label: { key: 'measure_new_customers' }, unit: 'customers', is: 'other', part: true },
  { key: 'returning_customers', label: { key: 'measure_returning_customers' }, unit: 'customers', is: 'other', part: true },
  { key: 'average_order', label: { key: 'measure_average_order' }, unit: 'money', is: 'other' },
  { key: 'repeat_rate', label: { key: 'measure_repeat_rate' }, unit: 'rate', is: 'share', of: 'customers', part: true },
];

function tableRow(row: Row, span: Span, period: string, label: Text, provisional = false): TableRow {
  const figures = figuresOf(row);
  const total = period === 'total' || period === 'before';
  return {
    values: {
      period,
      revenue: figures.revenue,
      orders: figures.orders,
      customers: figures.customers,
      new_customers: figures.fresh,
      returning_customers: figures.returning,
      average_order: figures.average,
      repeat_rate: total ? figures.repeat : null,
    },
    texts: { period: label },
    parts: {
      orders: spanPart('all', span),
      customers: spanPart('all', span),
      new_customers: spanPart('new', span),
      returning_customers: spanPart('returning', span),
      ...(total ? { repeat_rate: spanPart('repeat', span) } : {}),
    },
    provisional,
    ...(period === 'total' ? { total } : {}),
  };
}

/** The days of a month that lie inside the window, so that its people are those who were counted. */
function clip(start: string, { from, to }: Span): Span {
  const last = addDays(movePeriod('month', start, 1), -1);
  return { from: start < from ? from : start, to: last > to ? to : last };
}

export function present(results: Results, params: OverviewParams, context: PresentContext): Presentation {
  const windows = windowsOf(params, context);
  const spans = results['figures'] ?? [];
  const rowOf = (span: string): Row | undefined => spans.find((row) => row['span'] === span);
  const now = figuresOf(rowOf('now') ?? {});
  const before = windows.before && rowOf('before') ? figuresOf(rowOf('before') ?? {}) : null;
  const months = monthsOf(results['months'] ?? [], windows, context.asOf);
  const spanText = ({ from, to }: Span): Text => ({ key: 'stamp_range', values: { from: { date: from }, to: { date: to } } });
  return {
    figures: makeFigures(now, before, windows, months),
    charts: [],
    table: {
      columns: COLUMNS,
      rows: [
        tableRow(rowOf('now') ?? {}, windows.now, 'total', spanText(windows.now)),
        ...(windows.before && before ? [tableRow(rowOf('before') ?? {}, windows.before, 'before', spanText(windows.before))] : []),
        ...months.map(({ start, row, provisional }) =>
          tableRow(row ?? {}, clip(start, windows.now), start, periodText('month', start, context), provisional),
        ),
      ],
    },
    insight: insightOf(now, before, windows),
    stamp: makeStamp(context, {
      money: true,
      range: true,
      provisional: months.some((month) => month.provisional),
      phrases: [
        ...(windows.before
          ? [{ key: 'overview_stamp_year', values: { from: { date: windows.before.from }, to: { date: windows.before.to } } }]
          : []),
        ...missingAmounts(results['account'] ?? []),
      ] as Text[],
    }),
    ledger: orderLedger(results['account'] ?? []),
  };
}

import type { Text } from '#core/messages/text';
import type { ChartView, Presentation, TableColumn, TableRow } from '#core/model/presentation';
import type { PresentContext, Results } from '../contract';
import { missingAmounts, orderLedger } from '../cell-account';
import { moneyScale } from '../money-scale';
import { makeStamp } from '../stamp';
import { amount, changeOf, periodText } from '../words';
import { height, narrow, spec } from './chart';
import { chartRows, extremes } from './chart-rows';
import { insightOf } from './insight';
import type { RevenueParams } from './params';
import { seriesOf, type Point } from './series';

function columns(compared: boolean): TableColumn[] {
  return [
    { key: 'period', label: { key: 'measure_period' }, unit: 'text', is: 'key' },
    { key: 'revenue', label: { key: 'measure_revenue' }, unit: 'money', is: 'sum' },
    ...(compared
      ? ([
          { key: 'before', label: { key: 'measure_before' }, unit: 'money', is: 'other' },
          { key: 'change', label: { key: 'measure_change' }, unit: 'rate', is: 'other' },
        ] as const)
      : []),
    { key: 'new_revenue', label: { key: 'measure_new_revenue' }, unit: 'money', is: 'sum' },
    { key: 'existing_revenue', label: { key: 'measure_existing_revenue' }, unit: 'money', is: 'sum' },
    { key: 'orders', label: { key: 'measure_orders' }, unit: 'orders', is: 'count', part: true },
    { key: 'customers', label: { key: 'measure_buyers' }, unit: 'customers', is: 'other', part: true },
  ];
}

function tableRow(point: Point, params: RevenueParams, context: PresentContext): TableRow {
  const part = { from: point.from, to: point.to };
  return {
    values: {
      period: point.start,
      revenue: point.revenue,
      before: point.before,
      change: point.provisional ? null : changeOf(point.revenue, point.before),
      new_revenue: point.fresh,
      existing_revenue: point.existing,
      orders: point.orders,
      customers: point.customers,
    },
    texts: { period: periodText(params.grain, point.start, context) },
    parts: { orders: part, customers: part },
    provisional: point.provisional,
  };
}

function caption(points: readonly Point[], params: RevenueParams, context: PresentContext): Text {
  const name = (point: Point | undefined): Text => (point ? periodText(params.grain, point.start, context) : { literal: '' });
  const ends = { from: name(points[0]), to: name(points.at(-1)) };
  const marks = extremes(points);
  const [high, low] = marks ? [points[marks.high], points[marks.low]] : [];
  if (!high || !low) return { key: 'revenue_caption_short', values: ends };
  const values = { high: amount(high.revenue, 'money'), high_period: name(high), low: amount(low.revenue, 'money'), low_period: name(low) };
  return { key: 'revenue_caption', values: { ...ends, ...values } };
}

export function present(results: Results, params: RevenueParams, context: PresentContext): Presentation {
  const points = seriesOf(results['periods'] ?? [], params, context);
  const scale = moneyScale(
    points.flatMap((point) => [point.revenue, point.before ?? 0]),
    context,
  );
  const title: Text = scale.unit ? { key: `revenue_axis_${params.grain}`, values: { unit: scale.unit } } : { key: 'measure_revenue' };
  const chart: ChartView = {
    id: 'line',
    spec,
    narrow,
    rows: chartRows(points, params, scale, context),
    height,
    title,
    caption: caption(points, params, context),
  };
  return {
    figures: [],
    charts: [chart],
    table: {
      columns: columns(points.some((point) => point.before !== null)),
      rows: points.map((point) => tableRow(point, params, context)),
    },
    insight: insightOf(points, params, context),
    stamp: makeStamp(context, {
      money: true,
      range: true,
      provisional: points.some((point) => point.provisional),
      phrases: missingAmounts(results['account'] ?? []),
    }),
    ledger: orderLedger(results['account'] ?? []),
  };
}

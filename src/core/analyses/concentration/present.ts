import type { ChartView, Presentation, TableColumn, TableRow } from '#core/model/presentation';
import type { PresentContext, Results } from '../contract';
import { missingAmounts, orderLedger } from '../cell-account';
import { makeStamp } from '../stamp';
import { amount, ratio } from '../words';
import { height, narrow, spec } from './chart';
import { chartRows } from './chart-rows';
import { insightOf } from './insight';
import type { ConcentrationParams } from './params';
import { sharesOf, type CustomerClass, type Shares } from './shares';

const COLUMNS: readonly TableColumn[] = [
  { key: 'class', label: { key: 'concentration_class' }, unit: 'text', is: 'key' },
  { key: 'customers', label: { key: 'measure_customers' }, unit: 'customers', is: 'count', part: true },
  { key: 'customer_share', label: { key: 'concentration_customer_share' }, unit: 'rate', is: 'other' },
  { key: 'revenue', label: { key: 'measure_revenue' }, unit: 'money', is: 'sum' },
  { key: 'revenue_share', label: { key: 'measure_revenue_share' }, unit: 'rate', is: 'other', bar: true },
  { key: 'orders', label: { key: 'measure_orders' }, unit: 'orders', is: 'count', part: true },
  { key: 'average', label: { key: 'concentration_average' }, unit: 'money', is: 'other' },
];

function tableRow({ name, customers, revenue, orders }: CustomerClass, shares: Shares): TableRow {
  const apart = name === 'negative';
  const part = { class: name };
  return {
    values: {
      class: name,
      customers,
      customer_share: apart ? null : ratio(customers, shares.customers),
      revenue,
      revenue_share: apart ? null : ratio(revenue, shares.revenue),
      orders,
      average: ratio(revenue, customers),
    },
    texts: { class: { key: `concentration_class_${name}` } },
    parts: { customers: part, orders: part },
    ...(name === 'A' ? { said: true } : {}),
  };
}

function chart(shares: Shares, context: PresentContext): ChartView {
  const best = { customers: amount(shares.best?.customers ?? null, 'customers'), rate: amount(shares.best?.share ?? null, 'rate') };
  return {
    id: 'curve',
    spec,
    narrow,
    rows: chartRows(shares, context),
    height,
    title: { key: 'concentration_axis' },
    caption: { key: 'concentration_caption', values: { ...best, gini: amount(shares.gini, 'score') } },
  };
}

export function present(results: Results, { a, b }: ConcentrationParams, context: PresentContext): Presentation {
  const shares = sharesOf(results);
  return {
    figures: [],
    charts: shares.best ? [chart(shares, context)] : [],
    table: { columns: COLUMNS, rows: shares.classes.map((each) => tableRow(each, shares)) },
    insight: insightOf(shares),
    stamp: makeStamp(context, {
      money: true,
      range: true,
      provisional: false,
      phrases: [{ key: 'stamp_classes', values: { a, b } }, ...missingAmounts(results['account'] ?? [])],
    }),
    ledger: orderLedger(results['account'] ?? []),
  };
}

import type { Text } from '#core/messages/text';
import type { ChartView, Presentation, TableColumn, TableRow } from '#core/model/presentation';
import type { PresentContext, Results } from '../contract';
import { customerLedger } from '../cell-account';
import { makeStamp } from '../stamp';
import { countOf } from '../words';
import { height, narrow, spec } from './chart';
import { chartRows } from './chart-rows';
import { insightOf, namedSegments, scoredOf, type Scored, type SegmentRow } from './insight';
import type { RfmParams } from './params';

const COLUMNS: readonly TableColumn[] = [
  { key: 'segment', label: { key: 'rfm_column_segment' }, unit: 'text', is: 'key' },
  { key: 'customers', label: { key: 'measure_customers' }, unit: 'customers', is: 'count', part: true },
  { key: 'share', label: { key: 'measure_share' }, unit: 'rate', is: 'share', of: 'customers' },
  { key: 'revenue_share', label: { key: 'measure_revenue_share' }, unit: 'rate', is: 'share', of: 'revenue' },
  { key: 'action', label: { key: 'rfm_column_action' }, unit: 'text', is: 'key' },
  { key: 'revenue', label: { key: 'measure_revenue' }, unit: 'money', is: 'sum' },
  { key: 'orders', label: { key: 'measure_orders' }, unit: 'orders', is: 'count', part: true },
  { key: 'average_order', label: { key: 'measure_average_order' }, unit: 'money', is: 'other' },
  { key: 'median_days', label: { key: 'rfm_column_median' }, unit: 'days', is: 'other' },
];

function tableRow(row: SegmentRow, said: boolean): TableRow {
  const part = { segment: row.segment };
  return {
    values: {
      segment: row.segment,
      customers: row.customers,
      share: row.share,
      revenue_share: row.revenueShare,
      action: row.segment,
      revenue: row.revenue,
      orders: row.orders,
      average_order: row.average,
      median_days: row.median,
    },
    texts: { segment: { key: `rfm_segment_${row.segment}` }, action: { key: `rfm_action_${row.segment}` } },
    parts: { customers: part, orders: part },
    said,
  };
}

function chart(scored: Scored, results: Results, context: PresentContext): ChartView {
  const largest = scored.segments.toSorted((a, b) => b.customers - a.customers)[0];
  const caption: Text = largest
    ? { key: 'rfm_caption', values: { segment: { key: `rfm_segment_${largest.segment}` }, customers: largest.customers } }
    : { key: 'rfm_chart_title' };
  return { id: 'grid', spec, narrow, rows: chartRows(results['cells'] ?? [], context), height, title: { key: 'rfm_chart_title' }, caption };
}

export function present(results: Results, { lookbackDays, frequency }: RfmParams, context: PresentContext): Presentation {
  const scored = scoredOf(results);
  const named = namedSegments(scored);
  const anonymous = countOf(results['orders']?.[0], 'orders');
  const ledger = customerLedger(results['account'] ?? [], 'scored', {
    other_customers: { key: 'ledger_customers_other' },
    no_order: { key: 'ledger_customers_no_order' },
    outside_window: { key: 'ledger_customers_outside_window' },
    outside_filters: { key: 'ledger_customers_outside_filters' },
  });
  return {
    figures: [],
    charts: [chart(scored, results, context)],
    table: { columns: COLUMNS, rows: scored.segments.map((row) => tableRow(row, named.includes(row.segment))) },
    insight: insightOf(scored, results),
    stamp: makeStamp(context, {
      money: true,
      range: false,
      provisional: false,
      phrases: [
        lookbackDays === 0 ? { key: 'stamp_lifetime' } : { key: 'stamp_lookback', values: { days: lookbackDays } },
        ...(frequency === 'days' ? [{ key: 'rfm_frequency_days' } as Text] : []),
        { key: 'stamp_rank_scores' },
      ],
    }),
    ledger: {
      used: ledger.used,
      excluded: [
        ...ledger.excluded,
        ...(anonymous > 0 ? [{ reason: { key: 'ledger_no_customer' } as Text, count: anonymous, unit: 'orders' as const }] : []),
      ],
    },
  };
}

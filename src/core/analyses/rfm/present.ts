import type { Text } from '#core/messages/text';
import type { ChartView, Presentation, TableColumn, TableRow } from '#core/model/presentation';
import { costsKnown } from '#core/query/costs';
import type { PresentContext, Results } from '../contract';
import { scoredLedger } from '../scored-account';
import { makeStamp } from '../stamp';
import { countOf } from '../words';
import { barHeight, barRows, barSpec, MOST_BARS, narrowBarSpec } from './bars';
import { heightOf, narrowSpec, wideSpec } from './chart';
import { chartRows } from './chart-rows';
import { cutTexts } from './cut-words';
import { fitsGrid } from './grouping';
import { insightOf, lineWords, namedSegments } from './insight';
import type { RfmParams } from './params';
import { scoredOf, type Scored, type SegmentRow } from './scored';

/** Best scores for which the legend fits its line. */
const LEGEND_UP_TO = 5;

function columnsOf({ grouping, segments }: Scored, costs: boolean): TableColumn[] {
  const actions = segments.some(({ action }) => action !== null);
  return [
    {
      key: 'segment',
      label: { key: grouping.kind === 'rules' || grouping.kind === 'eight' ? 'rfm_column_segment' : 'rfm_column_cell' },
      unit: 'text',
      is: 'key',
    },
    { key: 'customers', label: { key: 'measure_customers' }, unit: 'customers', is: 'count', part: true },
    { key: 'share', label: { key: 'measure_share' }, unit: 'rate', is: 'share', of: 'customers' },
    { key: 'revenue_share', label: { key: 'measure_revenue_share' }, unit: 'rate', is: 'share', of: 'revenue' },
    ...(actions ? [{ key: 'action', label: { key: 'rfm_column_action' } as Text, unit: 'text', is: 'key' } as const] : []),
    { key: 'revenue', label: { key: 'measure_revenue' }, unit: 'money', is: 'sum' },
    ...(costs ? [{ key: 'margin', label: { key: 'rfm_column_margin' } as Text, unit: 'money', is: 'sum' } as const] : []),
    { key: 'orders', label: { key: 'measure_orders' }, unit: 'orders', is: 'count', part: true },
    { key: 'average_order', label: { key: 'measure_average_order' }, unit: 'money', is: 'other' },
    { key: 'repeat_rate', label: { key: 'rfm_column_repeat' }, unit: 'rate', is: 'other' },
    { key: 'median_days', label: { key: 'rfm_column_median' }, unit: 'days', is: 'other' },
  ];
}

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
      margin: row.margin,
      orders: row.orders,
      average_order: row.average,
      repeat_rate: row.repeat,
      median_days: row.median,
    },
    texts: { segment: row.label, ...(row.action ? { action: row.action } : {}) },
    parts: { customers: part, orders: part },
    said,
  };
}

function chart(scored: Scored, results: Results, params: RfmParams, context: PresentContext): ChartView {
  const largest = scored.segments.toSorted((a, b) => b.customers - a.customers)[0];
  const { grouping } = scored;
  if (!fitsGrid(grouping)) {
    const groups = Math.min(MOST_BARS, scored.segments.filter(({ customers }) => customers > 0).length);
    return {
      id: 'bars',
      spec: barSpec(groups),
      narrow: narrowBarSpec(groups),
      rows: barRows(scored, context),
      height: barHeight(groups),
      title: { key: 'rfm_bars_title' },
      caption: largest
        ? { key: 'rfm_bars_caption', values: { n: groups, segment: largest.label, customers: largest.customers } }
        : { key: 'rfm_bars_title' },
    };
  }
  const k = params.scores;
  const legend = k <= LEGEND_UP_TO ? cutTexts(results, params, context) : [];
  const values = { cells: k * k, segment: largest?.label ?? '', customers: largest?.customers ?? 0 };
  return {
    id: 'grid',
    spec: wideSpec(k, legend.length),
    narrow: narrowSpec(k, legend.length),
    rows: chartRows(results['cells'] ?? [], { k, grouping, legend }, context),
    height: heightOf(legend.length),
    title: { key: 'rfm_chart_title' },
    caption: largest ? { key: 'rfm_caption', values } : { key: 'rfm_chart_title' },
  };
}

/** What the scores are made of, where it is not the usual. */
function phrases(params: RfmParams, results: Results, context: PresentContext): Text[] {
  const { lookbackDays, frequency, monetary, scoring, scores } = params;
  const lines = lineWords(results, params);
  const unknown = countOf(results['costs']?.[0], 'orders');
  return [
    lookbackDays === 0 ? { key: 'stamp_lifetime' } : { key: 'stamp_lookback', values: { days: lookbackDays } },
    ...(frequency === 'days' ? [{ key: 'rfm_frequency_days' } as Text] : []),
    ...(monetary === 'sum' ? [] : [{ key: `rfm_monetary_${monetary}` } as Text]),
    ...(lines ? [lines] : [{ key: scoring === 'quantile' ? 'stamp_rank_scores' : `rfm_stamp_${scoring}`, values: {} } as Text]),
    ...(scores === 5 || lines ? [] : [{ key: 'rfm_stamp_scores', values: { k: String(scores) } } as Text]),
    ...(scoring === 'fixed' && !lines ? cutTexts(results, params, context) : []),
    ...(unknown > 0 ? [{ key: 'rfm_stamp_no_cost', values: { n: unknown } } as Text] : []),
  ];
}

export function present(results: Results, params: RfmParams, context: PresentContext): Presentation {
  const scored = scoredOf(results, params);
  const named = namedSegments(scored);
  return {
    figures: [],
    charts: [chart(scored, results, params, context)],
    table: {
      columns: columnsOf(scored, costsKnown(context)),
      rows: scored.segments.map((row) => tableRow(row, named.includes(row.segment))),
    },
    insight: insightOf(scored, results, params),
    stamp: makeStamp(context, { money: true, range: false, provisional: false, phrases: phrases(params, results, context) }),
    ledger: scoredLedger(results),
  };
}

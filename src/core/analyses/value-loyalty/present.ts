import type { Text } from '#core/messages/text';
import type { Presentation, TableColumn } from '#core/model/presentation';
import type { PresentContext, Results } from '../contract';
import { scoredLedger } from '../scored-account';
import { makeStamp } from '../stamp';
import { countOf } from '../words';
import { heightOf, narrowSpec, wideSpec } from './chart';
import { chartRows } from './chart-rows';
import { bestClass, insightOf } from './insight';
import { matrixOf } from './matrix';
import { keptBorders, type ValueLoyaltyParams } from './params';

const columnsOf = ({ loyalty, value }: ValueLoyaltyParams): TableColumn[] => [
  { key: 'cell', label: { key: 'value_loyalty_column_cell' }, unit: 'text', is: 'key' },
  { key: 'name', label: { key: 'value_loyalty_column_name' }, unit: 'text', is: 'key' },
  { key: 'customers', label: { key: 'measure_customers' }, unit: 'customers', is: 'count', part: true },
  { key: 'share', label: { key: 'measure_share' }, unit: 'rate', is: 'share', of: 'customers' },
  { key: 'revenue', label: { key: 'measure_revenue' }, unit: 'money', is: 'sum' },
  { key: 'revenue_share', label: { key: 'measure_revenue_share' }, unit: 'rate', is: 'share', of: 'revenue' },
  { key: 'mean', label: { key: 'value_loyalty_column_mean' }, unit: 'money', is: 'other' },
  { key: 'median_value', label: { key: `value_loyalty_median_${value}` }, unit: 'money', is: 'other' },
  { key: 'median_loyalty', label: { key: `value_loyalty_median_${loyalty}` }, unit: loyalty === 'orders' ? 'number' : 'days', is: 'other' },
];

function phrases(params: ValueLoyaltyParams, results: Results): Text[] {
  const unknown = countOf(results['costs']?.[0], 'orders');
  const kept = (['value', 'loyalty'] as const).filter((side) => keptBorders(params, side) !== null).length;
  return [
    params.lookbackDays === 0 ? { key: 'stamp_lifetime' } : { key: 'stamp_lookback', values: { days: params.lookbackDays } },
    { key: `value_loyalty_stamp_${params.value}` },
    { key: `value_loyalty_stamp_${params.loyalty}` },
    { key: kept === 2 ? 'value_loyalty_stamp_kept' : kept === 1 ? 'value_loyalty_stamp_partly' : 'value_loyalty_stamp_today' },
    ...(unknown > 0 ? [{ key: 'rfm_stamp_no_cost', values: { n: unknown } } as Text] : []),
  ];
}

export function present(results: Results, params: ValueLoyaltyParams, context: PresentContext): Presentation {
  const matrix = matrixOf(results, params);
  const best = new Set(bestClass(matrix, context).map(({ id }) => id));
  const insight = insightOf(matrix, params, context);
  return {
    figures: [],
    charts: [
      {
        id: 'matrix',
        spec: wideSpec(matrix.levels),
        narrow: narrowSpec(matrix.levels),
        rows: chartRows(matrix, params, best, context),
        height: heightOf(matrix.levels),
        title: { key: 'value_loyalty_chart_title' },
        caption: { key: 'value_loyalty_caption', values: { cells: matrix.levels ** 2, customers: matrix.customers } },
      },
    ],
    table: {
      columns: columnsOf(params),
      rows: matrix.cells.map((cell) => ({
        values: {
          cell: cell.id,
          name: cell.id,
          customers: cell.customers,
          share: cell.share,
          revenue: cell.revenue,
          revenue_share: cell.revenueShare,
          mean: cell.mean,
          median_value: cell.medianValue,
          median_loyalty: cell.medianLoyalty,
        },
        texts: { cell: cell.label, name: cell.name },
        parts: { customers: { value: cell.value, loyalty: cell.loyalty } },
        said: best.has(cell.id) && insight.sentences.length > 0,
      })),
    },
    insight,
    stamp: makeStamp(context, { money: true, range: false, provisional: false, phrases: phrases(params, results) }),
    ledger: scoredLedger(results),
  };
}

import type { Text } from '#core/messages/text';
import type { Presentation, TableColumn, TableRow } from '#core/model/presentation';
import { customerLedger } from '../cell-account';
import type { PresentContext, Results } from '../contract';
import { makeStamp } from '../stamp';
import { countOf, periodText } from '../words';
import { HEIGHT, narrow, spec } from './chart';
import { chartRows } from './chart-rows';
import { insightOf } from './insight';
import type { LifecycleParams } from './params';
import { seriesOf, STATES, type Period } from './series';

const COLUMNS: readonly TableColumn[] = [
  { key: 'period', label: { key: 'measure_period' }, unit: 'text', is: 'key' },
  { key: 'active', label: { key: 'measure_buyers' }, unit: 'customers', is: 'other', part: true },
  ...STATES.map((state): TableColumn => ({ key: state, label: { key: `lifecycle_${state}` }, unit: 'customers', is: 'other', part: true })),
];

function tableRow(period: Period, { grain }: LifecycleParams, context: PresentContext): TableRow {
  const keys = ['active', ...STATES] as const;
  return {
    values: { period: period.start, ...Object.fromEntries(keys.map((key) => [key, period[key]])) },
    texts: { period: periodText(grain, period.start, context) },
    parts: Object.fromEntries(keys.map((state) => [state, { period: period.start, state }])),
    provisional: period.provisional,
  };
}

export function present(results: Results, params: LifecycleParams, context: PresentContext): Presentation {
  const series = seriesOf(results['periods'] ?? [], params, context);
  const anonymous = countOf(results['orders']?.[0], 'orders');
  const ledger = customerLedger(results['account'] ?? [], 'counted', {
    other_customers: { key: 'ledger_customers_other' },
    no_order: { key: 'ledger_customers_no_order' },
    outside_window: { key: 'ledger_customers_outside_window' },
    outside_filters: { key: 'ledger_customers_outside_filters' },
  });
  const whole = series.findLast((period) => period.whole);
  const caption: Text = whole
    ? {
        key: 'lifecycle_caption',
        values: {
          periods: series.length,
          period: periodText(params.grain, whole.start, context),
          active: whole.active,
          dormant: whole.dormant,
        },
      }
    : { key: 'lifecycle_caption_short', values: { periods: series.length } };
  return {
    figures: [],
    charts: [
      {
        id: 'states',
        spec,
        narrow,
        rows: chartRows(series, params, context),
        height: HEIGHT + 50,
        title: { key: `lifecycle_axis_${params.grain}` },
        caption,
      },
    ],
    table: { columns: COLUMNS, rows: series.map((period) => tableRow(period, params, context)) },
    insight: insightOf(series, results['frequency'] ?? [], params, context),
    stamp: makeStamp(context, {
      money: false,
      range: true,
      provisional: series.some((period) => period.provisional),
      phrases: [{ key: 'stamp_lifecycle_new' }, { key: `stamp_calendar_${params.grain}` }],
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

import type { Text } from '#core/messages/text';
import type { ChartView, Presentation, TableColumn, TableRow } from '#core/model/presentation';
import type { PresentContext, Results } from '../contract';
import { customerLedger } from '../cell-account';
import { makeStamp } from '../stamp';
import { amount, countOf, periodText } from '../words';
import { narrowSpec, wideSpec } from './chart';
import { chartRows } from './chart-rows';
import { insightOf } from './insight';
import { heightOf, MOST_COHORTS, WIDE } from './layout';
import type { CohortParams } from './params';
import { triangleOf, type Cohort, type Triangle } from './triangle';

const keyOf = (k: number): string => `k${k}`;

function columns({ pooled }: Triangle, { grain }: CohortParams): TableColumn[] {
  return [
    { key: 'cohort', label: { key: 'cohort_column_cohort' }, unit: 'text', is: 'key' },
    { key: 'size', label: { key: 'cohort_column_size' }, unit: 'customers', is: 'other', part: true },
    ...pooled.map(({ k }): TableColumn => ({
      key: keyOf(k),
      label: { key: `cohort_column_${grain}`, values: { k } },
      unit: 'rate',
      is: 'share',
      of: 'size',
      part: true,
    })),
  ];
}

function cohortRow(cohort: Cohort, params: CohortParams, context: PresentContext): TableRow {
  const running = cohort.cells.filter((cell) => cell.state === 'provisional').map((cell) => keyOf(cell.k));
  return {
    values: { cohort: cohort.start, size: cohort.size, ...Object.fromEntries(cohort.cells.map((cell) => [keyOf(cell.k), cell.rate])) },
    texts: { cohort: periodText(params.grain, cohort.start, context) },
    parts: {
      size: { cohort: cohort.start },
      ...Object.fromEntries(cohort.cells.map((cell) => [keyOf(cell.k), { cohort: cohort.start, k: cell.k }])),
    },
    ...(running.length > 0 ? { provisionalIn: running } : {}),
  };
}

const pooledRow = ({ members, pooled }: Triangle): TableRow => ({
  values: { cohort: 'pooled', size: members, ...Object.fromEntries(pooled.map(({ k, rate }) => [keyOf(k), rate])) },
  texts: { cohort: { key: 'cohort_pooled_label' } },
  parts: { size: {} },
  total: true,
});

function chart(triangle: Triangle, params: CohortParams, context: PresentContext): ChartView {
  const drawn = Math.min(MOST_COHORTS, triangle.cohorts.length);
  const rate = triangle.pooled[0]?.rate ?? null;
  const caption: Text =
    rate === null
      ? { key: 'cohort_caption_short', values: { cohorts: triangle.cohorts.length } }
      : { key: 'cohort_caption', values: { cohorts: triangle.cohorts.length, rate: amount(rate, 'rate') } };
  return {
    id: 'triangle',
    spec: wideSpec(drawn),
    narrow: narrowSpec(drawn),
    rows: chartRows(triangle, params, context),
    height: heightOf(WIDE, drawn),
    title: { key: `cohort_chart_${params.grain}` },
    caption,
  };
}

export function present(results: Results, params: CohortParams, context: PresentContext): Presentation {
  const triangle = triangleOf(results['cells'] ?? [], params, context);
  const anonymous = countOf(results['orders']?.[0], 'orders');
  const ledger = customerLedger(results['account'] ?? [], 'counted', {
    other_customers: { key: 'ledger_customers_other' },
    no_order: { key: 'ledger_customers_no_order' },
    outside_window: { key: 'ledger_customers_first_outside' },
    outside_filters: { key: 'ledger_customers_first_filtered' },
  });
  return {
    figures: [],
    charts: [chart(triangle, params, context)],
    table: {
      columns: columns(triangle, params),
      rows: [pooledRow(triangle), ...triangle.cohorts.map((cohort) => cohortRow(cohort, params, context))],
    },
    insight: insightOf(triangle, params, context),
    stamp: makeStamp(context, {
      money: false,
      range: true,
      provisional: triangle.cohorts.some((cohort) => cohort.cells.some((cell) => cell.state === 'provisional')),
      phrases: [{ key: 'stamp_first_ever' }, { key: `stamp_calendar_${params.grain}` }],
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

import type { Text } from '#core/messages/text';
import type { ChartView, Presentation, TableColumn, TableRow } from '#core/model/presentation';
import type { PresentContext, Results } from '../contract';
import { customerLedger } from '../cell-account';
import { makeStamp } from '../stamp';
import { amount, countOf, periodText } from '../words';
import type { Cell, Cohort, ValueRow } from './cells';
import { narrowSpec, wideSpec } from './chart';
import { chartRows, drawnRows, headText } from './chart-rows';
import { compareValues, type ComparedValue } from './comparisons';
import { CURVES_HEIGHT, curveRows, curveSpecs } from './curves';
import { insightOf, namedValueOf } from './insight';
import { heightOf, WIDE } from './layout';
import { countsCustomers, firstColumn, labelOf, opensCells, spokenColumn, unitOf, type CohortParams } from './params';
import { columnText, phrasesOf, titleOf, valueText } from './phrases';
import { TREND_HEIGHT, trendRows, trendSpecs } from './trend-chart';
import { triangleOf, type Triangle } from './triangle';

const keyOf = (k: number): string => `k${k}`;
/** Customers of a cell, which no column shows: what the share of the next cell is a share of. */
const countKey = (k: number): string => `n${k}`;

function columns({ overall }: Triangle, params: CohortParams, context: PresentContext): TableColumn[] {
  const first = firstColumn(params);
  const shareOf = (k: number): string => (params.reference === 'previous' && k > first ? countKey(k - 1) : 'size');
  return [
    {
      key: 'cohort',
      label: headText(params, context),
      unit: 'text',
      is: 'key',
    },
    { key: 'size', label: { key: 'cohort_column_size' }, unit: 'customers', is: 'other', part: true },
    ...overall.map(({ k }): TableColumn => {
      const label = columnText(params, k);
      // Shares of a breakdown are pooled over whole periods, so they are no shares of the number beside them.
      if (params.measure === 'rate' && params.breakdown === null)
        return { key: keyOf(k), label, unit: 'rate', is: 'share', of: shareOf(k), part: true };
      return { key: keyOf(k), label, unit: unitOf(params), is: 'other', ...(opensCells(params) ? { part: true } : {}) };
    }),
  ];
}

function cohortRow(cohort: Cohort, params: CohortParams, context: PresentContext): TableRow {
  const running = cohort.cells.filter((cell) => cell.state === 'provisional').map((cell) => keyOf(cell.k));
  const counts = cohort.cells.map((cell): [string, number] => [countKey(cell.k), cell.customers]);
  const partOf = ({ k }: Cell) => [keyOf(k), { cohort: cohort.start, k }];
  return {
    values: {
      cohort: cohort.start,
      size: cohort.size,
      ...Object.fromEntries(cohort.cells.map((cell) => [keyOf(cell.k), cell.value])),
      ...(params.reference === 'previous' ? Object.fromEntries(counts) : {}),
    },
    texts: { cohort: periodText(params.grain, cohort.start, context) },
    parts: { size: { cohort: cohort.start }, ...(opensCells(params) ? Object.fromEntries(cohort.cells.map(partOf)) : {}) },
    ...(running.length > 0 ? { provisionalIn: running } : {}),
  };
}

function valueRow(row: ValueRow, named: ComparedValue | null): TableRow {
  return {
    values: { cohort: row.slot, size: row.members, ...Object.fromEntries(row.overall.map(({ k, value }) => [keyOf(k), value])) },
    texts: { cohort: valueText(row) },
    parts: { size: { slot: row.slot } },
    ...(row === named?.row ? { said: true } : {}),
  };
}

const overallRow = ({ members, overall }: Triangle, params: CohortParams): TableRow => ({
  values: { cohort: params.overall, size: members, ...Object.fromEntries(overall.map(({ k, value }) => [keyOf(k), value])) },
  texts: { cohort: { key: `cohort_label_${labelOf(params)}` } },
  parts: params.rule === 'recurring' ? {} : { size: {} },
  total: true,
});

/** Curves and the trend of one column (CO26). */
function faces(triangle: Triangle, params: CohortParams, context: PresentContext, named: ComparedValue | null): ChartView {
  const k = spokenColumn(params);
  const pooled = triangle.overall.find((each) => each.k === k)?.value ?? null;
  const values = {
    cohorts: triangle.cohorts.length,
    rows: drawnRows(triangle).length,
    column: columnText(params, k),
    value: amount(pooled, unitOf(params)),
  };
  if (params.show === 'trend')
    return {
      id: 'trend',
      ...trendSpecs(params),
      rows: trendRows(triangle, params, context),
      height: TREND_HEIGHT,
      title: titleOf(params),
      caption: { key: 'cohort_caption_trend', values },
    };
  return {
    id: 'curves',
    ...curveSpecs(params),
    rows: curveRows(triangle, params, context, named?.row.slot ?? null),
    height: CURVES_HEIGHT,
    title: titleOf(params),
    caption: { key: 'cohort_caption_curves', values },
  };
}

function chart(triangle: Triangle, params: CohortParams, context: PresentContext, named: ComparedValue | null): ChartView {
  if (params.show !== 'map') return faces(triangle, params, context, named);
  const drawn = drawnRows(triangle).length;
  const first = triangle.overall.find(({ k }) => k === 1)?.value ?? null;
  const cohorts = triangle.cohorts.length;
  if (params.breakdown !== null && first !== null) {
    const values = { rows: drawn, column: columnText(params, 1), value: amount(first, unitOf(params)) };
    return { ...map(triangle, params, context, drawn), caption: { key: 'cohort_caption_values', values } };
  }
  const caption: Text =
    first === null || params.measure !== 'rate'
      ? { key: 'cohort_caption_short', values: { cohorts } }
      : { key: 'cohort_caption', values: { cohorts, rate: amount(first, 'rate') } };
  return { ...map(triangle, params, context, drawn), caption };
}

const map = (triangle: Triangle, params: CohortParams, context: PresentContext, drawn: number): Omit<ChartView, 'caption'> => ({
  id: 'triangle',
  spec: wideSpec(drawn),
  narrow: narrowSpec(drawn),
  rows: chartRows(triangle, params, context),
  height: heightOf(WIDE, drawn),
  title: titleOf(params),
});

export function present(results: Results, params: CohortParams, context: PresentContext): Presentation {
  const triangle = triangleOf({ cells: results['cells'] ?? [], cohorts: results['cohorts'], amounts: results['amounts'] }, params, context);
  const named = namedValueOf(compareValues(triangle, params));
  const uncosted = countOf(results['uncosted']?.[0], 'orders');
  const anonymous = countOf(results['orders']?.[0], 'orders');
  const anyOrder = params.rule !== 'first_ever';
  const ledger = customerLedger(results['account'] ?? [], 'counted', {
    other_customers: { key: 'ledger_customers_other' },
    no_order: { key: 'ledger_customers_no_order' },
    outside_window: { key: params.rule === 'recurring' ? 'ledger_customers_outside_window' : 'ledger_customers_first_outside' },
    outside_filters: { key: anyOrder ? 'ledger_customers_outside_filters' : 'ledger_customers_first_filtered' },
  });
  return {
    figures: [],
    charts: [chart(triangle, params, context, named)],
    table: {
      columns: columns(triangle, params, context),
      rows: [
        overallRow(triangle, params),
        ...(params.breakdown === null
          ? triangle.cohorts.map((cohort) => cohortRow(cohort, params, context))
          : triangle.values.map((row) => valueRow(row, named))),
      ],
    },
    insight: insightOf(triangle, params, context),
    stamp: makeStamp(context, {
      money: !countsCustomers(params) && params.measure !== 'orders',
      range: true,
      provisional: triangle.cohorts.some((cohort) => cohort.cells.some((cell) => cell.state === 'provisional')),
      phrases: [
        ...phrasesOf(params, context),
        ...(uncosted > 0 ? [{ key: 'stamp_cohort_uncosted', values: { orders: amount(uncosted, 'count') } } as const] : []),
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

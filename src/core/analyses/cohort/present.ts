import type { Text } from '#core/messages/text';
import type { ChartView, Presentation, TableColumn, TableRow } from '#core/model/presentation';
import type { PresentContext, Results } from '../contract';
import { customerLedger } from '../cell-account';
import { makeStamp } from '../stamp';
import { amount, countOf, periodText } from '../words';
import type { Cell, Cohort } from './cells';
import { narrowSpec, wideSpec } from './chart';
import { chartRows } from './chart-rows';
import { insightOf } from './insight';
import { heightOf, MOST_COHORTS, WIDE } from './layout';
import { countsCustomers, firstColumn, labelOf, opensCells, unitOf, type CohortParams } from './params';
import { phrasesOf, titleOf } from './phrases';
import { triangleOf, type Triangle } from './triangle';

const keyOf = (k: number): string => `k${k}`;
/** Customers of a cell, which no column shows: what the share of the next cell is a share of. */
const countKey = (k: number): string => `n${k}`;

function columns({ overall }: Triangle, params: CohortParams): TableColumn[] {
  const first = firstColumn(params);
  const shareOf = (k: number): string => (params.reference === 'previous' && k > first ? countKey(k - 1) : 'size');
  return [
    {
      key: 'cohort',
      label: { key: params.rule === 'recurring' ? 'cohort_column_bought' : 'cohort_column_cohort' },
      unit: 'text',
      is: 'key',
    },
    { key: 'size', label: { key: 'cohort_column_size' }, unit: 'customers', is: 'other', part: true },
    ...overall.map(({ k }): TableColumn => {
      const label: Text = { key: `cohort_column_${params.grain}`, values: { k } };
      if (params.measure === 'rate') return { key: keyOf(k), label, unit: 'rate', is: 'share', of: shareOf(k), part: true };
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

const overallRow = ({ members, overall }: Triangle, params: CohortParams): TableRow => ({
  values: { cohort: params.overall, size: members, ...Object.fromEntries(overall.map(({ k, value }) => [keyOf(k), value])) },
  texts: { cohort: { key: `cohort_label_${labelOf(params)}` } },
  parts: params.rule === 'recurring' ? {} : { size: {} },
  total: true,
});

function chart(triangle: Triangle, params: CohortParams, context: PresentContext): ChartView {
  const drawn = Math.min(MOST_COHORTS, triangle.cohorts.length);
  const first = triangle.overall.find(({ k }) => k === 1)?.value ?? null;
  const caption: Text =
    first === null || params.measure !== 'rate'
      ? { key: 'cohort_caption_short', values: { cohorts: triangle.cohorts.length } }
      : { key: 'cohort_caption', values: { cohorts: triangle.cohorts.length, rate: amount(first, 'rate') } };
  return {
    id: 'triangle',
    spec: wideSpec(drawn),
    narrow: narrowSpec(drawn),
    rows: chartRows(triangle, params, context),
    height: heightOf(WIDE, drawn),
    title: titleOf(params),
    caption,
  };
}

export function present(results: Results, params: CohortParams, context: PresentContext): Presentation {
  const triangle = triangleOf({ cells: results['cells'] ?? [], cohorts: results['cohorts'], amounts: results['amounts'] }, params, context);
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
    charts: [chart(triangle, params, context)],
    table: {
      columns: columns(triangle, params),
      rows: [overallRow(triangle, params), ...triangle.cohorts.map((cohort) => cohortRow(cohort, params, context))],
    },
    insight: insightOf(triangle, params, context),
    stamp: makeStamp(context, {
      money: !countsCustomers(params) && params.measure !== 'orders',
      range: true,
      provisional: triangle.cohorts.some((cohort) => cohort.cells.some((cell) => cell.state === 'provisional')),
      phrases: phrasesOf(params),
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

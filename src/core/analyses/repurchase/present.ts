import type { Text } from '#core/messages/text';
import type { ChartView, Presentation, TableColumn, TableRow } from '#core/model/presentation';
import type { PresentContext, Results } from '../contract';
import { customerLedger } from '../cell-account';
import { makeStamp } from '../stamp';
import { amount, countOf } from '../words';
import { curveRows, stageChartRows } from './chart-rows';
import { CURVES_HEIGHT, curveSpec, narrowCurveSpec, narrowStageSpec, STAGES_HEIGHT, stageSpec } from './chart';
import { readWaits, type Repurchase, type Waits } from './curves';
import { stagesInsight, waitsInsight } from './insight';
import { BY_DAYS, type RepurchaseParams } from './params';
import { readStages, type StageRow } from './stages';
import { breakdownText, nameOf } from './words';

function waitColumns(params: RepurchaseParams, context: PresentContext): TableColumn[] {
  const days = amount(params.days, 'days');
  return [
    {
      key: 'name',
      label: params.breakdown === null ? { key: 'repurchase_column_order' } : breakdownText(params, context),
      unit: 'text',
      is: 'key',
    },
    { key: 'all', label: { key: 'repurchase_column_all' }, unit: 'customers', is: 'other', part: true },
    { key: 'came', label: { key: 'repurchase_column_came' }, unit: 'customers', is: 'other', part: true },
    { key: 'open', label: { key: 'repurchase_column_open' }, unit: 'customers', is: 'other', part: true },
    { key: 'mature', label: { key: 'repurchase_column_mature', values: { days } }, unit: 'customers', is: 'other', part: true },
    { key: 'within', label: { key: 'repurchase_column_within', values: { days } }, unit: 'rate', is: 'share', of: 'mature', part: true },
    { key: 'within_low', label: { key: 'repurchase_column_from' }, unit: 'rate', is: 'other' },
    { key: 'within_high', label: { key: 'repurchase_column_to' }, unit: 'rate', is: 'other' },
    { key: 'usual', label: { key: 'repurchase_column_usual' }, unit: 'days', is: 'other' },
    { key: 'usual_low', label: { key: 'repurchase_column_from' }, unit: 'days', is: 'other' },
    { key: 'usual_high', label: { key: 'repurchase_column_to' }, unit: 'days', is: 'other' },
    ...BY_DAYS.map((day): TableColumn => ({
      key: `by_${day}`,
      label: { key: 'repurchase_column_by', values: { days: amount(day, 'days') } },
      unit: 'rate',
      is: 'other',
    })),
  ];
}

function waitRow(waits: Waits, said: boolean): TableRow {
  const place = { nth: waits.nth, ...(waits.slot === null ? {} : { slot: waits.slot }) };
  return {
    values: {
      name: waits.slot ?? waits.nth,
      all: waits.customers,
      came: waits.came,
      open: waits.customers - waits.came,
      mature: waits.mature,
      within: waits.rate,
      within_low: waits.rateInterval?.low ?? null,
      within_high: waits.rateInterval?.high ?? null,
      usual: waits.usual.time,
      usual_low: waits.usual.low,
      usual_high: waits.usual.high,
      ...Object.fromEntries(BY_DAYS.map((day, at) => [`by_${day}`, waits.byDay[at]?.share ?? null])),
    },
    texts: { name: nameOf(waits) },
    parts: Object.fromEntries((['all', 'came', 'open', 'mature', 'within'] as const).map((of) => [of, { ...place, of }])),
    ...(said ? { said } : {}),
  };
}

function curveChart(repurchase: Repurchase, params: RepurchaseParams, context: PresentContext): ChartView[] {
  const second = repurchase.orders[0]!;
  if (second.customers === 0) return [];
  const { rows, end } = curveRows(repurchase, params, context);
  const split = params.breakdown !== null;
  const values = {
    days: amount(params.days, 'days'),
    rate: amount(second.rate, 'rate'),
    usual: amount(second.usual.time, 'days'),
    customers: amount(second.customers, 'customers'),
  };
  return [
    {
      id: 'curves',
      spec: curveSpec(end, split),
      narrow: narrowCurveSpec(end, split),
      rows,
      height: CURVES_HEIGHT,
      title: { key: split ? 'repurchase_axis_split' : `repurchase_axis_${params.from}` },
      caption: { key: second.usual.time === null ? 'repurchase_caption_open' : 'repurchase_caption', values },
    },
  ];
}

const STAGE_COLUMNS: readonly TableColumn[] = [
  { key: 'stage', label: { key: 'repurchase_column_stage' }, unit: 'text', is: 'key' },
  { key: 'customers', label: { key: 'repurchase_column_customers' }, unit: 'customers', is: 'count', part: true },
  { key: 'share', label: { key: 'repurchase_column_share' }, unit: 'rate', is: 'other' },
  { key: 'reached', label: { key: 'repurchase_column_reached' }, unit: 'customers', is: 'other' },
  { key: 'onward', label: { key: 'repurchase_column_onward' }, unit: 'customers', is: 'other' },
  { key: 'usual', label: { key: 'repurchase_column_usual' }, unit: 'days', is: 'other' },
  { key: 'usual_low', label: { key: 'repurchase_column_from' }, unit: 'days', is: 'other' },
  { key: 'usual_high', label: { key: 'repurchase_column_to' }, unit: 'days', is: 'other' },
];

const stageRow = ({ stage, customers, share, onward }: StageRow, { loyal }: RepurchaseParams): TableRow => ({
  values: {
    stage,
    customers,
    share,
    reached: onward?.customers ?? null,
    onward: onward?.came ?? null,
    usual: onward?.usual.time ?? null,
    usual_low: onward?.usual.low ?? null,
    usual_high: onward?.usual.high ?? null,
  },
  texts: { stage: { key: `repurchase_stage_${stage}`, values: { orders: amount(loyal, 'count'), last: amount(loyal - 1, 'count') } } },
  parts: { customers: { stage } },
});

function stagePresentation(results: Results, params: RepurchaseParams, context: PresentContext) {
  const stages = readStages(results, params);
  const chart: ChartView = {
    id: 'stages',
    spec: stageSpec,
    narrow: narrowStageSpec,
    rows: stageChartRows(stages, params, context),
    height: STAGES_HEIGHT,
    title: { key: 'repurchase_axis_stages' },
    caption: { key: 'repurchase_caption_stages' },
  };
  return {
    charts: [chart],
    table: { columns: STAGE_COLUMNS, rows: stages.map((row) => stageRow(row, params)) },
    insight: stagesInsight(stages, params),
  };
}

function curvePresentation(results: Results, params: RepurchaseParams, context: PresentContext) {
  const repurchase = readWaits(results, params);
  const [second] = repurchase.orders;
  const rows = repurchase.values.map((waits) => waitRow(waits, waits === repurchase.named?.waits));
  const whole: TableRow = { ...waitRow(second!, false), texts: { name: { key: 'repurchase_all' } }, total: true };
  return {
    charts: curveChart(repurchase, params, context),
    table: {
      columns: waitColumns(params, context),
      rows: params.breakdown === null ? repurchase.orders.map((waits) => waitRow(waits, false)) : [whole, ...rows],
    },
    insight: waitsInsight(repurchase, params),
  };
}

function phrases(params: RepurchaseParams, context: PresentContext): Text[] {
  const shared: Text[] = params.sameDay ? [{ key: 'stamp_repurchase_same_day' }] : [];
  if (params.show === 'stages')
    return [
      { key: 'stamp_repurchase_stages', values: { orders: amount(params.loyal, 'count') } },
      ...shared,
      ...(context.filters.some(({ table }) => table !== 'customers') || context.range.from !== null
        ? [{ key: 'stamp_repurchase_whole_lives' } as const]
        : []),
    ];
  return [
    { key: 'stamp_first_ever' },
    { key: `stamp_repurchase_${params.from}` },
    { key: 'stamp_repurchase_mature', values: { days: amount(params.days, 'days') } },
    ...(params.breakdown === null
      ? []
      : [{ key: 'stamp_repurchase_breakdown', values: { column: breakdownText(params, context) } } as const]),
    ...(params.interval === 'log-log' ? [] : [{ key: `stamp_repurchase_${params.interval}` } as const]),
    ...shared,
  ];
}

export function present(results: Results, params: RepurchaseParams, context: PresentContext): Presentation {
  const anonymous = countOf(results['orders']?.[0], 'orders');
  const ledger = customerLedger(results['account'] ?? [], 'counted', {
    other_customers: { key: 'ledger_customers_other' },
    no_order: { key: 'ledger_customers_no_order' },
    outside_window: { key: 'ledger_customers_first_outside' },
    outside_filters: { key: 'ledger_customers_first_filtered' },
  });
  const stages = params.show === 'stages';
  return {
    figures: [],
    ...(stages ? stagePresentation(results, params, context) : curvePresentation(results, params, context)),
    stamp: makeStamp(context, { money: false, range: !stages, provisional: false, phrases: phrases(params, context) }),
    ledger: {
      used: ledger.used,
      excluded: [
        ...ledger.excluded,
        ...(anonymous > 0 ? [{ reason: { key: 'ledger_no_customer' } as Text, count: anonymous, unit: 'orders' as const }] : []),
      ],
    },
  };
}

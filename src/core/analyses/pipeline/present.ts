import type { Text } from '#core/messages/text';
import { columnIn } from '#core/model/data-model';
import type { CellLedger } from '#core/model/ledger';
import type { ChartView, Presentation, TableColumn, TableRow } from '#core/model/presentation';
import type { PresentContext, Results } from '../contract';
import { makeStamp } from '../stamp';
import { amount, countOf, numberOf, saying } from '../words';
import { heightOf, narrowScatterSpec, narrowStageSpec, SCATTER_HEIGHT, scatterSpec, stageSpec } from './chart';
import { barCount, scatterDomain, scatterRows, stageRows } from './chart-rows';
import { PLACES } from './deals-sql';
import { insightOf, narrowestOf } from './insight';
import type { PipelineParams } from './params';
import { hasHistory } from './question';
import { closedOf, readPipeline, type Group, type Pipeline, type Stage } from './read';
import { groupText, stageText } from './words';

const STAGE_COLUMNS: readonly TableColumn[] = [
  { key: 'stage', label: { key: 'pipeline_column_stage' }, unit: 'text', is: 'key' },
  { key: 'deals', label: { key: 'pipeline_column_deals' }, unit: 'count', is: 'other' },
  { key: 'amount', label: { key: 'pipeline_column_amount' }, unit: 'money', is: 'other' },
  { key: 'of_before', label: { key: 'pipeline_column_before' }, unit: 'rate', is: 'other' },
  { key: 'low', label: { key: 'pipeline_column_low' }, unit: 'rate', is: 'other' },
  { key: 'high', label: { key: 'pipeline_column_high' }, unit: 'rate', is: 'other' },
  { key: 'of_first', label: { key: 'pipeline_column_first' }, unit: 'rate', is: 'other' },
  { key: 'open', label: { key: 'pipeline_column_open' }, unit: 'count', is: 'other' },
  { key: 'lost', label: { key: 'pipeline_column_lost' }, unit: 'count', is: 'other' },
  { key: 'days', label: { key: 'pipeline_column_days' }, unit: 'days', is: 'other' },
  { key: 'customers', label: { key: 'measure_customers' }, unit: 'customers', is: 'other', part: true },
];

function stageRow(stage: Stage, { known }: Pipeline, said: boolean): TableRow {
  const sure = known || stage.name === null;
  return {
    values: {
      stage: stage.name ?? 'won',
      deals: sure ? stage.deals : null,
      amount: sure ? stage.amount : null,
      of_before: known ? stage.ofBefore : null,
      low: known ? (stage.interval?.low ?? null) : null,
      high: known ? (stage.interval?.high ?? null) : null,
      of_first: known ? stage.ofFirst : null,
      open: stage.name === null ? null : stage.open,
      lost: known && stage.name !== null ? stage.lost : null,
      days: stage.days,
      customers: sure ? stage.customers : null,
    },
    texts: { stage: stageText(stage) },
    ...(sure ? { parts: { customers: { stage: stage.k } } } : {}),
    ...(said ? { said } : {}),
  };
}

/** All deals; their amounts are those of the won ones, as elsewhere in the row. */
function wholeRow({ deals, lost, open, whole }: Pipeline): TableRow {
  return {
    values: {
      stage: 'all',
      deals,
      amount: numberOf(whole['amount']),
      of_before: null,
      low: null,
      high: null,
      of_first: null,
      open,
      lost,
      days: null,
      customers: countOf(whole, 'customers'),
    },
    texts: { stage: { key: 'pipeline_all' } },
    parts: { customers: {} },
    total: true,
  };
}

function splitLabel({ split }: PipelineParams, { model }: PresentContext): Text {
  const [table, ...name] = (split ?? '').split('.');
  return { literal: columnIn(model, table === 'customers' ? 'customers' : 'opportunities', name.join('.'))?.label ?? split ?? '' };
}

const groupColumns = (params: PipelineParams, context: PresentContext): TableColumn[] => [
  { key: 'group', label: splitLabel(params, context), unit: 'text', is: 'key' },
  { key: 'deals', label: { key: 'pipeline_column_deals' }, unit: 'count', is: 'count' },
  { key: 'won', label: { key: 'pipeline_column_won' }, unit: 'count', is: 'count' },
  { key: 'lost', label: { key: 'pipeline_column_lost_all' }, unit: 'count', is: 'count' },
  { key: 'open', label: { key: 'pipeline_column_open_all' }, unit: 'count', is: 'count' },
  { key: 'rate', label: { key: 'pipeline_column_rate' }, unit: 'rate', is: 'other' },
  { key: 'low', label: { key: 'pipeline_column_low' }, unit: 'rate', is: 'other' },
  { key: 'high', label: { key: 'pipeline_column_high' }, unit: 'rate', is: 'other' },
  { key: 'difference', label: { key: 'pipeline_column_difference' }, unit: 'points', is: 'other' },
  { key: 'q', label: { key: 'pipeline_column_q' }, unit: 'number', is: 'other' },
  { key: 'amount', label: { key: 'pipeline_column_won_amount' }, unit: 'money', is: 'sum' },
  { key: 'customers', label: { key: 'pipeline_column_won_customers' }, unit: 'customers', is: 'other', part: true },
];

const groupRow = (group: Group, said: boolean): TableRow => ({
  values: {
    group: group.part,
    deals: group.deals,
    won: group.won,
    lost: group.lost,
    open: group.deals - closedOf(group),
    rate: group.rate,
    low: group.interval?.low ?? null,
    high: group.interval?.high ?? null,
    difference: group.against.difference,
    q: group.against.q,
    amount: group.wonAmount,
    customers: group.wonCustomers,
  },
  texts: { group: groupText(group) },
  parts: { customers: { group: group.part, state: 'won' } },
  ...(said ? { said } : {}),
});

const allGroupsRow = ({ deals, won, lost, open, rate, interval, whole }: Pipeline): TableRow => ({
  values: {
    group: 'all',
    deals,
    won,
    lost,
    open,
    rate,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    difference: null,
    q: null,
    amount: numberOf(whole['won_amount']),
    customers: countOf(whole, 'won_customers'),
  },
  texts: { group: { key: 'pipeline_all' } },
  parts: { customers: { state: 'won' } },
  total: true,
});

function chart(pipeline: Pipeline, params: PipelineParams, context: PresentContext): ChartView {
  const { won, lost, open, rate, known } = pipeline;
  const values = { won: amount(won, 'count'), lost: amount(lost, 'count'), open: amount(open, 'count'), rate: amount(rate, 'rate') };
  if (params.split !== null) {
    const { most, domain } = scatterDomain(pipeline);
    const title = saying(context)({ key: 'pipeline_axis_closed' });
    return {
      id: 'groups',
      spec: scatterSpec(most, domain, title),
      narrow: narrowScatterSpec(most, domain, title),
      rows: scatterRows(pipeline, context),
      height: SCATTER_HEIGHT,
      title: { key: 'pipeline_axis_rate' },
      caption: { key: 'pipeline_caption_groups', values },
    };
  }
  const count = barCount(pipeline);
  return {
    id: 'stages',
    spec: stageSpec(count),
    narrow: narrowStageSpec(count),
    rows: stageRows(pipeline, context, narrowestOf(pipeline)),
    height: heightOf(count),
    title: { key: known ? `pipeline_chart_${params.rule}` : 'pipeline_chart_standing' },
    caption: { key: 'pipeline_caption', values },
  };
}

function phrases(pipeline: Pipeline, params: PipelineParams, context: PresentContext): Text[] {
  const { known, lostUnknown, whole, days } = pipeline;
  const nameless = countOf(whole, 'nameless');
  const noAmount = countOf(whole, 'no_amount');
  return [
    { key: `stamp_pipeline_${params.rule}` },
    { key: `stamp_pipeline_${params.which}` },
    ...(hasHistory(context) ? [{ key: `stamp_pipeline_days_${params.entries}` } as const] : []),
    ...(days.won.median === null
      ? []
      : [{ key: 'stamp_pipeline_won_days', values: { days: amount(Math.round(days.won.median), 'count') } } as const]),
    ...(known && lostUnknown > 0 ? [{ key: 'stamp_pipeline_lost_unknown', values: { n: lostUnknown } } as const] : []),
    ...(nameless > 0 ? [{ key: 'stamp_pipeline_nameless', values: { n: nameless } } as const] : []),
    ...(noAmount > 0 ? [{ key: 'stamp_pipeline_no_amount', values: { n: noAmount } } as const] : []),
    ...(context.filters.some(({ table }) => table !== 'customers') ? [{ key: 'stamp_pipeline_filters' } as const] : []),
  ];
}

function ledgerOf(results: Results): CellLedger {
  const rows = results['account'] ?? [];
  const count = (place: string): number =>
    countOf(
      rows.find((row) => row['place'] === place),
      'deals',
    );
  return {
    used: [{ count: count('counted'), unit: 'count' }],
    excluded: PLACES.filter((place) => count(place) > 0).map((place) => ({
      reason: { key: `ledger_deals_${place}` },
      count: count(place),
      unit: 'count',
    })),
  };
}

export function present(results: Results, params: PipelineParams, context: PresentContext): Presentation {
  const pipeline = readPipeline(results, params, context);
  const narrowest = narrowestOf(pipeline);
  const split = params.split !== null;
  return {
    figures: [],
    charts: pipeline.deals > 0 ? [chart(pipeline, params, context)] : [],
    table: split
      ? {
          columns: groupColumns(params, context),
          rows: [allGroupsRow(pipeline), ...pipeline.groups.map((group) => groupRow(group, group === pipeline.named))],
        }
      : {
          columns: STAGE_COLUMNS,
          rows: [wholeRow(pipeline), ...pipeline.stages.map((stage) => stageRow(stage, pipeline, stage === narrowest))],
        },
    insight: insightOf(pipeline, split),
    stamp: makeStamp(context, { money: null, range: true, provisional: false, phrases: phrases(pipeline, params, context) }),
    ledger: ledgerOf(results),
  };
}

import type { Text } from '#core/messages/text';
import { columnIn } from '#core/model/data-model';
import type { ChartView, Presentation, TableColumn, TableRow } from '#core/model/presentation';
import type { PresentContext, Results } from '../contract';
import { answerLedger } from '../cell-account';
import { makeStamp } from '../stamp';
import { ratio } from '../words';
import { COLUMN_HEIGHT, columnSpec, heightOf, intervalSpec, narrowColumnSpec, narrowIntervalSpec } from './chart';
import { columnRows, domainOf, drawnGroups, intervalRows } from './chart-rows';
import { readGroups, type Group, type Satisfaction } from './groups';
import { insightOf } from './insight';
import type { SatisfactionParams } from './params';
import { groupText, valueOf } from './words';

function columns({ measure, split }: SatisfactionParams, context: PresentContext): TableColumn[] {
  const unit = measure === 'nps' ? 'score' : 'rate';
  return [
    { key: 'part', label: splitLabel(split, context), unit: 'text', is: 'key' },
    { key: 'answers', label: { key: 'satisfaction_count' }, unit: 'count', is: 'count' },
    { key: 'value', label: { key: `satisfaction_${measure}` }, unit, is: 'other' },
    { key: 'from', label: { key: 'satisfaction_from' }, unit, is: 'other' },
    { key: 'to', label: { key: 'satisfaction_to' }, unit, is: 'other' },
    { key: 'mean', label: { key: 'satisfaction_mean' }, unit: 'score', is: 'other' },
    { key: 'high', label: { key: `satisfaction_high_${measure}` }, unit: 'rate', is: 'other' },
    { key: 'middle', label: { key: `satisfaction_middle_${measure}` }, unit: 'rate', is: 'other' },
    { key: 'low', label: { key: `satisfaction_low_${measure}` }, unit: 'rate', is: 'other' },
    { key: 'low_customers', label: { key: 'satisfaction_low_customers' }, unit: 'customers', is: 'other', part: true },
  ];
}

function splitLabel(split: string | null, { model }: PresentContext): Text {
  if (split === null) return { key: 'satisfaction_group' };
  const [table, ...name] = split.split('.');
  return { literal: columnIn(model, table === 'surveys' ? 'surveys' : 'customers', name.join('.'))?.label ?? split };
}

function tableRow(group: Group, params: SatisfactionParams, said: boolean): TableRow {
  const share = (n: number): number | null => ratio(n, group.answers);
  return {
    values: {
      part: group.part,
      answers: group.answers,
      value: valueOf(group.value, params).amount,
      from: valueOf(group.from, params).amount,
      to: valueOf(group.to, params).amount,
      mean: group.mean,
      high: share(group.high),
      middle: share(group.middle),
      low: share(group.low),
      low_customers: group.lowCustomers,
    },
    texts: { part: groupText(group) },
    parts: { low_customers: { part: group.part } },
    ...(said ? { said } : {}),
  };
}

const wholeRow = ({ whole }: Satisfaction, params: SatisfactionParams): TableRow => ({
  ...tableRow(whole, params, false),
  texts: { part: { key: 'satisfaction_all' } },
  parts: { low_customers: {} },
  total: true,
});

function chart(satisfaction: Satisfaction, params: SatisfactionParams, context: PresentContext): ChartView {
  const { whole } = satisfaction;
  const values = { value: valueOf(whole.value, params), answers: { amount: whole.answers, unit: 'count' as const } };
  const caption: Text = { key: 'satisfaction_caption', values };
  if (params.split === null)
    return {
      id: 'answers',
      spec: columnSpec,
      narrow: narrowColumnSpec,
      rows: columnRows(satisfaction, params, context),
      height: COLUMN_HEIGHT,
      title: { key: 'satisfaction_axis_answers' },
      caption,
    };
  const drawn = drawnGroups(satisfaction);
  const domain = domainOf(drawn, params);
  const share = params.measure !== 'nps';
  return {
    id: 'groups',
    spec: intervalSpec(drawn.length, domain, share),
    narrow: narrowIntervalSpec(drawn.length, domain, share),
    rows: intervalRows(satisfaction, params, context),
    height: heightOf(drawn.length),
    title: { key: `satisfaction_axis_${params.measure}` },
    caption,
  };
}

function phrases(params: SatisfactionParams, { model, filters }: PresentContext): Text[] {
  const modes = columnIn(model, 'surveys', 'mode')?.distinct ?? 0;
  return [
    { key: `stamp_${params.measure}`, values: { points: params.points } },
    ...(params.answers === 'latest' ? [{ key: 'stamp_latest_answer' } as const] : []),
    ...(modes > 1 && params.split !== 'surveys.mode' ? [{ key: 'stamp_modes_pooled', values: { n: modes } } as const] : []),
    ...(filters.some(({ table }) => table !== 'customers') ? [{ key: 'stamp_order_filters_unused' } as const] : []),
  ];
}

export function present(results: Results, params: SatisfactionParams, context: PresentContext): Presentation {
  const satisfaction = readGroups(results, params);
  const { whole, groups, named } = satisfaction;
  return {
    figures: [],
    charts: whole.answers > 0 ? [chart(satisfaction, params, context)] : [],
    table: {
      columns: columns(params, context),
      rows: [wholeRow(satisfaction, params), ...groups.map((group) => tableRow(group, params, group === named))],
    },
    insight: insightOf(satisfaction, params),
    stamp: makeStamp(context, { money: null, range: true, provisional: false, phrases: phrases(params, context) }),
    ledger: answerLedger(results['account'] ?? []),
  };
}

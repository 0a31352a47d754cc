import type { TableColumn, TableRow, TableView } from '#core/model/presentation';
import { splitLabel } from '../answer-split';
import type { PresentContext } from '../contract';
import { ratio } from '../words';
import type { Group, Satisfaction } from './groups';
import type { SatisfactionParams } from './params';
import type { Point, Trend } from './trend';
import { pointPart } from './trend-rows';
import { differenceOf, groupText, stretchText, valueOf } from './words';

function valueColumns({ measure }: SatisfactionParams): TableColumn[] {
  const unit = measure === 'nps' ? 'score' : 'rate';
  return [
    { key: 'answers', label: { key: 'satisfaction_count' }, unit: 'count', is: 'count' },
    { key: 'value', label: { key: `satisfaction_${measure}` }, unit, is: 'other' },
    { key: 'from', label: { key: 'satisfaction_from' }, unit, is: 'other' },
    { key: 'to', label: { key: 'satisfaction_to' }, unit, is: 'other' },
  ];
}

function differenceColumns({ measure }: SatisfactionParams, of: 'rest' | 'change'): TableColumn[] {
  const unit = measure === 'nps' ? 'score' : 'points';
  return [
    { key: 'difference', label: { key: `satisfaction_${of}` }, unit, is: 'other' },
    { key: 'difference_from', label: { key: 'satisfaction_from' }, unit, is: 'other' },
    { key: 'difference_to', label: { key: 'satisfaction_to' }, unit, is: 'other' },
    { key: 'q', label: { key: 'satisfaction_q' }, unit: 'number', is: 'other' },
  ];
}

const lowColumn: TableColumn = {
  key: 'low_customers',
  label: { key: 'satisfaction_low_customers' },
  unit: 'customers',
  is: 'other',
  part: true,
};

const sharesColumns = ({ measure }: SatisfactionParams): TableColumn[] =>
  (['high', 'middle', 'low'] as const).map((kind) => ({
    key: kind,
    label: { key: `satisfaction_${kind}_${measure}` },
    unit: 'rate',
    is: 'other',
  }));

function valuesOf(group: Group, params: SatisfactionParams) {
  return {
    answers: group.answers,
    value: valueOf(group.value, params).amount,
    from: valueOf(group.from, params).amount,
    to: valueOf(group.to, params).amount,
    mean: group.mean,
    high: ratio(group.high, group.answers),
    middle: ratio(group.middle, group.answers),
    low: ratio(group.low, group.answers),
    low_customers: group.lowCustomers,
  };
}

function differenceValues(found: Group['rest'], params: SatisfactionParams) {
  return {
    difference: differenceOf(found?.difference ?? null, params).amount,
    difference_from: differenceOf(found?.low ?? null, params).amount,
    difference_to: differenceOf(found?.high ?? null, params).amount,
    q: found?.q ?? null,
  };
}

const groupRow = (group: Group, params: SatisfactionParams, said: boolean): TableRow => ({
  values: { part: group.part, ...valuesOf(group, params), ...differenceValues(group.rest, params) },
  texts: { part: groupText(group, params) },
  parts: { low_customers: { part: group.part } },
  ...(said ? { said } : {}),
});

const wholeRow = ({ whole }: Satisfaction, params: SatisfactionParams): TableRow => ({
  values: { part: null, ...valuesOf(whole, params), ...differenceValues(null, params) },
  texts: { part: { key: 'satisfaction_all' } },
  parts: { low_customers: {} },
  total: true,
});

/** The whole and its groups. */
export function groupTable(satisfaction: Satisfaction, params: SatisfactionParams, context: PresentContext): TableView {
  const { groups, named } = satisfaction;
  return {
    columns: [
      { key: 'part', label: splitLabel(params.split, context.model), unit: 'text', is: 'key' },
      ...valueColumns(params),
      { key: 'mean', label: { key: 'satisfaction_mean' }, unit: 'score', is: 'other' },
      ...sharesColumns(params),
      ...(groups.length > 0 ? differenceColumns(params, 'rest') : []),
      lowColumn,
    ],
    rows: [wholeRow(satisfaction, params), ...groups.map((group) => groupRow(group, params, group === named))],
  };
}

function pointRow(point: Point, trend: Trend, params: SatisfactionParams, context: PresentContext): TableRow {
  const { group, period, change, provisional } = point;
  return {
    values: { period, line: group.part, ...valuesOf(group, params), ...differenceValues(change, params), pairs: change?.pairs ?? null },
    texts: {
      period: stretchText(period, params, context),
      line: trend.by === 'all' ? { key: 'satisfaction_all' } : groupText(group, params),
    },
    parts: { low_customers: pointPart(trend, point) },
    ...(provisional ? { provisional } : {}),
    ...(point === trend.latest ? { said: true } : {}),
  };
}

/** The periods of the trend, one row for each line. */
export function trendTable(trend: Trend, satisfaction: Satisfaction, params: SatisfactionParams, context: PresentContext): TableView {
  const whole = wholeRow(satisfaction, params);
  return {
    columns: [
      { key: 'period', label: { key: `satisfaction_over_${params.over}` }, unit: 'text', is: 'key' },
      ...(trend.by === 'all'
        ? []
        : [
            {
              key: 'line',
              label: trend.by === 'mode' ? ({ key: 'satisfaction_mode' } as const) : splitLabel(params.split, context.model),
              unit: 'text',
              is: 'key',
            } as const,
          ]),
      ...valueColumns(params),
      ...differenceColumns(params, 'change'),
      ...(params.compare === 'paired'
        ? [{ key: 'pairs', label: { key: 'satisfaction_pairs' }, unit: 'customers', is: 'other' } as const]
        : []),
      lowColumn,
    ],
    rows: [
      { ...whole, texts: { period: { key: 'satisfaction_all' }, line: { literal: '' } } },
      ...trend.points.map((point) => pointRow(point, trend, params, context)),
    ],
  };
}

import type { Text } from '#core/messages/text';
import { columnIn } from '#core/model/data-model';
import type { ChartView, Presentation, TableColumn, TableRow } from '#core/model/presentation';
import { partText, splitLabel } from '../answer-split';
import { datesAnswers } from '#core/query/answers';
import { answerPhrases, knowsAnswerers, withoutCustomers } from '../answer-dates';
import { answerLedger } from '../cell-account';
import { gradeScale } from '../graded-columns';
import type { PresentContext, Results } from '../contract';
import { makeStamp } from '../stamp';
import { amount, ratio } from '../words';
import { barHeight, barSpec, gridHeight, gridSpec, narrowBarSpec, narrowGridSpec } from './chart';
import { barRows, drawnGroups, gridRows } from './chart-rows';
import { insightOf } from './insight';
import type { DimensionsParams } from './params';
import { readDimensions, type Dimension, type Dimensions, type Grades } from './sides';

function columns({ compared }: Dimensions, params: DimensionsParams, { model }: PresentContext): TableColumn[] {
  const other = (key: string, label: TableColumn['label'], unit: TableColumn['unit']): TableColumn => ({ key, label, unit, is: 'other' });
  const [from, to] = [{ key: 'satisfaction_from' } as const, { key: 'satisfaction_to' } as const];
  return [
    { key: 'side', label: { key: 'dimensions_side' }, unit: 'text', is: 'key' },
    ...(params.split === null ? [] : [{ key: 'part', label: splitLabel(params.split, model), unit: 'text', is: 'key' } as const]),
    { key: 'grades', label: { key: 'dimensions_grades' }, unit: 'count', is: 'count' },
    other('mean', { key: 'satisfaction_mean' }, 'score'),
    other('from', from, 'score'),
    other('to', to, 'score'),
    other('best', { key: 'dimensions_best' }, 'rate'),
    other('best_from', from, 'rate'),
    other('best_to', to, 'rate'),
    ...(compared === null
      ? []
      : [
          other('change', { key: 'satisfaction_change' }, 'score'),
          other('change_from', from, 'score'),
          other('change_to', to, 'score'),
          other('q', { key: 'satisfaction_q' }, 'number'),
        ]),
    { key: 'low_customers', label: { key: 'drivers_low_customers' }, unit: 'customers', is: 'other', part: true },
  ];
}

const valuesOf = ({ moments, interval, best, bestInterval, lowCustomers }: Grades) => ({
  grades: moments.n,
  mean: moments.mean,
  from: interval?.low ?? null,
  to: interval?.high ?? null,
  best: ratio(best, moments.n),
  best_from: bestInterval?.low ?? null,
  best_to: bestInterval?.high ?? null,
  low_customers: lowCustomers,
});

function rowsOf(side: Dimension, { groups, lowest, apart }: Dimensions, { split }: DimensionsParams): TableRow[] {
  const { change } = side;
  const whole: TableRow = {
    values: {
      side: side.key,
      part: null,
      ...valuesOf(side),
      change: change?.difference ?? null,
      change_from: change?.low ?? null,
      change_to: change?.high ?? null,
      q: change?.q ?? null,
    },
    texts: { side: side.label, part: { key: 'satisfaction_all' } },
    parts: { low_customers: { side: side.key } },
    ...(split === null ? {} : { total: true }),
    ...(apart && side === lowest ? { said: true } : {}),
  };
  const parts = groups.flatMap((part): TableRow[] => {
    const found = side.groups.get(part);
    if (!found) return [];
    return [
      {
        values: { side: side.key, part, ...valuesOf(found), change: null, change_from: null, change_to: null, q: null },
        texts: { side: side.label, part: partText(part, split) },
        parts: { low_customers: { side: side.key, part } },
      },
    ];
  });
  return [whole, ...parts];
}

function chart(dimensions: Dimensions, params: DimensionsParams, context: PresentContext): ChartView {
  const { sides, lowest } = dimensions;
  const mean = lowest?.moments.mean ?? null;
  const caption: Text = {
    key: 'dimensions_caption',
    values: { n: sides.length, side: lowest?.label ?? '', mean: amount(mean === null ? null : Math.round(mean * 100) / 100, 'score') },
  };
  if (params.split === null || dimensions.groups.length === 0)
    return {
      id: 'dimensions',
      spec: barSpec(sides.length),
      narrow: narrowBarSpec(sides.length),
      rows: barRows(dimensions, context),
      height: barHeight(sides.length),
      title: { key: dimensions.compared && !dimensions.mixChanged ? 'dimensions_axis_change' : 'dimensions_axis' },
      caption,
    };
  const groups = drawnGroups(dimensions).length;
  return {
    id: 'groups',
    spec: gridSpec(groups, sides.length),
    narrow: narrowGridSpec(groups, sides.length),
    rows: gridRows(dimensions, params, context),
    height: gridHeight(groups),
    title: { key: 'dimensions_axis_groups' },
    caption,
  };
}

function phrases({ alpha, compared }: Dimensions, params: DimensionsParams, { model, filters }: PresentContext): Text[] {
  const modes = columnIn(model, 'surveys', 'mode')?.distinct ?? 0;
  return [
    { key: 'stamp_dimensions', values: { low: gradeScale(params.points).low, points: params.points } },
    ...answerPhrases(params.answers !== 'latest' ? null : params.over === 'none' ? 'stamp_latest_answer' : 'stamp_latest_of_period', model),
    ...(alpha
      ? [
          {
            key: alpha.value < 0.7 ? 'stamp_alpha_weak' : 'stamp_alpha',
            values: { alpha: amount(Math.round(alpha.value * 100) / 100, 'score'), answers: amount(alpha.answers, 'count') },
          } as const,
        ]
      : []),
    ...(compared ? [{ key: 'stamp_dimensions_compared' } as const] : []),
    ...(modes > 1 && params.split !== 'surveys.mode' ? [{ key: 'stamp_modes_pooled', values: { n: modes } } as const] : []),
    ...(filters.some(({ table }) => table !== 'customers') ? [{ key: 'stamp_order_filters_unused' } as const] : []),
  ];
}

export function present(results: Results, params: DimensionsParams, context: PresentContext): Presentation {
  const dimensions = readDimensions(results, params, context.model, context);
  const presentation: Presentation = {
    figures: [],
    charts: dimensions.answers > 0 ? [chart(dimensions, params, context)] : [],
    table: { columns: columns(dimensions, params, context), rows: dimensions.sides.flatMap((side) => rowsOf(side, dimensions, params)) },
    insight: insightOf(dimensions, params, context),
    stamp: makeStamp(context, {
      money: null,
      range: datesAnswers(context.model),
      provisional: false,
      phrases: phrases(dimensions, params, context),
    }),
    ledger: answerLedger(results['account'] ?? []),
  };
  return knowsAnswerers(context.model) ? presentation : withoutCustomers(presentation);
}

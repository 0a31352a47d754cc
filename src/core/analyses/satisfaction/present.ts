import type { Text } from '#core/messages/text';
import { columnIn } from '#core/model/data-model';
import type { ChartView, Presentation } from '#core/model/presentation';
import { datesAnswers } from '#core/query/answers';
import { answerPhrases, knowsAnswerers, withoutCustomers } from '../answer-dates';
import { answerLedger } from '../cell-account';
import type { PresentContext, Results } from '../contract';
import { makeStamp } from '../stamp';
import { COLUMN_HEIGHT, columnSpec, heightOf, intervalSpec, narrowColumnSpec, narrowIntervalSpec } from './chart';
import { columnRows, domainOf, drawnGroups, intervalRows } from './chart-rows';
import { readGroups, type Satisfaction } from './groups';
import { insightOf } from './insight';
import type { SatisfactionParams } from './params';
import { groupTable, trendTable } from './table';
import { readTrend, type Trend } from './trend';
import { narrowTrendSpec, TREND_HEIGHT, trendSpec } from './trend-chart';
import { drawnPeriods, drawnPoints, trendRows } from './trend-rows';
import { valueOf } from './words';

function trendChart(trend: Trend, caption: Text, params: SatisfactionParams, context: PresentContext): ChartView {
  const domain = domainOf(
    drawnPoints(trend).map(({ group }) => group),
    params,
  );
  const share = params.measure !== 'nps';
  const periods = drawnPeriods(trend).length;
  return {
    id: 'trend',
    spec: trendSpec(domain, periods, share),
    narrow: narrowTrendSpec(domain, periods, share),
    rows: trendRows(trend, domain, params, context),
    height: TREND_HEIGHT,
    title: { key: `satisfaction_trend_${params.measure}` },
    caption,
  };
}

function chart(satisfaction: Satisfaction, trend: Trend | null, params: SatisfactionParams, context: PresentContext): ChartView {
  const { whole } = satisfaction;
  const values = { value: valueOf(whole.value, params), answers: { amount: whole.answers, unit: 'count' as const } };
  const caption: Text = { key: 'satisfaction_caption', values };
  if (trend && trend.periods.length > 0) return trendChart(trend, caption, params, context);
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

function phrases(params: SatisfactionParams, trend: Trend | null, { model, filters }: PresentContext): Text[] {
  const modes = columnIn(model, 'surveys', 'mode')?.distinct ?? 0;
  const apart = params.split === 'surveys.mode' || trend?.by === 'mode';
  return [
    { key: `stamp_${params.measure}`, values: { points: params.points } },
    ...(params.measure === 'nps' && params.interval !== 'auto' ? [{ key: `stamp_nps_${params.interval}` } as const] : []),
    ...answerPhrases(params.answers !== 'latest' ? null : trend ? 'stamp_latest_of_period' : 'stamp_latest_answer', model),
    ...(trend ? [{ key: `stamp_compare_${params.compare}` } as const] : []),
    ...(modes > 1 && !apart ? [{ key: 'stamp_modes_pooled', values: { n: modes } } as const] : []),
    ...(filters.some(({ table }) => table !== 'customers') ? [{ key: 'stamp_order_filters_unused' } as const] : []),
  ];
}

export function present(results: Results, params: SatisfactionParams, context: PresentContext): Presentation {
  const satisfaction = readGroups(results, params);
  const trend = readTrend(results, params, context);
  const provisional = trend?.points.some((point) => point.provisional) ?? false;
  const presentation: Presentation = {
    figures: [],
    charts: satisfaction.whole.answers > 0 ? [chart(satisfaction, trend, params, context)] : [],
    table: trend ? trendTable(trend, satisfaction, params, context) : groupTable(satisfaction, params, context),
    insight: insightOf(satisfaction, trend, params, context),
    stamp: makeStamp(context, { money: null, range: datesAnswers(context.model), provisional, phrases: phrases(params, trend, context) }),
    ledger: answerLedger(results['account'] ?? []),
  };
  return knowsAnswerers(context.model) ? presentation : withoutCustomers(presentation);
}

import type { Text } from '#core/messages/text';
import type { Row } from '#core/model/columns';
import type { Sentence, TableColumn, TableRow } from '#core/model/presentation';
import { newcombe, wilson } from '#core/stats/proportions';
import type { PresentContext } from '../contract';
import { stepText } from '../step-words';
import { amount, periodInText, periodText, ratio } from '../words';
import { unitWord, type FunnelParams } from './params';
import { stepsOf } from './question';
import { linesOf, trendOf, type TrendPeriod } from './trend';
import { trendNarrow, trendSpec, WIDE } from './trend-chart';
import { trendRows } from './trend-rows';
import { SMALLEST, type FaceView } from './view';

function columns(params: FunnelParams, context: PresentContext): TableColumn[] {
  const opens = unitWord(params) === 'customers';
  return [
    { key: 'period', label: { key: 'funnel_column_period' }, unit: 'text', is: 'key' },
    ...stepsOf(params, context.model).map((step, place): TableColumn => ({
      key: `n_${place + 1}`,
      label: {
        key: step.optional ? 'funnel_named_optional' : 'funnel_named',
        values: { n: place + 1, step: stepText(step, context.model) },
      },
      unit: opens ? 'customers' : 'count',
      is: 'other',
      ...(opens ? { part: true } : {}),
    })),
    { key: 'rate', label: { key: 'funnel_column_rate' }, unit: 'rate', is: 'other' },
    { key: 'low', label: { key: 'funnel_column_low' }, unit: 'rate', is: 'other' },
    { key: 'high', label: { key: 'funnel_column_high' }, unit: 'rate', is: 'other' },
  ];
}

function tableRow({ start, units, provisional }: TrendPeriod, last: number, params: FunnelParams, context: PresentContext): TableRow {
  const entered = units[0]!;
  const reached = units[last - 1]!;
  const interval = wilson(reached, entered);
  const counts = units.map((count, place): [string, number] => [`n_${place + 1}`, count]);
  return {
    values: {
      period: start,
      ...Object.fromEntries(counts),
      rate: ratio(reached, entered),
      low: interval?.low ?? null,
      high: interval?.high ?? null,
    },
    texts: { period: periodText(params.grain, start, context) },
    ...(unitWord(params) === 'customers'
      ? { parts: Object.fromEntries(counts.map(([key], place) => [key, { period: start, step: place + 1 }])) }
      : {}),
    provisional,
  };
}

/** FC12: the latest final period against all final ones before it. */
function judge(periods: readonly TrendPeriod[], last: number) {
  const final = periods.filter(({ provisional, units }) => !provisional && units[0]! > 0);
  const now = final.findLast(({ units }) => units[0]! >= SMALLEST) ?? null;
  if (!now) return { now: final.at(-1) ?? null, judged: false, before: { n: 0, of: 0 }, difference: null };
  const earlier = final.slice(0, final.indexOf(now));
  const sum = (place: number): number => earlier.reduce((total, { units }) => total + units[place]!, 0);
  const before = { n: sum(last - 1), of: sum(0) };
  const difference = before.of >= SMALLEST ? newcombe(now.units[last - 1]!, now.units[0]!, before.n, before.of) : null;
  return { now, judged: true, before, difference };
}

function sentenceOf(verdict: ReturnType<typeof judge>, last: number, params: FunnelParams, context: PresentContext): Sentence {
  const steps = stepsOf(params, context.model);
  const { now, judged, before, difference } = verdict;
  if (!now) return { finding: { key: 'funnel_trend_none', values: { step: stepText(steps[0]!, context.model) } } };
  const [n, of] = [now.units[last - 1]!, now.units[0]!];
  const interval = wilson(n, of);
  const values = {
    period: periodInText(params.grain, now.start, context),
    last: stepText(steps[last - 1]!, context.model),
    n,
    of,
    rate: amount(n / of, 'rate'),
    low: amount(interval?.low ?? null, 'rate'),
    high: amount(interval?.high ?? null, 'rate'),
    before: amount(ratio(before.n, before.of), 'rate'),
    from: amount(difference ? Math.min(Math.abs(difference.low), Math.abs(difference.high)) : null, 'points'),
    to: amount(difference ? Math.max(Math.abs(difference.low), Math.abs(difference.high)) : null, 'points'),
  };
  if (!judged) return { finding: { key: 'funnel_trend_few', values }, rest: { key: 'funnel_few_rest_period' } };
  if (!difference) return { finding: { key: 'funnel_trend_alone', values }, rest: { key: 'funnel_trend_interval', values } };
  const clear = difference.low > 0 ? 'up' : difference.high < 0 ? 'down' : null;
  return clear
    ? { finding: { key: `funnel_trend_${clear}`, values }, rest: { key: 'funnel_trend_difference', values } }
    : { finding: { key: 'funnel_trend_same', values }, rest: { key: 'funnel_trend_interval', values } };
}

/** The funnel by period of entry (FC11). */
export function trendView(rows: readonly Row[], params: FunnelParams, context: PresentContext): FaceView {
  const periods = trendOf(rows, params, context);
  const last = linesOf(params, context).at(-1)?.k ?? 1;
  const verdict = judge(periods, last);
  const { now, difference } = verdict;
  const steps = stepsOf(params, context.model);
  const caption: Text = now
    ? {
        key: 'funnel_trend_caption',
        values: {
          periods: periods.length,
          period: periodInText(params.grain, now.start, context),
          n: now.units[last - 1]!,
          of: now.units[0]!,
          last: stepText(steps[last - 1]!, context.model),
        },
      }
    : { key: 'funnel_trend_caption_none', values: { periods: periods.length } };
  return {
    charts: [
      {
        id: 'trend',
        spec: trendSpec,
        narrow: trendNarrow,
        rows: trendRows(periods, params, context),
        height: WIDE.height,
        title: { key: `funnel_trend_title_${params.rate}`, values: { by: { key: `funnel_by_${params.grain}` } } },
        caption,
      },
    ],
    table: { columns: columns(params, context), rows: periods.map((period) => tableRow(period, last, params, context)) },
    insight: {
      sentences: [sentenceOf(verdict, last, params, context)],
      numbers: {
        periods: periods.length,
        entered: now?.units[0] ?? null,
        converted: now?.units[last - 1] ?? null,
        rate: now ? ratio(now.units[last - 1]!, now.units[0]!) : null,
        before: ratio(verdict.before.n, verdict.before.of),
        difference_low: difference?.low ?? null,
        difference_high: difference?.high ?? null,
      },
    },
    provisional: periods.some((period) => period.provisional),
  };
}

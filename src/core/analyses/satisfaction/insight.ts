import type { Text } from '#core/messages/text';
import type { Insight, Sentence } from '#core/model/presentation';
import type { PresentContext } from '../contract';
import { amount } from '../words';
import type { Satisfaction } from './groups';
import type { SatisfactionParams } from './params';
import type { Trend } from './trend';
import { differenceOf, groupText, stretchInText, valueOf } from './words';

function namedSentence({ named }: Satisfaction, params: SatisfactionParams): Sentence[] {
  if (!named?.rest) return [];
  const about = {
    group: groupText(named, params),
    value: valueOf(named.value, params),
    low: differenceOf(named.rest.low, params),
    high: differenceOf(named.rest.high, params),
    difference: differenceOf(Math.abs(named.rest.difference), params),
  };
  const way = named.rest.difference > 0 ? 'above' : 'below';
  return [{ finding: { key: `satisfaction_named_${way}`, values: about }, rest: { key: 'satisfaction_named_rest', values: about } }];
}

function changeSentence({ latest, by }: Trend, params: SatisfactionParams, context: PresentContext): Sentence[] {
  if (!latest?.change) return [];
  const { change, group } = latest;
  const period = stretchInText(latest.period, params, context);
  const about = {
    period: by === 'all' ? period : ({ key: 'satisfaction_line_period', values: { line: groupText(group, params), period } } as Text),
    before: stretchInText(change.before, params, context),
    value: valueOf(group.value, params),
    change: differenceOf(Math.abs(change.difference), params),
    low: differenceOf(change.low, params),
    high: differenceOf(change.high, params),
  };
  const beyond = change.q !== null && change.q <= 0.05;
  const way = !beyond ? 'same' : change.difference > 0 ? 'up' : 'down';
  return [
    {
      finding: { key: `satisfaction_change_${way}`, values: about },
      rest: { key: `satisfaction_change_rest_${params.measure === 'nps' ? 'points' : 'shares'}`, values: about },
    },
  ];
}

function trendSentences(trend: Trend, params: SatisfactionParams, context: PresentContext): Sentence[] {
  const mix: Sentence[] =
    trend.mixChanged && params.split !== 'surveys.mode'
      ? [{ finding: { key: trend.by === 'mode' ? 'satisfaction_mix_lines' : 'satisfaction_mix_unjudged' } }]
      : [];
  return [...changeSentence(trend, params, context), ...mix];
}

function sentencesOf(satisfaction: Satisfaction, trend: Trend | null, params: SatisfactionParams, context: PresentContext): Sentence[] {
  const { whole } = satisfaction;
  if (whole.value === null) return [];
  const values = {
    value: valueOf(whole.value, params),
    low: valueOf(whole.from, params),
    high: valueOf(whole.to, params),
    answers: amount(whole.answers, 'count'),
    share: amount(whole.low / whole.answers, 'rate'),
  };
  const main: Sentence = {
    finding: { key: `satisfaction_finding_${params.measure}`, values },
    rest: { key: 'satisfaction_between', values },
  };
  return [main, ...(trend ? trendSentences(trend, params, context) : namedSentence(satisfaction, params))];
}

export function insightOf(satisfaction: Satisfaction, trend: Trend | null, params: SatisfactionParams, context: PresentContext): Insight {
  const { whole, named } = satisfaction;
  return {
    sentences: sentencesOf(satisfaction, trend, params, context),
    numbers: {
      answers: whole.answers,
      value: whole.value,
      low: whole.from,
      high: whole.to,
      mean: whole.mean,
      promoters: whole.high,
      passives: whole.middle,
      detractors: whole.low,
      low_customers: whole.lowCustomers,
      named_value: named?.value ?? null,
      ...(trend && {
        periods: trend.periods.length,
        lines: trend.by === 'all' ? 1 : new Set(trend.points.map(({ group }) => group.part)).size,
        mix_changed: Number(trend.mixChanged),
        latest_change: trend.latest?.change?.difference ?? null,
        latest_q: trend.latest?.change?.q ?? null,
        last_difference: trend.points.at(-1)?.change?.difference ?? null,
        last_pairs: trend.points.at(-1)?.change?.pairs ?? null,
      }),
    },
  };
}

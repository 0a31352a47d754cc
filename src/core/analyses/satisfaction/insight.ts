import type { Insight, Sentence } from '#core/model/presentation';
import { amount } from '../words';
import type { Satisfaction } from './groups';
import type { SatisfactionParams } from './params';
import { groupText, valueOf } from './words';

function sentencesOf({ whole, named }: Satisfaction, params: SatisfactionParams): Sentence[] {
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
    rest: { key: 'satisfaction_interval', values },
  };
  if (!named) return [main];
  const way = (named.value ?? 0) > whole.value ? 'above' : 'below';
  const about = {
    group: groupText(named),
    value: valueOf(named.value, params),
    low: valueOf(named.from, params),
    high: valueOf(named.to, params),
  };
  return [main, { finding: { key: `satisfaction_named_${way}`, values: about }, rest: { key: 'satisfaction_named_rest', values: about } }];
}

export function insightOf(satisfaction: Satisfaction, params: SatisfactionParams): Insight {
  const { whole, named } = satisfaction;
  return {
    sentences: sentencesOf(satisfaction, params),
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
    },
  };
}

import type { Insight, Sentence } from '#core/model/presentation';
import type { PresentContext } from '../contract';
import { amount } from '../words';
import type { ResponseParams } from './params';
import { SMALLEST, type Response } from './reading';
import { isMean, scoreAmount, traitAmount, traitText } from './words';

function rateSentence({ invited, answered, rate, interval, asked, silent }: Response): Sentence {
  const values = {
    rate: amount(rate, 'rate'),
    low: amount(interval?.low ?? null, 'rate'),
    high: amount(interval?.high ?? null, 'rate'),
    answered: amount(answered, 'count'),
    invited: amount(invited, 'count'),
    responders: amount(asked - silent, 'count'),
    asked: amount(asked, 'count'),
  };
  return rate === null
    ? { finding: { key: 'response_finding_unknown', values }, rest: { key: 'response_rest_unknown', values } }
    : { finding: { key: 'response_finding', values }, rest: { key: 'response_rest', values } };
}

function namedSentence({ named }: Response): Sentence[] {
  if (!named || named.part === null) return [];
  const values = { group: named.part, rate: amount(named.share, 'rate') };
  return [{ finding: { key: (named.difference ?? 0) > 0 ? 'response_named_more' : 'response_named_less', values } }];
}

function biasSentence({ largest, asked, silent }: Response, context: PresentContext): Sentence[] {
  if (Math.min(asked - silent, silent) < SMALLEST) return asked > 0 ? [{ finding: { key: 'response_bias_few' } }] : [];
  if (!largest) return [{ finding: { key: 'response_bias_none' } }];
  const values = {
    trait: traitText(largest, context),
    responders: traitAmount(largest, 'responders'),
    silent: traitAmount(largest, 'silent'),
  };
  return [
    { finding: { key: 'response_bias', values }, rest: { key: isMean(largest) ? 'response_bias_mean' : 'response_bias_share', values } },
  ];
}

function weightedSentence({ score, weighted }: Response, params: ResponseParams): Sentence[] {
  if (!score || !weighted) return [];
  const values = {
    raw: scoreAmount(score.value, params),
    weighted: scoreAmount(weighted.value, params),
    low: scoreAmount(weighted.interval?.low ?? null, params),
    high: scoreAmount(weighted.interval?.high ?? null, params),
    effective: amount(Math.round(weighted.effective), 'count'),
    answers: amount(weighted.answers, 'count'),
    covered: amount(weighted.covered, 'rate'),
  };
  return [
    {
      finding: { key: `response_weighted_${params.measure}`, values },
      rest: { key: weighted.covered < 1 ? 'response_weighted_rest_part' : 'response_weighted_rest', values },
    },
  ];
}

export function insightOf(response: Response, params: ResponseParams, context: PresentContext): Insight {
  const { invited, answered, rate, asked, silent, score, weighted, largest } = response;
  return {
    sentences: [
      rateSentence(response),
      ...namedSentence(response),
      ...biasSentence(response, context),
      ...weightedSentence(response, params),
    ],
    numbers: {
      invited,
      answered,
      rate,
      asked,
      responders: asked - silent,
      score: score?.value ?? null,
      score_low: score?.interval?.low ?? null,
      weighted: weighted?.value ?? null,
      effective: weighted?.effective ?? null,
      covered: weighted?.covered ?? null,
      largest: largest?.d ?? null,
    },
  };
}

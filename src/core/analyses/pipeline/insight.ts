import type { Insight, Sentence } from '#core/model/presentation';
import { amount, numberOf } from '../words';
import { closedOf, SMALLEST, type Pipeline, type Stage } from './read';
import { groupText, stageText } from './words';

/** The stage that the smallest share of the one before it passed, where enough came so far (PF11). */
export function narrowestOf({ stages, known }: Pipeline): Stage | null {
  const judged = known ? stages.filter((stage) => stage.before >= SMALLEST && stage.ofBefore !== null) : [];
  return judged.toSorted((one, other) => one.ofBefore! - other.ofBefore!)[0] ?? null;
}

function winSentence({ deals, won, lost, open, rate, interval, whole }: Pipeline): Sentence {
  if (deals === 0) return { finding: { key: 'pipeline_no_deals' } };
  if (rate === null || interval === null) return { finding: { key: 'pipeline_none_closed', values: { open: amount(open, 'count') } } };
  const values = {
    won: amount(won, 'count'),
    closed: amount(won + lost, 'count'),
    rate: amount(rate, 'rate'),
    low: amount(interval.low, 'rate'),
    high: amount(interval.high, 'rate'),
    amount: amount(numberOf(whole['won_amount']), 'money'),
    open: amount(open, 'count'),
  };
  const worth = numberOf(whole['won_amount']) !== null;
  const few = won + lost < SMALLEST;
  return {
    finding: { key: 'pipeline_finding', values },
    rest: { key: few ? 'pipeline_rest_few' : worth ? 'pipeline_rest_amount' : 'pipeline_rest', values },
  };
}

function waySentence(pipeline: Pipeline): Sentence[] {
  const { known, stages, lostUnknown } = pipeline;
  if (!known)
    return [{ finding: { key: 'pipeline_unknown', values: { n: amount(lostUnknown, 'count') } }, rest: { key: 'pipeline_unknown_rest' } }];
  const stage = narrowestOf(pipeline);
  if (!stage) return [];
  const values = {
    from: stageText(stages[stage.k - 2]!),
    to: stageText(stage),
    rate: amount(stage.ofBefore, 'rate'),
    low: amount(stage.interval?.low ?? null, 'rate'),
    high: amount(stage.interval?.high ?? null, 'rate'),
    before: amount(stage.before, 'count'),
  };
  return [{ finding: { key: 'pipeline_narrowest', values }, rest: { key: 'pipeline_narrowest_rest', values } }];
}

function groupSentence({ named }: Pipeline): Sentence[] {
  if (!named) return [];
  const { difference, interval, rest } = named.against;
  const values = {
    group: groupText(named),
    rate: amount(named.rate, 'rate'),
    others: amount(rest, 'rate'),
    closed: amount(closedOf(named), 'count'),
    low: amount(interval?.low ?? null, 'points'),
    high: amount(interval?.high ?? null, 'points'),
  };
  const way = (difference ?? 0) > 0 ? 'above' : 'below';
  return [{ finding: { key: `pipeline_named_${way}`, values }, rest: { key: 'pipeline_named_rest', values } }];
}

export function insightOf(pipeline: Pipeline, split: boolean): Insight {
  const { deals, won, lost, open, lostUnknown, rate, interval, days, whole, named, stages } = pipeline;
  const narrowest = narrowestOf(pipeline);
  return {
    sentences: [winSentence(pipeline), ...(deals > 0 && !split ? waySentence(pipeline) : []), ...groupSentence(pipeline)],
    numbers: {
      deals,
      won,
      lost,
      open,
      lost_unknown: lostUnknown,
      rate,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      won_amount: numberOf(whole['won_amount']),
      won_median: numberOf(whole['won_median']),
      won_mean:
        won === 0 || numberOf(whole['won_amount']) === null
          ? null
          : numberOf(whole['won_amount'])! / (won - (numberOf(whole['no_amount']) ?? 0)),
      nameless: numberOf(whole['nameless']),
      days_won: days.won.mean,
      days_won_median: days.won.median,
      days_lost: days.lost.mean,
      days_lost_median: days.lost.median,
      first_stage: pipeline.known ? (stages[0]?.deals ?? null) : null,
      narrowest: narrowest?.k ?? null,
      narrowest_rate: narrowest?.ofBefore ?? null,
      named_rate: named?.rate ?? null,
    },
  };
}

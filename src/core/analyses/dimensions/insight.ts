import type { Insight, Sentence } from '#core/model/presentation';
import type { PresentContext } from '../contract';
import { amount, periodInText } from '../words';
import type { DimensionsParams } from './params';
import { SMALLEST, type Dimensions } from './sides';

const round = (value: number): number => Math.round(value * 100) / 100;

function lowestSentence({ lowest, apart, answers }: Dimensions): Sentence[] {
  if (!lowest || lowest.moments.mean === null) return [];
  const values = {
    side: lowest.label,
    mean: amount(round(lowest.moments.mean), 'score'),
    low: amount(lowest.interval ? round(lowest.interval.low) : null, 'score'),
    high: amount(lowest.interval ? round(lowest.interval.high) : null, 'score'),
    share: amount(lowest.low / lowest.moments.n, 'rate'),
    answers: amount(answers, 'count'),
  };
  if (lowest.moments.n < SMALLEST)
    return [{ finding: { key: 'dimensions_finding_few', values }, rest: { key: 'dimensions_rest_few', values } }];
  return [{ finding: { key: apart ? 'dimensions_finding' : 'dimensions_finding_none', values }, rest: { key: 'dimensions_rest', values } }];
}

function behindSentences({ product, agent, apart }: Dimensions): Sentence[] {
  if (!apart) return [];
  return [['product', product] as const, ['agent', agent] as const].flatMap(([kind, found]): Sentence[] => {
    if (!found) return [];
    const values = { part: found.part, share: amount(found.share, 'rate'), rest: amount(found.rest, 'rate') };
    return [{ finding: { key: `dimensions_behind_${kind}`, values } }];
  });
}

function changeSentences({ sides, compared, mixChanged }: Dimensions, { over }: DimensionsParams, context: PresentContext): Sentence[] {
  if (!compared || over === 'none') return [];
  const [before, now] = compared.map((period) => (over === 'wave' ? { literal: period } : periodInText(over, period, context)));
  if (mixChanged) return [{ finding: { key: 'dimensions_mix', values: { before: before!, now: now! } } }];
  const moved = sides
    .flatMap((side) => (side.change && side.change.q !== null && side.change.q <= 0.05 ? [{ side, change: side.change }] : []))
    .toSorted((a, b) => Math.abs(b.change.difference) - Math.abs(a.change.difference))[0];
  if (!moved)
    return sides.some(({ change }) => change?.q !== null && change)
      ? [{ finding: { key: 'dimensions_still', values: { before: before!, now: now! } } }]
      : [];
  const values = {
    side: moved.side.label,
    change: amount(round(Math.abs(moved.change.difference)), 'score'),
    low: amount(round(moved.change.low), 'score'),
    high: amount(round(moved.change.high), 'score'),
    before: before!,
    now: now!,
  };
  const way = moved.change.difference > 0 ? 'up' : 'down';
  return [{ finding: { key: `dimensions_${way}`, values }, rest: { key: 'dimensions_change_rest', values } }];
}

export function insightOf(dimensions: Dimensions, params: DimensionsParams, context: PresentContext): Insight {
  const { sides, lowest, alpha } = dimensions;
  const each = sides.flatMap(({ moments, best, change }, at): [string, number | null][] => [
    [`mean_${at + 1}`, moments.mean],
    [`best_${at + 1}`, moments.n > 0 ? best / moments.n : null],
    [`change_${at + 1}`, change?.difference ?? null],
  ]);
  return {
    sentences: [...lowestSentence(dimensions), ...behindSentences(dimensions), ...changeSentences(dimensions, params, context)],
    numbers: {
      answers: dimensions.answers,
      dimensions: sides.length,
      known: sides.filter(({ known }) => known).length,
      lowest_mean: lowest?.moments.mean ?? null,
      alpha: alpha?.value ?? null,
      ...Object.fromEntries(each),
    },
  };
}

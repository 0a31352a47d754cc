import type { Insight, Sentence } from '#core/model/presentation';
import { wilson } from '#core/stats/proportions';
import type { PresentContext } from '../contract';
import { amount } from '../words';
import type { Bar, Outcome } from './bars';
import { unitWord, type FunnelParams } from './params';
import { stepText } from '../step-words';
import { windowText } from './lengths';

/** Steps that fewer units reached are counted and never judged. */
const SMALLEST = 30;

const lossOf = (bar: Bar): number => 1 - (bar.ofBefore ?? 1);

/** FC5: the mandatory step before which most are lost, among those entered by enough. */
export function largestLoss({ bars }: Outcome): Bar | null {
  const judged = bars.filter((bar) => bar.k > 1 && !bar.step.optional && bar.before >= SMALLEST && bar.ofBefore !== null);
  return judged.toSorted((a, b) => lossOf(b) - lossOf(a))[0] ?? null;
}

function sentenceOf(outcome: Outcome, params: FunnelParams, context: PresentContext): Sentence {
  const { bars } = outcome;
  const [first] = bars;
  const last = bars.findLast((bar) => !bar.step.optional) ?? first;
  const window = windowText(params);
  const text = (bar: Bar | undefined) => (bar ? stepText(bar.step, context.model) : { literal: '' });
  if (!first || !last || first.units === 0)
    return {
      finding: { key: 'funnel_nobody', values: { step: text(first) } },
      rest: { key: params.mature ? 'funnel_nobody_mature' : 'funnel_nobody_rest', values: { window } },
    };
  const word = unitWord(params);
  const overall = { first: text(first), last: text(last), window, units: first.units, reached: last.units };
  const worst = largestLoss(outcome);
  if (!worst) return { finding: { key: `funnel_few_${word}`, values: overall }, rest: { key: 'funnel_few_rest' } };
  const lost = worst.before - worst.units;
  const interval = wilson(lost, worst.before);
  const before = bars[worst.after - 1];
  return {
    finding: {
      key: params.order === 'any' ? `funnel_loss_any_${word}` : `funnel_loss_${word}`,
      values: { share: amount(lossOf(worst), 'rate'), from: text(before), to: text(worst), n: worst.after, m: worst.k },
    },
    rest: {
      key: bars.filter((bar) => !bar.step.optional).length > 2 ? 'funnel_loss_rest' : 'funnel_loss_rest_two',
      values: {
        low: amount(interval?.low ?? null, 'rate'),
        high: amount(interval?.high ?? null, 'rate'),
        lost,
        before: worst.before,
        window,
        rate: amount(last.ofFirst, 'rate'),
        last: text(last),
      },
    },
  };
}

export function insightOf(outcome: Outcome, params: FunnelParams, context: PresentContext): Insight {
  const { bars, converted, tied, open } = outcome;
  const entered = bars[0]?.units ?? 0;
  const overall = wilson(converted, entered);
  const worst = largestLoss(outcome);
  const each = bars.flatMap((bar): [string, number | null][] => [
    [`units_${bar.k}`, bar.units],
    [`rate_${bar.k}`, bar.ofFirst],
    [`of_before_${bar.k}`, bar.ofBefore],
    [`low_${bar.k}`, bar.ofBeforeInterval?.low ?? null],
    [`high_${bar.k}`, bar.ofBeforeInterval?.high ?? null],
    [`median_days_${bar.k}`, bar.median === null ? null : bar.median / 86_400e6],
  ]);
  return {
    sentences: [sentenceOf(outcome, params, context)],
    numbers: {
      entered,
      converted,
      rate: entered === 0 ? null : converted / entered,
      low: overall?.low ?? null,
      high: overall?.high ?? null,
      tied,
      open,
      worst_step: worst?.k ?? null,
      worst_loss: worst ? lossOf(worst) : null,
      ...Object.fromEntries(each),
    },
  };
}

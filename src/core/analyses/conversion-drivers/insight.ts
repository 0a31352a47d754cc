import type { Insight, Sentence } from '#core/model/presentation';
import { windowText } from '../funnel/lengths';
import { stepsOf } from '../funnel/question';
import { stepText } from '../step-words';
import type { PresentContext } from '../contract';
import { amount, ratio } from '../words';
import type { ConversionParams } from './params';
import type { Conversion, TestedTrait } from './reading';
import { traitText } from './words';

const values = (found: TestedTrait, { model }: PresentContext) => ({
  trait: traitText(found.key, model),
  share: amount(found.share, 'rate'),
  rest: amount(found.rest, 'rate'),
  n: found.table.a + found.table.b,
  odds: amount(found.odds.ratio, 'number'),
  low: amount(found.odds.low, 'number'),
  high: amount(found.odds.high, 'number'),
});

function sentencesOf(conversion: Conversion, params: ConversionParams, context: PresentContext): Sentence[] {
  const { entered, converted, tested, leftOut, up, down, lopsided } = conversion;
  const steps = stepsOf(params, context.model).filter(({ optional }) => !optional);
  const text = (at: number) => (steps.at(at) ? stepText(steps.at(at)!, context.model) : { literal: '' });
  const counts = { entered, converted, others: entered - converted, tested: tested.length, leftOut, window: windowText(params) };
  const path = { ...counts, first: text(0), last: text(-1) };
  if (entered === 0) return [{ finding: { key: 'conversion_drivers_nobody', values: path } }];
  if (tested.length === 0)
    return [
      {
        finding: { key: 'conversion_drivers_few', values: path },
        rest: { key: leftOut > 0 ? 'conversion_drivers_few_rest' : 'conversion_drivers_few_none', values: path },
      },
    ];
  const warning: Sentence[] = lopsided
    ? [{ finding: { key: 'conversion_drivers_lopsided', values: path }, rest: { key: 'conversion_drivers_lopsided_rest' } }]
    : [];
  if (!up && !down)
    return [
      { finding: { key: 'conversion_drivers_none', values: path }, rest: { key: 'conversion_drivers_none_rest', values: path } },
      ...warning,
    ];
  const found = [
    ...(up ? [{ key: 'conversion_drivers_up', each: up } as const] : []),
    ...(down ? [{ key: 'conversion_drivers_down', each: down } as const] : []),
  ];
  return [
    ...found.map(({ key, each }, at): Sentence => ({
      finding: { key, values: values(each, context) },
      rest: {
        key: at === found.length - 1 ? 'conversion_drivers_odds_last' : 'conversion_drivers_odds',
        values: values(each, context),
      },
    })),
    ...warning,
  ];
}

export function insightOf(conversion: Conversion, params: ConversionParams, context: PresentContext): Insight {
  const { entered, converted, tested, leftOut, up, down, lopsided } = conversion;
  return {
    sentences: sentencesOf(conversion, params, context),
    numbers: {
      entered,
      converted,
      rate: ratio(converted, entered),
      tested: tested.length,
      left_out: leftOut,
      findings: tested.filter(({ finding }) => finding).length,
      lopsided: lopsided ? 1 : 0,
      up_ratio: up?.odds.ratio ?? null,
      up_low: up?.odds.low ?? null,
      up_high: up?.odds.high ?? null,
      up_q: up?.q ?? null,
      up_share: up?.share ?? null,
      up_rest: up?.rest ?? null,
      down_ratio: down?.odds.ratio ?? null,
      down_low: down?.odds.low ?? null,
      down_high: down?.odds.high ?? null,
      down_share: down?.share ?? null,
      down_rest: down?.rest ?? null,
    },
  };
}

import type { Insight, Sentence } from '#core/model/presentation';
import type { Values } from '#core/messages/text';
import type { PresentContext } from '../contract';
import { amount, customersText, periodInText } from '../words';
import type { Reading } from './reading';

/** Below so many customers of then the sample is small (RN15); from this share on one customer is spoken of (RN14). */
const SMALL = 30;
const LARGE = 0.2;

function baseSentence(reading: Reading, values: Values): Sentence {
  const { base, judged, regular, recurring } = reading;
  const own = {
    ...values,
    grr: amount(reading.grr, 'rate'),
    kept: amount(reading.kept, 'count'),
    logo: amount(reading.logo, 'rate'),
    low: amount(reading.logoInterval?.low ?? null, 'rate'),
    high: amount(reading.logoInterval?.high ?? null, 'rate'),
  };
  if (recurring)
    return {
      finding: { key: 'revenue_retention_finding', values: own },
      rest: { key: base < SMALL ? 'revenue_retention_rest_small' : 'revenue_retention_rest', values: own },
    };
  const why = regular === null ? 'revenue_retention_irregular_nobody' : 'revenue_retention_irregular';
  return {
    finding: { key: 'revenue_retention_same_customers', values: own },
    rest: { key: why, values: { regular: amount(regular, 'rate'), judged: customersText(judged) } },
  };
}

function moveSentence({ whole: { moves } }: Reading): Sentence[] {
  const of = (name: 'gone' | 'less' | 'more' | 'new' | 'back'): Values => ({
    [name]: customersText(moves[name].customers),
    [`${name}_money`]: amount(moves[name].money, 'money'),
  });
  const { gone, less, more } = moves;
  if (gone.customers + less.customers + more.customers === 0) return [];
  return [
    {
      finding: { key: 'revenue_retention_moves', values: { ...of('gone'), ...of('less'), ...of('more') } },
      rest: { key: 'revenue_retention_outside', values: { ...of('new'), ...of('back') } },
    },
  ];
}

function sentencesOf(reading: Reading, context: PresentContext): Sentence[] {
  const { whole, ends, base, payers, largest, nrr } = reading;
  const values = {
    from: periodInText('month', ends.then, context),
    to: periodInText('month', ends.now, context),
    then: amount(whole.before, 'money'),
    now: amount(whole.after, 'money'),
    left: amount(nrr === null ? null : nrr * whole.before, 'money'),
    nrr: amount(nrr, 'rate'),
    customers: customersText(base),
    payers: customersText(payers),
  };
  if (base === 0) return payers === 0 ? [] : [{ finding: { key: 'revenue_retention_no_base', values } }];
  const alone = largest && largest.share >= LARGE && largest.without !== null;
  const named = { share: amount(largest?.share ?? null, 'rate'), without: amount(largest?.without ?? null, 'rate'), from: values.from };
  return [
    baseSentence(reading, values),
    ...moveSentence(reading),
    ...(alone ? [{ finding: { key: 'revenue_retention_largest', values: named } } as const] : []),
  ];
}

export function insightOf(reading: Reading, context: PresentContext): Insight {
  const { whole, months, largest, logoInterval } = reading;
  const latest = months.at(-1);
  return {
    sentences: sentencesOf(reading, context),
    numbers: {
      then: whole.before,
      now: whole.after,
      base: reading.base,
      kept: reading.kept,
      payers: reading.payers,
      nrr: reading.nrr,
      grr: reading.grr,
      logo: reading.logo,
      logo_low: logoInterval?.low ?? null,
      logo_high: logoInterval?.high ?? null,
      new: whole.moves.new.money,
      back: whole.moves.back.money,
      more: whole.moves.more.money,
      less: whole.moves.less.money,
      gone: whole.moves.gone.money,
      gross_churn: latest?.grossChurn ?? null,
      net_churn: latest?.netChurn ?? null,
      largest_share: largest?.share ?? null,
      without_largest: largest?.without ?? null,
      regular_share: reading.regular,
    },
  };
}

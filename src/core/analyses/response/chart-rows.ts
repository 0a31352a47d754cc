import { formatAmount } from '#core/messages/format';
import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import { amount, saying } from '../words';
import { SMALLEST, type Rate, type Response, type Trait } from './reading';
import { traitAmount, traitText } from './words';

/** At most so many values of an attribute, and groups, are drawn: those with most asked. */
const MOST_VALUES = 6;
const MOST_GROUPS = 20;
const BLANK = {
  kind: '',
  side: '',
  x: 0,
  y: 0,
  zero: 0,
  from: 0,
  to: 0,
  label: '',
  figure: '',
  said: false,
  small: false,
  tip: null,
  part: null,
};

/** The traits that are drawn: means, then of each attribute the values that most asked have. */
export function drawnTraits({ traits }: Response): readonly Trait[] {
  const attributes = [...new Set(traits.map(({ attribute }) => attribute))];
  return attributes.flatMap((attribute) =>
    traits
      .filter((trait) => trait.attribute === attribute && trait.d !== null)
      .toSorted((a, b) => b.asked - a.asked)
      .slice(0, MOST_VALUES),
  );
}

/** Half the width of the axis: all dots and the band are inside. */
export const reachOf = (traits: readonly Trait[]): number => Math.max(0.3, ...traits.map(({ d }) => Math.abs(d ?? 0) * 1.1));

export function traitRows(response: Response, context: PresentContext): Row[] {
  const say = saying(context);
  const drawn = drawnTraits(response);
  const reach = reachOf(drawn);
  const dots = drawn.map((trait, y): Row => {
    const values = {
      trait: traitText(trait, context),
      responders: traitAmount(trait, 'responders'),
      silent: traitAmount(trait, 'silent'),
    };
    return {
      ...BLANK,
      kind: 'dot',
      x: trait.d,
      y,
      label: say(traitText(trait, context)),
      said: trait === response.largest,
      tip: say({ key: 'response_trait_tip', values }),
      part:
        typeof trait.value === 'string' || trait.value === null ? JSON.stringify({ attribute: trait.attribute, value: trait.value }) : null,
    };
  });
  return [
    { ...BLANK, kind: 'band', x: -0.1, to: 0.1 },
    { ...BLANK, kind: 'zero' },
    { ...BLANK, kind: 'head', side: 'left', x: -reach, label: say({ key: 'response_head_silent' }) },
    { ...BLANK, kind: 'head', side: 'right', x: reach, label: say({ key: 'response_head_responders' }) },
    ...dots,
  ];
}

export const drawnRates = ({ rates }: Response): readonly Rate[] => {
  const largest = rates.toSorted((a, b) => b.invited - a.invited).slice(0, MOST_GROUPS);
  return rates.filter((rate) => largest.includes(rate));
};

export function rateRows(response: Response, context: PresentContext): Row[] {
  const say = saying(context);
  return drawnRates(response).map((rate, y): Row => {
    const name = rate.part === null ? ({ key: 'satisfaction_no_value' } as const) : { literal: rate.part };
    const share = amount(rate.share, 'rate');
    const values = { group: name, rate: share, answered: amount(rate.answered, 'count'), invited: amount(rate.invited, 'count') };
    return {
      ...BLANK,
      kind: 'dot',
      x: rate.share,
      y,
      from: rate.interval?.low ?? null,
      to: rate.interval?.high ?? null,
      label: say(name),
      figure: formatAmount(share, context),
      said: rate === response.named,
      small: rate.invited < SMALLEST,
      tip: say({ key: 'response_rate_tip', values }),
      part: JSON.stringify({ part: rate.part }),
    };
  });
}

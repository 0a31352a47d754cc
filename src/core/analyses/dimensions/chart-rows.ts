import { formatAmount } from '#core/messages/format';
import type { Row } from '#core/model/columns';
import { partText } from '../answer-split';
import type { PresentContext } from '../contract';
import { amount, saying } from '../words';
import type { DimensionsParams } from './params';
import { SMALLEST, type Dimension, type Dimensions } from './sides';

/** At most so many groups are drawn, those with most grades; the table has them all. */
const MOST_GROUPS = 16;

const BLANK = {
  kind: '',
  side: '',
  y: 0,
  from: 0,
  to: 0,
  centre: 0,
  label: '',
  figure: '',
  short: '',
  said: false,
  small: false,
  tip: null,
  part: null,
};

const oneDigit = (value: number): number => Math.round(value * 100) / 100;

function sideRows(side: Dimension, y: number, said: boolean, context: PresentContext): Row[] {
  const say = saying(context);
  const { n, mean } = side.moments;
  const small = n < SMALLEST;
  const part = JSON.stringify({ side: side.key });
  let from = 0;
  const bars = (['low', 'middle', 'best'] as const).map((kind): Row => {
    const count = kind === 'middle' ? n - side.low - side.best : side[kind];
    const share = n > 0 ? count / n : 0;
    const rate = amount(share, 'rate');
    const bar = { ...BLANK, kind, y, from, to: from + share, centre: from + share / 2, small, part: kind === 'low' ? part : null };
    from += share;
    const values = { side: side.label, rate, grades: amount(count, 'count') };
    return { ...bar, label: share >= 0.12 ? formatAmount(rate, context) : '', tip: say({ key: `dimensions_tip_${kind}`, values }) };
  });
  const value = formatAmount(amount(mean === null ? null : oneDigit(mean), 'score'), context);
  const { change } = side;
  const moved = change && {
    change: formatAmount(amount(Math.abs(oneDigit(change.difference)), 'score'), context),
    arrow: change.difference > 0 ? '↑' : '↓',
  };
  const figure = moved && oneDigit(change.difference) !== 0 ? `${value}  ${moved.arrow} ${moved.change}` : value;
  return [...bars, { ...BLANK, kind: 'name', y, label: say(side.label), figure, short: value, said }];
}

export function barRows({ sides, lowest, apart }: Dimensions, context: PresentContext): Row[] {
  const say = saying(context);
  return [
    { ...BLANK, kind: 'head', side: 'left', centre: 0, label: say({ key: 'dimensions_head_low' }) },
    { ...BLANK, kind: 'head', side: 'right', centre: 1, label: say({ key: 'dimensions_head_best' }) },
    ...sides.flatMap((side, y) => sideRows(side, y, apart && side === lowest, context)),
  ];
}

export const drawnGroups = ({ groups }: Dimensions): readonly (string | null)[] => groups.slice(0, MOST_GROUPS);

export function gridRows(dimensions: Dimensions, params: DimensionsParams, context: PresentContext): Row[] {
  const say = saying(context);
  const { sides, lowest, apart } = dimensions;
  const groups = drawnGroups(dimensions);
  const blank = {
    kind: '',
    x: 0,
    y: 0,
    left: 0,
    right: 0,
    top: 0,
    bottom: 0,
    step: 1,
    label: '',
    said: false,
    small: false,
    tip: null,
    part: null,
  };
  const means = sides.flatMap((side) => groups.flatMap((part) => side.groups.get(part)?.moments.mean ?? []));
  const [least, most] = [Math.min(...means), Math.max(...means)];
  const cells = sides.flatMap((side, x) =>
    groups.flatMap((part, y): Row[] => {
      const found = side.groups.get(part);
      if (!found || found.moments.mean === null) return [];
      const { mean, n } = found.moments;
      const step = most > least ? 1 + Math.min(6, Math.floor((7 * (mean - least)) / (most - least))) : 4;
      const shown = amount(oneDigit(mean), 'score');
      const values = { side: side.label, group: partText(part, params.split), mean: shown, grades: amount(n, 'count') };
      return [
        {
          ...blank,
          kind: 'cell',
          x,
          y,
          left: x - 0.5,
          right: x + 0.5,
          top: y - 0.5,
          bottom: y + 0.5,
          step,
          label: formatAmount(shown, context),
          small: n < SMALLEST,
          tip: say({ key: 'dimensions_tip_cell', values }),
          part: JSON.stringify({ side: side.key, part }),
        },
      ];
    }),
  );
  return [
    ...sides.map((side, x): Row => ({ ...blank, kind: 'side', x, label: say(side.label), said: apart && side === lowest })),
    ...groups.map((part, y): Row => ({ ...blank, kind: 'part', y, label: say(partText(part, params.split)) })),
    ...cells,
  ];
}

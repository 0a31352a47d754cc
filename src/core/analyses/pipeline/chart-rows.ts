import { formatAmount } from '#core/messages/format';
import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import { amount, saying } from '../words';
import { closedOf, SMALLEST, type Group, type Pipeline, type Stage } from './read';
import { groupText, stageText } from './words';

interface Piece {
  readonly side: 'on' | 'open' | 'lost';
  readonly deals: number;
  readonly part: object;
}
interface Bar {
  readonly name: string;
  readonly said: boolean;
  readonly pieces: readonly Piece[];
  readonly rate: number | null;
}

/** The bars of the stages, or where their way is not known, of where the deals stand. */
function barsOf({ stages, known, lost }: Pipeline, context: PresentContext, narrowest: Stage | null): Bar[] {
  const say = saying(context);
  const bars = stages.map((stage): Bar => {
    const went = known || stage.name === null ? stage.deals - stage.open - stage.lost : 0;
    return {
      name: say(stageText(stage)),
      said: stage === narrowest,
      rate: known ? stage.ofBefore : null,
      pieces: [
        { side: 'on', deals: went, part: { stage: stage.k } },
        { side: 'open', deals: stage.open, part: { state: 'open', ended: stage.k } },
        { side: 'lost', deals: known ? stage.lost : 0, part: { state: 'lost', ended: stage.k } },
      ],
    };
  });
  const gone: Bar = {
    name: say({ key: 'pipeline_lost_bar' }),
    said: false,
    rate: null,
    pieces: [{ side: 'lost', deals: lost, part: { state: 'lost' } }],
  };
  return known ? bars : [...bars, gone];
}

export const barCount = ({ stages, known }: Pipeline): number => stages.length + (known ? 0 : 1);

export function stageRows(pipeline: Pipeline, context: PresentContext, narrowest: Stage | null): Row[] {
  const say = saying(context);
  const blank = { kind: '', side: '', x: null, x2: null, y: null, label: '', said: false, tip: null, part: null };
  const rows = barsOf(pipeline, context, narrowest).flatMap(({ name, said, pieces, rate }, y): Row[] => {
    let from = 0;
    const drawn = pieces
      .filter(({ deals }) => deals > 0)
      .map(({ side, deals, part }): Row => {
        const values = { stage: { literal: name }, deals: amount(deals, 'count') };
        const x = from;
        from += deals;
        return {
          ...blank,
          kind: 'piece',
          side,
          x,
          x2: from,
          y,
          tip: say({ key: `pipeline_tip_${side}`, values }),
          part: JSON.stringify(part),
        };
      });
    const label = formatAmount(amount(from, 'count'), context);
    const share = rate === null ? label : say({ key: 'pipeline_figure', values: { deals: label, rate: amount(rate, 'rate') } });
    return [...drawn, { ...blank, kind: 'name', y, label: name, said }, { ...blank, kind: 'figure', x: from, y, label: share, said }];
  });
  const keys = (['on', 'open', 'lost'] as const).map((side): Row => ({
    ...blank,
    kind: 'key',
    side,
    label: say({ key: `pipeline_key_${side}` }),
  }));
  return [...keys, ...rows];
}

const Z = 1.959963984540054;
const LIMIT_POINTS = 40;

/** The largest number of closed deals, and the axis of win rates. */
export function scatterDomain({ groups, rate }: Pipeline): { readonly most: number; readonly domain: readonly [number, number] } {
  const drawn = groups.filter((group) => group.rate !== null);
  const rates = [...drawn.map((group) => group.rate!), rate ?? 0];
  const room = Math.max(0.05, (Math.max(...rates) - Math.min(...rates)) * 0.15);
  return {
    most: Math.max(1, ...drawn.map(closedOf)),
    domain: [Math.max(0, Math.min(...rates) - room), Math.min(1, Math.max(...rates) + room)],
  };
}

/** At most so many groups are drawn, those with most closed deals; the table has them all. */
const MOST_GROUPS = 200;

export function scatterRows(pipeline: Pipeline, context: PresentContext): Row[] {
  const say = saying(context);
  const { groups, rate, named } = pipeline;
  const { most, domain } = scatterDomain(pipeline);
  const [least, top] = domain;
  const within = (value: number): number | null => (value < least || value > top ? null : value);
  const blank = { kind: '', x: null, y: null, low: null, high: null, label: '', said: false, small: false, tip: null, part: null };
  const limits =
    rate === null
      ? []
      : Array.from({ length: LIMIT_POINTS }, (_, at): Row => {
          const n = ((at + 1) / LIMIT_POINTS) ** 2 * most * 1.08;
          const wide = Z * Math.sqrt((rate * (1 - rate)) / n);
          return { ...blank, kind: 'limit', x: n, y: rate, low: within(rate - wide), high: within(rate + wide) };
        });
  const outside = (group: Group): boolean => group.against.q !== null && group.against.q <= 0.05;
  const few = groups.length <= 8;
  const points = groups
    .filter((group) => group.rate !== null)
    .slice(0, MOST_GROUPS)
    .map((group): Row => {
      const values = {
        group: groupText(group),
        rate: amount(group.rate, 'rate'),
        won: amount(group.won, 'count'),
        closed: amount(closedOf(group), 'count'),
      };
      const small = closedOf(group) < SMALLEST;
      return {
        ...blank,
        kind: 'part',
        x: closedOf(group),
        y: group.rate,
        label: few || group === named || outside(group) ? say(groupText(group)) : '',
        said: group === named,
        small,
        tip: say({ key: small ? 'pipeline_group_small_tip' : 'pipeline_group_tip', values }),
        part: JSON.stringify({ group: group.part, state: 'won' }),
      };
    });
  return [...limits, ...points];
}

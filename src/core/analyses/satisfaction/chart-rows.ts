import { formatAmount } from '#core/messages/format';
import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import { amount, saying } from '../words';
import { SMALLEST, type Group, type Satisfaction } from './groups';
import type { SatisfactionParams } from './params';
import { kindOf, scaleOf } from './scale';
import { groupText, valueOf } from './words';

/** At most so many groups are drawn, those with most answers; the table has them all. */
export const MOST_GROUPS = 20;

/** A share without decimals, for columns too narrow for more. */
export const wholePercent = (share: number): string => (share < 0.005 ? '<1%' : `${Math.round(share * 100)}%`);

/** One row a score of the scale, also one that nobody gave. */
export function columnRows({ whole }: Satisfaction, params: SatisfactionParams, context: PresentContext): Row[] {
  const say = saying(context);
  const { low } = scaleOf(params);
  return whole.byScore.map((n, at): Row => {
    const share = whole.answers > 0 ? n / whole.answers : 0;
    const values = { score: String(low + at), answers: amount(n, 'count'), rate: amount(share, 'rate') };
    return {
      x: low + at,
      y: n,
      side: kindOf(low + at, params),
      label: n > 0 ? formatAmount(values.rate, context) : '',
      short: n > 0 ? wholePercent(share) : '',
      tip: say({ key: 'satisfaction_score_tip', values }),
      part: null,
    };
  });
}

/** The groups that are drawn, in the order of the table. */
export function drawnGroups({ groups }: Satisfaction): readonly Group[] {
  const largest = groups.toSorted((one, other) => other.answers - one.answers).slice(0, MOST_GROUPS);
  return groups.filter((group) => largest.includes(group));
}

/** The axis: from the lowest to the highest end of an interval, a little wider, within what is possible. */
export function domainOf(groups: readonly Group[], { measure }: SatisfactionParams): readonly [number, number] {
  const [least, most] = measure === 'nps' ? [-100, 100] : [0, 1];
  const ends = groups.flatMap(({ value, from, to }) => [value, from, to].filter((end) => end !== null));
  if (ends.length === 0) return [least, most];
  const room = (Math.max(...ends) - Math.min(...ends) || (most - least) / 10) * 0.06;
  return [Math.max(least, Math.min(...ends) - room), Math.min(most, Math.max(...ends) + room)];
}

export function intervalRows(satisfaction: Satisfaction, params: SatisfactionParams, context: PresentContext): Row[] {
  const say = saying(context);
  const drawn = drawnGroups(satisfaction);
  const [least, most] = domainOf(drawn, params);
  const within = (end: number | null): number | null => (end === null ? null : Math.min(most, Math.max(least, end)));
  const rows = drawn.map((group, y): Row => {
    const name = groupText(group, params);
    const values = {
      group: name,
      value: valueOf(group.value, params),
      low: valueOf(group.from, params),
      high: valueOf(group.to, params),
      answers: amount(group.answers, 'count'),
    };
    const small = group.answers < SMALLEST;
    return {
      kind: 'part',
      x: group.value,
      y,
      from: within(group.from),
      to: within(group.to),
      label: say(name),
      small,
      said: group === satisfaction.named,
      tip: say({ key: small ? 'satisfaction_small_tip' : 'satisfaction_group_tip', values }),
      part: JSON.stringify({ part: group.part }),
    };
  });
  const blank = { y: 0, from: null, to: null, label: '', small: false, said: false, tip: null, part: null };
  return [{ ...blank, kind: 'whole', x: within(satisfaction.whole.value) }, ...rows];
}

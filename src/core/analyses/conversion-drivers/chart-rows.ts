import { formatAmount } from '#core/messages/format';
import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import { amount, saying } from '../words';
import type { Conversion, TestedTrait } from './reading';
import { traitText } from './words';

/** CD11: at most so many on either side. */
const MOST_EACH_WAY = 10;
/** The axis goes at least and at most so far from 1, as a factor. */
const [LEAST, MOST] = [2, 32];

/** The traits that are drawn, in the order of the table (CD11). */
export function drawnTraits({ tested }: Conversion): readonly TestedTrait[] {
  const chosen = (above: boolean): TestedTrait[] =>
    tested
      .filter(({ odds }) => odds.ratio > 1 === above)
      .toSorted((one, other) => one.q - other.q)
      .slice(0, MOST_EACH_WAY);
  const drawn = [...chosen(true), ...chosen(false)];
  return tested.filter((each) => drawn.includes(each));
}

/** The end of the axis: as far above 1 as it goes below, as a power of 2. */
export function farthest(drawn: readonly TestedTrait[]): number {
  const factors = drawn.flatMap(({ odds }) => [odds.high, 1 / odds.low]);
  return Math.min(MOST, Math.max(LEAST, 2 ** Math.ceil(Math.log2(Math.max(1, ...factors)))));
}

/** One row a trait; its interval ends where the axis does. */
export function chartRows(conversion: Conversion, context: PresentContext): Row[] {
  const say = saying(context);
  const drawn = drawnTraits(conversion);
  const end = farthest(drawn);
  const within = (odds: number): number => Math.min(end, Math.max(1 / end, odds));
  return drawn.map((each, y): Row => {
    const label = say(traitText(each.key, context.model));
    const rate = (share: number): string => formatAmount(amount(share, 'rate'), context);
    const values = {
      trait: label,
      share: amount(each.share, 'rate'),
      rest: amount(each.rest, 'rate'),
      n: each.table.a + each.table.b,
      odds: amount(each.odds.ratio, 'number'),
      low: amount(each.odds.low, 'number'),
      high: amount(each.odds.high, 'number'),
    };
    return {
      y,
      x: within(each.odds.ratio),
      from: within(each.odds.low),
      to: within(each.odds.high),
      label,
      shares: say({ key: 'conversion_drivers_shares', values: { share: rate(each.share), rest: rate(each.rest) } }),
      finding: each.finding,
      judged: each.judged,
      tip: say({ key: each.judged ? 'conversion_drivers_tip' : 'conversion_drivers_tip_unjudged', values }),
      part: JSON.stringify(each.key),
    };
  });
}

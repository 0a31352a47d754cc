import { formatAmount } from '#core/messages/format';
import type { Row } from '#core/model/columns';
import { isComplete } from '#core/query/days';
import type { PresentContext } from '../contract';
import { amount, periodLabel, periodText, saying } from '../words';
import type { CommentsParams } from './params';
import { SMALLEST, type Comments, type ThemeResult } from './themes';

/** The latest so many periods are drawn. */
const MOST_PERIODS = 24;
/** Square pixels of the circle of the largest share. */
const LARGEST = 620;

const twoDigits = (value: number | null): number | null => (value === null ? null : Math.round(value * 100) / 100);
export const scoreAmount = (value: number | null) => amount(twoDigits(value), 'score');

/** The theme that the sentence speaks of: most comments, where these are no small sample (CM6). */
export const most = ({ comments, themes }: Comments): ThemeResult | null => {
  const first = themes[0];
  return comments >= SMALLEST && first && !first.none && first.comments.n > 0 ? first : null;
};

const isSaid = (theme: ThemeResult, comments: Comments): boolean =>
  theme === most(comments) || theme === comments.low || theme === comments.moved;

export function pairRows(comments: Comments, context: PresentContext): Row[] {
  const say = saying(context);
  const blank = { kind: '', x: 0, y: 0, zero: 0, label: '', figure: '', said: false, tip: null, part: null };
  const rows = comments.themes.flatMap((theme, y): Row[] => {
    const said = isSaid(theme, comments);
    const bars = (['comments', 'tickets'] as const).flatMap((source): Row[] => {
      const count = theme[source];
      if (!count) return [];
      const share = amount(count.share, 'rate');
      const values = { theme: theme.label, n: amount(count.n, 'count'), rate: share };
      return [
        {
          ...blank,
          kind: source,
          x: count.share ?? 0,
          y: comments.tickets === null ? y : y + (source === 'comments' ? -0.17 : 0.17),
          figure: formatAmount(share, context),
          said,
          tip: say({ key: `comments_tip_${source}`, values }),
          part: JSON.stringify({ theme: theme.key, ...(source === 'tickets' ? { source } : {}) }),
        },
      ];
    });
    const figure = theme.score.mean === null ? '' : formatAmount(scoreAmount(theme.score.mean), context);
    return [...bars, { ...blank, kind: 'theme', y, label: say(theme.label), figure, said }];
  });
  const scored = comments.themes.some(({ score }) => score.mean !== null);
  return scored ? [{ ...blank, kind: 'head', label: say({ key: 'comments_head_score' }) }, ...rows] : rows;
}

export const drawnPeriods = ({ periods }: Comments): readonly string[] => periods.slice(-MOST_PERIODS);

export function bubbleRows(comments: Comments, { over }: CommentsParams, context: PresentContext): Row[] {
  if (over === 'none') return [];
  const say = saying(context);
  const periods = drawnPeriods(comments);
  const skipped = comments.periods.length - periods.length;
  const largest = Math.max(0.01, ...comments.themes.flatMap(({ shares }) => shares.slice(skipped).map((share) => share ?? 0)));
  const blank = { kind: '', x: 0, y: 0, size: 0, label: '', tick: null, tick_narrow: null, said: false, provisional: false, tip: null };
  const ticks = periods.map((period, x): Row => {
    const fromEnd = periods.length - 1 - x;
    const label = periodLabel(over, period, x === 0, context);
    const [step, narrowStep] = [Math.ceil(periods.length / 10), Math.ceil(periods.length / 4)];
    return { ...blank, kind: 'tick', x, tick: fromEnd % step === 0 ? label : null, tick_narrow: fromEnd % narrowStep === 0 ? label : null };
  });
  const themes = comments.themes.flatMap((theme, y): Row[] => {
    const said = isSaid(theme, comments);
    const circles = periods.flatMap((period, x): Row[] => {
      const share = theme.shares[x + skipped] ?? 0;
      if (share === 0) return [];
      const values = { theme: theme.label, period: periodText(over, period, context), rate: amount(share, 'rate') };
      const provisional = !isComplete(over, period, context.asOf);
      return [
        {
          ...blank,
          kind: 'bubble',
          x,
          y,
          size: (LARGEST * share) / largest,
          said,
          provisional,
          tip: say({ key: 'comments_tip_period', values }),
        },
      ];
    });
    return [{ ...blank, kind: 'theme', y, label: say(theme.label), said }, ...circles];
  });
  return [...themes, ...ticks];
}

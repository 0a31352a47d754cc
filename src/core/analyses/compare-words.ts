import type { Text } from '#core/messages/text';
import type { ComparedReason, ComparedShare } from '#core/model/comparison';

const rounded = (share: number): number => Math.round(share * 1000);

/** How far a share lies from ours, in points with its sign; null where one of them is none. */
export function differenceWords(here: ComparedShare, there: ComparedShare): Text | null {
  if (here.share === null || there.share === null) return null;
  const points = rounded(there.share) - rounded(here.share);
  if (points === 0) return { key: 'compare_no_difference' };
  const size: Text = { key: 'compare_points', values: { points: { amount: Math.abs(points) / 1000, unit: 'points' } } };
  return { key: points > 0 ? 'compare_more' : 'compare_less', values: { size } };
}

/** What one rule changes: the share before and after it, or that it changes nothing here. */
export function effectWords({ before, after }: ComparedReason): Text | null {
  if (before.share === null || after.share === null) return null;
  if (before.began === after.began && before.reached === after.reached && before.share === after.share)
    return { key: 'compare_effect_none' };
  return {
    key: 'compare_effect',
    values: { before: { amount: before.share, unit: 'rate' }, after: { amount: after.share, unit: 'rate' } },
  };
}

import { formatAmount } from '#core/messages/format';
import type { Move } from '#core/report/moves/types';
import type { Workspace } from '#app/session/types';
import { formatOf, formatScalar, speakerOf } from '../words';

/** What a number that moved is called; null for a number of the insight, which only sentences name. */
export function movedWords({ of }: Move, workspace: Workspace): string | null {
  if (of.is === 'figure') return workspace.say(of.label);
  if (of.is === 'number') return null;
  const keys = of.keys.map(({ value, unit, text }) => (text ? workspace.say(text) : formatScalar(value, unit, formatOf(workspace))));
  return [...keys, workspace.say(of.column)].join(' · ');
}

/** How far it went, with its sign: points for rates, else a share of what it was. */
export function changeWords({ unit, before, after, relative }: Move, workspace: Workspace): string {
  const say = speakerOf(workspace);
  const signed = (amount: number, as: 'points' | 'rate') =>
    `${amount < 0 ? '−' : '+'}${formatAmount({ amount: Math.abs(amount), unit: as }, formatOf(workspace))}`;
  if (unit === 'rate' || unit === 'points') return say('changes_points', { by: signed(after - before, 'points') });
  return relative === null ? say('changes_new') : signed(relative, 'rate');
}

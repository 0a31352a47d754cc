import type { Text } from '#core/messages/text';
import { SEGMENTS } from '../rfm/segments';
import { OWN_NAMES, ownRules, rankOf, type TierRule } from '../tier-params';
import { tierName } from '../tier-words';
import type { MigrationParams } from './params';

/** Where one comes from or goes to without a tier; no tier's name begins with a colon. */
export const OUTSIDE = [':away', ':prospect', ':new'] as const;

/** A tier or segment, or a way into and out of scope. */
export interface State {
  /** As in the rows of the steps. */
  readonly code: string;
  /** 1 = top; null outside (MG7). */
  readonly rank: number | null;
  readonly name: Text;
}

/** The tiers as they are called in the steps; the page's own without numbers. */
export const rulesOf = ({ tiers, window }: MigrationParams): readonly TierRule[] =>
  tiers.length > 0 ? tiers : ownRules(window, [0, 0, 0], OWN_NAMES);

/** Tiers or segments by rank, then the ways into and out of scope. */
export function statesOf(params: MigrationParams): State[] {
  const outside = OUTSIDE.map((code): State => ({ code, rank: null, name: { key: `migration_state_${code.slice(1) as 'away'}` } }));
  if (params.scheme === 'rfm')
    return [...SEGMENTS.map((code, at): State => ({ code, rank: at + 1, name: { key: `rfm_segment_${code}` } })), ...outside];
  const rules = rulesOf(params);
  const tiers = rules.map((rule, place): State => ({
    code: rule.name,
    rank: rankOf(rules, place),
    name: tierName(rule, params.tiers.length === 0),
  }));
  return [...tiers.toSorted((a, b) => a.rank! - b.rank!), ...outside];
}

export type Direction = 'up' | 'down' | 'stay' | 'in' | 'out';

/** Which way a customer went (MG7). */
export function directionOf(from: State, to: State): Direction {
  if (from.rank === null) return 'in';
  if (to.rank === null) return 'out';
  return to.rank < from.rank ? 'up' : to.rank > from.rank ? 'down' : 'stay';
}

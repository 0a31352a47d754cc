import type { Text } from '#core/messages/text';
import { wordsFor } from '../field-params';
import type { RangeRule } from '../rule-check';
import type { RfmParams } from './params';
import { namesParts, wordedSegments } from './rule-words';
import { COPIED_RULES, EIGHT, GRID_RULES, K, SEGMENTS } from './segments';

/** How customers fall into groups: by rules, by R and FM, by all three scores, by their weighted sum, or high and low. */
export type Grouping =
  { readonly kind: 'rules'; readonly rules: readonly RangeRule[] } | { readonly kind: 'squares' | 'cells' | 'weighted' | 'eight' };

/** RF14–RF19. */
export function groupingOf({ groups, scores, rules }: Pick<RfmParams, 'groups' | 'scores' | 'rules'>): Grouping {
  switch (groups) {
    case 'own':
      if (rules.length > 0) return { kind: 'rules', rules };
      return scores === K ? { kind: 'rules', rules: GRID_RULES } : { kind: 'squares' };
    case 'grid':
      return scores === K ? { kind: 'rules', rules: GRID_RULES } : { kind: 'squares' };
    case 'intervals':
      return scores === K ? { kind: 'rules', rules: COPIED_RULES } : { kind: 'squares' };
    default:
      return { kind: groups };
  }
}

const UNMATCHED = '';
const isSegment = (id: string): id is (typeof SEGMENTS)[number] => SEGMENTS.some((segment) => segment === id);
const isEight = (id: string): id is (typeof EIGHT)[number] => EIGHT.some((each) => each === id);

/** How a group is called. */
export function labelOf(id: string, grouping: Grouping): Text {
  switch (grouping.kind) {
    case 'rules':
      if (id === UNMATCHED) return { key: 'rfm_segment_unmatched' };
      return grouping.rules !== GRID_RULES && grouping.rules !== COPIED_RULES
        ? { literal: id }
        : isSegment(id)
          ? { key: `rfm_segment_${id}` }
          : { literal: id };
    case 'eight':
      return isEight(id) ? { key: `rfm_eight_${id}` } : { literal: id };
    case 'weighted':
      return { key: 'rfm_weighted_name', values: { score: id } };
    default:
      return { literal: id };
  }
}

/** The suggested action of a group in words (RF21), or null where groups carry none. */
export function actionOf(id: string, params: RfmParams): Text | null {
  const words = wordedSegments(params).find((each) => each.id === id);
  return words ? wordsFor(words, params.actions) : null;
}

/** All groups that are shown also without customers: the named ones, in the order of their rules. */
export function namedGroups(grouping: Grouping): readonly string[] {
  if (grouping.kind === 'eight') return EIGHT;
  if (grouping.kind !== 'rules') return [];
  if (grouping.rules === GRID_RULES || grouping.rules === COPIED_RULES) return SEGMENTS;
  return [...new Set(grouping.rules.map(({ name }) => name))];
}

/** The grid of R by FM holds one group a cell. */
export const fitsGrid = (grouping: Grouping): boolean =>
  grouping.kind === 'squares' || grouping.kind === 'cells' || (grouping.kind === 'rules' && !namesParts(grouping.rules));

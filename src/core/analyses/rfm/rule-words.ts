import { say } from '#core/messages/say';
import { LOCALES, type Text } from '#core/messages/text';
import type { JsonObject } from '#core/model/presentation';
import type { RulePreset, Worded, RuleList } from '../field-params';
import { cellsOfAxes, checkRules, isSound, reportTexts, type RangeRule, type RuleCell, type RuleReport } from '../rule-check';
import { COPIED_RULES, EIGHT, GRID_RULES, K, SEGMENTS } from './segments';

/** What rules may name (RF17); FM follows from F and M. */
export const RULE_AXES = [
  { name: 'r', label: { literal: 'R' } },
  { name: 'f', label: { literal: 'F' } },
  { name: 'm', label: { literal: 'M' } },
  { name: 'fm', label: { literal: 'FM' } },
] as const satisfies readonly { readonly name: string; readonly label: Text }[];

const axis = (name: string, scores: number) => ({ name, low: 1, high: scores });
const SHORT = [
  { name: 'r', label: 'R' },
  { name: 'fm', label: 'FM' },
];
const LONG = [
  { name: 'r', label: 'R' },
  { name: 'f', label: 'F' },
  { name: 'm', label: 'M' },
];

/** RF5. */
const fmOf = (f: number, m: number): number => Math.floor((f + m + 1) / 2);

/** Rules that say something of F or M alone, so that a cell of R by FM can hold several segments. */
export const namesParts = (rules: readonly RangeRule[]): boolean => rules.some(({ ranges }) => 'f' in ranges || 'm' in ranges);

/** RF18: the cells a list of rules is proven over. */
export const cellsFor = (rules: readonly RangeRule[], scores: number): RuleCell[] =>
  namesParts(rules)
    ? cellsOfAxes([axis('r', scores), axis('f', scores), axis('m', scores)], ({ f, m }) => ({ fm: fmOf(f!, m!) }))
    : cellsOfAxes([axis('r', scores), axis('fm', scores)]);

/** RF18. */
export const checkSegments = (rules: readonly RangeRule[], scores: number): RuleReport => checkRules(rules, cellsFor(rules, scores));

const named = (name: string): Text => {
  const known = SEGMENTS.find((segment) => segment === name);
  return known ? { key: `rfm_segment_${known}` } : { literal: name };
};

/** Every gap and conflict as a sentence; none where the rules are sound. */
export const faultsInWords = (rules: readonly RangeRule[], scores: number, nameOf: (name: string) => Text = named): Text[] =>
  reportTexts(checkSegments(rules, scores), namesParts(rules) ? LONG : SHORT, nameOf);

/** What the editor says of a list of rules. */
export function checkInWords(rules: RuleList, scores: number): Text[] {
  const report = checkSegments(rules, scores);
  const literal = (name: string): Text => ({ literal: name });
  return isSound(report) && report.never.length === 0
    ? [{ key: 'rules_sound', values: { total: report.cells } }]
    : faultsInWords(rules, scores, literal);
}

/** RF17: what own rules begin with. The names are defined for five scores. */
export function presetsFor(scores: number): RulePreset[] {
  if (scores !== K) return [];
  return [
    { label: { key: 'rfm_groups_grid' }, rules: GRID_RULES.map(({ name, ranges }) => ({ name: named(name), ranges })) },
    { label: { key: 'rfm_groups_intervals' }, rules: COPIED_RULES.map(({ name, ranges }) => ({ name: named(name), ranges })) },
  ];
}

const segmentWords = (): Worded[] =>
  SEGMENTS.map((id) => ({ id, label: { key: `rfm_segment_${id}` }, suggested: { key: `rfm_action_${id}` } }));

/** A rule that kept the name of one of the eleven, in any language, keeps its action as well. */
const isNameOf = (segment: (typeof SEGMENTS)[number], name: string): boolean =>
  LOCALES.some((locale) => say({ key: `rfm_segment_${segment}` }, { locale, currency: null }) === name);

/** RF21: the segments that carry an action, with the suggested one. */
export function wordedSegments(params: JsonObject): Worded[] {
  switch (params['groups']) {
    case 'eight':
      return EIGHT.map((id) => ({ id, label: { key: `rfm_eight_${id}` }, suggested: { key: `rfm_eight_action_${id}` } }));
    case 'grid':
    case 'intervals':
      return params['scores'] === K ? segmentWords() : [];
    case 'own': {
      const rules = params['rules'] as unknown as RuleList;
      if (rules.length === 0) return params['scores'] === K ? segmentWords() : [];
      return [...new Set(rules.map(({ name }) => name))].map((id) => {
        const known = SEGMENTS.find((segment) => isNameOf(segment, id));
        return { id, label: { literal: id }, suggested: known ? { key: `rfm_action_${known}` } : { literal: '' } };
      });
    }
    default:
      return [];
  }
}

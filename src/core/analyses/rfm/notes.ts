import type { Text } from '#core/messages/text';
import type { Row } from '#core/model/columns';
import type { Sentence } from '#core/model/presentation';
import type { Results } from '../contract';
import { countOf } from '../words';
import { keptCuts, type RfmParams } from './params';
import { checkSegments, faultsInWords } from './rule-words';
import type { Scored } from './scored';
import { COPIED_RULES, K } from './segments';

const KEYS = ['r', 'f', 'm'] as const;
/** Faults of own rules that the cell says; the editor says all. */
const MOST_FAULTS = 3;

const finding = (text: Text): Sentence => ({ finding: text });

/** What is to know of the scores before one trusts them (RF8, RF10, RF12). */
export function scoreSentences(results: Results, params: RfmParams): { readonly sentences: Sentence[]; readonly coarse: boolean } {
  const k = params.scores;
  const scores = results['scores'] ?? [];
  const of = (measure: string): Row[] => scores.filter((row) => row['measure'] === measure && countOf(row, 'customers') > 0);
  const used: Text = {
    literal: of('f')
      .map((row) => String(row['score']))
      .join(', '),
  };
  const values = params.scoring === 'ntile' ? 0 : of('f').reduce((sum, row) => sum + countOf(row, 'frequencies'), 0);
  const coarse = values > 0 && values < k && params.groups !== 'eight';
  const topless = KEYS.filter((measure) => of(measure).length > 0 && !of(measure).some((row) => row['score'] === k));
  const torn = (results['torn'] ?? []).filter((row) => countOf(row, 'customers') > 0);
  const moving = params.scoring === 'fixed' && KEYS.some((measure) => keptCuts(params, measure) === null);
  if (params.groups === 'eight') return { coarse, sentences: [] };
  return {
    coarse,
    sentences: [
      ...(coarse ? [finding({ key: 'rfm_coarse', values: { values, scores: used } })] : []),
      ...topless.map((measure) =>
        finding({
          key: keptCuts(params, measure) ? 'rfm_no_top_fixed' : params.scoring === 'ntile' ? 'rfm_no_top_few' : 'rfm_no_top',
          values: { scores: { key: `rfm_score_${measure}` }, k: String(k) },
        }),
      ),
      ...torn.map((row) =>
        finding({
          key: 'rfm_torn',
          values: { n: countOf(row, 'customers'), measure: { key: `rfm_score_${String(row['measure']) as 'r' | 'f' | 'm'}` } },
        }),
      ),
      ...(moving ? [finding({ key: 'rfm_cuts_moving' })] : []),
    ],
  };
}

/** What is to know of the rules (RF14, RF15, RF18). */
export function ruleSentences(
  { grouping, segments }: Scored,
  { groups, scores }: RfmParams,
): { readonly sentences: Sentence[]; readonly numbers: Readonly<Record<string, number>> } {
  if (grouping.kind === 'squares')
    return { sentences: [finding({ key: 'rfm_no_names', values: { k: String(K), scores: String(scores) } })], numbers: {} };
  if (grouping.kind !== 'rules' || groups === 'grid') return { sentences: [], numbers: {} };
  const report = checkSegments(grouping.rules, scores);
  const numbers = { rule_cells: report.cells, unmatched_cells: report.unmatched.length, conflict_cells: report.conflicts.length };
  if (grouping.rules === COPIED_RULES) {
    const names = segments.filter(({ segment }) => report.never.includes(segment)).map(({ label }) => label);
    const listed = names
      .slice(1)
      .reduce<Text>((before, text) => ({ key: 'rules_list', values: { before, text } }), names[0] ?? { literal: '' });
    return {
      numbers,
      sentences: [
        {
          finding: { key: 'rfm_copied_conflicts', values: { n: report.conflicts.length, total: report.cells } },
          rest: { key: 'rfm_copied_never', values: { names: listed } },
        },
      ],
    };
  }
  const faults = faultsInWords(grouping.rules, scores, (name) => ({ literal: name }));
  const more = faults.length - MOST_FAULTS;
  return {
    numbers,
    sentences: [
      ...faults.slice(0, MOST_FAULTS).map(finding),
      ...(more > 0 ? [finding({ key: 'rfm_more_faults', values: { n: more } })] : []),
    ],
  };
}

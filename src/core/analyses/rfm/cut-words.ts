import type { Text } from '#core/messages/text';
import { formatAmount, type FormatOptions } from '#core/messages/format';
import type { Results } from '../contract';
import { bordersOf } from '../rank-scores';
import { countOf } from '../words';
import { keptCuts, type RfmParams } from './params';

type MeasureKey = 'r' | 'f' | 'm';

/** The cut points in force: those kept, else those of today (RF12); none for groups of equal size. */
export function borders(measure: MeasureKey, results: Results, params: RfmParams): readonly number[] {
  const kept = keptCuts(params, measure);
  if (kept) return kept;
  if (params.scoring === 'ntile') return [];
  const spans = (results['scores'] ?? [])
    .filter((row) => row['measure'] === measure && countOf(row, 'customers') > 0)
    .map((row) => ({ score: countOf(row, 'score'), least: countOf(row, 'least'), most: countOf(row, 'most') }));
  return bordersOf(spans, params.scores, measure === 'r' ? 'low' : 'high');
}

/** Scores that somebody can have with their half-open ranges, “5: < 18 · 4: < 38 · 3: ≥ 38”. */
function ranges(measure: MeasureKey, cuts: readonly number[], k: number, options: FormatOptions): string {
  const write = (value: number): string => formatAmount({ amount: value, unit: 'number' }, options);
  const parts: string[] = [];
  for (let at = 0; at <= cuts.length; at++) {
    const [from, to] = [cuts[at - 1], cuts[at]];
    if (from !== undefined && from === to) continue;
    const score = measure === 'r' ? k - at : at + 1;
    if (from === undefined) parts.push(`${score}: < ${write(to!)}`);
    else parts.push(measure === 'r' && to !== undefined ? `${score}: < ${write(to)}` : `${score}: ≥ ${write(from)}`);
  }
  return parts.join(' · ');
}

/** RF11: the legend, one line a measure. */
export const cutTexts = (results: Results, params: RfmParams, options: FormatOptions): Text[] =>
  (['r', 'f', 'm'] as const).flatMap((measure) => {
    const cuts = borders(measure, results, params);
    return cuts.length > 0
      ? [{ key: `rfm_legend_${measure}`, values: { ranges: ranges(measure, cuts, params.scores, options) } } as const]
      : [];
  });

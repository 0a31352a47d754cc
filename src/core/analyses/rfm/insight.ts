import type { Text } from '#core/messages/text';
import type { Insight, Sentence } from '#core/model/presentation';
import type { Results } from '../contract';
import { amount, countOf } from '../words';
import { borders } from './cut-words';
import type { RfmParams } from './params';
import { ruleSentences, scoreSentences } from './notes';
import type { Scored, SegmentRow } from './scored';

/** Whom the second sentence is about (RF9). */
const LAPSED = ['cant_lose', 'LHH'];

/** The group that brings most beyond its share of customers (RF9). */
function topOf({ segments }: Scored): SegmentRow | undefined {
  const lead = (row: SegmentRow): number => (row.revenueShare ?? 0) - (row.share ?? 0);
  const best = segments.filter((row) => row.customers > 0 && row.revenueShare !== null).toSorted((a, b) => lead(b) - lead(a))[0];
  return best && lead(best) > 0 ? best : undefined;
}

const lapsedOf = ({ segments }: Scored): SegmentRow | undefined =>
  segments.find((row) => LAPSED.includes(row.segment) && row.customers > 0);

/** Groups that a sentence names; the table sets them in accent. */
export const namedSegments = (scored: Scored): string[] => [
  ...new Set([topOf(scored), lapsedOf(scored)].flatMap((row) => (row ? [row.segment] : []))),
];

function sentencesOf(scored: Scored): Sentence[] {
  const sentences: Sentence[] = [];
  const [top, lapsed] = [topOf(scored), lapsedOf(scored)];
  const named = scored.grouping.kind === 'rules' || scored.grouping.kind === 'eight';
  if (top) {
    const values = { segment: top.label, share: amount(top.share, 'rate'), revenue_share: amount(top.revenueShare, 'rate') };
    sentences.push({ finding: named ? { key: 'rfm_top', values } : { key: 'rfm_top_plain', values } });
  }
  if (lapsed)
    sentences.push({
      finding: { key: 'rfm_lapsed', values: { n: lapsed.customers, days: lapsed.least ?? 0 } },
      rest: { key: 'rfm_lapsed_rest', values: { share: amount(lapsed.share, 'rate'), revenue_share: amount(lapsed.revenueShare, 'rate') } },
    });
  return sentences;
}

const perSegment = (row: SegmentRow): [string, number | null][] => [
  [`${row.segment}_customers`, row.customers],
  [`${row.segment}_share`, row.share],
  [`${row.segment}_revenue`, row.revenue],
  [`${row.segment}_revenue_share`, row.revenueShare],
  [`${row.segment}_orders`, row.orders],
  [`${row.segment}_median_days`, row.median],
  [`${row.segment}_repeat_rate`, row.repeat],
  ...(row.margin === null ? [] : [[`${row.segment}_margin`, row.margin] as [string, number]]),
];

export function insightOf(scored: Scored, results: Results, params: RfmParams): Insight {
  const notes = scoreSentences(results, params);
  const cuts = (['r', 'f', 'm'] as const).flatMap((measure) =>
    borders(measure, results, params).map((border, at): [string, number] => [`cut_${measure}_${at + 1}`, border]),
  );
  const lines = results['lines']?.[0];
  const thresholds = (['r', 'f', 'm'] as const).flatMap((key): [string, number][] =>
    lines ? [[`line_${key}`, countOf(lines, `${key}_line`)]] : [],
  );
  const rules = ruleSentences(scored, params);
  return {
    sentences: [...sentencesOf(scored), ...notes.sentences, ...rules.sentences],
    numbers: {
      customers: scored.customers,
      revenue: scored.revenue,
      coarse: notes.coarse ? 1 : 0,
      ...rules.numbers,
      ...Object.fromEntries([...scored.segments.flatMap(perSegment), ...cuts, ...thresholds]),
    },
  };
}

/** The words of a threshold: days, orders, money (RF16). */
export function lineWords(results: Results, params: RfmParams): Text | null {
  const row = results['lines']?.[0];
  if (!row) return null;
  return {
    key: `rfm_lines_${params.threshold}`,
    values: {
      days: amount(countOf(row, 'r_line'), 'number'),
      orders: amount(countOf(row, 'f_line'), 'number'),
      money: amount(countOf(row, 'm_line'), 'money'),
    },
  };
}

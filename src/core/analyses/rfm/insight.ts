import type { Text } from '#core/messages/text';
import type { Row } from '#core/model/columns';
import type { Insight, Sentence } from '#core/model/presentation';
import type { Results } from '../contract';
import { amount, countOf, numberOf, ratio } from '../words';
import { K, SEGMENTS, type Segment } from './segments';

/** One segment's numbers (RF7). */
export interface SegmentRow {
  readonly segment: Segment;
  readonly customers: number;
  readonly share: number | null;
  readonly orders: number;
  readonly revenue: number;
  readonly revenueShare: number | null;
  readonly average: number | null;
  readonly median: number | null;
  readonly least: number | null;
}

export interface Scored {
  readonly segments: readonly SegmentRow[];
  readonly customers: number;
  readonly revenue: number;
}

/** All eleven segments, by revenue; those without customers last. */
export function scoredOf(results: Results): Scored {
  const rows = results['segments'] ?? [];
  const total = (key: string): number => rows.reduce((sum, row) => sum + countOf(row, key), 0);
  const [customers, revenue] = [total('customers'), total('revenue')];
  const segments = SEGMENTS.map((segment): SegmentRow => {
    const row = rows.find((candidate) => candidate['segment'] === segment);
    const [members, orders, money] = [countOf(row, 'customers'), countOf(row, 'orders'), countOf(row, 'revenue')];
    return {
      segment,
      customers: members,
      share: ratio(members, customers),
      orders,
      revenue: money,
      revenueShare: revenue > 0 ? money / revenue : null,
      average: ratio(money, orders),
      median: numberOf(row?.['median_days']),
      least: numberOf(row?.['least_days']),
    };
  });
  return { customers, revenue, segments: segments.toSorted((a, b) => b.revenue - a.revenue || b.customers - a.customers) };
}

const segmentText = (segment: Segment): Text => ({ key: `rfm_segment_${segment}` });

/** The segment that brings most beyond its share of customers, and the lapsed good ones (RF9). */
function topOf({ segments }: Scored): SegmentRow | undefined {
  const lead = (row: SegmentRow): number => (row.revenueShare ?? 0) - (row.share ?? 0);
  const best = segments.filter((row) => row.customers > 0 && row.revenueShare !== null).toSorted((a, b) => lead(b) - lead(a))[0];
  return best && lead(best) > 0 ? best : undefined;
}

/** Segments that a sentence names; the table sets them in accent. */
export function namedSegments(scored: Scored): Segment[] {
  const lapsed = scored.segments.find((row) => row.segment === 'cant_lose' && row.customers > 0);
  return [...new Set([topOf(scored), lapsed].flatMap((row) => (row ? [row.segment] : [])))];
}

function scoreSentences(scores: readonly Row[]): { readonly sentences: Sentence[]; readonly coarse: boolean } {
  const of = (measure: string): Row[] => scores.filter((row) => row['measure'] === measure && countOf(row, 'customers') > 0);
  const values = of('f').reduce((sum, row) => sum + countOf(row, 'frequencies'), 0);
  const coarse = values > 0 && values < K;
  const used: Text = {
    literal: of('f')
      .map((row) => String(row['score']))
      .join(', '),
  };
  const without = (['r', 'f', 'm'] as const).filter((measure) => of(measure).length > 0 && !of(measure).some((row) => row['score'] === K));
  return {
    coarse,
    sentences: [
      ...(coarse ? [{ finding: { key: 'rfm_coarse', values: { values, scores: used } } as Text }] : []),
      ...without.map((measure) => ({ finding: { key: 'rfm_no_top', values: { scores: { key: `rfm_score_${measure}` } } } as Text })),
    ],
  };
}

export function insightOf(scored: Scored, results: Results): Insight {
  const sentences: Sentence[] = [];
  const top = topOf(scored);
  const lapsed = scored.segments.find((row) => row.segment === 'cant_lose' && row.customers > 0);
  if (top) {
    const values = { segment: segmentText(top.segment), share: amount(top.share, 'rate'), revenue_share: amount(top.revenueShare, 'rate') };
    sentences.push({ finding: { key: 'rfm_top', values } });
  }
  if (lapsed)
    sentences.push({
      finding: { key: 'rfm_lapsed', values: { n: lapsed.customers, days: lapsed.least ?? 0 } },
      rest: { key: 'rfm_lapsed_rest', values: { share: amount(lapsed.share, 'rate'), revenue_share: amount(lapsed.revenueShare, 'rate') } },
    });
  const notes = scoreSentences(results['scores'] ?? []);
  const perSegment = scored.segments.flatMap((row): [string, number | null][] => [
    [`${row.segment}_customers`, row.customers],
    [`${row.segment}_share`, row.share],
    [`${row.segment}_revenue`, row.revenue],
    [`${row.segment}_revenue_share`, row.revenueShare],
    [`${row.segment}_orders`, row.orders],
    [`${row.segment}_median_days`, row.median],
  ]);
  const numbers = { customers: scored.customers, revenue: scored.revenue, coarse: notes.coarse ? 1 : 0, ...Object.fromEntries(perSegment) };
  return { sentences: [...sentences, ...notes.sentences], numbers };
}

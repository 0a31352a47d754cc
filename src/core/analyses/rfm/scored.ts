import type { Text } from '#core/messages/text';
import type { Row } from '#core/model/columns';
import type { Results } from '../contract';
import { countOf, numberOf, ratio } from '../words';
import { actionOf, groupingOf, labelOf, namedGroups, type Grouping } from './grouping';
import type { RfmParams } from './params';

/** One group's numbers (RF7, RF20). */
export interface SegmentRow {
  readonly segment: string;
  readonly label: Text;
  readonly action: Text | null;
  readonly customers: number;
  readonly share: number | null;
  readonly orders: number;
  readonly revenue: number;
  readonly revenueShare: number | null;
  readonly average: number | null;
  readonly median: number | null;
  readonly least: number | null;
  readonly repeat: number | null;
  readonly margin: number | null;
}

export interface Scored {
  readonly segments: readonly SegmentRow[];
  readonly customers: number;
  readonly revenue: number;
  readonly grouping: Grouping;
}

/** Named groups stand by revenue, the others from the best score down. */
function inOrder(rows: readonly SegmentRow[], { kind }: Grouping): SegmentRow[] {
  const best = (a: SegmentRow, b: SegmentRow): number => b.segment.localeCompare(a.segment, 'en', { numeric: true });
  return rows.toSorted(kind === 'rules' || kind === 'eight' ? (a, b) => b.revenue - a.revenue || b.customers - a.customers : best);
}

/** All groups: the named ones also without customers, the others as they occur. */
export function scoredOf(results: Results, params: RfmParams): Scored {
  const rows = results['segments'] ?? [];
  const grouping = groupingOf(params);
  const total = (key: string): number => rows.reduce((sum, row) => sum + countOf(row, key), 0);
  const [customers, revenue] = [total('customers'), total('revenue')];
  const found = new Map(rows.map((row) => [String(row['segment']), row]));
  const ids = [...new Set([...namedGroups(grouping), ...found.keys()])];
  const segments = ids.map((segment): SegmentRow => {
    const row: Row | undefined = found.get(segment);
    const [members, orders, money] = [countOf(row, 'customers'), countOf(row, 'orders'), countOf(row, 'revenue')];
    return {
      segment,
      label: labelOf(segment, grouping),
      action: actionOf(segment, params),
      customers: members,
      share: ratio(members, customers),
      orders,
      revenue: money,
      revenueShare: revenue > 0 ? money / revenue : null,
      average: ratio(money, orders),
      median: numberOf(row?.['median_days']),
      least: numberOf(row?.['least_days']),
      repeat: row ? ratio(countOf(row, 'repeaters'), members) : null,
      margin: numberOf(row?.['margin']),
    };
  });
  return { customers, revenue, grouping, segments: inOrder(segments, grouping) };
}

import type { Row } from '#core/model/columns';
import type { Insight, Sentence } from '#core/model/presentation';
import type { PresentContext } from '../contract';
import { amount, countOf, customersText, periodText, ratio } from '../words';
import type { LifecycleParams } from './params';
import type { Period } from './series';

/** Share of the customers who were active in two periods or more; null where there is but one (LC6). */
function twiceOf(frequency: readonly Row[], periods: number): { readonly share: number | null; readonly customers: number } {
  const sum = (rows: readonly Row[]): number => rows.reduce((total, row) => total + countOf(row, 'customers'), 0);
  const customers = sum(frequency);
  return { customers, share: periods < 2 ? null : ratio(sum(frequency.filter((row) => countOf(row, 'k') >= 2)), customers) };
}

export function insightOf(
  series: readonly Period[],
  frequency: readonly Row[],
  { grain }: LifecycleParams,
  context: PresentContext,
): Insight {
  const at = series.findLastIndex((period) => period.whole);
  const latest = series[at];
  const twice = twiceOf(frequency, series.length);
  // Everybody of the period before is here again or dormant (LC4).
  const before = latest ? latest.returning + latest.dormant : null;
  const sentences: Sentence[] = [];
  if (latest && (latest.active > 0 || latest.dormant > 0)) {
    const values = {
      period: periodText(grain, latest.start, context),
      customers: customersText(latest.active),
      fresh: amount(latest.new, 'count'),
      returning: amount(latest.returning, 'count'),
      back: amount(latest.resurrecting, 'count'),
      dormant: amount(latest.dormant, 'count'),
      before: amount(before, 'count'),
    };
    const rest = twice.share === null ? 'lifecycle_rest' : 'lifecycle_rest_twice';
    sentences.push({
      finding: { key: 'lifecycle_finding', values },
      rest: { key: rest, values: { ...values, rate: amount(twice.share, 'rate'), all: customersText(twice.customers) } },
    });
  }
  return {
    sentences,
    numbers: {
      active: latest?.active ?? null,
      new: latest?.new ?? null,
      returning: latest?.returning ?? null,
      resurrecting: latest?.resurrecting ?? null,
      dormant: latest?.dormant ?? null,
      before,
      twice: twice.share,
    },
  };
}

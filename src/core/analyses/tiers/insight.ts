import type { Insight, Sentence } from '#core/model/presentation';
import { checkRules } from '../tier-check';
import { amount, customersText } from '../words';
import type { Ladder, Tier } from './ladder';

/** Under so many customers a share says little. */
const SMALL = 30;

/** The tier whose share of revenue stands furthest above its share of customers (TI11). */
export function leadingTier({ tiers }: Ladder): Tier | undefined {
  const lead = (tier: Tier): number => (tier.revenueShare ?? 0) - (tier.share ?? 0);
  const best = tiers.filter((tier) => tier.customers > 0).toSorted((a, b) => lead(b) - lead(a))[0];
  return best && lead(best) > 0 ? best : undefined;
}

export function insightOf(ladder: Ladder): Insight {
  const sentences: Sentence[] = [];
  const best = leadingTier(ladder);
  if (best) {
    const values = {
      tier: best.name,
      share: amount(best.share, 'rate'),
      revenue_share: amount(best.revenueShare, 'rate'),
      average: amount(best.average, 'money'),
      repeat: amount(best.repeatRate, 'rate'),
      days: amount(best.median, 'number'),
      customers: customersText(best.customers),
    };
    sentences.push({
      finding: { key: 'tiers_finding', values },
      rest: { key: best.customers < SMALL ? 'tiers_rest_small' : 'tiers_rest', values },
    });
  }
  const { unreached } = checkRules(ladder.rules);
  if (!ladder.own)
    for (const place of unreached)
      sentences.push({ finding: { key: 'tiers_unreached', values: { tier: { literal: ladder.rules[place]!.name } } } });
  if (ladder.several !== null && ladder.several > 0)
    sentences.push({ finding: { key: 'tiers_several', values: { customers: customersText(ladder.several) } } });
  const perTier = ladder.tiers.flatMap((tier): [string, number | null][] => [
    [`tier_${tier.place + 1}_customers`, tier.customers],
    [`tier_${tier.place + 1}_share`, tier.share],
    [`tier_${tier.place + 1}_revenue`, tier.revenue],
    [`tier_${tier.place + 1}_revenue_share`, tier.revenueShare],
    [`tier_${tier.place + 1}_repeat_rate`, tier.repeatRate],
    [`tier_${tier.place + 1}_median_days`, tier.median],
  ]);
  const cuts = ladder.cuts.map((cut, at): [string, number] => [`cut_${at + 1}`, cut]);
  return {
    sentences,
    numbers: {
      customers: ladder.customers,
      revenue: ladder.revenue,
      several: ladder.several,
      unreached: ladder.own ? 0 : unreached.length,
      ...Object.fromEntries([...perTier, ...cuts]),
    },
  };
}

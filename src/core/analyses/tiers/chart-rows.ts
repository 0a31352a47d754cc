import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import { amount, customersText, saying } from '../words';
import type { Ladder, Tier } from './ladder';

const BLANK = { kind: '', row: 0, x: 0, label: null, short: null, tip: null, part: null, said: false };

/** Two bars and a name for each tier, top first; the longest bar takes the whole width. */
export function chartRows({ tiers }: Ladder, said: Tier | undefined, context: PresentContext): Row[] {
  const say = saying(context);
  const longest = Math.max(1e-9, ...tiers.flatMap(({ share, revenueShare }) => [share ?? 0, revenueShare ?? 0]));
  return tiers.flatMap((tier, row): Row[] => {
    const values = {
      tier: tier.name,
      share: amount(tier.share, 'rate'),
      revenue_share: amount(tier.revenueShare, 'rate'),
      customers: customersText(tier.customers),
      revenue: amount(tier.revenue, 'money'),
    };
    const own = {
      ...BLANK,
      row,
      said: tier === said,
      tip: say({ key: 'tiers_tip', values }),
      part: JSON.stringify({ tier: tier.rule.name }),
    };
    const bar = (kind: 'revenue' | 'customers', share: number | null): Row => ({
      ...own,
      kind,
      x: Math.max(0, share ?? 0) / longest,
      label: say({ key: `tiers_bar_${kind}`, values }),
      short: say({ key: `tiers_short_${kind}`, values }),
    });
    return [
      bar('revenue', tier.revenueShare),
      bar('customers', tier.share),
      { ...own, kind: 'name', label: say(tier.name), tip: null, part: null },
    ];
  });
}

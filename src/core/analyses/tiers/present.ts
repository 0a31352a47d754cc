import type { Text } from '#core/messages/text';
import type { Presentation, TableColumn, TableRow } from '#core/model/presentation';
import { customerLedger } from '../cell-account';
import type { PresentContext, Results } from '../contract';
import { makeStamp } from '../stamp';
import { ruleText } from '../tier-words';
import { amount, countOf } from '../words';
import { heightOf, narrowSpec, wideSpec } from './chart';
import { chartRows } from './chart-rows';
import { insightOf, leadingTier } from './insight';
import { readLadder, type Ladder, type Tier } from './ladder';
import type { TiersParams } from './params';

const columns = (taken: boolean): TableColumn[] => [
  { key: 'tier', label: { key: 'tiers_column_tier' }, unit: 'text', is: 'key' },
  { key: 'customers', label: { key: 'measure_customers' }, unit: 'customers', is: 'count', part: true },
  { key: 'share', label: { key: 'measure_share' }, unit: 'rate', is: 'share', of: 'customers' },
  { key: 'revenue', label: { key: 'measure_revenue' }, unit: 'money', is: 'sum' },
  { key: 'revenue_share', label: { key: 'measure_revenue_share' }, unit: 'rate', is: 'share', of: 'revenue' },
  { key: 'average_order', label: { key: 'measure_average_order' }, unit: 'money', is: 'other' },
  { key: 'median_days', label: { key: 'tiers_column_median' }, unit: 'days', is: 'other' },
  { key: 'repeat_rate', label: { key: 'measure_repeat_rate' }, unit: 'rate', is: 'other' },
  ...(taken ? [{ key: 'taken', label: { key: 'tiers_column_taken' }, unit: 'customers', is: 'other', part: true } as const] : []),
  { key: 'rule', label: { key: 'tiers_column_rule' }, unit: 'text', is: 'key' },
];

function tableRow(tier: Tier, said: boolean, { model }: PresentContext): TableRow {
  const part = { tier: tier.rule.name };
  return {
    values: {
      tier: tier.rule.name,
      customers: tier.customers,
      share: tier.share,
      revenue: tier.revenue,
      revenue_share: tier.revenueShare,
      average_order: tier.average,
      median_days: tier.median,
      repeat_rate: tier.repeatRate,
      taken: tier.taken,
      rule: tier.rule.name,
    },
    texts: { tier: tier.name, rule: ruleText(tier.rule, model) },
    parts: { customers: part, ...(tier.taken !== null && tier.place > 0 ? { taken: { ...part, taken: true } } : {}) },
    said,
  };
}

const captionOf = ({ tiers }: Ladder, said: Tier | undefined): Text => {
  const tier = said ?? tiers[0]!;
  return {
    key: 'tiers_caption',
    values: {
      tiers: tiers.length,
      tier: tier.name,
      share: amount(tier.share, 'rate'),
      revenue_share: amount(tier.revenueShare, 'rate'),
    },
  };
};

export function present(results: Results, params: TiersParams, context: PresentContext): Presentation {
  const ladder = readLadder(results, params);
  const said = leadingTier(ladder);
  const anonymous = countOf(results['orders']?.[0], 'orders');
  const ledger = customerLedger(results['account'] ?? [], 'in_tiers', {
    other_customers: { key: 'ledger_customers_other' },
    no_order: { key: 'ledger_customers_no_order' },
    outside_filters: { key: 'ledger_customers_outside_filters' },
  });
  const { length } = ladder.tiers;
  const phrase: Text = ladder.own
    ? params.window === 0
      ? { key: 'stamp_tiers_own_all' }
      : { key: 'stamp_tiers_own', values: { days: params.window } }
    : { key: 'stamp_tiers_fixed' };
  return {
    figures: [],
    charts:
      ladder.customers === 0
        ? []
        : [
            {
              id: 'ladder',
              spec: wideSpec(length),
              narrow: narrowSpec(length),
              rows: chartRows(ladder, said, context),
              height: heightOf(length),
              title: { key: 'tiers_chart_title' },
              caption: captionOf(ladder, said),
            },
          ],
    table: {
      columns: columns(ladder.several !== null && ladder.several > 0),
      rows: ladder.tiers.map((tier) => tableRow(tier, tier === said, context)),
    },
    insight: insightOf(ladder),
    stamp: makeStamp(context, { money: true, range: false, provisional: false, phrases: [{ key: 'stamp_lifetime' }, phrase] }),
    ledger: {
      used: ledger.used,
      excluded: [
        ...ledger.excluded,
        ...(anonymous > 0 ? [{ reason: { key: 'ledger_no_customer' } as Text, count: anonymous, unit: 'orders' as const }] : []),
      ],
    },
  };
}

import type { Form } from '../contract';
import type { TierRule } from '../tier-params';

/**
 * `gap`: days from the earlier date to the later. `window`: lookback of RFM and of the page's own tiers in days, 0 = all of the past. `tiers` as in the
 * analysis of tiers. `cuts`: those of the earlier date at both, or taken anew at the later (MG4, MG5). `show`: what the matrix holds.
 */
export type MigrationParams = {
  readonly scheme: 'tiers' | 'rfm';
  readonly gap: number;
  readonly tiers: readonly TierRule[];
  readonly window: number;
  readonly cuts: 'frozen' | 'again';
  readonly show: 'customers' | 'share';
};

export const form: Form = [
  {
    key: 'scheme',
    type: 'choice',
    label: { key: 'migration_scheme' },
    help: { key: 'migration_scheme_help' },
    options: (['tiers', 'rfm'] as const).map((value) => ({ value, label: { key: `migration_scheme_${value}` } })),
    default: 'tiers',
  },
  {
    key: 'gap',
    type: 'integer',
    label: { key: 'migration_gap' },
    help: { key: 'migration_gap_help' },
    unit: 'days',
    min: 1,
    max: 3650,
    default: 365,
  },
  { key: 'tiers', type: 'tiers', label: { key: 'tiers_list' }, help: { key: 'migration_tiers_help' }, default: [] },
  {
    key: 'window',
    type: 'integer',
    label: { key: 'migration_window' },
    help: { key: 'migration_window_help' },
    unit: 'days',
    min: 0,
    max: 3650,
    default: 365,
    more: true,
  },
  {
    key: 'cuts',
    type: 'choice',
    label: { key: 'migration_cuts' },
    help: { key: 'migration_cuts_help' },
    options: (['frozen', 'again'] as const).map((value) => ({ value, label: { key: `migration_cuts_${value}` } })),
    default: 'frozen',
    more: true,
  },
  {
    key: 'show',
    type: 'choice',
    label: { key: 'migration_show' },
    help: { key: 'migration_show_help' },
    options: (['customers', 'share'] as const).map((value) => ({ value, label: { key: `migration_show_${value}` } })),
    default: 'customers',
    more: true,
  },
];

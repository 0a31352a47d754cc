import type { Form } from '../contract';
import type { TierRule } from '../tier-params';

/** `tiers` empty: the page's own by revenue of the last `window` days, 0 = of all time (TI6). */
export type TiersParams = { readonly tiers: readonly TierRule[]; readonly window: number };

export const form: Form = [
  { key: 'tiers', type: 'tiers', label: { key: 'tiers_list' }, help: { key: 'tiers_list_help' }, default: [] },
  {
    key: 'window',
    type: 'integer',
    label: { key: 'tiers_window' },
    help: { key: 'tiers_window_help' },
    unit: 'days',
    min: 0,
    max: 3650,
    default: 365,
    more: true,
  },
];

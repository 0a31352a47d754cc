import type { Form } from '../contract';

/** `lookbackDays`: orders of the last so many days are counted; 0 = all. `frequency`: F counts orders, or days with an order. */
export type RfmParams = { readonly lookbackDays: number; readonly frequency: 'orders' | 'days' };

export const form: Form = [
  {
    key: 'lookbackDays',
    type: 'integer',
    label: { key: 'rfm_lookback' },
    help: { key: 'rfm_lookback_help' },
    unit: 'days',
    min: 0,
    max: 3650,
    default: 365,
  },
  {
    key: 'frequency',
    type: 'choice',
    label: { key: 'rfm_frequency' },
    help: { key: 'rfm_frequency_help' },
    options: (['orders', 'days'] as const).map((value) => ({ value, label: { key: `rfm_frequency_${value}` } })),
    default: 'orders',
  },
];

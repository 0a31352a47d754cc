import type { Form } from '../contract';

/** `lookbackDays`: orders of the last so many days are counted; 0 = all. */
export type RfmParams = { readonly lookbackDays: number };

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
];

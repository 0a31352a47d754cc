import type { Form } from '../contract';

/** `days`: how long after the answer an order counts (SR2). */
export type RepurchaseParams = { readonly days: '90' | '180' };

export const form: Form = [
  {
    key: 'days',
    type: 'choice',
    label: { key: 'answered_repurchase_days' },
    help: { key: 'answered_repurchase_days_help' },
    options: (['90', '180'] as const).map((value) => ({
      value,
      label: { key: 'answered_repurchase_days_n', values: { n: Number(value) } },
    })),
    default: '90',
  },
];

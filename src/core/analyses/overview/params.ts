import type { Form } from '../contract';

/** `compare`: `auto` is the year before or, where the data do not reach back, the days before. */
export type OverviewParams = { readonly compare: 'auto' | 'year' | 'days' | 'none' };

export const form: Form = [
  {
    key: 'compare',
    type: 'choice',
    label: { key: 'overview_compare' },
    help: { key: 'overview_compare_help' },
    options: [
      { value: 'auto', label: { key: 'overview_compare_auto' } },
      { value: 'year', label: { key: 'overview_compare_year' } },
      { value: 'days', label: { key: 'overview_compare_days' } },
      { value: 'none', label: { key: 'overview_compare_none' } },
    ],
    default: 'auto',
  },
];

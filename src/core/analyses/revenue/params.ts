import type { Form } from '../contract';

export type RevenueGrain = 'day' | 'week' | 'month' | 'quarter';
export type RevenueParams = { readonly grain: RevenueGrain; readonly compare: 'year' | 'none' };

export const form: Form = [
  {
    key: 'grain',
    type: 'choice',
    label: { key: 'revenue_grain' },
    help: { key: 'revenue_grain_help' },
    options: (['day', 'week', 'month', 'quarter'] as const).map((value) => ({ value, label: { key: `grain_${value}` } })),
    default: 'month',
  },
  {
    key: 'compare',
    type: 'choice',
    label: { key: 'revenue_compare' },
    help: { key: 'revenue_compare_help' },
    options: (['year', 'none'] as const).map((value) => ({ value, label: { key: `revenue_compare_${value}` } })),
    default: 'year',
  },
];

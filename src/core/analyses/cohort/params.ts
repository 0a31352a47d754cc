import type { Form } from '../contract';

export type CohortGrain = 'week' | 'month' | 'quarter';
export type CohortParams = { readonly grain: CohortGrain; readonly maxPeriods: number };

export const form: Form = [
  {
    key: 'grain',
    type: 'choice',
    label: { key: 'cohort_grain' },
    help: { key: 'cohort_grain_help' },
    options: (['week', 'month', 'quarter'] as const).map((value) => ({ value, label: { key: `grain_${value}` } })),
    default: 'month',
  },
  {
    key: 'maxPeriods',
    type: 'integer',
    label: { key: 'cohort_max_periods' },
    help: { key: 'cohort_max_periods_help' },
    unit: 'count',
    min: 1,
    max: 24,
    default: 12,
  },
];

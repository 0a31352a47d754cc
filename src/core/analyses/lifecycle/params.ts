import type { Grain } from '#core/sql/dialect';
import type { Form } from '../contract';

export type LifecycleParams = { readonly grain: Grain };

export const form: Form = [
  {
    key: 'grain',
    type: 'choice',
    label: { key: 'lifecycle_grain' },
    help: { key: 'lifecycle_grain_help' },
    options: (['day', 'week', 'month', 'quarter', 'year'] as const).map((value) => ({ value, label: { key: `grain_${value}` } })),
    default: 'month',
  },
];

import type { Form } from '../contract';

/** `points`: length of the scale of the sides, and of the outcome csat. `kind`: grades as they are, or their ranks (Spearman). */
export type DriversParams = {
  readonly outcome: 'nps' | 'csat';
  readonly points: '3' | '4' | '5' | '6' | '7' | '10';
  readonly kind: 'values' | 'ranks';
};

export const form: Form = [
  {
    key: 'outcome',
    type: 'choice',
    label: { key: 'drivers_outcome' },
    help: { key: 'drivers_outcome_help' },
    options: (['nps', 'csat'] as const).map((value) => ({ value, label: { key: `drivers_outcome_${value}` } })),
    default: 'nps',
  },
  {
    key: 'points',
    type: 'choice',
    label: { key: 'satisfaction_points' },
    help: { key: 'drivers_points_help' },
    options: (['3', '4', '5', '6', '7', '10'] as const).map((value) => ({ value, label: { literal: value } })),
    default: '5',
  },
  {
    key: 'kind',
    type: 'choice',
    label: { key: 'drivers_kind' },
    help: { key: 'drivers_kind_help' },
    options: (['values', 'ranks'] as const).map((value) => ({ value, label: { key: `drivers_kind_${value}` } })),
    default: 'values',
  },
];

import type { Form } from '../contract';
import { GRADE_POINTS, gradeLabel, type GradePoints } from '../graded-columns';

/** `sides`: names of columns, empty = all that may be grades. `points`: length of the scale of the sides, and of the outcome csat. `kind`: grades as they are, or their ranks (Spearman). */
export type DriversParams = {
  readonly outcome: 'nps' | 'csat';
  readonly sides: readonly string[];
  readonly points: GradePoints;
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
  { key: 'sides', type: 'grades', label: { key: 'drivers_sides' }, help: { key: 'drivers_sides_help' }, default: [] },
  {
    key: 'points',
    type: 'choice',
    label: { key: 'satisfaction_points' },
    help: { key: 'drivers_points_help' },
    options: GRADE_POINTS.map((value) => ({ value, label: { literal: gradeLabel(value) } })),
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

import type { Field, Form } from '../contract';
import type { Over } from '../answer-periods';
import { MADE_SPLITS } from '../answer-split';
import { GRADE_POINTS, gradeLabel, type GradePoints } from '../graded-columns';

/** `sides`: names of columns, empty = all that may be grades. `over`: whose periods are compared (DI6). `split`: as in the satisfaction cell. */
export type DimensionsParams = {
  readonly sides: readonly string[];
  readonly points: GradePoints;
  readonly split: string | null;
  readonly over: Over;
  readonly answers: 'latest' | 'every';
};

export const DEFAULTS: DimensionsParams = { sides: [], points: '5', split: null, over: 'none', answers: 'latest' };

const over: Field = {
  key: 'over',
  type: 'choice',
  label: { key: 'dimensions_over' },
  help: { key: 'dimensions_over_help' },
  options: (['none', 'wave', 'month', 'quarter', 'year'] as const).map((value) => ({
    value,
    label: { key: value === 'none' ? 'dimensions_over_none' : `satisfaction_over_${value}` },
  })),
  default: DEFAULTS.over,
};

export const form: Form = [
  { key: 'sides', type: 'grades', label: { key: 'dimensions_sides' }, help: { key: 'dimensions_sides_help' }, default: [] },
  {
    key: 'points',
    type: 'choice',
    label: { key: 'satisfaction_points' },
    help: { key: 'drivers_points_help' },
    options: GRADE_POINTS.map((value) => ({ value, label: { literal: gradeLabel(value) } })),
    default: DEFAULTS.points,
  },
  {
    key: 'split',
    type: 'dimension',
    label: { key: 'satisfaction_split' },
    help: { key: 'satisfaction_split_help' },
    tables: ['surveys', 'customers'],
    made: MADE_SPLITS,
    default: null,
  },
  over,
  {
    key: 'answers',
    type: 'choice',
    label: { key: 'satisfaction_answers' },
    help: { key: 'satisfaction_answers_help' },
    options: (['latest', 'every'] as const).map((value) => ({ value, label: { key: `satisfaction_answers_${value}` } })),
    default: DEFAULTS.answers,
    more: true,
  },
];

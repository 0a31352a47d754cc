import type { Form } from '../contract';

export const MEASURES = ['nps', 'csat', 'ces'] as const;
export type Measure = (typeof MEASURES)[number];

/** `points`: length of the scale of csat and ces. `easy`: which end of the scale of effort is easy (SA6). `split`: `table.column` or null. */
export type SatisfactionParams = {
  readonly measure: Measure;
  readonly split: string | null;
  readonly answers: 'latest' | 'every';
  readonly points: '3' | '4' | '5' | '6' | '7' | '10';
  readonly easy: 'unknown' | 'high' | 'low';
};

export const form: Form = [
  {
    key: 'measure',
    type: 'choice',
    label: { key: 'satisfaction_measure' },
    help: { key: 'satisfaction_measure_help' },
    options: MEASURES.map((value) => ({ value, label: { key: `satisfaction_${value}` } })),
    default: 'nps',
  },
  {
    key: 'split',
    type: 'dimension',
    label: { key: 'satisfaction_split' },
    help: { key: 'satisfaction_split_help' },
    tables: ['surveys', 'customers'],
    default: null,
  },
  {
    key: 'answers',
    type: 'choice',
    label: { key: 'satisfaction_answers' },
    help: { key: 'satisfaction_answers_help' },
    options: (['latest', 'every'] as const).map((value) => ({ value, label: { key: `satisfaction_answers_${value}` } })),
    default: 'latest',
  },
  {
    key: 'points',
    type: 'choice',
    label: { key: 'satisfaction_points' },
    help: { key: 'satisfaction_points_help' },
    options: (['3', '4', '5', '6', '7', '10'] as const).map((value) => ({ value, label: { literal: value } })),
    default: '5',
  },
  {
    key: 'easy',
    type: 'choice',
    label: { key: 'satisfaction_easy' },
    help: { key: 'satisfaction_easy_help' },
    options: (['unknown', 'high', 'low'] as const).map((value) => ({ value, label: { key: `satisfaction_easy_${value}` } })),
    default: 'unknown',
  },
];

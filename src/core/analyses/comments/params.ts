import type { Form } from '../contract';
import { POINTS, type Points } from '../graded-columns';

/** `themes`: lines of words, empty = the starter list (CM2). `measure`: the score that comes with a comment. `over`: CM7. */
export type CommentsParams = {
  readonly themes: readonly string[];
  readonly measure: 'nps' | 'csat';
  readonly points: Points;
  readonly over: 'none' | 'month' | 'quarter' | 'year';
};

export const DEFAULTS: CommentsParams = { themes: [], measure: 'nps', points: '5', over: 'none' };

export const form: Form = [
  { key: 'themes', type: 'themes', label: { key: 'comments_themes' }, help: { key: 'comments_themes_help' }, default: [] },
  {
    key: 'over',
    type: 'choice',
    label: { key: 'satisfaction_over' },
    help: { key: 'comments_over_help' },
    options: (['none', 'month', 'quarter', 'year'] as const).map((value) => ({ value, label: { key: `satisfaction_over_${value}` } })),
    default: DEFAULTS.over,
  },
  {
    key: 'measure',
    type: 'choice',
    label: { key: 'response_measure' },
    help: { key: 'comments_measure_help' },
    options: (['nps', 'csat'] as const).map((value) => ({ value, label: { key: `comments_measure_${value}` } })),
    default: DEFAULTS.measure,
  },
  {
    key: 'points',
    type: 'choice',
    label: { key: 'satisfaction_points' },
    help: { key: 'satisfaction_points_help' },
    options: POINTS.map((value) => ({ value, label: { literal: value } })),
    default: DEFAULTS.points,
    more: true,
  },
];

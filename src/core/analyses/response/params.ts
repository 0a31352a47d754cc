import type { Form } from '../contract';
import { POINTS, type Points } from '../graded-columns';

/** `split`: groups of the rate; `weight`: attribute of the post-stratified score (RE8); `wait`: RE1; `listOnly`: RE9. */
export type ResponseParams = {
  readonly split: string | null;
  readonly measure: 'nps' | 'csat';
  readonly points: Points;
  readonly weight: string | null;
  readonly wait: number;
  readonly listOnly: boolean;
};

export const DEFAULTS: ResponseParams = { split: null, measure: 'nps', points: '5', weight: null, wait: 14, listOnly: false };

export const form: Form = [
  {
    key: 'split',
    type: 'dimension',
    label: { key: 'response_split' },
    help: { key: 'response_split_help' },
    tables: ['survey_invites', 'customers'],
    default: null,
  },
  {
    key: 'measure',
    type: 'choice',
    label: { key: 'response_measure' },
    help: { key: 'response_measure_help' },
    options: (['nps', 'csat'] as const).map((value) => ({ value, label: { key: `satisfaction_${value}` } })),
    default: DEFAULTS.measure,
  },
  {
    key: 'weight',
    type: 'dimension',
    label: { key: 'response_weight' },
    help: { key: 'response_weight_help' },
    tables: ['customers'],
    default: null,
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
  {
    key: 'wait',
    type: 'integer',
    unit: 'days',
    label: { key: 'response_wait' },
    help: { key: 'response_wait_help' },
    min: 0,
    max: 365,
    default: DEFAULTS.wait,
    more: true,
  },
  {
    key: 'listOnly',
    type: 'boolean',
    label: { key: 'response_list_only' },
    help: { key: 'response_list_only_help' },
    default: false,
    more: true,
  },
];

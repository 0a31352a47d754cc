import type { MessageKey } from '#core/messages/message-key';
import type { Over } from '../answer-periods';
import { MADE_SPLITS } from '../answer-split';
import type { Field, Form } from '../contract';

export const MEASURES = ['nps', 'csat', 'ces'] as const;
export type Measure = (typeof MEASURES)[number];

/**
 * `points`: length of the scale of csat and ces. `easy`: which end of the scale of effort is easy (SA6). `split`: `table.column`, the value of a
 * made group, or null. `over`: what runs along the trend (SA11). `compare`: SA13. `interval`: of NPS (SA4).
 */
export type SatisfactionParams = {
  readonly measure: Measure;
  readonly split: string | null;
  readonly over: Over;
  readonly compare: 'independent' | 'paired';
  readonly answers: 'latest' | 'every';
  readonly points: '3' | '4' | '5' | '6' | '7' | '10';
  readonly easy: 'unknown' | 'high' | 'low';
  readonly interval: 'auto' | 'plain' | 'adjusted';
};

export const DEFAULTS: SatisfactionParams = {
  measure: 'nps',
  split: null,
  over: 'none',
  compare: 'independent',
  answers: 'latest',
  points: '5',
  easy: 'unknown',
  interval: 'auto',
};

const choice = <const Key extends 'measure' | 'over' | 'compare' | 'answers' | 'easy' | 'interval'>(
  key: Key,
  values: readonly SatisfactionParams[Key][],
  prefix: string = `${key}_`,
): Field => ({
  key,
  type: 'choice',
  label: { key: `satisfaction_${key}` },
  help: { key: `satisfaction_${key}_help` },
  options: values.map((value) => ({ value, label: { key: `satisfaction_${prefix}${value}` as MessageKey } })),
  default: DEFAULTS[key],
});

export const form: Form = [
  choice('measure', MEASURES, ''),
  {
    key: 'split',
    type: 'dimension',
    label: { key: 'satisfaction_split' },
    help: { key: 'satisfaction_split_help' },
    tables: ['surveys', 'customers'],
    made: MADE_SPLITS,
    default: null,
  },
  choice('over', ['none', 'wave', 'month', 'quarter', 'year']),
  choice('answers', ['latest', 'every']),
  {
    key: 'points',
    type: 'choice',
    label: { key: 'satisfaction_points' },
    help: { key: 'satisfaction_points_help' },
    options: (['3', '4', '5', '6', '7', '10'] as const).map((value) => ({ value, label: { literal: value } })),
    default: DEFAULTS.points,
  },
  choice('easy', ['unknown', 'high', 'low']),
  { ...choice('compare', ['independent', 'paired']), more: true },
  { ...choice('interval', ['auto', 'plain', 'adjusted']), more: true },
];

import type { Field, Form } from '../contract';

export const RULES = ['reached', 'all', 'any'] as const;

/** `stages`, `won`, `lost`: stages as the data call them, empty = by their words. `which`: the dates that choose deals. `split`: `table.column` or null. */
export type PipelineParams = {
  readonly rule: (typeof RULES)[number];
  readonly stages: readonly string[];
  readonly split: string | null;
  readonly which: 'created' | 'closed';
  readonly entries: 'first' | 'every';
  readonly won: readonly string[];
  readonly lost: readonly string[];
};

const choice = (key: 'rule' | 'which' | 'entries', values: readonly string[], more: boolean): Field => ({
  key,
  type: 'choice',
  label: { key: `pipeline_${key}` },
  help: { key: `pipeline_${key}_help` },
  options: values.map((value) => ({ value, label: { key: `pipeline_${key}_${value}` as 'pipeline_rule_all' } })),
  default: values[0]!,
  ...(more ? { more: true } : {}),
});
const stages = (key: 'stages' | 'won' | 'lost', state: 'open' | 'won' | 'lost'): Field => ({
  key,
  type: 'stages',
  state,
  label: { key: `pipeline_${key}` },
  help: { key: `pipeline_${key}_help` },
  default: [],
  ...(state === 'open' ? {} : { more: true }),
});

export const form: Form = [
  stages('stages', 'open'),
  choice('rule', RULES, false),
  {
    key: 'split',
    type: 'dimension',
    label: { key: 'pipeline_split' },
    help: { key: 'pipeline_split_help' },
    tables: ['opportunities', 'customers'],
    default: null,
  },
  choice('which', ['created', 'closed'], false),
  choice('entries', ['first', 'every'], true),
  stages('won', 'won'),
  stages('lost', 'lost'),
];

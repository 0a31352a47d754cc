import type { Field, Form } from '../contract';

/**
 * `horizon`: months between then and now. `term`: months of a contract without an end, 0 = it has none. `amount`: what a contract's amount is for. `show`: the picture, then against now or
 * month by month.
 */
export type RevenueRetentionParams = {
  readonly horizon: '1' | '3' | '6' | '12';
  readonly show: 'bridge' | 'months';
  readonly source: 'auto' | 'contracts' | 'orders';
  readonly amount: 'run' | 'year' | 'month';
  readonly term: number;
};

export const DEFAULTS: RevenueRetentionParams = { horizon: '12', show: 'bridge', source: 'auto', amount: 'run', term: 12 };

const rare: readonly Field[] = [
  {
    key: 'source',
    type: 'choice',
    label: { key: 'revenue_retention_source' },
    help: { key: 'revenue_retention_source_help' },
    options: (['auto', 'contracts', 'orders'] as const).map((value) => ({ value, label: { key: `revenue_retention_source_${value}` } })),
    default: DEFAULTS.source,
  },
  {
    key: 'amount',
    type: 'choice',
    label: { key: 'revenue_retention_amount' },
    help: { key: 'revenue_retention_amount_help' },
    options: (['run', 'year', 'month'] as const).map((value) => ({ value, label: { key: `revenue_retention_amount_${value}` } })),
    default: DEFAULTS.amount,
  },
  {
    key: 'term',
    type: 'integer',
    min: 0,
    max: 120,
    label: { key: 'revenue_retention_term' },
    help: { key: 'revenue_retention_term_help' },
    default: DEFAULTS.term,
  },
];

export const form: Form = [
  {
    key: 'horizon',
    type: 'choice',
    label: { key: 'revenue_retention_horizon' },
    help: { key: 'revenue_retention_horizon_help' },
    options: (['1', '3', '6', '12'] as const).map((value) => ({ value, label: { key: `revenue_retention_horizon_${value}` } })),
    default: DEFAULTS.horizon,
  },
  {
    key: 'show',
    type: 'choice',
    label: { key: 'revenue_retention_show' },
    help: { key: 'revenue_retention_show_help' },
    options: (['bridge', 'months'] as const).map((value) => ({ value, label: { key: `revenue_retention_show_${value}` } })),
    default: DEFAULTS.show,
  },
  ...rare.map((field): Field => ({ ...field, more: true })),
];

import type { SurvivalIntervalType } from '#core/stats/survival-summary';
import type { Form } from '../contract';

/** The options; `rules.md` says what each one changes. `breakdown` is `table.column` or null. */
export type RepurchaseParams = {
  readonly show: 'curves' | 'stages';
  /** N of “within N days”. */
  readonly days: number;
  readonly breakdown: string | null;
  readonly from: 'previous' | 'first';
  /** L: so many orders make a loyal customer. */
  readonly loyal: number;
  /** Last day that the curves show. */
  readonly until: number;
  readonly sameDay: boolean;
  readonly interval: SurvivalIntervalType;
};

export const form: Form = [
  {
    key: 'show',
    type: 'choice',
    label: { key: 'repurchase_show' },
    help: { key: 'repurchase_show_help' },
    options: (['curves', 'stages'] as const).map((value) => ({ value, label: { key: `repurchase_show_${value}` } })),
    default: 'curves',
  },
  {
    key: 'days',
    type: 'integer',
    label: { key: 'repurchase_days' },
    help: { key: 'repurchase_days_help' },
    unit: 'days',
    min: 1,
    max: 1825,
    default: 90,
  },
  {
    key: 'breakdown',
    type: 'dimension',
    label: { key: 'repurchase_breakdown' },
    help: { key: 'repurchase_breakdown_help' },
    tables: ['orders', 'order_items', 'customers'],
    default: null,
  },
  {
    key: 'from',
    type: 'choice',
    label: { key: 'repurchase_from' },
    help: { key: 'repurchase_from_help' },
    options: (['previous', 'first'] as const).map((value) => ({ value, label: { key: `repurchase_from_${value}` } })),
    default: 'previous',
    more: true,
  },
  {
    key: 'loyal',
    type: 'integer',
    label: { key: 'repurchase_loyal' },
    help: { key: 'repurchase_loyal_help' },
    unit: 'orders',
    min: 3,
    max: 50,
    default: 4,
    more: true,
  },
  {
    key: 'until',
    type: 'integer',
    label: { key: 'repurchase_until' },
    help: { key: 'repurchase_until_help' },
    unit: 'days',
    min: 7,
    max: 3650,
    default: 365,
    more: true,
  },
  {
    key: 'sameDay',
    type: 'boolean',
    label: { key: 'repurchase_same_day' },
    help: { key: 'repurchase_same_day_help' },
    default: false,
    more: true,
  },
  {
    key: 'interval',
    type: 'choice',
    label: { key: 'repurchase_interval' },
    help: { key: 'repurchase_interval_help' },
    options: (['log-log', 'log', 'plain'] as const).map((value) => ({
      value,
      label: { key: `repurchase_interval_${value === 'log-log' ? 'log_log' : value}` },
    })),
    default: 'log-log',
    more: true,
  },
];

/** The orders whose waits are shown; with a breakdown the second alone (RP7). */
export const ORDERS = [2, 3, 4] as const;
/** Days by which shares are given (RP4). */
export const BY_DAYS = [30, 60, 90, 180, 365] as const;

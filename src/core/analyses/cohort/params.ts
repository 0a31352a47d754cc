import type { Grain } from '#core/sql/dialect';
import type { Field, Form } from '../contract';

export type CohortRule = 'first_ever' | 'first_matching' | 'recurring';
export type CohortMode = 'calendar' | 'rolling' | 'rolling_fixed';
export type Criterion = 'on' | 'on_or_after' | 'on_or_before' | 'streak' | 'bounded_after';
export type CohortMeasure = 'rate' | 'customers' | 'orders' | 'revenue' | 'average_order' | 'cumulative_revenue';
export type Overall = 'pooled' | 'simple' | 'same_cohort' | 'chain_ladder';

/** The options of the table; `rules.md` CO9–CO20 say what each one changes. */
export type CohortParams = {
  readonly grain: Grain;
  readonly measure: CohortMeasure;
  readonly maxPeriods: number;
  readonly rule: CohortRule;
  readonly mode: CohortMode;
  readonly criterion: Criterion;
  /** H of `on_or_after` and `bounded_after`, in periods. */
  readonly horizon: number;
  readonly periodZero: 'fixed' | 'actual';
  readonly reference: 'first' | 'previous';
  readonly overall: Overall;
  readonly weekStart: 'report' | 'monday' | 'sunday';
};

const choice = <const T extends string>(
  values: readonly [T, ...T[]],
  key: 'rule' | 'mode' | 'criterion' | 'zero' | 'reference' | 'overall',
) =>
  ({
    type: 'choice',
    label: { key: `cohort_${key}` },
    help: { key: `cohort_${key}_help` },
    options: values.map((value) => ({ value, label: { key: `cohort_${key}_${value}` as never } })),
    default: values[0],
  }) as const;

const integer = (key: 'max_periods' | 'horizon') =>
  ({
    type: 'integer',
    label: { key: `cohort_${key}` },
    help: { key: `cohort_${key}_help` },
    unit: 'count',
    min: 1,
    max: 24,
    default: 12,
  }) as const;

const measures = ['rate', 'customers', 'orders', 'revenue', 'average_order', 'cumulative_revenue'] as const;

/** What a manager changes comes first; the rest waits behind “More options”. */
export const form: Form = [
  {
    key: 'grain',
    type: 'choice',
    label: { key: 'cohort_grain' },
    help: { key: 'cohort_grain_help' },
    options: (['day', 'week', 'month', 'quarter', 'year'] as const).map((value) => ({ value, label: { key: `grain_${value}` } })),
    default: 'month',
  },
  {
    key: 'measure',
    type: 'choice',
    label: { key: 'cohort_measure' },
    help: { key: 'cohort_measure_help' },
    options: measures.map((value) => ({ value, label: { key: `cohort_measure_${value}` } })),
    default: 'rate',
  },
  { key: 'maxPeriods', ...integer('max_periods') },
  ...(
    [
      { key: 'rule', ...choice(['first_ever', 'first_matching', 'recurring'], 'rule') },
      { key: 'mode', ...choice(['calendar', 'rolling', 'rolling_fixed'], 'mode') },
      { key: 'criterion', ...choice(['on', 'on_or_after', 'on_or_before', 'streak', 'bounded_after'], 'criterion') },
      { key: 'horizon', ...integer('horizon') },
      { key: 'periodZero', ...choice(['fixed', 'actual'], 'zero') },
      { key: 'reference', ...choice(['first', 'previous'], 'reference') },
      { key: 'overall', ...choice(['pooled', 'simple', 'same_cohort', 'chain_ladder'], 'overall') },
      {
        key: 'weekStart',
        type: 'choice',
        label: { key: 'cohort_week_start' },
        help: { key: 'cohort_week_start_help' },
        options: (['report', 'monday', 'sunday'] as const).map((value) => ({ value, label: { key: `cohort_week_start_${value}` } })),
        default: 'report',
      },
    ] as const satisfies readonly Field[]
  ).map((field) => ({ ...field, more: true as const })),
];

/** Every option as version 1 had it (CO1–CO8). */
export const defaults: CohortParams = {
  grain: 'month',
  measure: 'rate',
  maxPeriods: 12,
  rule: 'first_ever',
  mode: 'calendar',
  criterion: 'on',
  horizon: 12,
  periodZero: 'fixed',
  reference: 'first',
  overall: 'pooled',
  weekStart: 'report',
};

/** The cells are shares of customers or their number (CO17, CO18). */
export const countsCustomers = ({ measure }: Pick<CohortParams, 'measure'>): boolean => measure === 'rate' || measure === 'customers';

/** Column 0 says nothing where it is the whole cohort (CO13). */
export const firstColumn = (params: Pick<CohortParams, 'measure' | 'periodZero'>): 0 | 1 =>
  countsCustomers(params) && params.periodZero === 'fixed' ? 1 : 0;

/** The last column that can hold anything (CO14). */
export const lastColumn = ({ criterion, horizon, maxPeriods }: Pick<CohortParams, 'criterion' | 'horizon' | 'maxPeriods'>): number =>
  criterion === 'bounded_after' ? Math.min(maxPeriods, horizon) : maxPeriods;

/** Whole days of a period of fixed length, or null where it is counted by anniversaries (CO12). */
export function fixedDays({ mode, grain }: Pick<CohortParams, 'mode' | 'grain'>): number | null {
  if (grain === 'day') return 1;
  if (grain === 'week') return 7;
  if (mode !== 'rolling_fixed') return null;
  return { month: 30, quarter: 90, year: 365 }[grain];
}

/** The upper number is a part of the lower one, so that Wilson's interval holds (CO17). */
export const isShare = ({ measure, reference, criterion }: Pick<CohortParams, 'measure' | 'reference' | 'criterion'>): boolean =>
  measure === 'rate' && (reference === 'first' || ['on_or_after', 'streak', 'bounded_after'].includes(criterion));

/** How the cells are written. */
export const unitOf = ({ measure }: Pick<CohortParams, 'measure'>): 'rate' | 'customers' | 'orders' | 'money' =>
  measure === 'rate' || measure === 'customers' || measure === 'orders' ? measure : 'money';

/** The table asks what version 1 asked (CO1–CO7), whatever its grain. */
export const isPlain = ({ rule, criterion, measure, reference, mode, periodZero }: CohortParams): boolean =>
  rule === 'first_ever' &&
  criterion === 'on' &&
  measure === 'rate' &&
  reference === 'first' &&
  mode === 'calendar' &&
  periodZero === 'fixed';

/** An average opens nothing (CO22). */
export const opensCells = ({ measure }: Pick<CohortParams, 'measure'>): boolean =>
  measure !== 'average_order' && measure !== 'cumulative_revenue';

/** Pooling numbers that are no ratios gives their mean per cohort, and is called so (CO20). */
export const labelOf = ({ measure, overall }: Pick<CohortParams, 'measure' | 'overall'>): Overall =>
  overall === 'pooled' && ['customers', 'orders', 'revenue'].includes(measure) ? 'simple' : overall;

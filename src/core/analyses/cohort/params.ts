import type { Grain } from '#core/sql/dialect';
import type { Field, Form } from '../contract';

export type CohortRule = 'first_ever' | 'first_matching' | 'recurring';
export type CohortMode = 'calendar' | 'rolling' | 'rolling_fixed';
export type Criterion = 'on' | 'on_or_after' | 'on_or_before' | 'streak' | 'bounded_after' | 'at_least';
export type CohortMeasure = 'rate' | 'customers' | 'orders' | 'revenue' | 'average_order' | 'cumulative_revenue' | 'cumulative_margin';
export type Overall = 'pooled' | 'simple' | 'same_cohort' | 'chain_ladder';

/** The options of the table; `rules.md` CO9–CO20 and CO26–CO33 say what each one changes. */
export type CohortParams = {
  readonly show: 'map' | 'curves' | 'trend';
  /** The column of `trend`. */
  readonly at: number;
  readonly grain: Grain;
  readonly measure: CohortMeasure;
  readonly maxPeriods: number;
  readonly rule: CohortRule;
  readonly mode: CohortMode;
  readonly criterion: Criterion;
  /** `table.column`, or null. */
  readonly breakdown: string | null;
  readonly sameValue: boolean;
  /** Last days of the brackets after the start day, ascending; empty: periods. */
  readonly brackets: readonly number[];
  /** H of `on_or_after`, `bounded_after` and `at_least`, in periods or brackets. */
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

const integer = (key: 'max_periods' | 'horizon' | 'at', usual: number) =>
  ({
    type: 'integer',
    label: { key: `cohort_${key}` },
    help: { key: `cohort_${key}_help` },
    unit: 'count',
    min: 1,
    max: 24,
    default: usual,
  }) as const;

const measures = ['rate', 'customers', 'orders', 'revenue', 'average_order', 'cumulative_revenue', 'cumulative_margin'] as const;

/** What a manager changes comes first; the rest waits behind “More options”. */
export const form: Form = [
  {
    key: 'show',
    type: 'choice',
    label: { key: 'cohort_show' },
    help: { key: 'cohort_show_help' },
    options: (['map', 'curves', 'trend'] as const).map((value) => ({ value, label: { key: `cohort_show_${value}` } })),
    default: 'map',
  },
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
  {
    key: 'breakdown',
    type: 'dimension',
    label: { key: 'cohort_breakdown' },
    help: { key: 'cohort_breakdown_help' },
    tables: ['customers', 'orders'],
    default: null,
  },
  { key: 'maxPeriods', ...integer('max_periods', 12) },
  ...(
    [
      { key: 'at', ...integer('at', 1) },
      { key: 'rule', ...choice(['first_ever', 'first_matching', 'recurring'], 'rule') },
      { key: 'mode', ...choice(['calendar', 'rolling', 'rolling_fixed'], 'mode') },
      { key: 'criterion', ...choice(['on', 'on_or_after', 'on_or_before', 'streak', 'bounded_after', 'at_least'], 'criterion') },
      { key: 'horizon', ...integer('horizon', 12) },
      {
        key: 'brackets',
        type: 'numbers',
        label: { key: 'cohort_brackets' },
        help: { key: 'cohort_brackets_help' },
        unit: 'days',
        min: 1,
        max: 3650,
        most: 12,
        default: [],
      },
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
      {
        key: 'sameValue',
        type: 'boolean',
        label: { key: 'cohort_same_value' },
        help: { key: 'cohort_same_value_help' },
        default: false,
      },
    ] as const satisfies readonly Field[]
  ).map((field) => ({ ...field, more: true as const })),
];

/** Every option as version 1 had it (CO1–CO8). */
export const defaults: CohortParams = {
  show: 'map',
  at: 1,
  breakdown: null,
  sameValue: false,
  brackets: [],
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

/** Revenue or margin per member so far (CO19, CO30). */
export const isCumulative = ({ measure }: Pick<CohortParams, 'measure'>): boolean =>
  measure === 'cumulative_revenue' || measure === 'cumulative_margin';

/** Column 0 says nothing where it is the whole cohort (CO13, CO28). */
export const firstColumn = (params: Pick<CohortParams, 'measure' | 'periodZero' | 'criterion'>): 0 | 1 =>
  countsCustomers(params) && (params.periodZero === 'fixed' || params.criterion === 'at_least') ? 1 : 0;

/** H: with brackets at most the last of them (CO29). */
export const horizonOf = ({ horizon, brackets }: Pick<CohortParams, 'horizon' | 'brackets'>): number =>
  brackets.length > 0 ? Math.min(horizon, brackets.length) : horizon;

/** The last column that can hold anything (CO14, CO28, CO29). */
export function lastColumn(params: Pick<CohortParams, 'criterion' | 'horizon' | 'maxPeriods' | 'brackets'>): number {
  const most = params.brackets.length > 0 ? Math.min(params.maxPeriods, params.brackets.length) : params.maxPeriods;
  return params.criterion === 'bounded_after' || params.criterion === 'at_least' ? Math.min(most, horizonOf(params)) : most;
}

/** The column that the sentence and the trend are about, where there is one to choose (CO8, CO26). */
export const spokenColumn = (params: CohortParams): number => (params.show === 'trend' ? Math.min(params.at, lastColumn(params)) : 1);

/** What can still change until the horizon is over (CO16, CO28). */
export const settlesLate = (params: CohortParams): boolean =>
  !isCumulative(params) && ['on_or_after', 'bounded_after', 'at_least'].includes(params.criterion);

/** Each customer has a clock of their own (CO12, CO29). */
export const hasOwnClock = ({ mode, brackets }: Pick<CohortParams, 'mode' | 'brackets'>): boolean =>
  mode !== 'calendar' || brackets.length > 0;

/** Whole days of a period of fixed length, or null where it is counted by anniversaries (CO12). */
export function fixedDays({ mode, grain }: Pick<CohortParams, 'mode' | 'grain'>): number | null {
  if (grain === 'day') return 1;
  if (grain === 'week') return 7;
  if (mode !== 'rolling_fixed') return null;
  return { month: 30, quarter: 90, year: 365 }[grain];
}

/** The upper number is a part of the lower one, so that Wilson's interval holds (CO17). */
export const isShare = ({ measure, reference, criterion }: Pick<CohortParams, 'measure' | 'reference' | 'criterion'>): boolean =>
  measure === 'rate' && (reference === 'first' || ['on_or_after', 'streak', 'bounded_after', 'at_least'].includes(criterion));

/** How the cells are written. */
export const unitOf = ({ measure }: Pick<CohortParams, 'measure'>): 'rate' | 'customers' | 'orders' | 'money' =>
  measure === 'rate' || measure === 'customers' || measure === 'orders' ? measure : 'money';

/** The table asks what version 1 asked (CO1–CO7), whatever its grain. */
export const isPlain = ({ rule, criterion, measure, reference, mode, periodZero, brackets }: CohortParams): boolean =>
  brackets.length === 0 &&
  rule === 'first_ever' &&
  criterion === 'on' &&
  measure === 'rate' &&
  reference === 'first' &&
  mode === 'calendar' &&
  periodZero === 'fixed';

/** An average opens nothing (CO22). */
export const opensCells = ({ measure, breakdown }: Pick<CohortParams, 'measure' | 'breakdown'>): boolean =>
  breakdown === null && measure !== 'average_order' && measure !== 'cumulative_revenue' && measure !== 'cumulative_margin';

/** Pooling numbers that are no ratios gives their mean per cohort, and is called so (CO20). */
export const labelOf = ({ measure, overall }: Pick<CohortParams, 'measure' | 'overall'>): Overall =>
  overall === 'pooled' && ['customers', 'orders', 'revenue'].includes(measure) ? 'simple' : overall;

import type { Grain } from '#core/sql/dialect';
import type { Form } from '../contract';
import type { StepParam } from '../step-params';

export const MEASURES = ['customers', 'events', 'active_7', 'active_30'] as const;
export type Measure = (typeof MEASURES)[number];

export type ActivityParams = {
  /** What is counted, each for itself; empty = what the data suggest (AV1). */
  readonly things: readonly StepParam[];
  readonly measure: Measure;
  readonly grain: Grain;
  /** `table.column` (AV7). */
  readonly breakdown: string | null;
};

/** At most so many things or values have a line of their own (AV1, AV7). */
export const MOST_THINGS = 6;

/** Days of a rolling measure (AV4); null for the others. */
export const daysOfMeasure = (measure: Measure): number | null => (measure === 'active_7' ? 7 : measure === 'active_30' ? 30 : null);

export const form: Form = [
  { key: 'things', type: 'steps', beside: true, label: { key: 'activity_things' }, help: { key: 'activity_things_help' }, default: [] },
  {
    key: 'measure',
    type: 'choice',
    label: { key: 'activity_measure' },
    help: { key: 'activity_measure_help' },
    options: MEASURES.map((value) => ({ value, label: { key: `activity_measure_${value}` } })),
    default: 'customers',
  },
  {
    key: 'grain',
    type: 'choice',
    label: { key: 'activity_grain' },
    help: { key: 'activity_grain_help' },
    options: (['day', 'week', 'month', 'quarter', 'year'] as const).map((value) => ({ value, label: { key: `grain_${value}` } })),
    default: 'month',
  },
  {
    key: 'breakdown',
    type: 'dimension',
    label: { key: 'activity_breakdown' },
    help: { key: 'activity_breakdown_help' },
    tables: ['customers', 'orders', 'order_items', 'usage_events', 'tickets', 'surveys'],
    default: null,
  },
];

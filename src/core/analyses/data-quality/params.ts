import type { Form } from '../contract';

/** `gapDays`: shortest run of days without an order that is a gap. `fences`: interquartile ranges. `earliestYear`: orders before it are too early. */
export type DataQualityParams = { readonly gapDays: number; readonly fences: number; readonly earliestYear: number };

export const form: Form = [
  {
    key: 'gapDays',
    type: 'integer',
    label: { key: 'data_quality_gap_days' },
    help: { key: 'data_quality_gap_days_help' },
    unit: 'days',
    min: 1,
    max: 366,
    default: 7,
  },
  {
    key: 'fences',
    type: 'number',
    label: { key: 'data_quality_fences' },
    help: { key: 'data_quality_fences_help' },
    min: 1,
    max: 10,
    default: 3,
  },
  {
    key: 'earliestYear',
    type: 'integer',
    label: { key: 'data_quality_earliest' },
    help: { key: 'data_quality_earliest_help' },
    min: 1900,
    max: 2100,
    default: 1990,
  },
];

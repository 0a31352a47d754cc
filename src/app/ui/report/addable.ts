import type { Control } from '#core/report/notebook-types';

/** Everything that can be added to a report. */
export type Addable =
  | { readonly what: 'question'; readonly kind: string }
  /** A question of the report's own, by the id of its definition. */
  | { readonly what: 'own'; readonly definition: string }
  | { readonly what: 'text' | 'sql' | 'builder' }
  | { readonly what: 'control'; readonly control: Control['type'] };

/** The kinds of controls in the order of the catalogue. */
export const CONTROL_TYPES = [
  'date_range',
  'choice',
  'multi_choice',
  'number',
  'text',
  'segment',
  'as_of',
] as const satisfies readonly Control['type'][];

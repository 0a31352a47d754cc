import type { Relation } from './types';

/** So many values of a breakdown have a row of their own; then come all others together, and those without a value. */
const MOST_VALUES = 8;
export const OTHER_SLOT = MOST_VALUES + 1;
export const NO_VALUE_SLOT = MOST_VALUES + 2;

/**
 * `slots` over `valued` (one row a member with its `keys` and its `value` as text, null where there is none): the keys, `slot` from 1 by members, and the `value`, null for all
 * others and for none.
 */
export function slotRelations(valued: string, keys: readonly string[]): Relation[] {
  return [
    { name: 'valued', sql: valued },
    {
      name: 'ranked_values',
      sql: 'SELECT value, row_number() OVER (ORDER BY count(*) DESC, value) AS slot\nFROM valued\nWHERE value IS NOT NULL\nGROUP BY value',
    },
    {
      name: 'slots',
      sql: `SELECT ${keys.map((key) => `v.${key}`).join(', ')},
  CASE WHEN v.value IS NULL THEN ${NO_VALUE_SLOT} WHEN r.slot <= ${MOST_VALUES} THEN r.slot ELSE ${OTHER_SLOT} END AS slot,
  CASE WHEN r.slot <= ${MOST_VALUES} THEN v.value END AS value
FROM valued AS v
LEFT JOIN ranked_values AS r ON r.value = v.value`,
    },
  ];
}

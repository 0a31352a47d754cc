/** Longest name of a column that a chart carries, characters. */
const LONGEST = 200;

/** Whether a chart can carry a column of this name (CB5). Quotes break the paths of Vega-Lite, addresses do
 * not pass the gate, and Vega keeps names in plain objects, where `valueOf` is taken. */
export const mayChart = (name: string): boolean =>
  name !== '' &&
  name.length <= LONGEST &&
  name !== 'prototype' &&
  !(name in Object.prototype) &&
  !/['"\\]|:\/\/|^\s*\/\/|url\s*\(|javascript:/i.test(name);

/** A column's name as a Vega-Lite field, where dots and brackets would be a path. */
export const fieldOf = (column: string): string => column.replace(/[.[\]]/g, '\\$&');

/** The column of a Vega-Lite field; null where the field is a path into an object. */
export function columnOfField(field: string): string | null {
  if (/(^|[^\\])[.[\]]/.test(field)) return null;
  return field.replace(/\\([.[\]])/g, '$1');
}

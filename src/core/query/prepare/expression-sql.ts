import { quoteText, writeDay, writeNumber } from '#core/sql/literal';
import { parseSql } from '../load/stage-sql';
import type { Typed } from './expression-check';
import { settleSql, writeValueSql, type ValueType } from './expression-functions';
import type { StepColumn } from './step-column';

/** The value of a column in a step, by the type asked for (PS3). */
export function columnSql({ index, parse, type: own }: StepColumn, type: ValueType): string {
  const text = `c${index}`;
  if (type === 'text' || parse.type === 'text') return text;
  if (own === 'condition') return `(${text} = 'true')`;
  return parse.type === 'date' ? `CAST(${parseSql(text, parse)} AS DATE)` : parseSql(text, parse);
}

/** The value with its time of day, for what decides a survivor (PS8). */
export const momentSql = ({ index, parse }: StepColumn): string => parseSql(`c${index}`, parse);

/** An expression over the columns `c<index>`; nothing of what was typed is in it but as a quoted literal or a number. */
export function expressionSql(typed: Typed): string {
  switch (typed.node) {
    case 'literal':
      return literalSql(typed.value, typed.type);
    case 'column':
      return columnSql(typed.column, typed.type);
    case 'write':
      return writeValueSql(expressionSql(typed.part), typed.part.type);
    case 'settle':
      return settleSql(expressionSql(typed.part));
    case 'call':
      return typed.rule.sql(typed.parts.map((part, index) => (typed.rule.takes[index] === 'whole' ? wholeSql(part) : expressionSql(part))));
  }
}

/** A whole number that a function takes as such. */
const wholeSql = (part: Typed): string => (part.node === 'literal' ? writeNumber(Number(part.value)) : expressionSql(part));

/** An empty text is a missing one (EX4). */
function literalSql(value: number | string | boolean, type: ValueType): string {
  if (type === 'day') return writeDay(String(value));
  if (typeof value === 'number') return `CAST(${writeNumber(value)} AS DOUBLE)`;
  if (typeof value === 'boolean') return String(value);
  return value === '' ? 'CAST(NULL AS VARCHAR)' : quoteText(value);
}

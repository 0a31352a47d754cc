import type { Typed } from './expression-check';
import { settle, writeValue, type Value } from './expression-functions';
import { readStepValue } from './read-value';
import type { StepColumn } from './step-column';

/** The value of a column in a record, by the type asked for (PS3). */
export function readColumn({ index, parse, type: own }: StepColumn, type: Typed['type'], cells: readonly (string | null)[]): Value {
  const text = cells[index] ?? null;
  if (type === 'text' || text === null) return text;
  return own === 'condition' ? text === 'true' : readStepValue(text, parse);
}

/** What an expression gives for one record. */
export function evaluateExpression(typed: Typed, cells: readonly (string | null)[]): Value {
  switch (typed.node) {
    case 'literal':
      return typed.value === '' ? null : typed.value;
    case 'column':
      return readColumn(typed.column, typed.type, cells);
    case 'write':
      return writeValue(settle(evaluateExpression(typed.part, cells)), typed.part.type);
    case 'settle':
      return settle(evaluateExpression(typed.part, cells));
    case 'call':
      return typed.rule.value(typed.parts.map((part) => evaluateExpression(part, cells)));
  }
}

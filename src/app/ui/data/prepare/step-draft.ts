import type { PreparationStep, StepCondition } from '#core/model/steps';
import type { ValueType } from '#core/query/prepare/expression-functions';

type Kind = PreparationStep['kind'];
/** The kinds in the order in which they are offered. */
export const KINDS: readonly Kind[] = ['filter', 'deduplicate', 'recode', 'trim', 'split', 'derive'];

/** A step of a kind before anybody has said what it does. */
export function emptyStep(kind: Kind): PreparationStep {
  switch (kind) {
    case 'filter':
      return { kind, effect: 'leave_out', column: '', condition: { op: 'in', values: [] } };
    case 'deduplicate':
      return { kind, keys: [], survivor: { by: 'first' } };
    case 'recode':
      return { kind, column: '', entries: [{ from: [], to: '' }], ignoreCase: false, rest: { do: 'keep' } };
    case 'trim':
      return { kind, columns: [], inner: true, halfWidth: false, letters: 'keep' };
    case 'split':
      return { kind, column: '', by: { at: 'separator', separator: '' }, into: [] };
    case 'derive':
      return { kind, name: '', expression: '' };
  }
}

const OPS: Readonly<Record<ValueType, readonly StepCondition['op'][]>> = {
  number: ['gt', 'gte', 'lt', 'lte', 'between', 'in', 'not_in', 'is_missing', 'is_present'],
  day: ['between', 'gte', 'lte', 'gt', 'lt', 'is_missing', 'is_present'],
  text: ['in', 'not_in', 'contains', 'starts_with', 'is_missing', 'is_present'],
  condition: ['in', 'is_missing', 'is_present'],
};

/** The conditions that a column of a type may be asked. */
export const conditionsOf = (type: ValueType): readonly StepCondition['op'][] => OPS[type];

/** A condition of another kind, with what was typed so far where it suits. */
export function changeCondition(before: StepCondition, op: StepCondition['op'], type: ValueType): StepCondition {
  const blank = type === 'number' ? NaN : '';
  switch (op) {
    case 'in':
    case 'not_in':
      return { op, values: 'values' in before ? before.values : [] };
    case 'contains':
    case 'starts_with':
      return { op, text: 'text' in before ? before.text : '' };
    case 'between':
      return {
        op,
        from: 'from' in before ? before.from : 'value' in before ? before.value : blank,
        to: 'to' in before ? before.to : blank,
      };
    case 'is_missing':
    case 'is_present':
      return { op };
    default:
      return { op, value: 'value' in before ? before.value : 'from' in before ? before.from : blank };
  }
}

/** Lines of a text field as texts, without spaces at their ends and without empty ones. */
export const readLines = (text: string): string[] => text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));

/** Whether everything that the step needs was said; whether it suits the file is another question. */
export function isComplete(step: PreparationStep): boolean {
  switch (step.kind) {
    case 'filter': {
      const { condition } = step;
      if ('values' in condition) return step.column !== '' && condition.values.length > 0;
      if ('text' in condition) return step.column !== '' && condition.text !== '';
      const limits = 'value' in condition ? [condition.value] : 'from' in condition ? [condition.from, condition.to] : [];
      return step.column !== '' && limits.every((limit) => (typeof limit === 'number' ? Number.isFinite(limit) : limit !== ''));
    }
    case 'deduplicate':
      return !('column' in step.survivor) || step.survivor.column !== '';
    case 'recode':
      return step.column !== '' && (step.entries.some(({ from }) => from.length > 0) || step.rest.do !== 'keep');
    case 'trim':
      return step.columns.length > 0;
    case 'split':
      return (
        step.column !== '' && step.into.length > 0 && (step.by.at === 'separator' ? step.by.separator !== '' : step.by.places.length > 0)
      );
    case 'derive':
      return step.name.trim() !== '' && step.expression.trim() !== '';
  }
}

/** A finished step without entries that say nothing. */
export function finishStep(step: PreparationStep): PreparationStep {
  if (step.kind === 'derive') return { ...step, name: step.name.trim(), expression: step.expression.trim() };
  return step.kind === 'recode' ? { ...step, entries: step.entries.filter(({ from }) => from.length > 0) } : step;
}

/** How a column is written in an expression. */
export const columnReference = (header: string): string =>
  /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.test(header) && !/^(and|or|not|true|false)$/i.test(header)
    ? header
    : `[${header.replaceAll(']', ']]')}]`;

import type { JsonObject, JsonValue } from '#core/model/presentation';
import { EVENT_TABLES, type EventPredicate } from '#core/query/events/predicates';

/** A step of a path through the event stream (EV7), as a cell stores it. */
export type StepParam = EventPredicate & {
  readonly optional?: boolean;
  /** A window of its own from the step before, in the unit of the cell's window. */
  readonly within?: number;
};
/** What must not happen between two steps; `after` and `before` count steps from 1. */
export type ExclusionParam = EventPredicate & { readonly after: number; readonly before: number };

const MOST = 10;

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isBound = (value: JsonValue | undefined): boolean =>
  typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
const isCount = (value: JsonValue | undefined): boolean => typeof value === 'number' && Number.isInteger(value) && value >= 1;

function isCondition(value: JsonValue | undefined): boolean {
  if (!isObject(value)) return false;
  const { op, values } = value;
  switch (op) {
    case 'in':
    case 'not_in':
      return Array.isArray(values) && values.every((each) => typeof each === 'string');
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return isBound(value['value']);
    case 'between':
      return isBound(value['from']) && isBound(value['to']);
    default:
      return op === 'is_missing' || op === 'is_present';
  }
}

function isPredicate(value: JsonValue, more: readonly string[]): value is JsonObject {
  if (!isObject(value)) return false;
  const { table, where } = value;
  return (
    Object.keys(value).every((key) => ['table', 'where', ...more].includes(key)) &&
    EVENT_TABLES.some((name) => name === table) &&
    Array.isArray(where) &&
    (where as readonly JsonValue[]).every((each) => isObject(each) && typeof each['column'] === 'string' && isCondition(each['condition']))
  );
}

/** Whether a stored value is a list of `StepParam`, at most ten. */
export const isStepList = (value: JsonValue): boolean =>
  Array.isArray(value) &&
  value.length <= MOST &&
  (value as readonly JsonValue[]).every(
    (step) =>
      isPredicate(step, ['optional', 'within']) &&
      (step['optional'] === undefined || typeof step['optional'] === 'boolean') &&
      (step['within'] === undefined || isCount(step['within'])),
  );

/** Whether a stored value is a list of `ExclusionParam`, at most ten. */
export const isExclusionList = (value: JsonValue): boolean =>
  Array.isArray(value) &&
  value.length <= MOST &&
  (value as readonly JsonValue[]).every(
    (each) => isPredicate(each, ['after', 'before']) && isCount(each['after']) && isCount(each['before']),
  );

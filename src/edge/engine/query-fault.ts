import { QueryError } from './connector';

type Kind = QueryError['kind'];
const KINDS: readonly (readonly [RegExp, Kind])[] = [
  [/^INTERRUPT|Interrupted!|query was canceled/i, 'cancelled'],
  [/Out of Memory|failed to allocate|could not allocate|Invalid array buffer length|Array buffer allocation failed/i, 'memory'],
  [/table index is out of bounds|memory access out of bounds|INTERNAL Error|database has been invalidated/i, 'crashed'],
];

/**
 * A fault that was no answer of the engine: a trap, or an exception of the browser that went through the engine's own frames and
 * left them in no known state. Inside a worker it arrives as a plain error that kept its name.
 */
const wentThrough = (fault: unknown) => fault instanceof Error && ['RuntimeError', 'NetworkError', 'RangeError'].includes(fault.name);

/** Any fault of an engine as a `QueryError` that carries the SQL it met. */
export function toQueryError(fault: unknown, sql: string): QueryError {
  if (fault instanceof QueryError) return fault;
  const message = fault instanceof Error ? fault.message : String(fault);
  const kind = KINDS.find(([pattern]) => pattern.test(message))?.[1] ?? (wentThrough(fault) ? 'crashed' : 'sql');
  return new QueryError(kind, message, sql);
}

/** The error of a statement whose signal was aborted, before it ran or while it did. */
export const cancelled = (sql: string): QueryError => new QueryError('cancelled', 'The query was cancelled.', sql);

import type { Issue } from '#core/model/result';
import { QueryError } from '#edge/engine/connector';
import type { Prepared } from './prepare';
import type { CellState } from './types';

/** A step that cannot be run here, for a reason the person can read. */
export class RefusedStep extends Error {
  constructor(readonly issue: Issue) {
    super(issue.code);
  }
}

/** The state of a cell that met a fault: the one boundary between a cell and the rest. */
export function faultOf(error: unknown, prepared: Prepared | null): CellState {
  if (error instanceof RefusedStep) return { state: 'refused', issues: [error.issue] };
  if (error instanceof QueryError) {
    const { message, sql, kind, list } = error;
    const segment = prepared?.context.segments?.find(({ relation }) => relation === list)?.name;
    return { state: 'failed', message, sql, kind, ...(segment === undefined ? {} : { segment }) };
  }
  const first = prepared?.steps.find((step) => 'sql' in step);
  const message = error instanceof Error ? error.message : String(error);
  return { state: 'failed', message, sql: first && 'sql' in first ? first.sql : null, kind: 'program' };
}

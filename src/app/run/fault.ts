import type { Issue } from '#core/model/result';
import { QueryError } from '#edge/engine/connector';
import { limitRows } from './limit';
import { withoutLists } from './lists';
import type { Prepared } from './prepare';
import type { CellState, QueryPlace } from './types';

/** A step that cannot be run here, for a reason the person can read. */
export class RefusedStep extends Error {
  constructor(readonly issue: Issue) {
    super(issue.code);
  }
}

/** The state of a cell that met a fault: the one boundary between a cell and the rest. */
export async function faultOf(error: unknown, prepared: Prepared | null): Promise<CellState> {
  if (error instanceof RefusedStep) return { state: 'refused', issues: [error.issue] };
  if (error instanceof QueryError) {
    const { message, sql, kind, list } = error;
    const segment = prepared?.context.segments?.find(({ relation }) => relation === list)?.name;
    const failed = { state: 'failed', message, sql, kind, ...(segment === undefined ? {} : { segment }) } as const;
    return segment === undefined && prepared?.cell.type === 'sql' && kind === 'sql'
      ? { ...failed, ...(await faultInQuery(error, prepared)) }
      : failed;
  }
  const first = prepared?.steps.find((step) => 'sql' in step);
  const message = error instanceof Error ? error.message : String(error);
  return { state: 'failed', message, sql: first && 'sql' in first ? first.sql : null, kind: 'program' };
}

/** RU15, RU18: the words of a fault in a query, and its place in the person's own text. */
async function faultInQuery(error: QueryError, { cell, context }: Prepared): Promise<{ message: string; place?: QueryPlace }> {
  const [{ composedOf, MOST_ROWS }, { placeError, wordsOfError }] = await Promise.all([
    import('#core/analyses/custom/query-cell'),
    import('#core/sql/place-error'),
  ]);
  const message = wordsOfError(error.message);
  const composed = cell.type === 'sql' && error.around ? composedOf(cell, withoutLists(context)) : null;
  if (!composed || cell.type !== 'sql' || !error.around) return { message };
  const [before = '', after = ''] = limitRows('\0', MOST_ROWS).split('\0');
  const around = { before: error.around.before + before, after: after + error.around.after };
  const place = placeError(error.message, composed, around);
  const name = place?.name ?? cell.name;
  const isOwn = place !== null && (place.name === null || context.notebook?.queries.some((query) => query.name === name));
  return place && isOwn ? { message, place: { ...place, name } } : { message };
}

import type { Issue } from '#core/model/result';
import type { ComposedSql } from '#core/sql/compose';
import type { ErrorPlace } from '#core/sql/place-error';
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
    return segment === undefined && prepared && kind === 'sql' && (prepared.cell.type === 'sql' || prepared.own)
      ? { ...failed, ...(await faultInQuery(error, prepared)) }
      : failed;
  }
  const first = prepared?.steps.find((step) => 'sql' in step);
  const message = error instanceof Error ? error.message : String(error);
  return { state: 'failed', message, sql: first && 'sql' in first ? first.sql : null, kind: 'program' };
}

/** A text as it was sent, and which names in it are whose. */
interface Sent {
  readonly composed: ComposedSql;
  readonly most: number | undefined;
  /** Of the text that was asked. */
  readonly place: Pick<QueryPlace, 'name' | 'step'>;
  /** Earlier steps, whose texts stand in it under their ids. */
  readonly steps: readonly string[];
}

async function sentQuery({ cell, context }: Prepared): Promise<Sent | null> {
  const { composedOf, MOST_ROWS } = await import('#core/analyses/custom/query-cell');
  const composed = cell.type === 'sql' ? composedOf(cell, withoutLists(context)) : null;
  return composed && cell.type === 'sql' ? { composed, most: MOST_ROWS, place: { name: cell.name }, steps: [] } : null;
}

/** The step is the one whose complete text the fault carries. */
async function sentStep({ own, steps, params, context }: Prepared, sql: string | null): Promise<Sent | null> {
  const id = steps.find((step) => 'sql' in step && step.sql === sql)?.id;
  if (!own || id === undefined) return null;
  const { composeSteps } = await import('#core/analyses/custom/own-question');
  const all = composeSteps(own, params, withoutLists(context));
  const at = all.ok ? all.value.findIndex((step) => step.id === id) : -1;
  const step = all.ok ? all.value[at] : undefined;
  if (!all.ok || !step) return null;
  const earlier = own.base ? [] : all.value.slice(0, at).map((each) => each.id);
  return { composed: step.composed, most: step.most, place: { name: id, step: true }, steps: earlier };
}

/** RU15, RU18: the words of a fault in a query or in a step of one's own, and its place in the person's own text. */
async function faultInQuery(error: QueryError, prepared: Prepared): Promise<{ message: string; place?: QueryPlace }> {
  const [{ placeError, wordsOfError }, { nameKey }] = await Promise.all([import('#core/sql/place-error'), import('#core/sql/references')]);
  const message = wordsOfError(error.message);
  const sent = error.around ? await (prepared.own ? sentStep(prepared, error.sql) : sentQuery(prepared)) : null;
  if (!sent || !error.around) return { message };
  const [before = '', after = ''] = limitRows('\0', sent.most).split('\0');
  const found = placeError(error.message, sent.composed, { before: error.around.before + before, after: after + error.around.after });
  const place = found && ownPlace(found, sent, prepared, nameKey);
  return place ? { message, place } : { message };
}

/** The place by the name of its text; null in what the program put in front. */
function ownPlace({ name, ...place }: ErrorPlace, sent: Sent, { context }: Prepared, keyOf: (name: string) => string): QueryPlace | null {
  if (name === null) return { ...place, ...sent.place };
  if (sent.steps.some((step) => keyOf(step) === keyOf(name))) return { ...place, name, step: true };
  return context.notebook?.queries.some((query) => query.name === name) ? { ...place, name } : null;
}

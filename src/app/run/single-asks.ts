import { rowsOf, type Columns, type Row } from '#core/model/columns';
import type { Comparison } from '#core/model/comparison';
import type { Part } from '#core/model/presentation';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import { QueryError, type Connector } from '#edge/engine/connector';
import { engineIssue } from '#edge/engine/engine-issue';
import { BOUNDS, type QueryBounds } from '#edge/engine/query-bounds';
import type { AskedCell } from './asked';
import { aroundOf, askWith, textsSent, withoutLists } from './lists';
import { isSql, type Prepared, type Understood } from './prepare';
import type { StepCache } from './step-cache';
import type { RunOptions } from './types';

/** Who may stop it, and how much it may take (RU17). */
export interface Asking {
  readonly signal: AbortSignal | undefined;
  readonly bounds: QueryBounds | undefined;
}

/** RU17: what is not of the registry runs within bounds. */
export const boundsOf = (cell: AskedCell, { foreign }: RunOptions): QueryBounds | undefined =>
  cell.type === 'sql' || cell.kind === 'custom' ? BOUNDS[foreign ? 'foreign' : 'own'] : undefined;
/** How a cell is asked by itself. */
export const askingOf = (cell: AskedCell, options: RunOptions): Asking => ({ signal: options.signal, bounds: boundsOf(cell, options) });

/** The customers behind one shown number of a cell. Rejects with `QueryError`. */
export async function askPeople(
  connector: Connector,
  { definition, params, context }: Understood,
  part: Part,
  { signal, bounds }: Asking,
): Promise<Result<Columns>> {
  const step = definition.people(part, params, context);
  if (!step.ok) return step;
  const without = definition.people(part, params, withoutLists(context));
  const question = { sql: step.value.sql, sent: without.ok ? without.value.sql : step.value.sql };
  return succeed(await askWith(connector, question, aroundOf(context), signal, bounds));
}

/** A cell's question under the rules of other tools; the answers that are not there are asked for and kept. Rejects with `QueryError`. */
export async function askComparison(
  connector: Connector,
  { definition, params, context }: Understood,
  answers: Pick<StepCache, 'get' | 'set'>,
  signal?: AbortSignal,
): Promise<Result<Comparison>> {
  const { compare } = definition;
  if (!compare) throw new Error(`nothing to compare ${definition.kind} with`);
  const plan = compare.compile(params, context);
  if (!plan.ok) return plan;
  const sent = textsSent(context, (without) => compare.compile(params, without));
  const results: Record<string, readonly Row[]> = {};
  for (const { id, sql } of plan.value.steps.filter(isSql)) {
    const question = { sql, sent: sent.get(id) ?? sql };
    results[id] = answers.get(sql) ?? rowsOf(await askWith(connector, question, aroundOf(context), signal));
    answers.set(sql, results[id]);
  }
  return succeed(compare.present(results, params, context));
}

/** All rows of the one query that a cell is. Rejects with `QueryError`. */
export async function askOnly(connector: Connector, { steps, sent, context }: Prepared, { signal, bounds }: Asking): Promise<Columns> {
  const [step] = steps;
  if (!step || !isSql(step)) throw new Error('not one query');
  return askWith(connector, { sql: step.sql, sent: sent.get(step.id) ?? step.sql }, aroundOf(context), signal, bounds);
}

const BEYOND: readonly QueryError['kind'][] = ['slow', 'wide', 'large', 'named'];

/** What was asked for, or the issue that stands for a fault of the engine. */
export async function orIssue<T>(ask: () => Promise<Result<T>>, issueOf: (message: string) => Issue): Promise<Result<T>> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return fail(BEYOND.includes(error.kind) ? engineIssue(error) : issueOf(error.message));
  }
}

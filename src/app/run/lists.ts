import type { Plan } from '#core/analyses/contract';
import { columnOf, type Columns } from '#core/model/columns';
import type { Result } from '#core/model/result';
import { segmentRelations } from '#core/query/relations';
import { withRelations } from '#core/query/start';
import type { QueryContext, SegmentPeople } from '#core/query/types';
import { QueryError, type Connector, type QueryList } from '#edge/engine/connector';
import type { QueryBounds } from '#edge/engine/query-bounds';

type Segments = readonly SegmentPeople[];

/** A question to the engine (SE7). */
export interface Question {
  /** Complete, as people are shown it. */
  readonly sql: string;
  /** The same text without the lists of its segments. */
  readonly sent: string;
}

/** A context in which the lists of segments stand around a query instead of inside it. */
export const withoutLists = <Context extends QueryContext>(context: Context): Context =>
  context.segments ? { ...context, segments: context.segments.map((each) => ({ ...each, sql: null })) } : context;

/** The lists of segments as the engine takes them beside a query. */
export const listsOf = (segments: Segments = []): readonly QueryList[] =>
  segmentRelations(segments).map(({ name, sql }) => ({ name, sql }));

/** What is sent for each SQL step of a plan, by its id; empty where the plan has no segments (SE7). */
export function textsSent<Context extends QueryContext>(
  context: Context,
  compile: (context: Context) => Result<Plan>,
): ReadonlyMap<string, string> {
  const plan = context.segments ? compile(withoutLists(context)) : null;
  if (!plan?.ok) return new Map();
  return new Map(plan.value.steps.flatMap((step) => ('sql' in step ? [[step.id, step.sql] as const] : [])));
}

/** The list of one segment, complete, and how many customers it holds (SE4), as `customers`. */
const listSql = (segments: Segments, relation: string): string =>
  withRelations(segmentRelations(segments), `SELECT customer_id\nFROM ${relation}`);
const countOf = (segments: Segments, relation: string): Question => {
  const sent = `SELECT count(*) AS customers\nFROM ${relation}`;
  return { sql: withRelations(segmentRelations(segments), sent), sent };
};

/** Asks the engine with the lists of the segments beside the question. A fault carries the SQL that people are shown, the list's own where it met it. */
export async function askWith(
  connector: Connector,
  { sql, sent }: Question,
  segments: Segments = [],
  signal?: AbortSignal,
  bounds?: QueryBounds,
): Promise<Columns> {
  const lists = listsOf(segments);
  try {
    return await connector.query(sent, {
      ...(signal ? { signal } : {}),
      ...(lists.length > 0 ? { lists } : {}),
      ...(bounds ? { bounds } : {}),
    });
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new QueryError(
      error.kind,
      error.message,
      error.list === undefined ? sql : listSql(segments, error.list),
      error.list,
      error.around,
    );
  }
}

/** SE4: how many customers the last of compiled segments holds. */
export async function countLast(connector: Connector, segments: Segments, signal?: AbortSignal): Promise<number> {
  const counted = await askWith(connector, countOf(segments, segments.at(-1)!.relation), segments, signal);
  return Number(columnOf(counted, 'customers')[0]);
}

/** The lists that the cells of one runner need, each worked out before the first cell that does (SE5, SE6). */
export class SegmentLists {
  /** Complete SQL of the lists that the engine was asked for and has. */
  #ready = new Set<string>();
  /** Those that met a fault in the present run. */
  #failed = new Map<string, QueryError>();

  constructor(private readonly connector: Connector) {}

  /** A new run asks again for what failed. */
  begin(): void {
    this.#failed.clear();
  }

  /** Works out what is not there, and says the name of each segment before. Rejects with `QueryError`. */
  async *prepare(segments: Segments, signal: AbortSignal): AsyncGenerator<string> {
    for (const [place, { name, relation }] of segments.entries()) {
      const upTo = segments.slice(0, place + 1);
      const sql = listSql(upTo, relation);
      const known = this.#failed.get(sql);
      if (known) throw known;
      if (this.#ready.has(sql)) continue;
      yield name;
      await this.#workOut(sql, upTo, signal);
    }
  }

  async #workOut(sql: string, segments: Segments, signal: AbortSignal): Promise<void> {
    try {
      await countLast(this.connector, segments, signal);
      this.#ready.add(sql);
    } catch (error) {
      if (error instanceof QueryError && error.kind !== 'cancelled' && !signal.aborted) this.#failed.set(sql, error);
      throw error;
    }
  }
}

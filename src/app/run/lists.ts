import type { Plan } from '#core/analyses/contract';
import { columnOf, type Columns } from '#core/model/columns';
import type { Result } from '#core/model/result';
import { tableOf, type DataModel } from '#core/model/data-model';
import { SELECTION } from '#core/model/filters';
import { segmentRelations } from '#core/query/relations';
import { reportRelations, withRelations } from '#core/query/start';
import type { QueryContext, Relation, SegmentPeople } from '#core/query/types';
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

/** What stands around a question instead of inside it. */
export interface Around {
  readonly segments?: Segments;
  /** Relations of the report, after the segments. */
  readonly relations?: readonly Relation[];
}

/** Orders up to which what a selection needs is kept and asked ahead: several copies of its relations must fit beside the data. */
const MOST_ORDERS = 2_000_000;

/** Whether data are small enough for what XF8 and XF9 keep. */
export const isKeepable = (model: DataModel): boolean => (tableOf(model, 'orders')?.rows ?? 0) <= MOST_ORDERS;
/** XF8 */
const keepsRelations = ({ filters, model }: QueryContext): boolean =>
  isKeepable(model) && filters.some((filter) => 'segment' in filter && filter.segment === SELECTION);

/** A context in which the lists of segments, and what else is kept, stand around a query instead of inside it. */
export function withoutLists<Context extends QueryContext>(context: Context): Context {
  if (!context.segments) return context;
  const bare = keepsRelations(context) ? { bare: { asOf: context.asOf, filters: context.filters } } : {};
  return { ...context, ...bare, segments: context.segments.map((each) => ({ ...each, sql: null })) };
}

/** What stands around the questions of a context that are sent without it. */
export function aroundOf(context: QueryContext): Around {
  const relations = context.segments && keepsRelations(context) ? reportRelations(context) : null;
  return { ...(context.segments ? { segments: context.segments } : {}), ...(relations?.ok ? { relations: relations.value } : {}) };
}

/** The lists of segments as the engine takes them beside a query. */
export const listsOf = (segments: Segments = []): readonly QueryList[] => toLists(segmentRelations(segments));
const toLists = (relations: readonly Relation[]): readonly QueryList[] => relations.map(({ name, sql }) => ({ name, sql }));

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

/** Asks the engine with what stands around the question. A fault carries the SQL that people are shown, a segment's own where its list met it. */
export async function askWith(
  connector: Connector,
  { sql, sent }: Question,
  { segments = [], relations = [] }: Around = {},
  signal?: AbortSignal,
  bounds?: QueryBounds,
): Promise<Columns> {
  const lists = [...listsOf(segments), ...toLists(relations)];
  try {
    return await connector.query(sent, {
      ...(signal ? { signal } : {}),
      ...(lists.length > 0 ? { lists } : {}),
      ...(bounds ? { bounds } : {}),
    });
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const list = segments.some(({ relation }) => relation === error.list) ? error.list : undefined;
    throw new QueryError(error.kind, error.message, list === undefined ? sql : listSql(segments, list), list, error.around);
  }
}

/** SE4: how many customers the last of compiled segments holds. */
export async function countLast(connector: Connector, segments: Segments, signal?: AbortSignal): Promise<number> {
  const counted = await askWith(connector, countOf(segments, segments.at(-1)!.relation), { segments }, signal);
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

import { columnOf, type Columns } from '#core/model/columns';
import { QueryError } from './connector';
import { toQueryError } from './query-fault';

/** What the wall needs of an engine. */
export interface QueryDoor {
  /** Prepares a text, runs it and closes it. Rejects when the text is not exactly one statement that binds. */
  runPrepared(sql: string): Promise<Columns>;
  /** Sends a text; may be cancelled. */
  run(sql: string): Promise<Columns>;
  /** Sends what opens or closes a transaction, or drops what was kept; never cancelled. */
  control(sql: string): Promise<unknown>;
}

/** The table functions a report may read from. Every other one reaches files, settings or the engine's own state. */
const SOURCES = new Set(['SEQ_SCAN', 'RANGE', 'GENERATE_SERIES', 'UNNEST', 'REPEAT', 'REPEAT_ROW']);

/** A report's SELECT as a derived table: whatever is not one query cannot stand there. `beginning` is the wall's own. */
export const wrapQuery = (sql: string, beginning: string): string => `${beginning}SELECT * FROM (\n${sql}\n) AS cell`;

/**
 * One SELECT of a report as the wall lets it through: wrapped, its plan prepared to prove that it is one query which reads nothing but
 * tables. Rejects with `QueryError`; `refused` means that the wall does not let it through.
 */
export async function passWall(door: QueryDoor, sql: string, beginning: string): Promise<string> {
  const wrapped = wrapQuery(sql, beginning);
  const plan = await explain(door, wrapped, sql, beginning);
  const foreign = sourcesOf(plan).find((name) => !SOURCES.has(name));
  if (foreign) throw new QueryError('refused', `A report may not read from ${foreign.toLowerCase()}().`, sql);
  return wrapped;
}

/** Runs a statement in a transaction that can write nothing but temporary tables; only a COMMIT after a success keeps those. */
export async function runReadOnly(door: QueryDoor, sql: string, end: 'COMMIT' | 'ROLLBACK'): Promise<Columns> {
  let last: typeof end = 'ROLLBACK';
  await door.control('BEGIN TRANSACTION READ ONLY');
  try {
    const answer = await door.run(sql);
    last = end;
    return answer;
  } finally {
    await door.control(last);
  }
}

/** Runs one SELECT of a report behind the wall, sent as text inside a read-only transaction that is always rolled back. */
export async function runReportQuery(door: QueryDoor, sql: string, beginning = ''): Promise<Columns> {
  const wrapped = await passWall(door, sql, beginning);
  try {
    return await runReadOnly(door, wrapped, 'ROLLBACK');
  } catch (fault) {
    throw withAround(fault, sql, beginning);
  }
}

/** A fault of a report's text, with all that stood around the text. */
function withAround(fault: unknown, sql: string, beginning: string): QueryError {
  const { kind, message, list } = toQueryError(fault, sql);
  const [before = '', after = ''] = wrapQuery('\0', beginning).split('\0');
  return new QueryError(kind, message, sql, list, { before, after });
}

interface PlanNode {
  readonly name: string;
  readonly children: readonly PlanNode[];
  readonly extra_info: Readonly<Record<string, unknown>>;
}

const EXPLAIN = 'EXPLAIN (FORMAT json) ';

async function explain(door: QueryDoor, wrapped: string, sql: string, beginning: string): Promise<readonly PlanNode[]> {
  try {
    const answer = await door.runPrepared(`${EXPLAIN}${wrapped}`);
    return JSON.parse(String(columnOf(answer, 'explain_value')[0])) as PlanNode[];
  } catch (fault) {
    const message = fault instanceof Error ? fault.message : String(fault);
    throw /multiple statements/i.test(message) ? new QueryError('refused', message, sql) : withAround(fault, sql, `${EXPLAIN}${beginning}`);
  }
}

/**
 * The table functions of a plan. The wrapper alone does not stop them: `SELECT * FROM enable_logging(…)` is a query, switches the
 * engine's log on although its settings are locked, and takes the native engine down when the log's folder is out of reach.
 */
function sourcesOf(nodes: readonly PlanNode[]): string[] {
  const found: string[] = [];
  for (const rest = [...nodes]; rest.length > 0;) {
    const node = rest.pop()!;
    if ('Function' in node.extra_info) found.push(String(node.extra_info.Function).trim());
    rest.push(...node.children);
  }
  return found;
}

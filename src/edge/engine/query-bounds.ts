import { QueryError } from './connector';

/** How long one query may run, and how much of its result may come to the page. */
export interface QueryBounds {
  readonly millis: number;
  readonly columns: number;
  /** Characters of the name of a column, which stands again with every row in what is written out. */
  readonly name: number;
  /** Rows times columns. */
  readonly values: number;
  /** As the engine hands them over. */
  readonly bytes: number;
}

/**
 * What a query may take that no prebuilt question asked. Reading a million values takes the page a third of a second; a query of a stranger gets
 * less time than one's own.
 */
export const BOUNDS: Readonly<Record<'own' | 'foreign', QueryBounds>> = {
  own: { millis: 30_000, columns: 500, name: 1000, values: 1_000_000, bytes: 16_000_000 },
  foreign: { millis: 10_000, columns: 500, name: 1000, values: 1_000_000, bytes: 16_000_000 },
};

/** A signal that is given when the caller gives up or the time is over. */
export interface TimeLimit {
  readonly signal: AbortSignal | undefined;
  /** The fault as the caller is told it: a query that was stopped for its time says so. */
  explain(fault: unknown, sql: string): unknown;
  end(): void;
}

export function limitTime(given: AbortSignal | undefined, bounds: QueryBounds | undefined): TimeLimit {
  if (!bounds) return { signal: given, explain: (fault) => fault, end: () => undefined };
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), bounds.millis);
  return {
    signal: given ? AbortSignal.any([given, over.signal]) : over.signal,
    explain: (fault, sql) =>
      over.signal.aborted && !given?.aborted ? new QueryError('slow', String(Math.round(bounds.millis / 1000)), sql) : fault,
    end: () => clearTimeout(timer),
  };
}

/** Why a result of this size may not come to the page; null when it may. */
export function sizeFault(
  { names, rows, bytes }: { readonly names: readonly string[]; readonly rows: number; readonly bytes: number },
  bounds: QueryBounds,
  sql: string,
): QueryError | null {
  const columns = names.length;
  if (columns > bounds.columns) return new QueryError('wide', String(columns), sql);
  const longest = Math.max(0, ...names.map((name) => name.length));
  if (longest > bounds.name) return new QueryError('named', String(longest), sql);
  if (rows * columns > bounds.values) return new QueryError('large', `${rows} × ${columns}`, sql);
  return bytes > bounds.bytes ? new QueryError('large', `${Math.ceil(bytes / 1_000_000)} MB`, sql) : null;
}

import type { Issue } from '#core/model/result';
import { nameKey, namedRelations } from './references';

/** A query with the name that others read it by. Names differ by more than the case of A–Z. */
export interface NamedSql {
  readonly name: string;
  readonly sql: string;
}

/** The order in which cells can run. */
export interface CellOrder {
  /** Names of all cells that can run, each after those it names. Otherwise the given order is kept. */
  readonly order: readonly string[];
  /** A circle: each names the next, the last the first; null if there is none. */
  readonly circle: readonly string[] | null;
  /** Names of the cells that cannot run: those in circles and those that rest on them. */
  readonly stuck: readonly string[];
}

/** For each cell the indices of those it names; itself included. */
function edgesOf(cells: readonly NamedSql[]): number[][] {
  const places = new Map(cells.map(({ name }, at) => [nameKey(name), at]));
  return cells.map(({ sql }) => [...namedRelations(sql)].flatMap((key) => places.get(key) ?? []));
}

/** Follows unfinished cells until one comes twice. */
function circleFrom(edges: readonly (readonly number[])[], done: ReadonlySet<number>, start: number): number[] {
  const path: number[] = [];
  const seen = new Map<number, number>();
  for (let at: number | undefined = start; at !== undefined; at = edges[at]!.find((next) => !done.has(next))) {
    const before = seen.get(at);
    if (before !== undefined) return path.slice(before);
    seen.set(at, path.length);
    path.push(at);
  }
  return path;
}

/** The cells that rest on no circle: those that wait for nothing, those that wait for them, and so on. */
function runnable(edges: readonly (readonly number[])[]): Set<number> {
  const waiting = edges.map((named) => named.length);
  const readers: number[][] = edges.map(() => []);
  for (const [at, named] of edges.entries()) for (const other of named) readers[other]!.push(at);
  const done = new Set([...edges.keys()].filter((at) => waiting[at] === 0));
  // A set is walked in the order of its making, what is added on the way included.
  for (const at of done) {
    for (const reader of readers[at]!) {
      waiting[reader]! -= 1;
      if (waiting[reader] === 0) done.add(reader);
    }
  }
  return done;
}

/** Each of the cells after those it names, otherwise in the given order. */
function afterNamed(edges: readonly (readonly number[])[], cells: ReadonlySet<number>): number[] {
  const order = new Set<number>();
  for (const first of [...cells].toSorted((a, b) => a - b)) {
    const path = [{ at: first, next: 0 }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const named = order.has(top.at) ? undefined : edges[top.at]![top.next];
      top.next += 1;
      if (named !== undefined) {
        if (!order.has(named)) path.push({ at: named, next: 0 });
      } else {
        order.add(top.at);
        path.pop();
      }
    }
  }
  return [...order];
}

/** The order of cells by what they name, wherever they stand (SQ33). Takes time in proportion to their texts and mentions. */
export function orderCells(cells: readonly NamedSql[]): CellOrder {
  const edges = edgesOf(cells);
  const done = runnable(edges);
  const nameAt = (at: number) => cells[at]!.name;
  const stuck = [...cells.keys()].filter((at) => !done.has(at));
  const circle = stuck.length > 0 ? circleFrom(edges, done, stuck[0]!).map(nameAt) : null;
  return { order: afterNamed(edges, done).map(nameAt), circle, stuck: stuck.map(nameAt) };
}

/** A circle as a sentence. */
export const circleIssue = (circle: readonly string[]): Issue => ({
  code: 'issue_sql_circle',
  values: { names: { literal: [...circle, ...circle.slice(0, 1)].join(' → ') } },
});

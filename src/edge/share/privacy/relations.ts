import type { TableView } from '#core/model/presentation';
import type { Relation } from './counts';
import { groupBy } from './group';
import { linesOf, type Grid } from './grid';

type Term = Relation[number];

export interface ColumnSum {
  readonly whole: number;
  readonly parts: readonly number[];
}

/** What is known of how the counts of a table add up (PR11); a count's place is row × columns + column. */
export interface Known {
  readonly relations: readonly Relation[];
  /** Columns in which some row is the sum of others, by their place. */
  readonly totalled: ReadonlySet<number>;
  /** Columns that are the sum of others, by their places. */
  readonly sums: readonly ColumnSum[];
  /** Pairs of rows of which one is the step after the other, and what is lost between them stands in the table. */
  readonly steps: readonly (readonly [number, number])[];
}

const plus = (cell: number): Term => ({ cell, sign: 1 });
const minus = (cell: number): Term => ({ cell, sign: -1 });

/** A relation that holds wherever all its counts are there, and somewhere says something: two of its parts are not zero. */
function holds(groups: readonly { readonly whole: number | null; readonly parts: readonly (number | null)[] }[]): boolean {
  let says = false;
  for (const { whole, parts } of groups) {
    if (whole === null || parts.includes(null)) continue;
    if (parts.reduce<number>((sum, each) => sum + (each ?? 0), 0) !== whole) return false;
    says ||= parts.filter((each) => each !== 0).length > 1;
  }
  return says;
}

function overRows(table: TableView, { columns, counts }: Grid): { relations: Relation[]; totalled: Set<number> } {
  const width = columns.length;
  const relations: Relation[] = [];
  const totalled = new Set<number>();
  for (const [key, lines] of groupBy(linesOf(table), (line) => line.key)) {
    const nameOf = (row: number): string => JSON.stringify(table.rows[row]!.values[key] ?? null);
    const names = new Set(lines.flatMap(({ rows }) => rows.map(nameOf)));
    for (const at of columns.keys())
      for (const name of names) {
        const found = lines.flatMap(({ rows }) => {
          const whole = rows.find((row) => nameOf(row) === name);
          const parts = rows.filter((row) => row !== whole && counts[row]![at] !== null);
          return whole === undefined || counts[whole]![at] === null || parts.length === 0 ? [] : [{ whole, parts }];
        });
        const sums = found.every(({ whole, parts }) => parts.reduce((sum, row) => sum + counts[row]![at]!, 0) === counts[whole]![at]);
        // Two equal numbers alone are no sum, unless the row says that it is one.
        const says = found.some(
          ({ whole, parts }) =>
            counts[whole]![at] !== 0 && (table.rows[whole]!.total || parts.filter((row) => counts[row]![at] !== 0).length > 1),
        );
        if (!sums || !says) continue;
        totalled.add(at);
        for (const { whole, parts } of found) relations.push([minus(whole * width + at), ...parts.map((row) => plus(row * width + at))]);
      }
  }
  return { relations, totalled };
}

function overColumns({ columns, counts }: Grid): { relations: Relation[]; sums: ColumnSum[] } {
  const width = columns.length;
  const relations: Relation[] = [];
  const sums: ColumnSum[] = [];
  const isShare = (at: number): boolean => columns[at]!.is === 'share';
  /** Shares add up to what they are of, and to nothing else. */
  const mayAdd = (whole: number, parts: readonly number[]): boolean =>
    !isShare(whole) &&
    parts.every((part) => isShare(part) === isShare(parts[0]!) && (!isShare(part) || columns[part]!.of === columns[whole]!.key));
  const add = (whole: number, parts: readonly number[]): void => {
    if (!mayAdd(whole, parts)) return;
    if (!holds(counts.map((row) => ({ whole: row[whole]!, parts: parts.map((part) => row[part]!) })))) return;
    sums.push({ whole, parts: [...parts] });
    for (const [row, line] of counts.entries())
      if ([whole, ...parts].every((each) => line[each] !== null))
        relations.push([minus(row * width + whole), ...parts.map((part) => plus(row * width + part))]);
  };
  for (let whole = 0; whole < width; whole++)
    for (let first = 0; first < width; first++) {
      if (first === whole) continue;
      for (let second = first + 1; second < width; second++) if (second !== whole) add(whole, [first, second]);
      const run = [first];
      for (let next = first + 1; next < width && next !== whole; next++) {
        run.push(next);
        if (run.length > 2) add(whole, run);
      }
    }
  return { relations, sums };
}

/** What is lost at a step is the step before less this one. */
function overSteps(table: TableView, { columns, counts }: Grid): { relations: Relation[]; steps: [number, number][] } {
  const width = columns.length;
  const relations: Relation[] = [];
  const steps: [number, number][] = [];
  for (const lines of groupBy(linesOf(table), (line) => line.key).values())
    for (const stay of columns.keys())
      for (const lost of columns.keys()) {
        if (stay === lost || columns[stay]!.is === 'share' || columns[lost]!.is === 'share') continue;
        const pairs = lines.flatMap(({ rows }) =>
          rows.slice(1).flatMap((row, at) => (counts[row]![lost] === null ? [] : [[rows[at]!, row] as [number, number]])),
        );
        if (!holds(pairs.map(([before, row]) => ({ whole: counts[before]![stay]!, parts: [counts[row]![stay]!, counts[row]![lost]!] }))))
          continue;
        for (const [before, row] of pairs)
          if (counts[before]![stay] !== null && counts[row]![stay] !== null) {
            relations.push([minus(before * width + stay), plus(row * width + stay), plus(row * width + lost)]);
            steps.push([before, row]);
          }
      }
  return { relations, steps };
}

export function relationsOf(table: TableView, grid: Grid): Known {
  const [rows, columns, steps] = [overRows(table, grid), overColumns(grid), overSteps(table, grid)];
  return {
    relations: [...rows.relations, ...columns.relations, ...steps.relations],
    totalled: rows.totalled,
    sums: columns.sums,
    steps: steps.steps,
  };
}

import type { Scalar } from '#core/model/columns';
import type { TableRow, TableView } from '#core/model/presentation';
import type { Count, CountSystem, Relation } from './counts';
import { gridOf, type Grid } from './grid';
import type { Hidden } from './hidden';
import { relationsOf, type Known } from './relations';
import { isSmall, withhold } from './withhold';

const TOTAL_ROW = 10;

/** A table as it may leave. */
export interface ProtectedTable {
  readonly table: TableView;
  readonly hidden: Hidden;
  /** Numbers that were withheld. */
  readonly withheld: number;
  /** Rows that lost any, by their place. */
  readonly touched: ReadonlySet<number>;
}

/** The counts of a table with what is known of them (PR11); a count's place is row × columns + column, totals that stand elsewhere follow. */
function systemOf({ rows }: TableView, { columns, counts }: Grid, known: Known, k: number): CountSystem {
  const width = columns.length;
  const list: Count[] = counts.flatMap((line, row) =>
    line.map((value) => ({ value: value ?? 0, shown: value !== null, weight: rows[row]!.total ? TOTAL_ROW : 1 })),
  );
  const relations: Relation[] = [...known.relations];
  const totals = new Map<number, number>();
  for (const [at, { key, is, of }] of columns.entries()) {
    const parts = counts.flatMap((line, row) => (line[at] === null || rows[row]!.total ? [] : [row * width + at]));
    const adds = is === 'count' || is === 'share';
    if (adds && !known.totalled.has(at) && parts.length > 0) {
      const value = parts.reduce((sum, cell) => sum + list[cell]!.value, 0);
      const fixed = !known.sums.some((each) => each.parts.includes(at));
      const total = list.push({ value, shown: fixed, weight: 1, fixed: fixed && !isSmall(value, k) }) - 1;
      totals.set(at, total);
      relations.push([{ cell: total, sign: -1 }, ...parts.map((cell) => ({ cell, sign: 1 as const }))]);
    }
    if (is !== 'share') continue;
    // PR10: those who are not in a share are a count that is not written.
    for (const [row, line] of counts.entries()) {
      const whole = Number(rows[row]!.values[of ?? ''] ?? NaN);
      const place = columns.findIndex((column) => column.key === of);
      const inside = line[at];
      if (typeof inside !== 'number' || !(whole >= inside)) continue;
      const rest = list.push({ value: whole - inside, shown: false, weight: 1 }) - 1;
      const all =
        place >= 0 && line[place] === whole ? row * width + place : list.push({ value: whole, shown: true, weight: 1, fixed: true }) - 1;
      relations.push([
        { cell: all, sign: -1 },
        { cell: row * width + columns.findIndex((column) => column.key === key), sign: 1 },
        { cell: rest, sign: 1 },
      ]);
    }
  }
  // What columns add up to, their totals do, too.
  for (const { whole, parts } of known.sums) {
    const [all, each] = [totals.get(whole), parts.flatMap((part) => totals.get(part) ?? [])];
    if (all === undefined || each.length < parts.length || each.reduce((sum, cell) => sum + list[cell]!.value, 0) !== list[all]!.value)
      continue;
    relations.push([{ cell: all, sign: -1 }, ...each.map((cell) => ({ cell, sign: 1 as const }))]);
  }
  return { counts: list, relations };
}

/** PR12: rows that say nothing else, with those that would give one alone away. */
function silent(
  table: TableView,
  grid: Grid,
  withheld: readonly (readonly boolean[])[],
  steps: readonly (readonly [number, number])[],
): Set<number> {
  const own = withheld.flatMap((line, row) => (line.includes(true) ? [row] : []));
  const rows = new Set(own);
  for (const [before, after] of steps) {
    if (own.includes(before)) rows.add(after);
    if (own.includes(after)) rows.add(before);
  }
  const parts = [...rows].filter((row) => !table.rows[row]!.total);
  if (parts.length !== 1) return rows;
  const people = (row: number): number => Math.max(0, ...grid.counts[row]!.map((each) => each ?? 0));
  const others = [...table.rows.keys()].filter((row) => !rows.has(row) && people(row) > 0);
  const [next] = others.filter((row) => !table.rows[row]!.total).toSorted((a, b) => people(a) - people(b));
  if (next !== undefined) rows.add(next);
  else for (const row of others) rows.add(row);
  return rows;
}

/** Numbers that open people in a column of another unit: the column is of one set of people, and its rows say different things of them. */
function opensFew({ columns, rows }: TableView, k: number): boolean {
  const mixed = columns.filter(({ unit, is, part }) => part === true && unit === 'number' && is !== 'key');
  return mixed.some(({ key }) => rows.some(({ values, parts }) => parts?.[key] !== undefined && isSmall(Number(values[key]), k)));
}

/** Only the entries of those keys. */
const pick = <T>(record: Readonly<Record<string, T>>, keeps: (key: string) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => keeps(key)));

/** PR10–PR13. */
export function protectTable(table: TableView, k: number): ProtectedTable {
  const grid = gridOf(table);
  const width = grid.columns.length;
  const known = relationsOf(table, grid);
  const all = withhold(systemOf(table, grid, known, k), k);
  const cells = grid.counts.map((_, row) =>
    grid.columns.map(({ key }, at) => all[row * width + at]! || grid.unknown.some((each) => each.row === row && each.key === key)),
  );
  const mute = opensFew(table, k) ? new Set(table.rows.keys()) : silent(table, grid, cells, known.steps);
  const customers = grid.columns.some(({ unit }) => unit === 'customers');
  const things = new Set(customers ? grid.columns.filter(({ unit }) => unit === 'orders' || unit === 'count').map(({ key }) => key) : []);
  const keys = new Set(table.columns.filter(({ is }) => is === 'key').map(({ key }) => key));
  const shown = new Set(table.columns.map(({ key }) => key));
  const counted = new Map(grid.columns.map(({ key }, at) => [key, at]));
  const numbers: number[] = [];
  const touched = new Set<number>();
  let withheld = 0;
  const rows = table.rows.map((row, at): TableRow => {
    const gone = (key: string): boolean => {
      if (keys.has(key)) return false;
      const column = counted.get(key);
      return ((column === undefined || things.has(key)) && mute.has(at)) || (column !== undefined && cells[at]![column]!);
    };
    const values: Record<string, Scalar> = {};
    for (const [key, value] of Object.entries(row.values)) {
      if (!shown.has(key)) continue;
      values[key] = gone(key) ? null : value;
      if (value === null || !gone(key)) continue;
      withheld++;
      touched.add(at);
      if (typeof value === 'number') numbers.push(value);
      const count = counted.has(key) ? grid.counts[at]![counted.get(key)!] : null;
      if (typeof count === 'number') numbers.push(count);
    }
    const stays = (key: string): boolean => shown.has(key) && !gone(key);
    return {
      ...row,
      values,
      ...(row.texts && { texts: pick(row.texts, stays) }),
      ...(row.parts && { parts: pick(row.parts, stays) }),
      ...(row.provisionalIn && { provisionalIn: row.provisionalIn.filter(stays) }),
    };
  });
  const lost = [...touched].filter((row) => !table.rows[row]!.total).map((row) => table.rows[row]!);
  const names = lost.flatMap(({ texts }) => Object.entries(texts ?? {}).flatMap(([key, text]) => (keys.has(key) ? [text] : [])));
  const words = lost.flatMap(({ values }) => [...keys].map((key) => values[key])).filter((each) => typeof each === 'string' && each !== '');
  return { table: { ...table, rows }, touched, withheld, hidden: { k, numbers, names, words: new Set(words as string[]) } };
}

/**
 * The least and greatest whole number that each unknown of `A x = b`, `x ≥ lower` can be: a linear programme (two-phase simplex, Bland's rule)
 * with branch and bound where its corner is not whole. Knows nothing of tables or of how they are protected.
 */
const EPSILON = 1e-7;
type Tableau = { readonly rows: number[][]; readonly basis: number[] };
export interface Bounds {
  readonly least: number;
  readonly greatest: number;
}
type Answer = { readonly value: number; readonly x: readonly number[] } | 'unbounded';

function pivot({ rows, basis }: Tableau, row: number, column: number): void {
  const factor = rows[row]![column]!;
  const line = rows[row]!.map((value) => value / factor);
  rows[row] = line;
  for (const [at, other] of rows.entries()) {
    const by = other[column]!;
    if (at === row || by === 0) continue;
    for (let each = 0; each < other.length; each++) other[each] = other[each]! - by * line[each]!;
  }
  basis[row] = column;
}

/** Maximises in place; the last row holds reduced costs, the last column the right side. */
function climb(tableau: Tableau, columns: number): boolean {
  const { rows, basis } = tableau;
  for (;;) {
    const current = rows.at(-1)!;
    let column = -1;
    for (let each = 0; each < columns && column < 0; each++) if (current[each]! < -EPSILON) column = each;
    if (column < 0) return true;
    let row = -1;
    for (let each = 0; each < rows.length - 1; each++) {
      if (rows[each]![column]! <= EPSILON) continue;
      const ratio = rows[each]!.at(-1)! / rows[each]![column]!;
      const best = row < 0 ? Infinity : rows[row]!.at(-1)! / rows[row]![column]!;
      if (ratio < best - EPSILON || (ratio < best + EPSILON && basis[each]! < basis[row]!)) row = each;
    }
    if (row < 0) return false;
    pivot(tableau, row, column);
  }
}

/** A first corner, or null where there is no point at all. */
function start(a: readonly (readonly number[])[], b: readonly number[]): Tableau | null {
  const n = a[0]?.length ?? 0;
  const rows = a.map((line, at) => {
    const sign = b[at]! < 0 ? -1 : 1;
    return [...line.map((value) => sign * value), ...a.map((_, each) => (each === at ? 1 : 0)), sign * b[at]!];
  });
  const goal = Array.from({ length: n + a.length + 1 }, (_, at) =>
    at >= n && at < n + a.length ? 0 : -rows.reduce((sum, line) => sum + line[at]!, 0),
  );
  const tableau = { rows: [...rows, goal], basis: a.map((_, at) => n + at) };
  climb(tableau, n);
  if (tableau.rows.at(-1)!.at(-1)! < -1e-5) return null;
  for (let row = 0; row < tableau.basis.length; row++) {
    if (tableau.basis[row]! < n) continue;
    const column = tableau.rows[row]!.findIndex((value, at) => at < n && Math.abs(value) > EPSILON);
    if (column >= 0) pivot(tableau, row, column);
  }
  const keep = tableau.basis.flatMap((column, row) => (column < n ? [row] : []));
  const cut = (line: number[]): number[] => [...line.slice(0, n), line.at(-1)!];
  return { rows: keep.map((row) => cut(tableau.rows[row]!)), basis: keep.map((row) => tableau.basis[row]!) };
}

function maximise(corner: Tableau, goal: readonly number[]): Answer {
  const n = goal.length;
  const rows = corner.rows.map((line) => [...line]);
  const last = [...goal.map((value) => -value), 0];
  for (const [row, column] of corner.basis.entries()) {
    const by = last[column]!;
    if (by !== 0) for (let each = 0; each < last.length; each++) last[each] = last[each]! - by * rows[row]![each]!;
  }
  const tableau = { rows: [...rows, last], basis: [...corner.basis] };
  if (!climb(tableau, n)) return 'unbounded';
  const x = goal.map(() => 0);
  for (const [row, column] of tableau.basis.entries()) x[column] = tableau.rows[row]!.at(-1)!;
  return { value: tableau.rows.at(-1)!.at(-1)!, x };
}

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-5;

interface Search {
  /** Corners that were not whole. */
  fractional: number;
  /** The greatest whole value so far. */
  best: number | null;
}

/** Raises `search.best` to the greatest whole value of the goal. */
function branch(
  a: readonly (readonly number[])[],
  b: readonly number[],
  goal: readonly number[],
  search: Search,
  corner: Tableau | null,
): void {
  if (!corner) return;
  const answer = maximise(corner, goal);
  if (answer === 'unbounded') {
    search.best = Infinity;
    return;
  }
  if (search.best !== null && Math.floor(answer.value + 1e-5) <= search.best) return;
  const broken = answer.x.findIndex((value) => !isWhole(value));
  if (broken < 0) {
    search.best = Math.round(answer.value);
    return;
  }
  search.fractional++;
  if (search.fractional > 20_000) throw new Error('no whole corner was found');
  const floor = Math.floor(answer.x[broken]!);
  // x ≥ floor + 1 and x ≤ floor, each with an unknown of its own for what is left.
  for (const { slack, side } of [
    { slack: -1, side: floor + 1 },
    { slack: 1, side: floor },
  ]) {
    const line = [...goal.map((_, at) => (at === broken ? 1 : 0)), slack];
    const [more, sides] = [
      [...a.map((each) => [...each, 0]), line],
      [...b, side],
    ];
    branch(more, sides, [...goal, 0], search, start(more, sides));
  }
}

/** Bounds of every unknown; null where nothing fits. */
export function integerBounds(
  a: readonly (readonly number[])[],
  b: readonly number[],
  lower: readonly number[],
): { readonly bounds: readonly Bounds[]; readonly fractional: number } | null {
  let fractional = 0;
  const unknowns = lower.length;
  const moved = b.map((side, at) => side - a[at]!.reduce((sum, value, each) => sum + value * lower[each]!, 0));
  const corner = a.length === 0 ? { rows: [], basis: [] } : start(a, moved);
  if (!corner) return null;
  const bounds = Array.from({ length: unknowns }, (_, unknown): Bounds => {
    const goal = (sign: number): number[] => Array.from({ length: unknowns }, (_each, at) => (at === unknown ? sign : 0));
    const [top, bottom] = [1, -1].map((sign) => {
      const search: Search = { fractional: 0, best: null };
      branch(a, moved, goal(sign), search, corner);
      fractional += search.fractional;
      return search.best;
    }) as [number | null, number | null];
    return { least: bottom === null ? NaN : lower[unknown]! - bottom, greatest: top === null ? NaN : lower[unknown]! + top };
  });
  return { bounds, fractional };
}

import type { Row } from '#core/model/columns';
import { addDays, addMonths, movePeriod } from '#core/query/days';
import { wilson } from '#core/stats/proportions';
import type { PresentContext } from '../contract';
import { countOf, numberOf } from '../words';
import { spanOf } from './amounts-sql';
import type { Cell, Cohort, ValueRow } from './cells';
import { overallOf, type Pooled } from './overall';
import { firstColumn, fixedDays, hasOwnClock, horizonOf, isShare, lastColumn, settlesLate, type CohortParams } from './params';

/** What the query found; `cohorts` and `amounts` only where the options need them. */
export interface CohortRows {
  readonly cells: readonly Row[];
  readonly cohorts?: readonly Row[] | undefined;
  readonly amounts?: readonly Row[] | undefined;
}

export interface Triangle {
  readonly cohorts: readonly Cohort[];
  /** The overall row (CO20): one for each shown column; value null where no cell is complete. */
  readonly overall: readonly Pooled[];
  readonly members: number;
  /** In the order of their slots; empty without a breakdown. */
  readonly values: readonly ValueRow[];
}

/** What is known of a cohort; without days of its own it is the calendar period that decides. */
interface Known {
  readonly start: string;
  readonly size: number;
  readonly days: { readonly first: string; readonly last: string; readonly lastTimed: string | null } | null;
  readonly customers: ReadonlyMap<number, number>;
  readonly amounts: ReadonlyMap<number, { readonly orders: number; readonly revenue: number }>;
}

/** The day on which period k of one start begins (CO12, CO29). */
function rollingDay(params: CohortParams, start: string, k: number): string {
  if (params.brackets.length > 0) return addDays(start, k === 0 ? 0 : [0, ...params.brackets][k - 1]! + 1);
  const days = fixedDays(params);
  return days === null ? addMonths(start, k * { day: 0, week: 0, month: 1, quarter: 3, year: 12 }[params.grain]) : addDays(start, k * days);
}

/** Has period k of a cohort begun for anybody, is it over for everybody (CO4, CO15)? */
function clockOf(params: CohortParams, { start, days }: Known, asOf: string) {
  const after = addDays(asOf, 1);
  if (!hasOwnClock(params) || !days)
    return {
      begun: (k: number) => movePeriod(params.grain, start, k) < after,
      over: (k: number) => movePeriod(params.grain, start, k + 1) <= after,
    };
  return {
    begun: (k: number) => rollingDay(params, days.first, k) < after,
    over: (k: number) =>
      rollingDay(params, days.last, k + 1) <= after && (days.lastTimed === null || rollingDay(params, days.lastTimed, k + 1) < after),
  };
}

function ratioOf(params: CohortParams, known: Known, k: number, customers: number): readonly [number, number] {
  const { measure, reference } = params;
  if (measure === 'rate') {
    const before = reference === 'previous' && k > firstColumn(params) ? (known.customers.get(k - 1) ?? 0) : known.size;
    return [customers, before];
  }
  if (measure === 'customers') return [customers, 1];
  const [from, to] = spanOf(params, k);
  let [orders, revenue] = [0, 0];
  for (const [period, amount] of known.amounts) {
    if (period < from || (to !== null && period > to)) continue;
    orders += amount.orders;
    revenue += amount.revenue;
  }
  if (measure === 'orders') return [orders, 1];
  if (measure === 'revenue') return [revenue, 1];
  return measure === 'average_order' ? [revenue, orders] : [revenue, known.size];
}

function cellsOf(params: CohortParams, known: Known, asOf: string): Cell[] {
  const clock = clockOf(params, known, asOf);
  const open = settlesLate(params);
  const cells: Cell[] = [];
  for (let k = firstColumn(params); k <= lastColumn(params) && clock.begun(k); k++) {
    const customers = known.customers.get(k) ?? 0;
    const [top, bottom] = ratioOf(params, known, k, customers);
    const settled = clock.over(open ? Math.max(k, horizonOf(params)) : k);
    cells.push({
      k,
      customers,
      top,
      bottom,
      value: bottom > 0 ? top / bottom : null,
      interval: isShare(params) ? wilson(top, bottom) : null,
      state: settled ? 'complete' : 'provisional',
    });
  }
  return cells;
}

type Days = NonNullable<Known['days']>;
const earlier = (a: string, b: string): string => (a < b ? a : b);
const later = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a);
const together = (a: Days | null, b: Days | null): Days | null =>
  a && b ? { first: earlier(a.first, b.first), last: later(a.last, b.last)!, lastTimed: later(a.lastTimed, b.lastTimed) } : (a ?? b);

/** Cohorts in order; rows of several values add up to their cohort. */
function knownCohorts(rows: CohortRows, params: CohortParams): Known[] {
  const text = (row: Row, key: string): string => String(row[key]).slice(0, 10);
  const known = new Map<string, Known & { customers: Map<number, number>; amounts: Map<number, { orders: number; revenue: number }> }>();
  const add = (start: string, size: number, days: Known['days']): void => {
    const found = known.get(start);
    if (!found) known.set(start, { start, size, days, customers: new Map(), amounts: new Map() });
    else known.set(start, { ...found, size: found.size + size, days: together(found.days, days) });
  };
  for (const row of rows.cohorts ?? [])
    add(text(row, 'cohort'), countOf(row, 'customers'), {
      first: text(row, 'first_start'),
      last: text(row, 'last_start'),
      lastTimed: typeof row['last_timed'] === 'string' ? text(row, 'last_timed') : null,
    });
  if (!rows.cohorts && params.periodZero === 'fixed')
    for (const row of rows.cells) if (row['k'] === 0) add(text(row, 'cohort'), countOf(row, 'customers'), null);
  for (const row of rows.cells) {
    const customers = known.get(text(row, 'cohort'))?.customers;
    const k = countOf(row, 'k');
    customers?.set(k, (customers.get(k) ?? 0) + countOf(row, 'customers'));
  }
  for (const row of rows.amounts ?? []) {
    const amounts = known.get(text(row, 'cohort'))?.amounts;
    const k = countOf(row, 'k');
    const before = amounts?.get(k) ?? { orders: 0, revenue: 0 };
    amounts?.set(k, { orders: before.orders + countOf(row, 'orders'), revenue: before.revenue + (numberOf(row['revenue']) ?? 0) });
  }
  return [...known.values()].toSorted((a, b) => (a.start < b.start ? -1 : 1));
}

function wholeOf(rows: CohortRows, params: CohortParams, asOf: string): Omit<Triangle, 'values'> {
  const cohorts = knownCohorts(rows, params).map((known): Cohort => {
    return { start: known.start, size: known.size, cells: cellsOf(params, known, asOf) };
  });
  return { cohorts, overall: overallOf(cohorts, params), members: cohorts.reduce((sum, cohort) => sum + cohort.size, 0) };
}

/** A row for each value: what the overall row would be of its memberships alone (CO31). */
function valuesOf(rows: CohortRows, params: CohortParams, asOf: string): ValueRow[] {
  const all = [...rows.cells, ...(rows.cohorts ?? [])];
  const slots = [...new Set(all.map((row) => countOf(row, 'slot')))].toSorted((a, b) => a - b);
  return slots.map((slot): ValueRow => {
    const own = (some: readonly Row[] | undefined) => some?.filter((row) => countOf(row, 'slot') === slot);
    const { members, overall } = wholeOf({ cells: own(rows.cells)!, cohorts: own(rows.cohorts), amounts: own(rows.amounts) }, params, asOf);
    const value = all.find((row) => countOf(row, 'slot') === slot)?.['value'];
    return { slot, value: typeof value === 'string' ? value : null, members, overall };
  });
}

/** The rows of the query as a triangle (CO3–CO7, CO12–CO20), with a breakdown also by value (CO31). */
export function triangleOf(rows: CohortRows, params: CohortParams, { asOf }: Pick<PresentContext, 'asOf'>): Triangle {
  return { ...wholeOf(rows, params, asOf), values: params.breakdown === null ? [] : valuesOf(rows, params, asOf) };
}

import type { CohortParams } from '#core/analyses/cohort/params';

/** An order of a made-up shop; instants are milliseconds UTC. */
export interface MadeOrder {
  readonly key: number;
  readonly customer: string;
  readonly at: number;
  readonly amount: number;
  readonly channel: string;
  /** Null where nobody wrote it down. */
  readonly cost: number | null;
  readonly refunds: readonly { readonly at: number; readonly amount: number }[];
}

/** What a report looks at; days are `YYYY-MM-DD`. */
export interface Scope {
  readonly asOf: string;
  readonly from: string | null;
  readonly channel: string | null;
  readonly weekStart: 'monday' | 'sunday';
}

const DAY = 86_400_000;
const midnight = (at: number): number => Math.floor(at / DAY) * DAY;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const instant = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The same time of day so many calendar months later, on the last day of the month where it has no such day. */
function monthsLater(at: number, months: number): number {
  const date = new Date(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), days)) + (at - midnight(at));
}

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;
const FIXED = { day: 1, week: 7, month: 30, quarter: 90, year: 365 } as const;

/** Days from a start on which column k begins, where columns are brackets: the start day, then after each end. */
const bracketStart = (ends: readonly number[], k: number): number => (k === 0 ? 0 : k === 1 ? 1 : ends[k - 2]! + 1);

/** The instant that begins the calendar period of another. */
function periodOf({ grain }: CohortParams, at: number, weekStart: 'monday' | 'sunday'): number {
  const date = new Date(midnight(at));
  if (grain === 'day') return date.getTime();
  if (grain === 'week') {
    let start = date.getTime();
    while (new Date(start).getUTCDay() !== (weekStart === 'monday' ? 1 : 0)) start -= DAY;
    return start;
  }
  const first = grain === 'month' ? date.getUTCMonth() : grain === 'quarter' ? date.getUTCMonth() - (date.getUTCMonth() % 3) : 0;
  return Date.UTC(date.getUTCFullYear(), first, 1);
}

/** The instant on which period k begins, of a calendar cohort or of one customer. */
function beginOf({ grain, mode, brackets }: CohortParams, start: number, k: number): number {
  if (brackets.length > 0) return start + bracketStart(brackets, k) * DAY;
  if (grain === 'day' || grain === 'week' || mode === 'rolling_fixed') return start + k * FIXED[grain] * DAY;
  return monthsLater(start, k * MONTHS[grain]);
}

interface Membership {
  readonly customer: string;
  readonly cohort: number;
  readonly start: MadeOrder;
}

/** The period of an instant after a start, found by walking. */
function columnOf(params: CohortParams, { cohort, start }: Membership, at: number): number {
  if (params.brackets.length > 0) {
    const from = params.mode === 'calendar' ? midnight(start.at) : start.at;
    let k = 0;
    while (k <= params.brackets.length && beginOf(params, from, k + 1) <= at) k++;
    return k;
  }
  const origin = params.mode === 'calendar' ? cohort : start.at;
  const plain = { ...params, mode: params.mode === 'rolling_fixed' ? params.mode : ('calendar' as const) };
  let k = 0;
  while (beginOf(plain, origin, k + 1) <= at) k++;
  return k;
}

const earlier = (a: MadeOrder, b: MadeOrder): number => a.at - b.at || a.key - b.key;

function membershipsOf(orders: readonly MadeOrder[], params: CohortParams, scope: Scope, weekStart: 'monday' | 'sunday') {
  const end = instant(scope.asOf) + DAY;
  const history = orders.filter(({ at, amount, refunds }) => {
    const back = refunds.filter((refund) => refund.at < end).reduce((sum, refund) => sum + refund.amount, 0);
    return at < end && !(amount > 0 && back >= amount);
  });
  const selected = history.filter(({ channel }) => scope.channel === null || channel === scope.channel);
  const inRange = selected.filter(({ at }) => scope.from === null || at >= instant(scope.from));
  const members: Membership[] = [];
  for (const customer of new Set(orders.map((order) => order.customer))) {
    const own = (all: readonly MadeOrder[]) => all.filter((order) => order.customer === customer).toSorted(earlier);
    const starts =
      params.rule === 'recurring'
        ? own(inRange).filter((order, at, all) => {
            const before = all[at - 1];
            return !before || periodOf(params, before.at, weekStart) !== periodOf(params, order.at, weekStart);
          })
        : own(params.rule === 'first_ever' ? history : selected)
            .slice(0, 1)
            .filter((order) => inRange.includes(order));
    for (const start of starts) members.push({ customer, cohort: periodOf(params, start.at, weekStart), start });
  }
  return { members, inRange };
}

/** Money of an order and of its refunds, each with its instant, inside the range. */
function movesOf(orders: readonly MadeOrder[], scope: Scope) {
  const end = instant(scope.asOf) + DAY;
  const inside = (at: number): boolean => at < end && (scope.from === null || at >= instant(scope.from));
  return orders
    .filter(({ at, channel }) => at < end && (scope.channel === null || channel === scope.channel))
    .flatMap((order) => [
      { order, at: order.at, amount: order.amount },
      ...order.refunds.map((refund) => ({
        order,
        at: dayOf(refund.at) === dayOf(order.at) ? order.at : midnight(refund.at),
        amount: -refund.amount,
      })),
    ])
    .filter(({ at }) => inside(at));
}

const horizonOf = ({ horizon, brackets }: CohortParams): number => (brackets.length > 0 ? Math.min(horizon, brackets.length) : horizon);

function isCounted(params: CohortParams, columns: readonly number[], k: number): boolean {
  const some = (from: number, to: number): boolean => columns.some((column) => column >= from && column <= to);
  switch (params.criterion) {
    case 'on':
      return some(k, k);
    case 'on_or_after':
      return some(k, Infinity);
    case 'on_or_before':
      return some(0, k);
    case 'bounded_after':
      return some(k, horizonOf(params));
    case 'at_least':
      return new Set(columns.filter((column) => column >= 1 && column <= horizonOf(params))).size >= k;
    case 'streak':
      return k === 0 ? some(0, 0) : Array.from({ length: k }, (_, index) => index + 1).every((each) => some(each, each));
  }
}

export interface ComputedCell {
  readonly k: number;
  readonly customers: readonly string[];
  readonly orders: number;
  readonly revenue: number;
  readonly top: number;
  readonly bottom: number;
  readonly state: 'complete' | 'provisional';
}
export interface ComputedCohort {
  readonly start: string;
  readonly size: number;
  readonly cells: readonly ComputedCell[];
}

/** The table by its definitions, customer by customer (CO1–CO19). */
export function computeCohorts(
  orders: readonly MadeOrder[],
  params: CohortParams,
  scope: Scope,
  among: (start: MadeOrder) => boolean = () => true,
): ComputedCohort[] {
  const weekStart = params.weekStart === 'report' ? scope.weekStart : params.weekStart;
  const { members: all, inRange } = membershipsOf(orders, params, scope, weekStart);
  const members = all.filter(({ start }) => among(start));
  const alike = (order: MadeOrder, start: MadeOrder): boolean =>
    !(params.sameValue && params.breakdown === 'orders.channel') || order.channel === start.channel;
  const margin = params.measure === 'cumulative_margin';
  const moves = movesOf(orders, scope).filter(({ order }) => !margin || order.cost !== null);
  const end = instant(scope.asOf) + DAY;
  const counting = params.measure === 'rate' || params.measure === 'customers';
  const first = counting && (params.periodZero === 'fixed' || params.criterion === 'at_least') ? 1 : 0;
  const most = params.brackets.length > 0 ? Math.min(params.brackets.length, params.maxPeriods) : params.maxPeriods;
  const ends = params.criterion === 'bounded_after' || params.criterion === 'at_least';
  const last = ends ? Math.min(horizonOf(params), most) : most;
  const summed = params.measure === 'cumulative_revenue' || margin;
  const ownClock = params.mode !== 'calendar' || params.brackets.length > 0;
  const plain = { ...params, mode: params.mode === 'rolling_fixed' ? params.mode : ('calendar' as const) };
  return [...new Set(members.map(({ cohort }) => cohort))]
    .toSorted((a, b) => a - b)
    .map((cohort): ComputedCohort => {
      const own = members.filter((member) => member.cohort === cohort);
      const origins = ownClock ? own.map(({ start }) => (params.mode === 'calendar' ? midnight(start.at) : start.at)) : [cohort];
      const returns = own.map((member) => ({
        member,
        columns: inRange
          .filter((order) => order.customer === member.customer && order !== member.start && order.at >= member.start.at)
          .filter((order) => alike(order, member.start))
          .map((order) => columnOf(params, member, order.at)),
        orders: inRange
          .filter((order) => order.customer === member.customer && order.at >= member.start.at)
          .filter((order) => params.periodZero === 'fixed' || order !== member.start)
          .filter((order) => alike(order, member.start))
          .map((order) => columnOf(params, member, order.at)),
        money: [...moves, ...(margin ? inRange.map((order) => ({ order, at: order.at, amount: -(order.cost ?? 0) })) : [])]
          .filter(({ order }) => alike(order, member.start))
          .filter(({ order, at }) => order.customer === member.customer && order.at >= member.start.at && at >= member.start.at)
          .filter(({ order }) => params.periodZero === 'fixed' || order !== member.start)
          .map(({ at, amount }) => ({ k: columnOf(params, member, at), amount })),
      }));
      const countedAt = (k: number) =>
        returns.filter(({ columns }) => (k === 0 && params.periodZero === 'fixed' ? true : isCounted(params, columns, k)));
      const cells: ComputedCell[] = [];
      for (let k = first; k <= last && origins.some((origin) => beginOf(plain, origin, k) < end); k++) {
        const kept = countedAt(k);
        const [from, to] =
          summed || params.criterion === 'on_or_before'
            ? [0, k]
            : params.criterion === 'on_or_after'
              ? [k, Infinity]
              : [k, params.criterion === 'bounded_after' ? horizonOf(params) : k];
        // A streak's money is that of the customers who are in it, period by period.
        const taking = (period: number, each: (typeof returns)[number]): boolean =>
          period >= from && period <= to && (params.criterion !== 'streak' || countedAt(period).includes(each));
        const count = returns.reduce((sum, each) => sum + each.orders.filter((period) => taking(period, each)).length, 0);
        const revenue = returns.reduce(
          (sum, each) => sum + each.money.filter((move) => taking(move.k, each)).reduce((total, move) => total + move.amount, 0),
          0,
        );
        const base = params.reference === 'previous' && k > first ? countedAt(k - 1).length : own.length;
        const pair = {
          rate: [kept.length, base],
          customers: [kept.length, 1],
          orders: [count, 1],
          revenue: [revenue, 1],
          average_order: [revenue, count],
          cumulative_revenue: [revenue, own.length],
          cumulative_margin: [revenue, own.length],
        }[params.measure];
        const open = !summed && (params.criterion === 'on_or_after' || ends);
        const settled = origins.every((origin) => beginOf(plain, origin, (open ? Math.max(k, horizonOf(params)) : k) + 1) <= end);
        cells.push({
          k,
          customers: kept.map(({ member }) => member.customer).toSorted(),
          orders: count,
          revenue,
          top: pair[0]!,
          bottom: pair[1]!,
          state: settled ? 'complete' : 'provisional',
        });
      }
      return { start: dayOf(cohort), size: own.length, cells };
    });
}

/** One value of the overall row by its definition (CO6, CO20); null where there is none. */
export function computeOverall(cohorts: readonly ComputedCohort[], params: CohortParams, k: number): number | null {
  const settled = (cohort: ComputedCohort, column: number) => cohort.cells.find((cell) => cell.k === column && cell.state === 'complete');
  const pooled = (among: readonly ComputedCohort[], column: number): number | null => {
    const cells = among.flatMap((cohort) => settled(cohort, column) ?? []);
    const bottom = cells.reduce((sum, cell) => sum + cell.bottom, 0);
    return bottom > 0 ? cells.reduce((sum, cell) => sum + cell.top, 0) / bottom : null;
  };
  const every = cohorts.flatMap(({ cells }) => cells);
  const previous = params.measure === 'rate' && params.reference === 'previous';
  if (params.overall === 'simple') {
    const values = cohorts.flatMap((cohort) => {
      const cell = settled(cohort, k);
      return cell && cell.bottom > 0 ? [cell.top / cell.bottom] : [];
    });
    return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
  }
  if (params.overall === 'same_cohort') {
    const last = Math.max(...every.filter(({ state }) => state === 'complete').map((cell) => cell.k));
    return pooled(
      cohorts.filter((cohort) => settled(cohort, last)),
      k,
    );
  }
  if (params.overall === 'pooled' || previous) return pooled(cohorts, k);
  const first = Math.min(...every.map((cell) => cell.k));
  if (k === first) return pooled(cohorts, k);
  const before = computeOverall(cohorts, params, k - 1);
  const there = cohorts.filter((cohort) => settled(cohort, k));
  const [now, then] = [pooled(there, k), pooled(there, k - 1)];
  return before === null || now === null || then === null || then === 0 ? null : (before * now) / then;
}

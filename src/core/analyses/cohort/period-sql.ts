import type { Query } from '#core/query/start';
import { fixedDays, type CohortParams } from './params';

/** An instant in SQL: its day and the day with its time. */
interface Instant {
  readonly day: string;
  readonly at: string;
}

/** Calendar periods between the first day of a cohort and a day (CO3). */
export function calendarIndex({ grain }: Pick<CohortParams, 'grain'>, { context }: Query, day: string): string {
  const { dialect, weekStart } = context;
  const start = dialect.dateTrunc(grain, day, weekStart);
  return grain === 'week'
    ? dialect.integerDivide(dialect.dateDiff('day', 'm.cohort', start), '7')
    : dialect.dateDiff(grain, 'm.cohort', start);
}

/** Whole days between a start and a later instant: by the calendar, or of 24 hours each (CO12, CO29). */
function daysAfter({ mode }: Pick<CohortParams, 'mode'>, { context: { dialect } }: Query, { day, at }: Instant): string {
  const days = dialect.dateDiff('day', 'm.start_on', day);
  return mode === 'calendar' ? days : `${days} - CASE WHEN CAST(${at} AS TIME) < CAST(m.start_at AS TIME) THEN 1 ELSE 0 END`;
}

/** The bracket of days after the start; what comes after the last is one more (CO29). */
function bracketIndex(params: CohortParams, query: Query, instant: Instant): string {
  const { dialect } = query.context;
  const days = daysAfter(params, query, instant);
  const ends = [0, ...params.brackets].map((end, k) => `WHEN ${days} <= ${dialect.literal(end)} THEN ${k}`);
  return `CASE ${ends.join(' ')} ELSE ${params.brackets.length + 1} END`;
}

/** Whole lengths between a start and a later instant (CO12). */
function rollingIndex(params: CohortParams, query: Query, { day, at }: Instant): string {
  const { dialect } = query.context;
  const earlier = `CAST(${at} AS TIME) < CAST(m.start_at AS TIME)`;
  const length = fixedDays(params);
  if (length !== null) {
    return dialect.integerDivide(daysAfter(params, query, { day, at }), String(length));
  }
  const months = dialect.dateDiff('month', 'm.start_on', day);
  const anniversary = dialect.dateAdd('month', 'm.start_on', months);
  const whole = `${months} - CASE WHEN ${anniversary} > ${day} OR (${anniversary} = ${day} AND ${earlier}) THEN 1 ELSE 0 END`;
  return params.grain === 'month' ? whole : dialect.integerDivide(whole, params.grain === 'quarter' ? '3' : '12');
}

/** The column of something that happens to a member `m`. */
export function indexOf(params: CohortParams, query: Query, instant: Instant): string {
  if (params.brackets.length > 0) return bracketIndex(params, query, instant);
  return params.mode === 'calendar' ? calendarIndex(params, query, instant.day) : rollingIndex(params, query, instant);
}

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

/** Whole lengths between a start and a later instant (CO12). */
function rollingIndex(params: CohortParams, { context: { dialect } }: Query, { day, at }: Instant): string {
  const earlier = `CAST(${at} AS TIME) < CAST(m.start_at AS TIME)`;
  const length = fixedDays(params);
  if (length !== null) {
    const days = `${dialect.dateDiff('day', 'm.start_on', day)} - CASE WHEN ${earlier} THEN 1 ELSE 0 END`;
    return dialect.integerDivide(days, String(length));
  }
  const months = dialect.dateDiff('month', 'm.start_on', day);
  const anniversary = dialect.dateAdd('month', 'm.start_on', months);
  const whole = `${months} - CASE WHEN ${anniversary} > ${day} OR (${anniversary} = ${day} AND ${earlier}) THEN 1 ELSE 0 END`;
  return params.grain === 'month' ? whole : dialect.integerDivide(whole, params.grain === 'quarter' ? '3' : '12');
}

/** The column of something that happens to a member `m`. */
export const indexOf = (params: CohortParams, query: Query, instant: Instant): string =>
  params.mode === 'calendar' ? calendarIndex(params, query, instant.day) : rollingIndex(params, query, instant);

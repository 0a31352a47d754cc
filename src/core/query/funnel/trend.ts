import type { Dialect, Grain } from '#core/sql/dialect';
import { movePeriod } from '../days';

const DAY = 86_400_000_000;
const startOfDay = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) * 1000;

/** The period of entry of an attempt, for `FunnelShape.period` (FU21). */
export const trendPeriod = (grain: Grain, weekStart: 'monday' | 'sunday', dialect: Dialect): string =>
  dialect.dateTrunc(grain, 'CAST(make_timestamp(m_1) AS DATE)', weekStart);

/** By `period`: how many units `entered` at step `from` (1 is the first) and `reached` step `to`. `source` is `kept` or `grouped`. */
export function trendSql(from: number, to: number, source: string, by: readonly string[] = []): string {
  const columns = by.map((name) => `${name}, `).join('');
  return `SELECT ${columns}period, count(t_${from}) AS entered, count(t_${to}) AS reached\nFROM ${source}\nGROUP BY ${columns}period\nORDER BY ${columns}period`;
}

/** Whether attempts that began in a period may still go on after the end of `asOf`; `window` in microseconds. */
export const isProvisional = (grain: Grain, start: string, window: number, asOf: string): boolean =>
  startOfDay(movePeriod(grain, start, 1)) + window > startOfDay(asOf) + DAY;

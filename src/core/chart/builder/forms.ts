import type { ChartTimeUnit, NumberForm } from './state';

/** d3 formats by unit (CB46), each different so that it can be read back. */
export const FORMATS: Readonly<Record<NumberForm, string>> = {
  count: ',.0f',
  money: ',.2~f',
  rate: '.1%',
  days: ',.1~f',
  score: '.2~f',
  number: ',.3~f',
};

/** Vega-Lite's time units, in UTC (CB45). */
export const UNITS: Readonly<Record<ChartTimeUnit, string>> = {
  year: 'utcyear',
  quarter: 'utcyearquarter',
  month: 'utcyearmonth',
  day: 'utcyearmonthdate',
  hour: 'utcyearmonthdatehours',
  month_of_year: 'utcmonth',
  day_of_week: 'utcday',
  hour_of_day: 'utchours',
};

const nameOf = <Name extends string>(table: Readonly<Record<Name, string>>, text: string): Name | null => {
  const found = (Object.entries(table) as [Name, string][]).find(([, each]) => each === text);
  return found ? found[0] : null;
};

export const formOf = (format: string): NumberForm | null => nameOf(FORMATS, format);
/** A time unit of the local zone is read as its UTC twin. */
export const unitOf = (timeUnit: string): ChartTimeUnit | null => nameOf(UNITS, timeUnit.startsWith('utc') ? timeUnit : `utc${timeUnit}`);

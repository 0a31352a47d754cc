import type { Text } from '#core/messages/text';
import { isComplete, periodsBetween } from '#core/query/days';
import type { PresentContext, Results } from '../contract';
import { stepText } from '../step-words';
import { countOf } from '../words';
import { daysOfMeasure, type ActivityParams } from './params';
import { thingsOf } from './query';

/** One thing or value with its numbers, in the order of the periods. */
export interface Series {
  /** '1', '2', …; '0' = the values put together (AV7). */
  readonly id: string;
  readonly name: Text;
  readonly numbers: readonly number[];
  /** Different customers or rows of the whole range; null for rolling measures (AV5). */
  readonly whole: number | null;
}

export interface Period {
  readonly start: string;
  readonly provisional: boolean;
}

export interface Activity {
  readonly periods: readonly Period[];
  readonly series: readonly Series[];
}

function namesOf(results: Results, params: ActivityParams, { model }: PresentContext): readonly (readonly [string, Text])[] {
  const split = results['series'];
  if (!split) return thingsOf(params, model).map((thing, place) => [String(place + 1), stepText(thing, model)] as const);
  const own = split.filter((row) => row['series'] !== '0');
  const rest = split.length > own.length ? [['0', { key: 'activity_rest' } as Text] as const] : [];
  return [
    ...own.map((row): readonly [string, Text] => {
      const value = row['value'];
      return [String(row['series']), typeof value === 'string' && value !== '' ? { literal: value } : { key: 'activity_no_value' }];
    }),
    ...rest,
  ];
}

/** Every period from the start of the range, or the first row, to the clock's, with each series in it (AV2). */
export function activityOf(results: Results, params: ActivityParams, context: PresentContext): Activity {
  const { range, asOf, weekStart } = context;
  const measure = params.measure === 'events' ? 'events' : 'customers';
  const rolling = daysOfMeasure(params.measure) !== null;
  const found = new Map(
    (results['periods'] ?? []).map((row) => [`${String(row['series'])} ${String(row['period'])}`, countOf(row, measure)]),
  );
  const start = results['start']?.[0]?.['first_day'];
  if (typeof start !== 'string' || found.size === 0) return { periods: [], series: [] };
  const begin = range.from && range.from > start ? range.from : start;
  const starts = periodsBetween(params.grain, begin, asOf, weekStart);
  const numbersOf = (id: string): number[] => {
    let last = found.get(`${id} opening`) ?? 0;
    return starts.map((start) => (last = found.get(`${id} ${start}`) ?? (rolling ? last : 0)));
  };
  return {
    periods: starts.map((start) => ({
      start,
      provisional: !isComplete(params.grain, start, asOf) || start < begin,
    })),
    series: namesOf(results, params, context).map(([id, name]) => ({
      id,
      name,
      numbers: numbersOf(id),
      whole: rolling ? null : (found.get(`${id} whole`) ?? 0),
    })),
  };
}

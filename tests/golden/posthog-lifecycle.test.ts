import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FREQUENCY, PERIODS, stateRelations } from '#core/analyses/lifecycle/states-sql';
import { rowsOf } from '#core/model/columns';
import { addDays, daysBetween, periodsBetween } from '#core/query/days';
import { startQuery } from '#core/query/start';
import type { Relation } from '#core/query/types';
import { duckdb } from '#core/sql/dialects/duckdb';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { countedEvents, createStream, inZone, vectorsOf, type Counted, type Entity, type Vector } from './posthog-stream';

interface Parameters {
  readonly date_from_utc: string | null;
  readonly date_to_utc: string;
  readonly interval?: 'hour' | 'day' | 'week';
  readonly series: readonly [Entity];
  readonly compare?: string;
}
type Asked = Vector<Parameters>;
const lifecycle = vectorsOf<Parameters>('posthog-lifecycle');
const stickiness = vectorsOf<Parameters>('posthog-stickiness');
const nameOf = ({ id }: Asked): string => id.split('.').at(-1)!;

let engine: Connector;
beforeAll(async () => void (engine = await openNodeEngine()));
afterAll(() => engine.close());

const FIRST: Relation = {
  name: 'first_events',
  sql: 'SELECT customer_key, min(ordered_on) AS first_on\nFROM stream\nGROUP BY customer_key',
};

interface Scope {
  readonly grain: 'day' | 'week';
  readonly from: string | null;
  readonly to: string;
  readonly weekStart: 'monday' | 'sunday';
}

/** The very SQL of the cell over a stream of events instead of orders. */
async function ask(events: readonly Counted[], { grain, from, to, weekStart }: Scope, body: string) {
  await createStream(engine, 'stream', events);
  const scope = { asOf: to, range: { from, to: null }, filters: [], revenue: { paidStatuses: null }, seed: 0 };
  const model = { tables: [], joins: [], firstOrder: null, lastOrder: null, currency: null };
  const query = startQuery({ ...scope, model, dialect: duckdb, weekStart }, { from, to });
  if (!query.ok) throw new Error(JSON.stringify(query.issues));
  const relations = [FIRST, ...stateRelations({ grain }, query.value, { orders: 'stream', first: 'first_events' })];
  return rowsOf(await engine.query(query.value.select(body, relations)));
}

const grainOf = ({ parameters }: Asked): 'day' | 'week' => (parameters.interval === 'week' ? 'week' : 'day');
const eventsOf = (vector: Asked): Counted[] => countedEvents(vector, vector.parameters.series[0], 'person');

describe.runIf(lifecycle.length > 0)('LC1–LC5, LC8: PostHog’s lifecycle, weeks from Monday', () => {
  let equal = 0;
  it.each(lifecycle.map((vector) => [nameOf(vector), vector] as const))('%s', async (_name, vector) => {
    const { date_from_utc, date_to_utc } = vector.parameters;
    const events = eventsOf(vector);
    const scope: Scope = {
      grain: grainOf(vector),
      from: date_from_utc?.slice(0, 10) ?? null,
      to: date_to_utc.slice(0, 10),
      weekStart: 'monday',
    };
    const rows = await ask(events, scope, PERIODS);
    const first = scope.from ?? events.map(({ at }) => at.slice(0, 10)).toSorted()[0]!;
    const periods = periodsBetween(scope.grain, first, scope.to, 'monday');
    const dataOf = (state: string): number[] =>
      periods.map((period) => {
        const count = Number(rows.find((row) => row['period'] === period && row['state'] === state)?.['customers'] ?? 0);
        return state === 'dormant' ? 0 - count : count;
      });
    for (const { path, op, value } of vector.expected) {
      if (path === '$[0].days') expect(periods).toEqual(value);
      else {
        expect([path, op]).toEqual(['$', 'lifecycle_equal']);
        const wanted = value as readonly { readonly status: string; readonly data: readonly number[] }[];
        expect(wanted.map(({ status }) => status).toSorted()).toEqual(['dormant', 'new', 'resurrecting', 'returning']);
        for (const { status, data } of wanted) expect(dataOf(status), status).toEqual(data);
      }
    }
    equal++;
  });
  it('all of them', () => {
    console.info(`posthog-lifecycle: ${lifecycle.length} vectors, ${equal} equal, 0 listed, 0 unexplained`);
    expect(equal).toBe(lifecycle.length);
  });
});

/** On a clock on which every hour lasts a day (LC9). */
const EPOCH = Date.parse('2020-01-01T00:00:00Z');
const stretched = (at: string): string => `${addDays('2020-01-01', Math.floor((Date.parse(`${at}Z`) - EPOCH) / 3_600_000))}T00:00:00`;

/** Customers by number of active periods, from one to the length of the range, `back` ranges earlier. */
async function frequencies(vector: Asked, back: number): Promise<number[]> {
  const { date_from_utc, date_to_utc, interval, timezone } = vector.parameters;
  const clock = (at: string): string => (interval === 'hour' ? stretched(at) : at);
  const events = eventsOf(vector).map((event) => ({ ...event, at: clock(event.at) }));
  const [from, to] = [date_from_utc!, date_to_utc].map((at) => clock(inZone(at, timezone)).slice(0, 10)) as [string, string];
  const days = daysBetween(from, to) * back;
  const scope: Scope = { grain: grainOf(vector), from: addDays(from, -days), to: addDays(to, -days), weekStart: 'sunday' };
  const rows = await ask(events, scope, FREQUENCY);
  const periods = periodsBetween(scope.grain, scope.from!, scope.to, 'sunday');
  return periods.map((_, index) => Number(rows.find((row) => row['k'] === index + 1)?.['customers'] ?? 0));
}

describe.runIf(stickiness.length > 0)('LC6, LC9: PostHog’s stickiness', () => {
  let equal = 0;
  it.each(stickiness.map((vector) => [nameOf(vector), vector] as const))('%s', async (_name, vector) => {
    const unit = vector.parameters.interval ?? 'day';
    const results = [await frequencies(vector, 0), ...(vector.parameters.compare === 'true' ? [await frequencies(vector, 1)] : [])];
    for (const { path, op, value } of vector.expected) {
      expect(op).toBe('equal');
      const [, at, field, index] = /^\$\.result\[(\d)\]\.(\w+)(?:\[(\d+)\])?$/.exec(path)!;
      const data = results[Number(at)]!;
      const n = Number(index) + 1;
      if (field === 'data') expect(index === undefined ? data : data[Number(index)], path).toEqual(value);
      else if (field === 'count')
        expect(
          data.reduce((sum, count) => sum + count, 0),
          path,
        ).toBe(value);
      else if (field === 'labels') expect(`${n} ${unit}${n === 1 ? '' : 's'}`, path).toBe(value);
      else expect([field, ['current', 'previous'][Number(at)]], path).toEqual(['compare_label', value]);
    }
    equal++;
  });
  it('all of them', () => {
    console.info(`posthog-stickiness: ${stickiness.length} vectors, ${equal} equal, 0 listed, 0 unexplained`);
    expect(equal).toBe(stickiness.length);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf, type Row } from '#core/model/columns';
import { periodsBetween } from '#core/query/days';
import { funnelRelations } from '#core/query/funnel/funnel-relations';
import { grouped } from '#core/query/funnel/outcome';
import { timeBins } from '#core/query/funnel/time-bins';
import { isProvisional, trendPeriod, trendSql } from '#core/query/funnel/trend';
import type { FunnelShape } from '#core/query/funnel/types';
import { withRelations } from '#core/query/start';
import { duckdb } from '#core/sql/dialects/duckdb';
import type { Connector } from '#edge/engine/connector';
import { createStreams } from '../support/funnel-streams';
import { microseconds, readVector, resolve, vectorsOf } from '../support/posthog-vectors';
import { openWasmTestEngine } from '../support/wasm-engine';

let engine: Connector;
beforeAll(async () => {
  engine = await openWasmTestEngine();
}, 60_000);
afterAll(() => engine?.close());

const PLAIN = { unit: ['actor'], exclusions: [], attempt: 'best', policy: 'remove', anchorFirst: false, strictTies: false } as const;
/** Where the value of an expectation stands; a list of all (`[*]`) is searched for one that fits. */
function valueAt(answer: unknown, path: string, value: unknown): unknown {
  const clean = path.replace('|formatted[0].days[0]', '[0].timestamp').replace('.timestamp.replace|()', '.timestamp');
  const found = resolve(answer, clean);
  if (clean.includes('[*]')) return (found as readonly unknown[]).find((each) => JSON.stringify(each) === JSON.stringify(value));
  return path.endsWith('.timestamp.replace|()') ? `${String(found)}T00:00:00Z` : found;
}

describe('trends by the period of entry', () => {
  const trends = vectorsOf('posthog-funnel-trends.json');
  let equal = 0;

  it.each(trends.map((vector) => [vector.id.split('.').slice(1).join('.'), vector] as const))('%s', async (_name, vector) => {
    const { parameters } = vector;
    const read = readVector(vector);
    const [from, to] = [(parameters.from_step ?? 0) + 1, (parameters.to_step ?? 0) + 1];
    await createStreams(
      engine,
      read.actors.map(({ rows }) => rows),
    );
    const grain = parameters.interval ?? 'day';
    const dayOf = (time: number): string => new Date(time / 1000).toISOString().slice(0, 10);
    // Without a beginning the trend begins with the first event.
    const begin = read.from ?? Math.min(...read.actors.flatMap(({ rows }) => rows.map(({ t }) => t)));
    const { steps, meets, window, order } = read;
    const shape: FunnelShape = {
      ...PLAIN,
      steps,
      meets,
      window,
      order,
      entries: `t >= ${begin} AND t < ${read.to + 1}`,
      period: trendPeriod(grain, 'sunday', duckdb),
    };
    const made = funnelRelations(shape);
    if (!made.ok) throw new Error(JSON.stringify(made.issues));
    const cohort = parameters.breakdown_cohorts?.[String([parameters.breakdown].flat()[0])];
    const members = read.actors.flatMap(({ properties }, actor) => (!cohort || read.inCohort(cohort, properties) ? [actor] : []));
    const stream = { name: 'stream', sql: `SELECT * FROM streams WHERE actor IN (${[...members, -1].join(', ')})` };
    const byValue = parameters.breakdown_type === 'event';
    const relations = [stream, ...made.value, ...(byValue ? grouped(shape, 'first') : [])];
    const sql = withRelations(relations, trendSql(from, to, byValue ? 'grouped' : 'kept', byValue ? ['grp'] : []));
    const rows = rowsOf(await engine.query(sql));
    // One vector took the real clock, which is the last day of its range, not `now_utc` (its caveat).
    const asOf = dayOf(Math.max(microseconds(vector.now_utc, parameters.timezone), read.to));
    const pointsOf = (own: readonly Row[]) =>
      periodsBetween(grain, dayOf(begin), dayOf(read.to), 'sunday').map((timestamp) => {
        const row = own.find((each) => each['period'] === timestamp);
        const [entered, reached] = [Number(row?.['entered'] ?? 0), Number(row?.['reached'] ?? 0)];
        return {
          // Upstream writes 0 for a period without entries, we have no rate (FU21).
          conversion_rate: entered === 0 ? 0 : Math.round((reached / entered) * 10_000) / 100,
          is_period_final: !isProvisional(grain, timestamp, window, asOf),
          reached_from_step_count: entered,
          reached_to_step_count: reached,
          timestamp,
        };
      });
    const dataOf = (own: readonly Row[]): number[] => pointsOf(own).map((point) => point.conversion_rate);
    const labels = [...new Set(rows.map((row) => String(row['grp'])))];
    const groups = labels.map((label) => ({
      breakdown_value: JSON.parse(byValue ? label : 'null') as unknown,
      data: dataOf(rows.filter((row) => String(row['grp']) === label)),
    }));
    const answer = byValue ? groups : cohort ? [{ data: dataOf(rows) }] : pointsOf(rows);
    for (const { path, value } of vector.expected) expect({ path, found: valueAt(answer, path, value) }).toEqual({ path, found: value });
    equal++;
  });

  it('all are equal', () => {
    console.info(`posthog-funnel-trends: ${equal} of ${trends.length} equal`);
    expect(equal).toBe(trends.length);
  });
});

describe('time to convert, in bins by the cube root', () => {
  const waits = vectorsOf('posthog-funnel-time-to-convert.json');
  let equal = 0;

  it.each(waits.map((vector) => [vector.id.split('.').slice(1).join('.'), vector] as const))('%s', async (_name, vector) => {
    const { from_step: from = 0, to_step: to = 0, bin_count: bins = null } = vector.parameters;
    const { steps, meets, window, order, actors, ...range } = readVector(vector);
    await createStreams(
      engine,
      actors.map(({ rows }) => rows),
    );
    const made = funnelRelations({ ...PLAIN, steps, meets, window, order, entries: `t >= ${range.from!} AND t < ${range.to + 1}` });
    if (!made.ok) throw new Error(JSON.stringify(made.issues));
    const relations = [{ name: 'stream', sql: 'SELECT * FROM streams' }, ...made.value];
    const found = rowsOf(
      await engine.query(withRelations([...relations, ...timeBins(from + 1, to + 1, bins)], 'SELECT * FROM time_bins ORDER BY bin')),
    );
    const [mean] = rowsOf(
      await engine.query(withRelations(relations, `SELECT avg(t_${to + 1} - t_${from + 1}) / 1000000 AS mean FROM kept`)),
    );
    const answer = {
      bins: found.map((row) => [Number(row['start']) / 1e6, Number(row['units'])]),
      average_conversion_time: Math.round(Number(mean?.['mean'])),
    };
    // The other expectation of one vector compares two questions of upstream.
    for (const { value } of vector.expected.filter((each) => !JSON.stringify(each.value).includes('$call'))) expect(answer).toEqual(value);
    equal++;
  });

  it('all are equal', () => {
    console.info(`posthog-funnel-time-to-convert: ${equal} of ${waits.length} equal`);
    expect(equal).toBe(waits.length);
  });
});

import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rowsOf, type Row } from '#core/model/columns';
import type { Connector } from '#edge/engine/connector';
import { runs } from '../../../../tests/support/seeded';
import { openWasmTestEngine } from '../../../../tests/support/wasm-engine';
import { withRelations } from '../start';
import type { Relation } from '../types';
import { evenBins, logBins, TIME_STATS } from './time-bins';
import { timeCurve } from './time-curve';
import type { FunnelShape } from './types';

let engine: Connector;
beforeAll(async () => {
  engine = await openWasmTestEngine();
}, 60_000);
afterAll(() => engine?.close());

const SECOND = 1_000_000;
const GRAIN = 60 * SECOND;
const WINDOW = 1000 * GRAIN;
const OWN = 300 * GRAIN;

/** A unit that began at `start`; gaps to its later steps, in seconds, as far as it came; when it was broken, counted from the start. */
interface Unit {
  readonly start: number;
  readonly gaps: readonly number[];
  readonly broken: number | null;
}
const gap = fc.oneof(fc.constant(0), fc.nat(600), fc.nat(15_000));
const units: fc.Arbitrary<Unit[]> = fc.array(
  fc.record({ start: fc.nat(50_000), gaps: fc.array(gap, { maxLength: 2 }), broken: fc.option(fc.nat(60_000), { freq: 3 }) }),
  { minLength: 1, maxLength: 80, size: 'max' },
);
const timesOf = ({ start, gaps }: Unit): number[] =>
  gaps.reduce((times, each) => [...times, times.at(-1)! + each * SECOND], [start * SECOND]);

const keptOf = (all: readonly Unit[]): Relation => {
  const rows = all.map((unit, actor) => {
    const times = timesOf(unit);
    const broken = unit.broken === null ? 'NULL' : String((unit.start + unit.broken) * SECOND);
    return `(${actor}, ${times.length}, ${[0, 1, 2].map((k) => times[k] ?? 'NULL').join(', ')}, ${broken})`;
  });
  const columns = ['depth', 't_1', 't_2', 't_3', 'broken'].map((name) => `CAST(${name} AS BIGINT) AS ${name}`).join(', ');
  return { name: 'kept', sql: `SELECT actor, ${columns} FROM (VALUES ${rows.join(', ')}) AS units(actor, depth, t_1, t_2, t_3, broken)` };
};
const ask = async (relations: readonly Relation[], body: string): Promise<Row[]> =>
  rowsOf(await engine.query(withRelations(relations, body)));

/** Linear between neighbours, written for the test. */
const quantileOf = (values: readonly number[], q: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const place = q * (sorted.length - 1);
  const under = Math.floor(place);
  return sorted[under]! + (sorted[Math.min(under + 1, sorted.length - 1)]! - sorted[under]!) * (place - under);
};

function evenExpected(waits: readonly number[], grain: number): { starts: number[]; counts: number[]; width: number } {
  const [low, high] = [Math.min(...waits), Math.max(...waits)];
  const spread = quantileOf(waits, 0.75) - quantileOf(waits, 0.25);
  const wanted = Math.max(spread > 0 ? (2 * spread) / Math.cbrt(waits.length) : (high - low) / 10, (high - low) / 60);
  // Two ways to a cube root may differ by a bit just at a whole grain.
  const width = Math.max(0, Math.ceil(wanted / grain - 1e-9)) * grain;
  const starts: number[] = [];
  for (let start = low; start <= high; start += Math.max(width, 1)) starts.push(start);
  return {
    starts,
    width,
    counts: starts.map((start) => waits.filter((wait) => wait >= start && wait < start + Math.max(width, 1)).length),
  };
}

const met = { questions: 0, equal: 0, zeros: 0, censored: 0, broken: 0, ownWindow: 0, late: 0, events: 0 };

it('FU17, FU23, FU24 · the statistics and bins of any times are those counted one by one', async () => {
  await fc.assert(
    fc.asyncProperty(units, fc.constantFrom(SECOND, 86_400 * SECOND), async (all, grain) => {
      const kept = keptOf(all);
      const waits = all.flatMap((unit) => {
        const times = timesOf(unit);
        return times.length > 2 ? [times[2]! - times[0]!] : [];
      });
      const [stats] = await ask([kept, ...evenBins(1, 3, String(grain)), TIME_STATS], 'SELECT * FROM time_stats');
      expect(stats?.['units']).toBe(waits.length);
      const even = await ask([kept, ...evenBins(1, 3, String(grain))], 'SELECT * FROM time_bins ORDER BY bin');
      const log = await ask([kept, ...logBins(1, 3)], 'SELECT * FROM time_bins ORDER BY bin');
      if (waits.length === 0) {
        expect([even, log]).toEqual([[], []]);
        return;
      }
      for (const share of [25, 50, 75, 90, 95]) expect(stats?.[`p${share}`]).toBeCloseTo(quantileOf(waits, share / 100), 3);
      expect(stats?.['mean']).toBeCloseTo(waits.reduce((sum, wait) => sum + wait, 0) / waits.length, 3);
      const wanted = evenExpected(waits, grain);
      expect(even.map((row) => [row['start'], row['units'], Number(row['stop']) - Number(row['start'])])).toEqual(
        wanted.starts.map((start, place) => [start, wanted.counts[place], wanted.width]),
      );
      const zeros = waits.filter((wait) => wait === 0).length;
      expect(log.filter((row) => row['bin'] === -1).map((row) => row['units'])).toEqual(zeros > 0 ? [zeros] : []);
      const bins = log.filter((row) => row['bin'] !== -1);
      const positive = waits.filter((wait) => wait > 0);
      expect(bins.reduce((sum, row) => sum + Number(row['units']), 0)).toBe(positive.length);
      // An edge is exact to the last bits only, so a time there may fall on either side.
      for (const row of bins) {
        const within = (slack: number) =>
          positive.filter((wait) => wait > Number(row['start']) * (1 - slack) && wait < Number(row['stop']) * (1 + slack)).length;
        expect(Number(row['units'])).toBeGreaterThanOrEqual(within(-1e-9));
        expect(Number(row['units'])).toBeLessThanOrEqual(within(1e-9));
      }
      if (positive.length > 0) {
        const logs = positive.map(Math.log);
        const [range, spread] = [Math.max(...logs) - Math.min(...logs), quantileOf(logs, 0.75) - quantileOf(logs, 0.25)];
        const count =
          range === 0 ? 1 : spread === 0 ? 10 : Math.min(60, Math.max(1, Math.ceil((range * Math.cbrt(logs.length)) / (2 * spread))));
        expect(bins.length).toBe(count);
      }
      met.questions++;
      met.zeros += zeros > 0 ? 1 : 0;
      met.equal += new Set(waits).size === 1 ? 1 : 0;
    }),
    runs(300),
  );
}, 600_000);

it('FU25 · who is followed how long, counted one by one', async () => {
  const shape: FunnelShape = {
    unit: ['actor'],
    steps: [{ mark: 0 }, { mark: 1 }, { mark: 2, within: OWN }],
    exclusions: [{ mark: 3, after: 0, before: 2 }],
    meets: () => false,
    window: WINDOW,
    order: 'ordered',
    attempt: 'best',
    policy: 'stop',
    anchorFirst: true,
    strictTies: false,
    entries: null,
  };
  await fc.assert(
    fc.asyncProperty(units, fc.integer({ min: 40_000, max: 120_000 }), fc.constantFrom(1, 2), async (all, ends, from) => {
      const end = ends * SECOND;
      const found = await ask([keptOf(all), ...timeCurve(shape, from, 3, end, String(GRAIN))], 'SELECT * FROM time_curve ORDER BY passed');
      const expected = new Map<number, [number, number]>();
      for (const unit of all) {
        const times = timesOf(unit);
        const since = times[from - 1];
        if (since === undefined) continue;
        const broken = unit.broken === null ? Infinity : (unit.start + unit.broken) * SECOND;
        const own = times.length === 2 ? times[1]! + OWN : Infinity;
        const reached = times[2];
        const until = reached ?? Math.min(times[0]! + WINDOW, end, broken, own);
        const at = Math.ceil(Math.max(0, until - since) / GRAIN);
        const counts = expected.get(at) ?? [0, 0];
        counts[reached === undefined ? 1 : 0]++;
        expected.set(at, counts);
        if (reached !== undefined) met.events++;
        else if (until === broken) met.broken++;
        else if (until === own) met.ownWindow++;
        else if (until === end) met.late++;
        else met.censored++;
      }
      expect(found.map((row) => [row['passed'], row['events'], row['censored']])).toEqual(
        [...expected].toSorted(([a], [b]) => a - b).map(([at, [events, censored]]) => [at, events, censored]),
      );
    }),
    runs(300),
  );
}, 600_000);

it('what was generated is worth the name', () => {
  for (const [kind, count] of Object.entries(met)) expect(count, kind).toBeGreaterThan(0);
});

import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '#core/model/columns';
import type { Connector } from '#edge/engine/connector';
import type { Loaded } from '#edge/load/types';
import { ask, openFiles, sharedPath } from './open-files';

const data = sharedPath('data/cdnow/btyd_cdnowElog.csv');
const summary = sharedPath('data/cdnow/btyd_cbs_39weeks.csv');
const golden = sharedPath('golden/clv.json');
if (!data || !summary || !golden) console.warn('CDNOW: skipped, because ../shared is not here.');

interface Prep {
  readonly rows_raw: number;
  readonly rows_after_same_day_merge: number;
  readonly customers: number;
  readonly sum_repeat_transactions_calibration: number;
  readonly sum_repeat_transactions_holdout: number;
}

const parse = (path: string): Record<string, string>[] =>
  Papa.parse<Record<string, string>>(readFileSync(path, 'utf8'), { header: true, skipEmptyLines: true }).data;
const isoDay = (text: string): string => `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
const CALIBRATION = '1997-09-30';
const HOLDOUT = '1998-06-30';

describe.skipIf(!data || !summary || !golden)('CDNOW', () => {
  let engine: Connector;
  let loaded: Loaded;
  /** Days with a purchase of each customer, read a second time. */
  const purchases = new Map<string, Set<string>>();
  let prep: Prep;
  beforeAll(async () => {
    ({ engine, loaded } = await openFiles([data!]));
    for (const row of parse(data!))
      purchases.set(row['masterid']!, (purchases.get(row['masterid']!) ?? new Set()).add(isoDay(row['date']!)));
    const { vectors } = JSON.parse(readFileSync(golden!, 'utf8')) as { vectors: { id: string; expected: never }[] };
    prep = vectors.find((vector) => vector.id === 'cdnow.prep')!.expected;
  }, 120_000);
  afterAll(() => engine?.close());

  const peopleAt = async (asOf: string): Promise<Map<string, Row>> => {
    const rows = await (await ask(engine, loaded.model, 'rfm', { lookbackDays: 0, frequency: 'days' }, { asOf })).people({});
    return new Map(rows.map((row) => [String(row['customer_id']), row]));
  };

  it('loads every record as an order of its own', () => {
    expect(loaded.model.tables.find((table) => table.name === 'orders')?.rows).toBe(prep.rows_raw);
    expect(loaded.model.tables.find((table) => table.name === 'customers')?.rows).toBe(prep.customers);
  });

  it('RF2: repeat purchases of calibration and holdout equal the golden vector; zero amounts count', async () => {
    const calibration = await peopleAt(CALIBRATION);
    const all = await peopleAt(HOLDOUT);
    const days = (people: ReadonlyMap<string, Row>): number => [...people.values()].reduce((sum, row) => sum + Number(row['frequency']), 0);
    expect(calibration.size).toBe(prep.customers);
    expect(days(calibration) - calibration.size).toBe(prep.sum_repeat_transactions_calibration);
    expect(days(all) - days(calibration)).toBe(prep.sum_repeat_transactions_holdout);
    expect(days(all)).toBe(prep.rows_after_same_day_merge);
  });

  it('RF2: every customer’s repeat purchases and recency equal the table of BTYD', async () => {
    const calibration = await peopleAt(CALIBRATION);
    const table = parse(summary!);
    const masterOf = new Map(parse(data!).map((row) => [row['sampleid']!, row['masterid']!]));
    expect(table).toHaveLength(prep.customers);
    for (const row of table) {
      const found = calibration.get(masterOf.get(row['cust']!)!)!;
      const [x, last, age] = [Number(row['x']), Number(row['t.x']), Number(row['T.cal'])];
      expect([row['cust'], found['frequency']]).toEqual([row['cust'], x + 1]);
      expect(Number(found['recency_days'])).toBe(Math.round((age - last) * 7));
    }
  });

  it('CO1–CO3: monthly cohorts equal a second computation', async () => {
    const { results } = await ask(engine, loaded.model, 'cohort', { maxPeriods: 24 }, {});
    const month = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
    const wanted = new Map<string, number>();
    for (const days of purchases.values()) {
      const first = [...days].toSorted()[0]!;
      for (const k of new Set([...days].map((day) => month(day) - month(first)))) {
        const cell = `${first.slice(0, 7)} ${k}`;
        wanted.set(cell, (wanted.get(cell) ?? 0) + 1);
      }
    }
    const found = new Map(results['cells']!.map((row) => [`${String(row['cohort']).slice(0, 7)} ${row['k']}`, row['customers']]));
    expect(found).toEqual(wanted);
  });
});

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { answer, contextOf, type Example } from '../../../../tests/support/contract';
import { runs } from '../../../../tests/support/seeded';
import { createShop } from '../../../../tests/support/shop-tables';
import { definition } from './definition';
import { sharesOf } from './shares';

let engine: Connector;
beforeAll(async () => void (engine = await openNodeEngine()));
afterAll(() => engine.close());

const CONTEXT: Example['context'] = { asOf: '2026-12-31', range: { from: null, to: null }, filters: [], paidStatuses: null };

/** Classes, Gini and the best 20 per cent by their definitions, customer by customer, in whole cents. */
function compute(cents: readonly number[], a: number, b: number) {
  const values = cents.map((value, at) => ({ value, id: `c${String(at).padStart(3, '0')}` })).filter(({ value }) => value >= 0);
  const sorted = values.toSorted((one, other) => other.value - one.value || (one.id < other.id ? -1 : 1)).map(({ value }) => value);
  const total = sorted.reduce((sum, value) => sum + value, 0);
  const counts = { A: 0, B: 0, C: 0, negative: cents.length - values.length };
  let before = 0;
  let half = 0;
  for (const value of sorted) {
    counts[before * 100 < a * total ? 'A' : before * 100 < b * total ? 'B' : 'C']++;
    if (before * 2 < total) half++;
    before += value;
  }
  // The mean absolute difference of all pairs, over twice the mean.
  let differences = 0;
  for (const one of sorted) for (const other of sorted) differences += Math.abs(one - other);
  const n = sorted.length;
  const best = Math.ceil((20 * n) / 100);
  return {
    counts,
    half: total > 0 ? half : null,
    gini: total > 0 ? differences / (2 * n * total) : null,
    best: total > 0 ? sorted.slice(0, best).reduce((sum, value) => sum + value, 0) / total : null,
  };
}

test('CN1–CN7 any customers are classed and measured as a computation by the definitions has it', async () => {
  const met = { tables: 0, negative: 0, ties: 0, zero: 0 };
  const value = fc.oneof(fc.constantFrom(0, 0, 500), fc.integer({ min: 0, max: 12 }), fc.integer({ min: -100_000, max: 500_000 }));
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 90 }), async (cents, a) => {
      met.tables++;
      if (cents.some((each) => each < 0)) met.negative++;
      if (new Set(cents).size < cents.length) met.ties++;
      if (cents.includes(0)) met.zero++;
      const ids = cents.map((_, at) => `c${String(at).padStart(3, '0')}`);
      const model = await createShop(engine, {
        customers: [['customer_id'], ...ids.map((id) => [id])],
        orders: [
          ['order_id', 'customer_id', 'ordered_at', 'net_amount'],
          ...cents.map((each, at) => [`o${at}`, ids[at]!, '2026-03-01', each / 100]),
        ],
      });
      const context = contextOf({ context: CONTEXT } as Example, model);
      const params = { a, b: a + 9 };
      const shares = sharesOf(await answer(engine, definition as never, params, context));
      const expected = compute(cents, a, a + 9);
      const counts = Object.fromEntries(shares.classes.map(({ name, customers }) => [name, customers]));
      expect({ A: 0, B: 0, C: 0, negative: 0, ...counts }).toEqual(expected.counts);
      expect(shares.half).toBe(expected.half);
      if (expected.gini === null) expect([shares.gini, shares.best]).toEqual([null, null]);
      else {
        expect(shares.gini).toBeCloseTo(expected.gini, 9);
        expect(shares.best?.share).toBeCloseTo(expected.best!, 6);
      }
    }),
    runs(1000),
  );
  for (const [what, count] of Object.entries(met)) expect(count, what).toBeGreaterThanOrEqual(met.tables * 0.2);
});

test('CN10 borders in the wrong order are named', () => {
  const wrong = definition.parse({ a: 95, b: 80 });
  expect(wrong.ok ? [] : wrong.issues).toEqual([{ code: 'issue_query_class_borders', path: ['b'] }]);
});

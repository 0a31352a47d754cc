import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { answer, contextOf, valueOf, type Example } from '../../../../tests/support/contract';
import { runs } from '../../../../tests/support/seeded';
import { pOfShares, pOfZ } from '../../../../tests/support/shuffled/judging';
import { createShop } from '../../../../tests/support/shop-tables';
import type { AnalysisDefinition } from '../contract';
import { definition } from './definition';

let engine: Connector;
beforeAll(async () => void (engine = await openNodeEngine()));
afterAll(() => engine.close());

interface Bought {
  readonly day: number;
  readonly amount: number;
  readonly channel: string | null;
  readonly products: readonly string[];
}
interface Person {
  readonly id: string;
  readonly region: string | null;
  readonly born: string | null;
  readonly orders: readonly Bought[];
}
const CATEGORY: Readonly<Record<string, string | null>> = { p1: 'tea', p2: 'tea', p3: 'cups', p4: 'pots', p5: null };
const AS_OF = '2026-06-30';
const FIRST = Date.parse('2026-01-01T00:00:00Z');
const dayOf = (n: number): string => new Date(FIRST + n * 86_400_000).toISOString().slice(0, 10);

const anyOrder: fc.Arbitrary<Bought> = fc.record({
  day: fc.integer({ min: 0, max: 200 }),
  amount: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(0, 10, 20, 50) }, { weight: 2, arbitrary: fc.integer({ min: 1, max: 900 }) }),
  channel: fc.constantFrom('web', 'shop', 'phone', null),
  products: fc.array(fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5'), { maxLength: 3 }),
});
/** Regions of very different size, so that some are merged and some are tested. */
const anyRegion = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom('north', 'south') },
  { weight: 8, arbitrary: fc.constantFrom('east', 'west') },
  { weight: 2, arbitrary: fc.constantFrom('isle', 'hill', 'lake') },
  { weight: 3, arbitrary: fc.constant(null) },
);
const anyPerson = fc.record({
  region: anyRegion,
  born: fc.option(fc.tuple(fc.integer({ min: 1880, max: 2012 }), fc.integer({ min: 0, max: 364 })), { freq: 6 }),
  orders: fc.oneof(
    { weight: 5, arbitrary: fc.array(anyOrder, { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.array(anyOrder, { maxLength: 13 }) },
  ),
});
const anyCrowd = fc.array(anyPerson, { minLength: 100, maxLength: 220, size: 'max' }).map((people) =>
  people.map(({ region, born, orders }, at): Person => {
    const birthday = born && `${born[0]}${dayOf(born[1]).slice(4)}`;
    // Those of the north buy dearer in half of all crowds.
    const times = region === 'north' && people.length % 2 === 0 ? 3 : 1;
    return { id: `c${at}`, region, born: birthday, orders: orders.map((order) => ({ ...order, amount: order.amount * times })) };
  }),
);
const anyQuestion = fc.record({
  by: fc.constantFrom('customers.region', 'customers.region', 'customers.region', 'age', 'orders', 'spend', 'channel'),
  across: fc.constantFrom('category', 'category', 'channel', 'customers.region'),
  from: fc.option(fc.integer({ min: 1, max: 60 }), { freq: 2 }),
  smallest: fc.constantFrom(1, 5, 5, 12),
  cuts: fc.constantFrom([], [], [2, 4], [30, 50]),
});

interface Buyer {
  readonly person: Person;
  readonly orders: readonly Bought[];
  readonly spend: number;
}
interface Cut {
  readonly cuts: readonly number[];
}

function ageOf({ born }: Person): number | null {
  if (born === null) return null;
  const years = Number(AS_OF.slice(0, 4)) - Number(born.slice(0, 4)) - (born.slice(5) > AS_OF.slice(5) ? 1 : 0);
  return years >= 0 && years <= 120 ? years : null;
}

function channelOf({ orders }: Buyer): string | null {
  const used = orders.flatMap(({ channel, day }) => (channel === null ? [] : [{ channel, day }]));
  const score = (channel: string) => {
    const own = used.filter((each) => each.channel === channel);
    return [own.length, Math.max(...own.map(({ day }) => day))] as const;
  };
  const names = [...new Set(used.map(({ channel }) => channel))].toSorted();
  return (
    names.toSorted((one, other) => {
      const [a, b] = [score(one), score(other)];
      return b[0] - a[0] || b[1] - a[1] || (one < other ? -1 : 1);
    })[0] ?? null
  );
}

/** The band of each buyer (PF3–PF5), buyer by buyer. */
function bandsOf(buyers: readonly Buyer[], by: string, { cuts }: Cut): (string | null)[] {
  if (by === 'customers.region') return buyers.map(({ person }) => person.region);
  if (by === 'channel') return buyers.map(channelOf);
  const numbers = buyers.map((buyer) => (by === 'age' ? ageOf(buyer.person) : by === 'orders' ? buyer.orders.length : buyer.spend));
  const at = cuts.length > 0 ? cuts : by === 'orders' ? [2, 3, 5, 10] : by === 'age' ? [18, 25, 35, 45, 55, 65] : null;
  const known = numbers.filter((value) => value !== null);
  return numbers.map((value) => {
    if (value === null) return null;
    if (at) return String(1 + at.filter((cut) => value >= cut).length);
    return String(1 + Math.floor((5 * known.filter((other) => other < value).length) / known.length));
  });
}

/** Small bands to one name, or between cut points to a neighbour (PF7). */
function merged(bands: readonly (string | null)[], smallest: number, cut: boolean): string[] {
  const sizes = [...new Set(bands.filter((band) => band !== null))]
    .map((band) => ({ band, n: bands.filter((each) => each === band).length }))
    .toSorted((one, other) => one.n - other.n || (one.band < other.band ? 1 : -1));
  if (cut) {
    const large = sizes.flatMap(({ band, n }) => (n >= smallest ? [Number(band)] : [])).toSorted((a, b) => a - b);
    const joined = (band: number): number | undefined => large.findLast((each) => each <= band) ?? large[0];
    return bands.map((band) => (band === null ? 'unknown|' : large.length === 0 ? 'other|' : `band|${joined(Number(band))}`));
  }
  const small = new Set<string>();
  let together = 0;
  for (const { band, n } of sizes) {
    if (n >= smallest && (together === 0 || together >= smallest)) break;
    small.add(band);
    together += n;
  }
  return bands.map((band) => (band === null ? 'unknown|' : small.has(band) ? 'other|' : `band|${band}`));
}

const medianOf = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
};

/** Pairs won, ties half; and p by the normal approximation with ties counted value by value. */
function rankTest(own: readonly number[], rest: readonly number[]): { won: number; p: number | null } {
  const won = own.reduce((sum, x) => sum + rest.reduce((inner, y) => inner + (x > y ? 1 : x === y ? 0.5 : 0), 0), 0);
  const all = [...own, ...rest];
  const tied = [...new Set(all)].map((value) => all.filter((each) => each === value).length).reduce((sum, t) => sum + t * t * t - t, 0);
  const [m, n, total] = [own.length, rest.length, all.length];
  const variance = (m * n * (total ** 3 - total - tied)) / (12 * total * (total - 1));
  const gap = Math.max(0, Math.abs(won - (m * n) / 2) - 0.5);
  return { won: won / (m * n), p: variance > 0 ? pOfZ(gap / Math.sqrt(variance)) : null };
}

/** q of each p by its definition: the least of p·m ÷ rank over all p as large or larger. */
const qValues = (ps: readonly number[]): number[] =>
  ps.map((p) =>
    Math.min(1, ...ps.filter((other) => other >= p).map((other) => (other * ps.length) / ps.filter((each) => each <= other).length)),
  );

const shopOf = (crowd: readonly Person[]) => {
  const orders = crowd.flatMap(({ id, orders: own }) => own.map((order, at) => ({ id: `${id}-${at}`, customer: id, ...order })));
  return {
    customers: [['customer_id', 'region', 'birth_date'], ...crowd.map(({ id, region, born }) => [id, region, born])],
    orders: [
      ['order_id', 'customer_id', 'ordered_at', 'net_amount', 'channel'],
      ...orders.map(({ id, customer, day, amount, channel }) => [id, customer, dayOf(day), amount, channel]),
    ],
    order_items: [['order_id', 'product_id'], ...orders.flatMap(({ id, products }) => products.map((product) => [id, product]))],
    products: [['product_id', 'category'], ...Object.entries(CATEGORY)],
  };
};

test('PF1–PF16 any crowd is what a computation customer by customer has', async () => {
  const met = { questions: 0, merged: 0, unknown: 0, tested: 0, found: 0, crossTested: 0, pairs: 0 };
  const ask = async (params: object, context: Parameters<typeof definition.compile>[1]) => {
    const all = valueOf(definition.parse(params));
    const results = await answer(engine, definition as unknown as AnalysisDefinition, all as never, context);
    return definition.present(results, all, context as never).table.rows.map(({ values }) => values);
  };
  await fc.assert(
    fc.asyncProperty(anyCrowd, fc.array(anyQuestion, { minLength: 3, maxLength: 3 }), async (crowd, questions) => {
      const model = await createShop(engine, shopOf(crowd));
      for (const { by, across, from, smallest, cuts } of questions) {
        const range = { from: from === null ? null : dayOf(from), to: null };
        const context = contextOf({ context: { asOf: AS_OF, range, filters: [], paidStatuses: null } } as unknown as Example, model);
        const buyers = crowd.flatMap((person): Buyer[] => {
          const own = person.orders.filter(({ day }) => dayOf(day) <= AS_OF && day >= (from ?? 0));
          return own.length > 0 ? [{ person, orders: own, spend: own.reduce((sum, { amount }) => sum + amount, 0) }] : [];
        });
        const total = buyers.reduce((sum, { spend }) => sum + spend, 0);
        const raw = bandsOf(buyers, by, { cuts });
        const names = merged(raw, smallest, by === 'orders' || by === 'age' || (by === 'spend' && cuts.length > 0));
        const groups = [...new Set(names)].map((name) => ({
          name,
          own: buyers.filter((_, at) => names[at] === name),
          rest: buyers.filter((_, at) => names[at] !== name),
        }));
        const judged = ({ name, own, rest }: (typeof groups)[number]): boolean =>
          name.startsWith('band|') && own.length >= 30 && rest.length >= 30;
        const spends = (each: readonly Buyer[]): number[] => each.map(({ spend }) => spend);
        /** Both rows without a band may hold as many customers; then what they spent tells them apart. */
        const isOf = (row: Readonly<Record<string, unknown>>, own: readonly Buyer[]): boolean =>
          row['customers'] === own.length && row['spend'] === spends(own).reduce((a, b) => a + b, 0);
        const repeats = (each: readonly Buyer[]): number => each.filter(({ orders }) => orders.length >= 2).length;
        met.questions++;

        const rows = (await ask({ by, smallest, cuts }, context)).slice(1);
        expect(rows.length).toBe(groups.length);
        const circular = by === 'orders' || by === 'spend';
        const tests = groups
          .filter((each) => judged(each) && !circular)
          .map(({ name, own, rest }) => ({
            name,
            spend: rankTest(spends(own), spends(rest)).p,
            repeat:
              Math.min(own.length, rest.length) * Math.min(repeats(buyers), buyers.length - repeats(buyers)) >= 5 * buyers.length
                ? pOfShares(repeats(own), own.length, repeats(rest), rest.length)
                : null,
          }));
        const exact = tests.every(({ spend, repeat }) => spend !== null && repeat !== null);
        const qs = exact ? qValues(tests.flatMap(({ spend, repeat }) => [spend!, repeat!])) : [];
        for (const { name, own, rest } of groups) {
          const [state, key] = [name.slice(0, name.indexOf('|')), name.slice(name.indexOf('|') + 1)];
          const row =
            state === 'band'
              ? rows.find(({ band }) => band === key)
              : rows.filter(({ band }) => band === null).find((each, _at, all) => all.length === 1 || isOf(each, own));
          expect(row, JSON.stringify({ name, rows })).toBeDefined();
          expect(row).toMatchObject({ customers: own.length, repeat_buyers: repeats(own), spend: spends(own).reduce((a, b) => a + b, 0) });
          expect(row!['median']).toBeCloseTo(medianOf(spends(own)), 6);
          if (total > 0) expect(row!['index']).toBeCloseTo((100 * (Number(row!['spend']) / total)) / (own.length / buyers.length), 6);
          if (rest.length > 0 && (state === 'band' || groups.filter(({ name: each }) => !each.startsWith('band|')).length === 1))
            expect(row!['more_often']).toBeCloseTo(rankTest(spends(own), spends(rest)).won, 6);
          const test = tests.findIndex((each) => each.name === name);
          if (test < 0) expect([row!['spend_q'], row!['repeat_q']]).toEqual([null, null]);
          else if (exact) {
            expect(row!['spend_q']).toBeCloseTo(qs[2 * test]!, 5);
            expect(row!['repeat_q']).toBeCloseTo(qs[2 * test + 1]!, 5);
            met.tested++;
            if (qs[2 * test]! <= 0.05) met.found++;
          }
        }
        if (names.some((name, at) => name === 'other|' || (raw[at] !== null && name !== `band|${raw[at]}`))) met.merged++;
        if (names.some((name) => name === 'unknown|')) met.unknown++;

        if (across !== by) {
          const traitsOf = (buyer: Buyer, at: number): (string | null)[] =>
            across === 'category'
              ? buyer.orders.flatMap(({ products }) => products.map((product) => CATEGORY[product]!))
              : [bandsOf(buyers, across, { cuts: [] })[at]!];
          const traits = buyers.map((buyer, at) => new Set(traitsOf(buyer, at).filter((trait) => trait !== null)));
          const cells = await ask({ show: 'index', by, across, smallest, cuts }, context);
          const known = buyers.flatMap((_, at) => (traits[at]!.size > 0 ? [at] : []));
          for (const cell of cells) {
            if (cell['band'] === null) continue;
            const inside = known.filter((at) => names[at] === `band|${String(cell['band'])}`);
            const having = (each: readonly number[]): number => each.filter((at) => traits[at]!.has(String(cell['trait']))).length;
            expect(cell).toMatchObject({ customers: having(inside), of: inside.length });
            expect(cell['index']).toBeCloseTo((100 * having(inside) * known.length) / (inside.length * having(known)), 6);
            if (cell['q'] !== null) met.crossTested++;
            expect(cell['q'] !== null).toBe(inside.length >= 30 && known.length - inside.length >= 30);
          }
        }

        const pair = await ask({ show: 'compare', by, smallest, cuts }, context);
        const chosen = groups
          .filter(({ name }) => name.startsWith('band|'))
          .toSorted((one, other) => other.own.length - one.own.length || (one.name < other.name ? -1 : 1));
        expect(pair.length).toBe(chosen.length >= 2 ? 4 : 0);
        if (chosen.length >= 2) {
          const [one, other] = chosen.map(({ own }) => own) as [Buyer[], Buyer[]];
          const each = (list: readonly Buyer[]): number => list.reduce((sum, { orders }) => sum + orders.length, 0) / list.length;
          expect(pair[0]).toMatchObject({ first: one.length, second: other.length });
          expect(pair[1]!['difference']).toBeCloseTo(medianOf(spends(one)) - medianOf(spends(other)), 6);
          expect(pair[1]!['effect']).toBeCloseTo(rankTest(spends(one), spends(other)).won, 6);
          expect(pair[2]!['difference']).toBeCloseTo(100 * (repeats(one) / one.length - repeats(other) / other.length), 6);
          expect(pair[3]!['difference']).toBeCloseTo(each(one) - each(other), 6);
          expect(pair[1]!['from'] === null).toBe(Math.min(one.length, other.length) < 10);
          met.pairs++;
        }
      }
    }),
    { ...runs(200), endOnFailure: true },
  );
  console.info(`profile: ${JSON.stringify(met)}`);
  expect(met.merged).toBeGreaterThan(met.questions * 0.05);
  expect(met.unknown).toBeGreaterThan(met.questions * 0.2);
  for (const count of [met.tested, met.crossTested, met.pairs]) expect(count).toBeGreaterThan(met.questions * 0.2);
  if (met.questions >= 300) expect(met.found).toBeGreaterThan(met.questions * 0.05);
}, 600_000);

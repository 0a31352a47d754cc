import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf, type Row } from '#core/model/columns';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { contextOf, valueOf, type Example } from '../../../../tests/support/contract';
import { runs } from '../../../../tests/support/seeded';
import { createShop } from '../../../../tests/support/shop-tables';
import type { SqlStep } from '../contract';
import { definition } from './definition';

let engine: Connector;
beforeAll(async () => void (engine = await openNodeEngine()));
afterAll(() => engine.close());

const DAY = 86_400_000;
const dayOf = (n: number): string => new Date(Date.parse('2026-01-01T00:00:00Z') + n * DAY).toISOString().slice(0, 10);
const STAGES = ['Lead', 'Offer', 'Talks'] as const;

interface Move {
  readonly stage: number;
  readonly day: number;
}
interface Deal {
  readonly customer: string | null;
  readonly created: number | null;
  /** Days after the first day; null: open. */
  readonly closed: number | null;
  readonly won: boolean;
  readonly amount: number | null;
  /** Place of the stage it is in, or was lost in; null: in none that counts. */
  readonly stage: number | null;
  readonly moves: readonly Move[];
}
interface Question {
  readonly rule: 'reached' | 'all' | 'any';
  readonly which: 'created' | 'closed';
  readonly entries: 'first' | 'every';
  readonly history: boolean;
  readonly asOf: number;
  readonly from: number | null;
  readonly region: string | null;
}

const regionOf = (customer: string): string => (Number(customer.slice(1)) % 2 === 0 ? 'north' : 'south');

/** A deal as it stood on the last day; null where it does not count (PF3–PF5). */
function standOf(deal: Deal, question: Question) {
  const { asOf, from, history, which, region } = question;
  const later = deal.closed !== null && deal.closed > asOf;
  if (deal.created !== null && deal.created > asOf) return null;
  if (region !== null && (deal.customer === null || regionOf(deal.customer) !== region)) return null;
  if (later && (which === 'closed' || !history)) return null;
  if (which === 'closed' && deal.closed === null) return null;
  const date = which === 'closed' ? deal.closed : deal.created;
  if (from !== null && (date === null || date < from)) return null;
  const state = deal.closed === null || later ? 'open' : deal.won ? 'won' : 'lost';
  // Won deals have the stage Won; the others keep theirs.
  const now = later || state === 'won' ? null : deal.stage;
  const moves = history ? deal.moves.filter(({ day }) => day <= asOf) : [];
  const seen = [...moves.map(({ stage }) => stage), ...(now === null ? [] : [now])];
  if (state === 'open' && seen.length === 0) return null;
  return { deal, state, moves, now, furthest: state === 'won' ? 4 : Math.max(0, ...seen), closed: later ? null : deal.closed } as const;
}
type Stand = NonNullable<ReturnType<typeof standOf>>;

/** The stages passed, deal by deal (PF6–PF8); 4 is won. */
function passedBy({ state, moves, now, furthest }: Stand, rule: Question['rule']): readonly number[] {
  if (rule === 'reached') return [1, 2, 3, 4].filter((k) => k <= furthest);
  if (rule === 'any') {
    const been = new Set([...moves.map(({ stage }) => stage), ...(now === null ? [] : [now]), ...(state === 'won' ? [4] : [])]);
    return [...been].sort();
  }
  // Every chain of entries, one for each stage: the deal got as far as the longest.
  const longest = (k: number, after: number): number =>
    Math.max(k - 1, ...moves.filter(({ stage, day }) => stage === k && day >= after).map(({ day }) => longest(k + 1, day)));
  const far = longest(1, -1);
  return [1, 2, 3, ...(state === 'won' && far === 3 ? [4] : [])].filter((k) => k <= far || k === 4);
}

/** How long a deal was in its stages (PF12), as `k waited gone`. */
function staysOf({ state, moves, closed }: Stand, { entries, asOf }: Question): readonly string[] {
  const sorted = [...moves].sort((one, other) => one.day - other.day || one.stage - other.stage);
  const end = state === 'open' ? null : closed;
  const starts =
    entries === 'every'
      ? sorted.map((move, at) => ({ ...move, left: sorted[at + 1]?.day ?? end }))
      : [1, 2, 3].flatMap((stage) => {
          const first = sorted.find((move) => move.stage === stage);
          if (!first) return [];
          const on = sorted.find((move) => move.stage > stage && move.day >= first.day);
          return [{ ...first, left: on?.day ?? end }];
        });
  return starts.flatMap(({ stage, day, left }) => ((left ?? asOf) < day ? [] : [`${stage} ${(left ?? asOf) - day} ${left !== null}`]));
}

const count = <T>(items: readonly T[]): Record<string, number> => {
  const found: Record<string, number> = {};
  for (const item of items) found[String(item)] = (found[String(item)] ?? 0) + 1;
  return found;
};
const add = (deals: readonly Stand[]): number | null => {
  const known = deals.flatMap(({ deal }) => deal.amount ?? []);
  return known.length === 0 ? null : known.reduce((total, each) => total + each, 0);
};
const people = (deals: readonly Stand[]): number => new Set(deals.flatMap(({ deal }) => deal.customer ?? [])).size;

/** The answers of the queries, deal by deal. */
function compute(deals: readonly Deal[], question: Question) {
  const counted = deals.flatMap((deal) => standOf(deal, question) ?? []);
  const ways = counted.map((stand) => ({ stand, passed: passedBy(stand, question.rule) }));
  const stages = [1, 2, 3, 4].flatMap((k) => {
    const own = ways.filter(({ passed }) => passed.includes(k));
    if (own.length === 0) return [];
    const stands = own.map(({ stand }) => stand);
    const also = (other: number): number => own.filter(({ passed }) => passed.includes(other)).length;
    return [[k, own.length, add(stands), people(stands), also(k - 1), also(1)].join()];
  });
  const standing = count(ways.map(({ stand, passed }) => `${stand.state} ${passed.length === 0 ? null : Math.max(...passed)}`));
  const is = (state: string): Stand[] => counted.filter((stand) => stand.state === state);
  const lostUnknown = is('lost').filter(({ furthest }) => furthest === 0).length;
  const whole = [counted.length, is('won').length, is('lost').length, add(is('won')), people(counted), lostUnknown];
  const groups = count(counted.flatMap(({ deal, state }) => `${deal.customer === null ? null : regionOf(deal.customer)} ${state}`));
  const stays = question.history ? count(counted.flatMap((stand) => staysOf(stand, question))) : {};
  return { stages, standing, whole: whole.join(), groups, stays };
}

const anyDay = fc.integer({ min: 0, max: 60 });
const anyDeal: fc.Arbitrary<Deal> = fc
  .record({
    customer: fc.option(
      fc.integer({ min: 0, max: 5 }).map((n) => `c${n}`),
      { freq: 5 },
    ),
    created: fc.option(anyDay, { freq: 5 }),
    closed: fc.option(anyDay, { freq: 2 }),
    won: fc.boolean(),
    amount: fc.option(fc.integer({ min: 0, max: 900 }), { freq: 5 }),
    stage: fc.option(fc.integer({ min: 1, max: 3 }), { freq: 4 }),
    moves: fc.array(fc.record({ stage: fc.integer({ min: 1, max: 3 }), day: anyDay }), { maxLength: 5 }),
  })
  // A stage is entered once at a time.
  .map((deal) => ({
    ...deal,
    moves: deal.moves.filter((move, at) => deal.moves.findIndex((each) => each.day === move.day && each.stage === move.stage) === at),
  }));
const anyQuestion: fc.Arbitrary<Question> = fc
  .record({
    rule: fc.constantFrom('reached', 'all', 'any'),
    which: fc.constantFrom('created', 'created', 'closed'),
    entries: fc.constantFrom('first', 'every'),
    history: fc.constantFrom(true, true, false),
    asOf: fc.integer({ min: 20, max: 60 }),
    from: fc.option(fc.integer({ min: 0, max: 19 }), { freq: 2 }),
    region: fc.option(fc.constantFrom('north', 'south'), { freq: 2 }),
  })
  .map((question) => (question.history ? question : { ...question, rule: 'reached' as const })) as fc.Arbitrary<Question>;

function exampleOf(deals: readonly Deal[], { rule, which, entries, history, asOf, from, region }: Question): Example {
  const date = (n: number | null): string | null => (n === null ? null : dayOf(n));
  const textOf = ({ closed, won, stage }: Deal): string =>
    closed !== null && won ? 'Closed Won' : stage === null ? 'Parked' : STAGES[stage - 1]!;
  return {
    name: '',
    how: '',
    tables: {
      customers: [['customer_id', 'region'], ...Array.from({ length: 6 }, (_, at) => [`c${at}`, regionOf(`c${at}`)])],
      opportunities: [
        ['opportunity_id', 'customer_id', 'created_at', 'closed_at', 'stage', 'outcome', 'amount'],
        ...deals.map((deal, at) => [
          `d${at}`,
          deal.customer,
          date(deal.created),
          date(deal.closed),
          textOf(deal),
          deal.closed === null ? 'Open' : deal.won ? 'Won' : 'Lost',
          deal.amount,
        ]),
      ],
      ...(history
        ? {
            stage_history: [
              ['opportunity_id', 'stage', 'entered_at'],
              ...deals.flatMap(({ moves }, at) => moves.map(({ stage, day }) => [`d${at}`, STAGES[stage - 1]!, dayOf(day)])),
            ],
          }
        : {}),
    },
    context: {
      asOf: dayOf(asOf),
      range: { from: date(from), to: null },
      filters: region === null ? [] : [{ table: 'customers', column: 'region', condition: { op: 'in', values: [region] } }],
      paidStatuses: null,
    },
    params: { rule, which, entries, stages: [...STAGES], split: 'customers.region' },
    rows: {},
    numbers: {},
  };
}

test('PF1–PF15 any deals and moves are what a computation deal by deal has', async () => {
  const met: Record<string, number> = {};
  const see = (what: string, n: number): void => void (met[what] = (met[what] ?? 0) + n);
  await fc.assert(
    fc.asyncProperty(fc.array(anyDeal, { minLength: 5, maxLength: 40, size: 'max' }), anyQuestion, async (deals, question) => {
      const example = exampleOf(deals, question);
      const context = contextOf(example, await createShop(engine, example.tables));
      const plan = valueOf(definition.compile(valueOf(definition.parse(example.params)), context));
      const results: Record<string, Row[]> = {};
      for (const step of plan.steps as SqlStep[]) results[step.id] = rowsOf(await engine.query(step.sql));
      const rows = (id: string, of: (row: Row) => string): string[] => (results[id] ?? []).map(of);
      const expected = compute(deals, question);
      expect(
        rows('stages', (row) => [row['k'], row['deals'], row['amount'], row['customers'], row['from_before'], row['from_first']].join()),
      ).toEqual(expected.stages);
      const tally = (id: string, key: (row: Row) => string, n: string) =>
        Object.fromEntries((results[id] ?? []).map((row) => [key(row), Number(row[n])]));
      expect(tally('standing', (row) => `${row['state'] as string} ${row['k'] as number | null}`, 'deals')).toEqual(expected.standing);
      const whole = results['whole']![0]!;
      expect([whole['deals'], whole['won'], whole['lost'], whole['won_amount'], whole['customers'], whole['lost_unknown']].join()).toBe(
        expected.whole,
      );
      const groups = Object.fromEntries(
        (results['groups'] ?? []).flatMap((row) => {
          const name = row['part'] as string | null;
          const [won, lost] = [Number(row['won']), Number(row['lost'])];
          const split = { won, lost, open: Number(row['deals']) - won - lost };
          return Object.entries(split).flatMap(([state, n]) => (n > 0 ? [[`${name} ${state}`, n]] : []));
        }),
      );
      expect(groups).toEqual(expected.groups);
      const stay = (row: Row) => `${row['k'] as number} ${row['waited'] as number} ${row['gone'] as boolean}`;
      expect(tally('stays', stay, 'stays')).toEqual(expected.stays);
      const account = (results['account'] ?? []).reduce((sum, row) => sum + Number(row['deals']), 0);
      expect(account).toBe(deals.length);
      see(question.rule, Number(whole['deals']));
      see(question.entries, Object.keys(expected.stays).length);
      for (const state of ['won', 'lost', 'open'])
        see(
          state,
          Object.entries(expected.standing).reduce((sum, [key, n]) => sum + (key.startsWith(state) ? n : 0), 0),
        );
    }),
    runs(600),
  );
  for (const [what, n] of Object.entries(met)) expect([what, n > 20]).toEqual([what, true]);
  expect(Object.keys(met).toSorted()).toEqual(['all', 'any', 'every', 'first', 'lost', 'open', 'reached', 'won']);
}, 240_000);

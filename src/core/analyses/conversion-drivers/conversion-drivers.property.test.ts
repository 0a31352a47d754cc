import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRandom } from '#core/stats/random';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { answer, contextOf, valueOf, type Example } from '../../../../tests/support/contract';
import { runs } from '../../../../tests/support/seeded';
import { createShop, type ShopTables } from '../../../../tests/support/shop-tables';
import type { AnalysisDefinition } from '../contract';
import { definition } from './definition';

const { seed, numRuns } = runs(10_000);
const CUSTOMERS = Math.max(1000, numRuns);

let engine: Connector;
beforeAll(async () => void (engine = await openNodeEngine()));
afterAll(() => engine.close());

const MINUTE = 60_000;
const DAY = 1440;
const START = Date.parse('2026-03-01T00:00:00Z');
const timeOf = (minute: number): string => new Date(START + minute * MINUTE).toISOString().slice(0, 19).replace('T', ' ');

interface Person {
  readonly id: string;
  readonly plan: string | null;
  readonly views: readonly { readonly at: number; readonly device: string | null }[];
  readonly pays: readonly number[];
  readonly helps: readonly number[];
  readonly tickets: readonly { readonly at: number; readonly type: string | null }[];
}

interface Question {
  readonly window: number;
  readonly attempt: 'best' | 'first';
  /** Minutes to which tickets are cut: 1, or a whole day. */
  readonly grain: number;
}

/** What each of the people has, by CD1–CD4, of those who entered. */
function compute(people: readonly Person[], { window, attempt, grain }: Question, end: number): Map<string, readonly [number, number]> {
  const counts = new Map<string, [number, number]>();
  for (const person of people) {
    const entries = person.views
      .map(({ at }) => at)
      .filter((at) => at < end - window)
      .toSorted((a, b) => a - b);
    if (entries.length === 0) continue;
    // The earliest payment at or after the entry; a view and a payment are two rows, so they may share a minute.
    const paid = (entry: number): number | undefined =>
      person.pays.filter((at) => at >= entry && at - entry <= window).toSorted((a, b) => a - b)[0];
    const entry = (attempt === 'best' ? entries.find((each) => paid(each) !== undefined) : undefined) ?? entries[0]!;
    const conversion = paid(entry);
    const until = conversion ?? entry + window;
    const inside = (at: number): boolean =>
      grain === DAY
        ? Math.floor(at / DAY) > Math.floor(entry / DAY) && Math.floor(at / DAY) < Math.floor(until / DAY)
        : at > entry && at < until;
    const traits = new Set<string>();
    if (person.plan) traits.add(`customer plan ${person.plan}`);
    for (const { at, device } of person.views) if (at === entry && device) traits.add(`entry device ${device}`);
    if (person.views.some(({ at }) => at === entry)) traits.add('entry event view');
    if (person.helps.some((at) => at > entry && at < until)) traits.add('done event help');
    for (const { at, type } of person.tickets)
      if (inside(at)) {
        traits.add('done  ');
        if (type) traits.add(`done ticket_type ${type}`);
      }
    for (const trait of traits) {
      const own = counts.get(trait) ?? [0, 0];
      counts.set(trait, own);
      own[conversion === undefined ? 1 : 0]++;
    }
  }
  return counts;
}

const questions: readonly Question[] = [
  { window: 60, attempt: 'best', grain: 1 },
  { window: 180, attempt: 'first', grain: 1 },
  { window: 3 * DAY, attempt: 'best', grain: DAY },
  { window: 5 * DAY, attempt: 'first', grain: DAY },
];

test.each(questions)('CD1–CD4: traits of random streams, $window minutes, $attempt, tickets to $grain', async (question) => {
  const random = makeRandom(seed + question.window);
  const below = (n: number): number => Math.floor(random.next() * n);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)]!;
  // Two windows and a half, in steps of a twelfth of one, so that many times meet.
  const step = question.window / 12;
  const moment = (): number => DAY + below(30) * step;
  const list = <T>(most: number, make: () => T): T[] => Array.from({ length: below(most + 1) }, make);
  const people = Array.from({ length: CUSTOMERS }, (_, at): Person => ({
    id: `c${at}`,
    plan: pick(['pro', 'basic', null]),
    views: list(3, () => ({ at: moment(), device: pick(['phone', 'desk', null]) })),
    pays: list(2, moment),
    helps: list(2, moment),
    tickets: list(2, () => ({ at: Math.floor(moment() / question.grain) * question.grain, type: pick(['fault', 'question', null]) })),
  }));
  const tables: ShopTables = {
    customers: [['customer_id', 'plan'], ...people.map(({ id, plan }) => [id, plan])],
    orders: [
      ['order_id', 'customer_id', 'ordered_at', 'net_amount'],
      ['o1', 'c0', '2026-02-01', 1],
    ],
    usage_events: [
      ['customer_id', 'event_at', 'event', 'device'],
      ...people.flatMap(({ id, views, pays, helps }) => [
        ...views.map(({ at, device }) => [id, timeOf(at), 'view', device]),
        ...pays.map((at) => [id, timeOf(at), 'pay', null]),
        ...helps.map((at) => [id, timeOf(at), 'help', null]),
      ]),
    ],
    tickets: [
      ['ticket_id', 'customer_id', 'opened_at', 'ticket_type'],
      ...people.flatMap(({ id, tickets }) => tickets.map(({ at, type }, place) => [`${id}-${place}`, id, timeOf(at), type])),
    ],
  };
  // The last day is cut off, so that some entries are too young.
  const days = Math.ceil((DAY + 30 * step) / DAY);
  const end = days * DAY;
  const asOf = timeOf(end - DAY).slice(0, 10);
  const model = await createShop(engine, tables);
  const example = { context: { asOf, range: { from: null, to: null }, filters: [], paidStatuses: null } } as unknown as Example;
  const steps = ['view', 'pay'].map((value) => ({
    table: 'usage_events' as const,
    where: [{ column: 'event', condition: { op: 'in' as const, values: [value] } }],
  }));
  const params = valueOf(definition.parse({ steps, window: question.window, windowUnit: 'minute', attempt: question.attempt }));
  const results = await answer(engine, definition as unknown as AnalysisDefinition, params, contextOf(example, model));
  const wanted = compute(people, question, end);
  const traits = (results['conversion'] ?? []).filter((row) => row['part'] === 'trait');
  const found = traits.map((row) => [
    `${String(row['kind'])} ${String(row['name'])} ${String(row['value'])}`,
    [row['converted'], row['others']],
  ]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
  expect(wanted.size).toBe(9);
  for (const [, [converted, others]] of wanted) expect(Math.min(converted, others)).toBeGreaterThan(2);
});

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { compareWith, idsOf } from '../../../../tests/support/compare';
import { contextOf, type Example } from '../../../../tests/support/contract';
import {
  deepestChoice,
  searchFunnel,
  type SearchAttempt,
  type SearchQuestion,
  type SearchRow,
} from '../../../../tests/support/funnel-search';
import { runs } from '../../../../tests/support/seeded';
import { createShop } from '../../../../tests/support/shop-tables';
import { definition } from './definition';
import { DEFAULTS, type FunnelParams } from './params';

let engine: Connector;
beforeAll(async () => void (engine = await openNodeEngine({ threads: 1 })));
afterAll(() => engine.close());

const LETTERS = ['A', 'B', 'C', 'X'] as const;
/** A tick is an hour; the data end with the day. */
const TICKS = 24;
const CUSTOMERS = 40;
const name = (place: number): string => `c${String(place).padStart(2, '0')}`;
const event = (letter: string) =>
  ({ table: 'usage_events', where: [{ column: 'event', condition: { op: 'in', values: [letter] } }] }) as const;

const stream = fc.array(fc.record({ t: fc.nat(TICKS - 1), letter: fc.constantFrom('A', 'A', 'A', 'B', 'B', 'C', 'C', 'X') }), {
  maxLength: 8,
  size: 'max',
});
const asked = fc.record({
  steps: fc.constantFrom('AB', 'ABC', 'ABC', 'AAB', 'ABA'),
  window: fc.integer({ min: 1, max: 10 }),
  within: fc.option(fc.integer({ min: 0, max: 3 }), { freq: 2 }),
  order: fc.constantFrom('ordered' as const, 'ordered' as const, 'strict' as const, 'any' as const),
  attempt: fc.constantFrom('best' as const, 'best' as const, 'first' as const, 'every' as const),
  anchorFirst: fc.boolean(),
  strictTies: fc.boolean(),
  mature: fc.boolean(),
  excluded: fc.boolean(),
  exclusionPolicy: fc.constantFrom('stop' as const, 'remove' as const),
  streams: fc.array(stream, { minLength: CUSTOMERS, maxLength: CUSTOMERS }),
});
type Asked = typeof asked extends fc.Arbitrary<infer Value> ? Value : never;

const paramsOf = ({ steps, within, order, excluded, streams: _, ...rest }: Asked): FunnelParams => ({
  ...DEFAULTS,
  ...rest,
  order,
  windowUnit: 'hour',
  steps: [...steps].map((letter, place) => ({
    ...event(letter),
    ...(place === 1 && within !== null && within > 0 && order !== 'any' ? { within } : {}),
  })),
  exclusions: excluded ? [{ ...event('X'), after: 1, before: steps.length }] : [],
});

/** The cell's own question as a search, and the same question tool by tool as WD3–WD9 have it. */
function questionsOf(made: Asked): Readonly<Record<'here' | 'mixpanel' | 'amplitude' | 'posthog' | 'hubspot', SearchQuestion>> {
  const params = paramsOf(made);
  const markOf = (letter: string): number => LETTERS.indexOf(letter as 'A');
  const bare = [...made.steps].map((letter) => ({ mark: markOf(letter) }));
  const exclusions = made.excluded ? [{ mark: markOf('X'), after: 0, before: made.steps.length - 1 }] : [];
  const loose = made.order === 'strict' ? 'ordered' : made.order;
  const free = { steps: bare, exclusions, window: made.window, strictTies: false, from: -Infinity, to: Infinity };
  return {
    here: {
      ...free,
      steps: bare.map((step, place) => ({
        ...step,
        ...(params.steps[place]!.within === undefined ? {} : { within: params.steps[place]!.within }),
      })),
      order: made.order,
      attempt: made.attempt,
      policy: made.exclusionPolicy,
      anchorFirst: made.anchorFirst,
      strictTies: made.strictTies,
      to: made.mature ? TICKS - made.window : Infinity,
    },
    mixpanel: { ...free, order: loose, attempt: made.attempt === 'every' ? 'every' : 'first', policy: 'stop', anchorFirst: false },
    amplitude: { ...free, order: made.order, attempt: made.attempt === 'every' ? 'every' : 'best', policy: 'remove', anchorFirst: true },
    posthog: {
      ...free,
      order: made.order,
      exclusions: made.order === 'any' ? [] : exclusions,
      attempt: 'best',
      policy: 'remove',
      anchorFirst: false,
    },
    hubspot: { ...free, exclusions: [], window: Infinity, order: 'ordered', attempt: 'best', policy: 'stop', anchorFirst: false },
  };
}

interface Outcome {
  readonly began: number;
  readonly reached: number;
  readonly people: Set<string>;
}
function outcomeOf(streams: readonly (readonly SearchRow[])[], question: SearchQuestion): Outcome {
  const whole = ({ depth }: SearchAttempt): boolean => depth === question.steps.length;
  const found = streams.map((own) => searchFunnel(own, question));
  return {
    began: found.flat().length,
    reached: found.flat().filter(whole).length,
    people: new Set(found.flatMap((attempts, place) => (attempts.some(whole) ? [name(place)] : []))),
  };
}

const less = (one: Set<string>, other: Set<string>): string[] => [...one].filter((each) => !other.has(each)).toSorted();

test('WD1–WD11 any streams under any options: each tool is what a search by its rules finds, and so are the lists', async () => {
  const met: Record<string, number> = { questions: 0, differ: 0, onlyHere: 0, onlyThere: 0 };
  await fc.assert(
    fc.asyncProperty(asked, async (made) => {
      const params = paramsOf(made);
      const events = made.streams.flatMap((own, place) =>
        own.map(({ t, letter }) => [name(place), `2026-03-01 ${String(t).padStart(2, '0')}:00:00`, letter]),
      );
      const model = await createShop(engine, {
        customers: [['customer_id'], ...made.streams.map((_, place) => [name(place)])],
        orders: [
          ['order_id', 'customer_id', 'ordered_at', 'net_amount'],
          ['o', name(0), '2026-03-01', 1],
        ],
        // One record that is no midnight, so that the hours of the others are read.
        usage_events: [['customer_id', 'event_at', 'event'], ...events, [name(0), '2026-03-01 00:00:01', 'Z']],
      });
      const example = { context: { asOf: '2026-03-01', range: { from: null, to: null }, filters: [], paidStatuses: null } };
      const context = contextOf(example as unknown as Example, model);
      const { here, tools } = await compareWith(engine, definition, params, context);
      const rows = made.streams.map((own, place): SearchRow[] => [
        ...own.map(({ t, letter }) => ({ t, marks: new Set([LETTERS.indexOf(letter as 'A')]) })),
        // In strict order this record too may come between two steps.
        ...(place === 0 ? [{ t: 1 / 3600, marks: new Set<number>() }] : []),
      ]);
      const questions = questionsOf(made);
      const own = outcomeOf(rows, questions.here);
      const { streams: _, ...about } = made;
      expect([here.began, here.reached], JSON.stringify(about)).toEqual([own.began, own.reached]);
      const having = (letter: string): Set<string> =>
        new Set(made.streams.flatMap((each, place) => (each.some((row) => row.letter === letter) ? [name(place)] : [])));
      for (const tool of tools) {
        const label = `${tool.id} ${JSON.stringify(about)}`;
        const people = having(made.steps.at(-1)!);
        const there: Outcome =
          tool.id === 'hubspot_any'
            ? { began: having(made.steps[0]!).size, reached: people.size, people }
            : outcomeOf(rows, questions[tool.id as keyof typeof questions]);
        expect([tool.result.began, tool.result.reached], label).toEqual([there.began, there.reached]);
        const [onlyHere, onlyThere] = [less(own.people, there.people), less(there.people, own.people)];
        expect([tool.onlyHere.customers, tool.onlyThere.customers], label).toEqual([onlyHere.length, onlyThere.length]);
        const side = onlyHere.length > 0 ? tool.onlyHere : tool.onlyThere;
        const expected = onlyHere.length > 0 ? onlyHere : onlyThere;
        if (expected.length > 0) expect(await idsOf(engine, definition, side.part, params, context), label).toEqual(expected);
        // Where nothing but order and window is asked, the longest attempt is the deepest of all choices of records.
        if (tool.id === 'posthog' && made.order === 'ordered' && !made.excluded) {
          const marks = [...made.steps].map((letter) => LETTERS.indexOf(letter as 'A'));
          const whole = rows.filter((each) => each.some(({ t }) => deepestChoice(each, marks, t, made.window) === marks.length));
          expect(there.reached, label).toBe(whole.length);
          met['choices'] = (met['choices'] ?? 0) + 1;
        }
        met['questions']!++;
        for (const key of [made.order, made.attempt]) met[key] = (met[key] ?? 0) + 1;
        if (there.reached !== own.reached) met['differ']!++;
        if (onlyHere.length > 0) met['onlyHere']!++;
        if (onlyThere.length > 0) met['onlyThere']!++;
      }
    }),
    { ...runs(100), endOnFailure: true },
  );
  console.info(`funnels under other rules: ${JSON.stringify(met)}`);
  // A tenth of the runs is too few to meet every kind.
  const kinds = Object.entries(met).filter(([what]) => what === 'differ' || met['questions']! >= 400);
  for (const [what, count] of kinds) expect(count, what).toBeGreaterThan(met['questions']! / 100);
}, 600_000);

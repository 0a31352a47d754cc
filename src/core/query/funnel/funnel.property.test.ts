import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import {
  deepestChoice,
  searchFunnel,
  type SearchAttempt,
  type SearchQuestion,
  type SearchRow,
} from '../../../../tests/support/funnel-search';
import { askFunnel, createStreams } from '../../../../tests/support/funnel-streams';
import { runs } from '../../../../tests/support/seeded';

/** Predicates are sets of letters; a row holds one letter or two. `X` and `Y` are for exclusions, `Z` matches nothing. */
type Predicate = string;
const ORDERS = ['ordered', 'strict', 'any'] as const;
const ATTEMPTS = ['best', 'first', 'every'] as const;
const POLICIES = ['stop', 'remove'] as const;
const ACTORS = 60;
/** Questions of each combination; with ACTORS and all combinations more than 10⁵ streams. */
const QUESTIONS = 100;

/** What is held constant (FU14), in order. */
const VALUES = ['p', 'q'] as const;
const letter = fc.constantFrom('A', 'A', 'A', 'B', 'B', 'B', 'C', 'C', 'D', 'D', 'X', 'Y', 'Z', 'AB', 'BC', 'AX');
const stream = fc.array(fc.record({ t: fc.nat(14), letters: letter, value: fc.constantFrom(...VALUES, ...VALUES, null) }), {
  maxLength: 9,
  size: 'max',
});
const plain: fc.Arbitrary<Predicate[]> = fc.shuffledSubarray(['A', 'B', 'C', 'D'], { minLength: 2, maxLength: 4 });
const repeated: fc.Arbitrary<Predicate[]> = fc.array(fc.constantFrom('A', 'B', 'C'), { minLength: 2, maxLength: 4 });
const mixed: fc.Arbitrary<Predicate[]> = fc.array(fc.constantFrom('A', 'B', 'AB', 'BC', 'ABCD', 'C'), { minLength: 2, maxLength: 4 });
const bound = (most: number) => fc.option(fc.nat(most), { nil: null, freq: 2 });

const asked = fc.record({
  predicates: fc.oneof({ arbitrary: plain, weight: 2 }, { arbitrary: repeated, weight: 1 }, { arbitrary: mixed, weight: 1 }),
  optional: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null, freq: 4 }),
  within: fc.array(fc.option(fc.integer({ min: 0, max: 6 }), { nil: null, freq: 2 }), { minLength: 4, maxLength: 4 }),
  window: fc.integer({ min: 1, max: 12 }),
  exclusions: fc.array(fc.tuple(fc.constantFrom('X', 'Y', 'C'), fc.nat(), fc.nat()), { maxLength: 2, size: 'small' }),
  anchorFirst: fc.boolean(),
  strictTies: fc.boolean(),
  from: bound(5),
  to: bound(14),
  streams: fc.array(stream, { minLength: ACTORS, maxLength: ACTORS }),
});
type Asked = typeof asked extends fc.Arbitrary<infer Value> ? Value : never;

const meet = (one: Predicate, other: Predicate): boolean => [...one].some((each) => other.includes(each));

/** Refused questions (FU8, FU11) are not made: their optional step becomes a normal one, their own windows go. */
function questionOf(made: Asked, combination: Pick<SearchQuestion, 'order' | 'attempt' | 'policy'>) {
  const classes: Predicate[] = [];
  const markOf = (predicate: Predicate): number => {
    if (!classes.includes(predicate)) classes.push(predicate);
    return classes.indexOf(predicate);
  };
  const spared = made.optional !== null && made.optional > 0 && made.optional < made.predicates.length ? made.optional : null;
  const apart = spared !== null && made.predicates.every((each, place) => place === spared || !meet(each, made.predicates[spared]!));
  const steps = made.predicates.map((predicate, place) => ({
    mark: markOf(predicate),
    ...(apart && place === spared && combination.order === 'ordered' ? { optional: true } : {}),
    ...(combination.order !== 'any' && place > 0 && made.within[place] !== null ? { within: made.within[place]! } : {}),
  }));
  const places = steps.flatMap((step, place) => (step.optional ? [] : [place]));
  const exclusions = made.exclusions.flatMap(([predicate, one, other]) => {
    if (places.length < 2) return [];
    const first = one % (places.length - 1);
    const second = first + 1 + (other % (places.length - 1 - first));
    return [{ mark: markOf(predicate), after: places[first]!, before: places[second]! }];
  });
  const { window, anchorFirst, strictTies } = made;
  const question: SearchQuestion = {
    ...combination,
    steps,
    exclusions,
    window,
    anchorFirst,
    strictTies,
    from: made.from ?? -Infinity,
    to: made.to ?? Infinity,
  };
  const rows = made.streams.map((own) =>
    own.map(({ t, letters }): SearchRow => ({ t, marks: new Set(classes.flatMap((each, mark) => (meet(each, letters) ? [mark] : []))) })),
  );
  // Two predicates without a common letter still meet in a row that holds a letter of each.
  const meets = (one: number, other: number): boolean => rows.some((own) => own.some(({ marks }) => marks.has(one) && marks.has(other)));
  const shared = steps.some((step) => step.optional && steps.some((other) => other !== step && meets(step.mark, other.mark)));
  return { question: shared ? { ...question, steps: steps.map(({ mark }) => ({ mark })), exclusions: [] } : question, rows, meets };
}

let engine: Connector;
beforeAll(async () => {
  engine = await openNodeEngine({ threads: 1 });
  await engine.ready();
});
afterAll(() => engine?.close());

const met = {
  streams: 0,
  ties: 0,
  repeated: 0,
  optional: 0,
  exclusions: 0,
  ownWindows: 0,
  converted: 0,
  partly: 0,
  none: 0,
  several: 0,
  choices: 0,
  heldSeveral: 0,
};

const combinations = ORDERS.flatMap((order) => ATTEMPTS.flatMap((attempt) => POLICIES.map((policy) => ({ order, attempt, policy }))));
/** Another seed for each combination, so that they are not asked the same. */
const runsOf = (place: number) => ({ ...runs(QUESTIONS), seed: runs(QUESTIONS).seed + place, endOnFailure: true });

describe('every stream: what the engine answers is what a search through all assignments finds', () => {
  it.each(combinations.map((each) => [`${each.order} · ${each.attempt} · ${each.policy}`, each] as const))(
    'FU1–FU14 · %s',
    async (_name, combination) => {
      await fc.assert(
        fc.asyncProperty(asked, async (made) => {
          const { question, rows, meets } = questionOf(made, combination);
          await createStreams(engine, rows);
          const expected = rows.map((own) => searchFunnel(own, question));
          for (const general of [false, true]) {
            const found = await askFunnel(engine, question, meets, general);
            expected.forEach((attempts, actor) => {
              const stream = made.streams[actor]!.map(({ t, letters }) => `${letters}${t}`).join(' ');
              expect({ stream, attempts: found.get(actor) ?? [] }, JSON.stringify({ ...question, general })).toEqual({ stream, attempts });
            });
          }
          const valued = rows.map((own, actor) => own.map((row, place) => ({ ...row, value: made.streams[actor]![place]!.value })));
          await createStreams(engine, valued);
          const held = await askFunnel(engine, question, meets, false, true);
          valued.forEach((own, actor) => {
            const each = VALUES.flatMap((value) =>
              searchFunnel(
                own.filter((row) => row.value === value),
                question,
              ),
            );
            expect(held.get(actor) ?? [], `held constant: ${JSON.stringify(question)}`).toEqual(each);
            if (each.length > 1) met.heldSeveral++;
          });
          countUp(question, rows, expected);
        }),
        runsOf(combinations.indexOf(combination)),
      );
    },
    600_000,
  );

  it('a greedy attempt is as deep as any choice of rows, where nothing but order and window is asked', () => {
    fc.assert(
      fc.property(asked, (made) => {
        const { question, rows } = questionOf(made, { order: 'ordered', attempt: 'best', policy: 'stop' });
        const bare = {
          ...question,
          steps: question.steps.map(({ mark }) => ({ mark })),
          exclusions: [],
          strictTies: false,
          from: -Infinity,
          to: Infinity,
        };
        const marks = bare.steps.map(({ mark }) => mark);
        for (const own of rows) {
          const deepest = Math.max(0, ...own.map(({ t }) => deepestChoice(own, marks, t, bare.window)));
          expect(searchFunnel(own, bare)[0]?.depth ?? 0).toBe(deepest);
          met.choices++;
        }
      }),
      runs(QUESTIONS),
    );
  });

  it('what was generated is worth the name', () => {
    expect(met.streams).toBeGreaterThanOrEqual(combinations.length * runs(QUESTIONS).numRuns * ACTORS);
    for (const [kind, count] of Object.entries(met)) expect(count, kind).toBeGreaterThan(met.streams / 100);
    console.info(`funnel streams: ${JSON.stringify(met)}`);
  });
});

function countUp(question: SearchQuestion, rows: readonly (readonly SearchRow[])[], answers: readonly (readonly SearchAttempt[])[]): void {
  const mandatory = question.steps.filter((step) => !step.optional).length;
  const repeats = new Set(question.steps.map(({ mark }) => mark)).size < question.steps.length;
  rows.forEach((own, actor) => {
    const attempts = answers[actor]!;
    met.streams++;
    if (new Set(own.map(({ t }) => t)).size < own.length) met.ties++;
    if (repeats) met.repeated++;
    if (question.steps.some((step) => step.optional)) met.optional++;
    if (question.exclusions.length > 0) met.exclusions++;
    if (question.steps.some((step) => step.within !== undefined)) met.ownWindows++;
    if (attempts.length === 0) met.none++;
    else if (attempts.some(({ depth }) => depth === mandatory)) met.converted++;
    else if (attempts.some(({ depth }) => depth > 1)) met.partly++;
    if (attempts.length > 1) met.several++;
  });
}

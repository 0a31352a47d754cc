import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connector } from '#edge/engine/connector';
import { searchFunnel, type SearchQuestion, type SearchRow } from '../../../../tests/support/funnel-search';
import { askFunnel, createStreams } from '../../../../tests/support/funnel-streams';
import { openWasmTestEngine } from '../../../../tests/support/wasm-engine';

interface Example {
  readonly rule: string;
  readonly name: string;
  readonly rows: string;
  readonly steps: string;
  readonly window: number;
  readonly order?: SearchQuestion['order'];
  readonly anchorFirst?: boolean;
  readonly strictTies?: boolean;
  readonly exclusions?: string;
  readonly from?: number;
  readonly to?: number;
  readonly best?: readonly (readonly (number | null)[])[];
  readonly first?: readonly (readonly (number | null)[])[];
  readonly every?: readonly (readonly (number | null)[])[];
  readonly removed?: readonly (readonly (number | null)[])[];
}

const { streams } = JSON.parse(readFileSync(path.join(import.meta.dirname, 'examples/streams.json'), 'utf8')) as { streams: Example[] };
const LETTERS = 'ABCDXYZ';
const markOf = (letter: string): number => LETTERS.indexOf(letter);

const rowsOf = ({ rows }: Example): SearchRow[] =>
  rows.split(' ').map((text) => {
    const [, letters = '', t = ''] = /^([A-Z+]+)(\d+)$/.exec(text) ?? [];
    return { t: Number(t), marks: new Set(letters.split('+').map(markOf)) };
  });

function questionOf(example: Example, attempt: SearchQuestion['attempt'], policy: SearchQuestion['policy']): SearchQuestion {
  const steps = example.steps.split(' ').map((text) => {
    const [, letter = '', optional, within] = /^([A-Z])(\?)?(?:<(\d+))?$/.exec(text) ?? [];
    return { mark: markOf(letter), ...(optional ? { optional: true } : {}), ...(within ? { within: Number(within) } : {}) };
  });
  const exclusions = (example.exclusions?.split(' ') ?? []).map((text) => {
    const [, letter = '', after, before] = /^([A-Z])(\d)-(\d)$/.exec(text) ?? [];
    return { mark: markOf(letter), after: Number(after) - 1, before: Number(before) - 1 };
  });
  const { window, order = 'ordered', anchorFirst = true, strictTies = false, from = -Infinity, to = Infinity } = example;
  return { steps, exclusions, window, order, attempt, policy, anchorFirst, strictTies, from, to };
}

const ASKED = [
  ['best', 'best', 'stop'],
  ['first', 'first', 'stop'],
  ['every', 'every', 'stop'],
  ['removed', 'best', 'remove'],
] as const;
const cases = streams.flatMap((example) =>
  ASKED.flatMap(([key, attempt, policy]) => {
    const expected = example[key];
    return expected
      ? [[`${example.rule} · ${example.name} · ${key}`, { example, expected, question: questionOf(example, attempt, policy) }] as const]
      : [];
  }),
);
const trimmed = (times: readonly (number | null)[]): (number | null)[] => times.slice(0, times.findLastIndex((t) => t !== null) + 1);

let engine: Connector;
beforeAll(async () => {
  engine = await openWasmTestEngine();
}, 60_000);
afterAll(() => engine?.close());

describe('streams worked out by hand', () => {
  it.each(cases)('%s: by search', (_name, { example, expected, question }) => {
    expect(searchFunnel(rowsOf(example), question).map(({ times }) => trimmed(times))).toEqual(expected.map(trimmed));
  });

  it.each(cases)('%s: in the engine', async (_name, { example, expected, question }) => {
    await createStreams(engine, [rowsOf(example)]);
    const met = LETTERS.split('').map((_, mark) =>
      LETTERS.split('').map((__, other) => rowsOf(example).some(({ marks }) => marks.has(mark) && marks.has(other))),
    );
    for (const general of [false, true]) {
      const answers = await askFunnel(engine, question, (one, other) => met[one]![other]!, general);
      expect((answers.get(0) ?? []).map(({ times }) => trimmed(times))).toEqual(expected.map(trimmed));
    }
  });
});

import { beforeAll, expect, test } from 'vitest';
import { runs } from '../support/seeded';
import { MUTATIONS } from './mutate';
import type { MutantEnd } from './mutant-worker';
import { buildWorker, runMutants } from './run-mutants';

/** Of the processor, which another program on the machine does not take. */
const LONGEST_SECONDS = 2;
const { seed } = runs(1);

let worker = '';
beforeAll(async () => void (worker = await buildWorker()), 120_000);

/** Reads so many mutants in two processes and gives what must not be, and how the others ended. */
async function read(count: number, engine: boolean) {
  const bad: string[] = [];
  const ends = new Map<string, number>();
  let slowest = 0;
  let done = 0;
  const add = (what: string) => ends.set(what, (ends.get(what) ?? 0) + 1);
  const take = ({ number, name, mutations, outcome, note, seconds }: MutantEnd) => {
    done++;
    slowest = Math.max(slowest, seconds);
    add(outcome);
    for (const each of mutations) add(each);
    if (outcome === 'reason') for (const code of note.split(',')) add(code);
    if (outcome === 'fault' || note === 'no reason' || seconds > LONGEST_SECONDS)
      bad.push(`${number} ${name} ${mutations.join('+')}: ${outcome} ${note} (${seconds.toFixed(1)} s)`);
  };
  const half = Math.ceil(count / 2);
  await Promise.all([
    runMutants(worker, { seed, from: 0, to: half, engine }, take),
    runMutants(worker, { seed, from: half, to: count, engine }, take),
  ]);
  console.log(`${done} mutants, slowest ${slowest.toFixed(2)} s: ${[...ends].map(([what, number]) => `${what} ${number}`).join(', ')}`);
  return { bad, ends, done };
}

const minutes = 60_000;

test(
  'mutated files are decoded, sniffed and counted: each ends in a table or a reason, none hangs',
  { timeout: 30 * minutes },
  async () => {
    const { numRuns } = runs(100_000);
    const { bad, ends, done } = await read(numRuns, false);
    expect(done).toBe(numRuns);
    expect(bad.slice(0, 10)).toEqual([]);
    for (const name of Object.keys(MUTATIONS)) expect(ends.get(name), name).toBeGreaterThan(numRuns / 20);
    for (const outcome of ['read', 'reason']) expect(ends.get(outcome), outcome).toBeGreaterThan(numRuns / 50);
  },
);

test(
  'mutated files go through the engine: kept, rejected and skipped are all records, or there is a reason',
  { timeout: 30 * minutes },
  async () => {
    const { numRuns } = runs(2000);
    const { bad, ends, done } = await read(numRuns, true);
    expect(done).toBe(numRuns);
    expect(bad.slice(0, 10)).toEqual([]);
    expect(ends.get('read')).toBeGreaterThan(numRuns / 2);
  },
);

import { expect, test } from 'vitest';
import { StepCache } from './step-cache';

const rows = (count: number) => Array.from({ length: count }, (_, at) => ({ at }));
const text = (at: number) => String(at).padStart(4000, '-');

test('RU20 many small answers are bounded by what was asked for them, the least recently used go first', () => {
  const cache = new StepCache();
  const ask = (at: number) => {
    cache.nextRun();
    cache.set(text(at), rows(1));
  };
  for (let at = 0; at < 250; at++) ask(at);
  // 250 texts of 4,000 signs are one million: all are there.
  expect(cache.has(text(0))).toBe(true);
  expect(cache.get(text(0))).toEqual([{ at: 0 }]);
  ask(250);
  expect([0, 1, 2, 250].map((at) => cache.has(text(at)))).toEqual([true, false, true, true]);
  for (let times = 0; times < 1000; times++) ask(250);
  expect(cache.has(text(2))).toBe(true);
});

test('RU20 answers of no row count too', () => {
  const cache = new StepCache();
  for (let at = 0; at < 10_000; at++) {
    cache.nextRun();
    cache.set(text(at), []);
  }
  expect(cache.has(text(9749))).toBe(false);
  expect(cache.has(text(9750))).toBe(true);
});

test('RU20 a report of many long questions keeps the answers of this run and of the one before', () => {
  const cache = new StepCache();
  const run = (days: number) => {
    cache.nextRun();
    for (let at = 0; at < 1000; at++) cache.set(text(days * 1000 + at), rows(1));
  };
  const held = (days: number) => Array.from({ length: 1000 }, (_, at) => cache.has(text(days * 1000 + at))).filter(Boolean).length;
  run(0);
  expect(held(0)).toBe(1000);
  run(1);
  expect([held(0), held(1)]).toEqual([1000, 1000]);
  run(2);
  expect([held(0), held(1), held(2)]).toEqual([0, 1000, 1000]);
});

test('RU20 few large answers are bounded by their rows, and the one just given stays, however large', () => {
  const cache = new StepCache();
  cache.set('a', rows(300_000));
  cache.set('b', rows(100_000));
  expect(cache.has('a')).toBe(true);
  cache.set('c', rows(1));
  expect(['a', 'b', 'c'].map((each) => cache.has(each))).toEqual([false, true, true]);
  cache.set('d', rows(500_000));
  expect(['b', 'c', 'd'].map((each) => cache.has(each))).toEqual([false, false, true]);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Part } from '#core/model/presentation';
import { AskingAhead } from './asking-ahead';

interface Asked {
  readonly cellId: string;
  readonly parts: readonly Part[];
  readonly signal: AbortSignal;
  end(): void;
}
const marks = (count: number): readonly Part[] => Array.from({ length: count }, (_, at) => ({ bar: at }));

/** Asking ahead over cells that a test describes. */
function stage(parts: Record<string, readonly Part[]>, from = 0) {
  const asked: Asked[] = [];
  const ahead = new AskingAhead({
    parts: (cellId) => parts[cellId] ?? [],
    from: () => from,
    ask: (cellId, chosen, _words, signal) => new Promise((end) => asked.push({ cellId, parts: chosen, signal, end })),
  });
  return { ahead, asked, parts };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('SL5 a third of a second in a cell, not less, and not where the pointer was before', async () => {
  const { ahead, asked } = stage({ a: marks(3), b: marks(2) });
  ahead.at('a');
  await vi.advanceTimersByTimeAsync(299);
  ahead.at('b');
  await vi.advanceTimersByTimeAsync(299);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked.map(({ cellId, parts }) => [cellId, parts])).toEqual([['b', marks(2)]]);
  ahead.at(null);
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toHaveLength(1);
});

test('SL5 from the selected mark on, then the others, at most 60', async () => {
  const { ahead, asked } = stage({ a: marks(70) }, 65);
  ahead.at('a');
  await vi.advanceTimersByTimeAsync(300);
  expect(asked[0]!.parts.map((part) => part['bar'])).toEqual([65, 66, 67, 68, 69, ...Array.from({ length: 55 }, (_, at) => at)]);
});

test('SL5 not while cells are worked out; after they came to rest', async () => {
  const { ahead, asked, parts } = stage({ a: [] });
  ahead.at('a');
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual([]);
  parts['a'] = marks(1);
  ahead.settled();
  await vi.advanceTimersByTimeAsync(300);
  expect(asked).toHaveLength(1);
});

test('SL5 whatever runs ends it, and it goes on afterwards', async () => {
  const { ahead, asked } = stage({ a: marks(2) });
  ahead.at('a');
  await vi.advanceTimersByTimeAsync(300);
  expect(asked[0]!.signal.aborted).toBe(false);
  ahead.stop(['report']);
  expect(asked[0]!.signal.aborted).toBe(true);
  asked[0]!.end();
  ahead.settled();
  await vi.advanceTimersByTimeAsync(300);
  expect(asked).toHaveLength(2);
});

test('SL5 once for a cell in one state of the report, again when the report or the data are others', async () => {
  const { ahead, asked } = stage({ a: marks(2) });
  const report = {};
  const again = async (state: readonly unknown[]) => {
    ahead.stop(state);
    ahead.settled();
    await vi.advanceTimersByTimeAsync(300);
    asked.at(-1)?.end();
    await vi.advanceTimersByTimeAsync(0);
    return asked.length;
  };
  ahead.at('a');
  expect(await again([report, 'data'])).toBe(1);
  expect(await again([report, 'data'])).toBe(1);
  expect(await again([{}, 'data'])).toBe(2);
  expect(await again([report, 'other data'])).toBe(3);
});

test('SL5 a minute for one cell, and then no more', async () => {
  const { ahead, asked } = stage({ a: marks(2) });
  ahead.at('a');
  await vi.advanceTimersByTimeAsync(300);
  await vi.advanceTimersByTimeAsync(59_999);
  expect(asked[0]!.signal.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked[0]!.signal.aborted).toBe(true);
  asked[0]!.end();
  ahead.settled();
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toHaveLength(1);
});

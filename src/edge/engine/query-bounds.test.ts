import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Connector } from './connector';
import { openNodeEngine } from './duckdb-node/connector';
import { engineIssue } from './engine-issue';
import { BOUNDS, limitTime, sizeFault, type QueryBounds } from './query-bounds';

const small: QueryBounds = { millis: 300, columns: 3, name: 40, values: 20, bytes: 1000 };

describe('QB1 QB3 the size of a result', () => {
  test.each([
    [{ names: ['a', 'b', 'x'.repeat(40)], rows: 6, bytes: 1000 }, null],
    [{ names: ['a', 'b', 'c', 'd'], rows: 1, bytes: 10 }, 'wide'],
    [{ names: ['a', 'x'.repeat(41)], rows: 0, bytes: 0 }, 'named'],
    [{ names: ['a', 'b', 'c'], rows: 7, bytes: 10 }, 'large'],
    [{ names: ['a'], rows: 1, bytes: 1001 }, 'large'],
  ])('%j ends in %s', (size, kind) => {
    expect(sizeFault(size, small, 'SELECT 1')?.kind ?? null).toBe(kind);
  });
});

test('QB4 a stranger’s query gets less time than one’s own, and no more of anything', () => {
  expect(BOUNDS.own.millis).toBe(30_000);
  expect(BOUNDS.foreign.millis).toBe(10_000);
  expect({ ...BOUNDS.foreign, millis: 0 }).toEqual({ ...BOUNDS.own, millis: 0 });
});

test('QB2 time that is over is told apart from giving up', () => {
  vi.useFakeTimers();
  const [mine, theirs] = [new AbortController(), new AbortController()];
  const [over, left] = [limitTime(mine.signal, small), limitTime(theirs.signal, small)];
  theirs.abort();
  vi.advanceTimersByTime(299);
  expect([over.signal?.aborted, left.signal?.aborted]).toEqual([false, true]);
  vi.advanceTimersByTime(1);
  expect(over.signal?.aborted).toBe(true);
  expect(over.explain(new Error('x'), 'SELECT 1')).toMatchObject({ kind: 'slow', sql: 'SELECT 1' });
  expect(left.explain('as it was', 'SELECT 1')).toBe('as it was');
  vi.useRealTimers();
});

test('each fault of the bounds has a sentence of its own', () => {
  for (const kind of ['slow', 'wide', 'large', 'named'] as const)
    expect(engineIssue({ kind, message: '12' })).toEqual({ code: `issue_engine_${kind}`, values: { detail: '12' } });
});

describe('within an engine', () => {
  let engine: Connector;
  beforeAll(async () => {
    engine = await openNodeEngine({ threads: 1 });
  });
  afterAll(() => engine.close());

  test.each([
    ['slow', 'SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b'],
    ['slow', 'WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n'],
    ['wide', 'SELECT 1 AS a, 2 AS b, 3 AS c, 4 AS d'],
    ['large', 'SELECT range AS a, range AS b FROM range(20)'],
    ['named', 'SELECT 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11 + 12'],
  ])('QB2 QB3 %s: %s', async (kind, sql) => {
    const began = performance.now();
    await expect(engine.query(sql, { bounds: small })).rejects.toMatchObject({ kind, sql });
    expect(performance.now() - began).toBeLessThan(10_000);
    expect((await engine.query('SELECT 1 AS a', { bounds: small })).rowCount).toBe(1);
  });

  test('QB4 what is asked without bounds has none', async () => {
    expect((await engine.query('SELECT range AS a, range AS b FROM range(2000)')).rowCount).toBe(2000);
  });
});

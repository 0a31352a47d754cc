import { expect, test } from 'vitest';
import { QueryError } from './connector';
import { engineIssue, startIssue } from './engine-issue';
import { toQueryError } from './query-fault';

const named = (name: string, message: string) => Object.assign(new Error(message), { name });

// Messages as the two engines and Chromium wrote them.
test.each([
  [new Error('Binder Error: Referenced column "x" not found'), 'sql'],
  [new Error('Conversion Error: Could not convert string to INT32'), 'sql'],
  [new Error('INTERRUPT Error: Interrupted!'), 'cancelled'],
  [new Error('query was canceled'), 'cancelled'],
  [new Error('Out of Memory Error: failed to allocate data of size 16.0 MiB (3.1 GiB/3.1 GiB used)'), 'memory'],
  [named('RangeError', 'Array buffer allocation failed'), 'memory'],
  [named('RuntimeError', 'table index is out of bounds'), 'crashed'],
  [named('RuntimeError', 'unreachable'), 'crashed'],
  [named('RangeError', 'Maximum call stack size exceeded'), 'crashed'],
  [named('NetworkError', "Failed to execute 'send' on 'XMLHttpRequest'"), 'crashed'],
  [new Error('INTERNAL Error: Attempted to dereference unique_ptr that is NULL!'), 'crashed'],
  ['a text', 'sql'],
])('%s is of kind %s', (fault, kind) => {
  const error = toQueryError(fault, 'SELECT 1');
  expect(error).toBeInstanceOf(QueryError);
  expect(error).toMatchObject({ kind, sql: 'SELECT 1' });
});

test('a QueryError stays itself, and its sentence holds the first line only', () => {
  const error = new QueryError('refused', 'A report may not read from glob().\n\nLINE 2: …', 'x');
  expect(toQueryError(error, 'y')).toBe(error);
  expect(engineIssue(error)).toEqual({ code: 'issue_engine_refused', values: { detail: 'A report may not read from glob()' } });
  expect(startIssue({ state: 'failed', message: 'What the host sent is not the engine.' }).values).toEqual({
    detail: 'What the host sent is not the engine',
  });
});

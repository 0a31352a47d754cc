import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyContent } from '../../../../tests/support/library';
import { runs } from '../../../../tests/support/seeded';
import { canonicalJson } from '../json';
import { diffContents } from './diff';
import { diffLines, type LineChange } from './diff-lines';

/** Applies line changes by their definition: takes out the numbered lines, then puts lines in at their numbers. */
function apply(before: string, changes: readonly LineChange[]): string {
  const out = new Set(changes.filter(({ is }) => is === 'removed').map(({ line }) => line));
  const lines = before.split('\n').filter((_, at) => !out.has(at + 1));
  for (const { line, text } of changes.filter(({ is }) => is === 'added')) lines.splice(line - 1, 0, text);
  return lines.join('\n');
}
/** Length of the longest common subsequence, by trying every choice. */
const common = (a: readonly string[], b: readonly string[]): number =>
  a.length === 0 || b.length === 0
    ? 0
    : a[0] === b[0]
      ? 1 + common(a.slice(1), b.slice(1))
      : Math.max(common(a.slice(1), b), common(a, b.slice(1)));

describe('LB22 lines', () => {
  test('LB22 by hand', () => {
    expect(diffLines('SELECT a\nFROM orders\nWHERE x', 'SELECT a\nFROM history\nWHERE x\nLIMIT 3')).toEqual([
      { is: 'removed', line: 2, text: 'FROM orders' },
      { is: 'added', line: 2, text: 'FROM history' },
      { is: 'added', line: 4, text: 'LIMIT 3' },
    ]);
  });
  test('LB22 the changes lead from one text to the other, and no shorter list does', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const changes = diffLines(before.join('\n'), after.join('\n'));
        expect(apply(before.join('\n'), changes)).toBe(after.join('\n'));
        expect(changes).toHaveLength(before.length + after.length - 2 * common(before, after));
      }),
      runs(2000),
    );
  });
  test('LB22 very long texts are taken out and put in whole, soon', () => {
    const long = (mark: string) => Array.from({ length: 60_000 }, (_, at) => `${mark}${at}`).join('\n');
    const before = performance.now();
    expect(diffLines(long('a'), long('b'))).toHaveLength(120_000);
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe('LB20, LB21 places', () => {
  const base = {
    name: 'n',
    form: [
      { key: 'a', default: 1 },
      { key: 'b', default: 2 },
    ],
    steps: [{ id: 'rows', sql: 'x\ny' }],
    list: [1, 2],
  };
  test.each([
    ['a field', { ...base, name: 'm' }, [{ path: ['name'], before: 'n', after: 'm' }]],
    ['a field that is new', { ...base, owner: 'o' }, [{ path: ['owner'], after: 'o' }]],
    [
      'SQL',
      { ...base, steps: [{ id: 'rows', sql: 'x\nz' }] },
      [
        {
          path: ['steps', 'rows', 'sql'],
          before: 'x\ny',
          after: 'x\nz',
          lines: [
            { is: 'removed', line: 2, text: 'y' },
            { is: 'added', line: 2, text: 'z' },
          ],
        },
      ],
    ],
    [
      'a part by its name',
      { ...base, form: [base.form[0], { key: 'b', default: 3 }] },
      [{ path: ['form', 'b', 'default'], before: 2, after: 3 }],
    ],
    ['a part taken out', { ...base, form: [base.form[1]] }, [{ path: ['form', 'a'], before: { key: 'a', default: 1 } }]],
    ['order', { ...base, form: base.form.toReversed() }, [{ path: ['form'], before: ['a', 'b'], after: ['b', 'a'], order: true }]],
    ['a plain list', { ...base, list: [1, 3] }, [{ path: ['list', 1], before: 2, after: 3 }]],
    ['a longer list', { ...base, list: [1, 2, 3] }, [{ path: ['list'], before: [1, 2], after: [1, 2, 3] }]],
  ])('LB21 %s', (_what, after, expected) => expect(diffContents(base, after)).toEqual(expected));
  test('LB20 no place exactly where both are equal, and every place differs', () => {
    const counts = { equal: 0, different: 0 };
    const pair = fc.constantFrom(...Object.values(anyContent)).chain((one) => fc.tuple(one, one));
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const changes = diffContents(before, after);
        const equal = canonicalJson(before) === canonicalJson(after);
        counts[equal ? 'equal' : 'different']++;
        expect(changes.length === 0).toBe(equal);
        for (const change of changes) expect(canonicalJson({ v: change.before })).not.toBe(canonicalJson({ v: change.after }));
      }),
      runs(2000),
    );
    expect(counts.different).toBeGreaterThan(50);
  });
});

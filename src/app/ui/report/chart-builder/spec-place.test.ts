import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../../../../tests/support/seeded';
import { placeOfIssue } from './spec-place';

const refused = (...path: (string | number)[]) => ({ code: 'issue_chart_refused', path }) as const;
const SPEC = `{
  "mark": "bar",
  "transform": [
    { "filter": "a\\"b}" },
    { "lookup": "x" }
  ]
}`;

test('CU4 a refused place is found by its path', () => {
  expect(placeOfIssue(SPEC, refused())).toEqual({ line: 1, column: 1 });
  expect(placeOfIssue(SPEC, refused('mark'))).toEqual({ line: 2, column: 11 });
  expect(placeOfIssue(SPEC, refused('transform', 1))).toEqual({ line: 5, column: 5 });
  expect(placeOfIssue(SPEC, refused('transform', 1, 'lookup'))).toEqual({ line: 5, column: 17 });
  expect(placeOfIssue(SPEC, refused('transform', 7))).toEqual({ line: 3, column: 16 });
  expect(placeOfIssue(SPEC, { code: 'issue_spec_json', path: [4, 2] })).toEqual({ line: 4, column: 2 });
  expect(placeOfIssue(SPEC, { code: 'issue_spec_object' })).toBeNull();
});

test('CU4 in any JSON, the text at a path’s place begins with the value that stands there', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1 }),
      fc.nat(),
      fc.nat(),
      fc.constantFrom(0, 2),
      (object, a, b, indent) => {
        // `__proto__` as a name would make another object when it is parsed again.
        fc.pre(!JSON.stringify(object).includes('__proto__'));
        const text = JSON.stringify(object, null, indent);
        const keys = Object.keys(object);
        const key = keys[a % keys.length]!;
        const value = object[key];
        const inner = value !== null && typeof value === 'object' ? Object.keys(value) : [];
        const next = inner[b % Math.max(1, inner.length)];
        const step = Array.isArray(value) && next !== undefined ? Number(next) : next;
        const path = step === undefined ? [key] : [key, step];
        const target = step === undefined ? value : (value as Record<string | number, unknown>)[step];
        const place = placeOfIssue(text, refused(...path))!;
        const rest = text
          .split('\n')
          .slice(place.line - 1)
          .join('\n')
          .slice(place.column - 1);
        const plain = JSON.stringify(target);
        expect(rest.replace(/\s/g, '').startsWith(plain.replace(/\s/g, ''))).toBe(true);
      },
    ),
    runs(2000),
  );
});

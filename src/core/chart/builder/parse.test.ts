import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../../../tests/support/seeded';
import { LONGEST_SPEC, parseSpec, specText } from './parse';
import { emptySpec } from './write';

const issueOf = (text: string) => {
  const parsed = parseSpec(text);
  if (parsed.ok) throw new Error(`parsed: ${text}`);
  return parsed.issues[0]!;
};

describe('a spec written by hand (CB47)', () => {
  it('comes back as it was written', () => {
    const spec = { ...emptySpec(), $schema: 'https://vega.github.io/schema/vega-lite/v6.json', config: { mark: {} } };
    expect(parseSpec(specText(spec))).toEqual({ ok: true, value: spec });
  });

  it.each([
    ['{\n  "mark": "bar",\n  "encoding": {,}\n}', 3, 16],
    ['{"mark": "bar"', 1, 15],
    ['', 1, 1],
    ['{"mark": bar}', 1, 10],
    ["{'mark': 1}", 1, 2],
    ['{"a": 1,}', 1, 9],
    ['{"a": [1 2]}', 1, 10],
    ['{"a": 01}', 1, 7],
    ['{"a": "b\n"}', 1, 7],
    ['{"a": 1}\n}', 2, 1],
    ['{"a" 1}', 1, 6],
    ['[1,\n2,\n]', 3, 1],
    ['{"a": "\\x"}', 1, 7],
  ])('says where %j is no JSON', (text, line, column) => {
    expect(issueOf(text)).toEqual({ code: 'issue_spec_json', values: { line, column }, path: [line, column] });
  });

  it('finds one broken character wherever it is put', () => {
    const text = specText({ ...emptySpec(), padding: [1, -2.5e3, true, null, 'a"b\\c', {}, []] });
    let found = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length }), (at) => {
        const broken = `${text.slice(0, at)}\u0001${text.slice(at)}`;
        const issue = issueOf(broken);
        const [line, column] = issue.path as [number, number];
        const lines = text.slice(0, at).split('\n');
        expect(issue.code).toBe('issue_spec_json');
        // Inside a text, a number or a word the fault is where that begins; nowhere is it after the character.
        expect(line).toBe(lines.length);
        expect(column).toBeLessThanOrEqual(lines.at(-1)!.length + 1);
        if (column === lines.at(-1)!.length + 1) found += 1;
      }),
      runs(5000),
    );
    expect(found).toBeGreaterThan(100);
  });

  it('reads nothing that is too long or too deep, and that quickly', () => {
    expect(issueOf(`{"a": "${'x'.repeat(LONGEST_SPEC)}"}`).code).toBe('issue_spec_long');
    const deep = issueOf(`{"padding":\n${'['.repeat(99_000)}${']'.repeat(99_000)}}`);
    expect(deep).toMatchObject({ code: 'issue_spec_deep', path: [2, 40] });
    expect(issueOf(' '.repeat(LONGEST_SPEC - 10)).code).toBe('issue_spec_json');
    expect(parseSpec(`{"description": "${'[{'.repeat(300)}"}`).ok).toBe(true);
  });

  it('wants an object, and sends it through the gate', () => {
    for (const text of ['[]', '1', 'null', '"bar"']) expect(issueOf(text).code).toBe('issue_spec_object');
    expect(issueOf('{"data": {"url": "https://canary.invalid"}}').code).toBe('issue_chart_refused');
    expect(issueOf('{"__proto__": {"a": 1}}').code).toBe('issue_chart_refused');
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';
import { say } from '#core/messages/say';
import type { Result } from '#core/model/result';
import { checkExpression } from './expression-check';
import { expressionSql } from './expression-sql';
import type { StepColumn } from './step-column';

const column = (header: string, index: number, type: 'number' | 'text' | 'day'): [string, StepColumn] => [
  header,
  {
    header,
    index,
    type,
    parse: type === 'number' ? { type, strip: [] } : type === 'day' ? { type: 'date', formats: [], grain: 'date' } : { type: 'text' },
  },
];
const columns = new Map([column('a', 0, 'number'), column('t', 1, 'text'), column('d', 2, 'day'), column('__proto__', 3, 'number')]);
const check = (source: string) => checkExpression(source, columns);
const fault = (result: Result<unknown>) => (result.ok ? null : [result.issues[0]!.code, result.issues[0]!.values?.['at']]);

describe('EX1–EX3 what is no expression says where', () => {
  test.each<[string, string, number]>([
    ['', 'issue_expression_ends', 1],
    ['1 +', 'issue_expression_ends', 4],
    ['(a', 'issue_expression_ends', 3],
    ['a b', 'issue_expression_unexpected', 3],
    ['a ; b', 'issue_expression_unexpected', 3],
    ['1)', 'issue_expression_unexpected', 2],
    ['and', 'issue_expression_unexpected', 1],
    ['if(,)', 'issue_expression_unexpected', 4],
    ['1e999', 'issue_expression_unexpected', 1],
    ["'abc", 'issue_expression_open', 1],
    ['1 + [a', 'issue_expression_open', 5],
    ['b + 1', 'issue_expression_column', 1],
    ['toString', 'issue_expression_column', 1],
    ['[constructor] & t', 'issue_expression_column', 1],
    ['pi()', 'issue_expression_function', 1],
    ['toString(1)', 'issue_expression_function', 1],
    ['constructor(1)', 'issue_expression_function', 1],
    ['read_csv(t)', 'issue_expression_function', 1],
    ['round()', 'issue_expression_parts', 1],
    ['round(a, 1, 2)', 'issue_expression_parts', 1],
    ['a + t', 'issue_expression_type', 5],
    ['if(a, 1, 2)', 'issue_expression_type', 4],
    ['not 1', 'issue_expression_type', 5],
    ['left(t, a)', 'issue_expression_whole', 9],
    ['round(a, 0.5)', 'issue_expression_whole', 10],
    ["d > 'soon'", 'issue_expression_differ', 3],
    ['a = t', 'issue_expression_differ', 3],
    ['a < 1 < 2', 'issue_expression_differ', 7],
  ])('%s', (source, code, at) => {
    expect(fault(check(source))).toEqual([code, at]);
  });

  test('every reason is a sentence in both languages', () => {
    const sources = [
      '',
      'a b',
      "'abc",
      'b',
      'pi()',
      'round()',
      'a + t',
      'left(t, a)',
      'a = t',
      '1'.repeat(2001),
      `${'('.repeat(50)}1${')'.repeat(50)}`,
    ];
    for (const locale of ['en', 'zh-CN'] as const)
      for (const source of sources) {
        const result = check(source);
        const issue = result.ok ? null : result.issues[0]!;
        const text = issue && say({ key: issue.code, values: issue.values ?? {} }, { locale, currency: null });
        expect(text).toMatch(locale === 'en' ? /\.$/ : /。$/);
        expect(text).not.toMatch(/[{}]|undefined/);
      }
  });
});

describe('EX7 size', () => {
  const depths: Readonly<Record<string, string>> = {
    brackets: `${'('.repeat(50_000)}1${')'.repeat(50_000)}`,
    signs: '-'.repeat(100_000),
    calls: 'if('.repeat(33_000),
    nots: 'not '.repeat(25_000),
    chain: `1${'+1'.repeat(50_000)}`,
    text: `'${'x'.repeat(100_000)}`,
  };
  test.each(Object.entries(depths))('EX7 a hundred thousand characters of %s are refused at once', (_, source) => {
    const started = performance.now();
    expect(fault(check(source))?.[0]).toBe('issue_expression_long');
    expect(performance.now() - started).toBeLessThan(100);
  });
  test.each([
    ['brackets', `${'('.repeat(33)}1${')'.repeat(33)}`],
    ['signs', `${'-'.repeat(1999)}1`],
    ['calls', `${'abs('.repeat(33)}1${')'.repeat(33)}`],
    ['a chain', `1${'+1'.repeat(201)}`],
  ])('EX7 too many levels of %s', (_, source) => {
    const started = performance.now();
    expect(fault(check(source))?.[0]).toBe('issue_expression_deep');
    expect(performance.now() - started).toBeLessThan(100);
  });
  test('EX7 thirty levels and two hundred signs are enough for anybody', () => {
    expect(fault(check(`${'('.repeat(30)}a${')'.repeat(30)}`))).toBeNull();
    expect(fault(check(`1${'+1'.repeat(199)}`))).toBeNull();
    expect(fault(check(`t${' & t'.repeat(499)}`))).toBeNull();
  });
});

describe('EX7 what reaches the engine', () => {
  test.each([
    `t & ''' OR 1=1; DROP TABLE orders; --'`,
    `replace(t, 'a''b', "x'y")`,
    `if(contains(t, '\\'), '''', '/* */')`,
    `[__proto__] + 1`,
  ])('EX7 %s: nothing outside quotes but names of columns, functions and numbers', (source) => {
    const result = check(source);
    if (!result.ok) throw new Error(source);
    const bare = expressionSql(result.value).replaceAll(/'(?:[^']|'')*'/g, '');
    expect(bare).not.toMatch(/['";]|--|\/\*|DROP|__proto__/);
    for (const [word] of bare.matchAll(/[A-Za-z_]\w*/g))
      expect(word).toMatch(
        /^(c\d+|y|lambda|CASE|WHEN|THEN|ELSE|END|NULL|NOT|AND|OR|IS|AS|CAST|TRY_CAST|VARCHAR|DOUBLE|DATE|true|false|list_extract|list_filter|concat|replace|contains|coalesce|isfinite|isnan)$/,
      );
  });
  test('EX7 the statement grows no faster than the expression', () => {
    const nested = (levels: number) => `${'if(a > 1, upper('.repeat(levels)}t${'), t)'.repeat(levels)}`;
    const size = (levels: number) => {
      const result = check(nested(levels));
      return result.ok ? expressionSql(result.value).length : NaN;
    };
    expect(size(12) / size(6)).toBeLessThan(2.1);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeContext } from '#core/query/context';
import { duckdb } from '#core/sql/dialects/duckdb';
import { isCode, tokenize } from '#core/sql/tokens';
import { SHOP } from '../../../../tests/support/built/shop';
import { valueOf } from '../../../../tests/support/contract';
import { runs } from '../../../../tests/support/seeded';
import { modelOf } from '../../../../tests/support/shop-tables';
import { qualifyFormula } from './metric-sql';

const scope = {
  asOf: '2026-03-10',
  range: { from: null, to: null },
  filters: [],
  revenue: { paidStatuses: ['paid'] },
  weekStart: 'monday' as const,
};
const context = valueOf(makeContext(scope, modelOf(SHOP), duckdb));

describe('QC23 a formula is one expression over its own table', () => {
  const qualified = (formula: string) => qualifyFormula({ table: 'orders', formula }, context);
  test.each([
    ['sum(net_amount) / count(*)', '(sum("orders".net_amount) / count(*))'],
    ['count(DISTINCT "Status");', '(count(DISTINCT "orders"."Status"))'],
    [`sum(CASE WHEN status = 'status' THEN 1 END)`, `(sum(CASE WHEN "orders".status = 'status' THEN 1 END))`],
    ['sum(orders.net_amount)', '(sum(orders.net_amount))'],
    ['max(CAST(channel AS status))', '(max(CAST("orders".channel AS status)))'],
    ['sum(1) /* channel */', '(sum(1))'],
    ['sum(1)--channel', '(sum(1))'],
    [`sum("bal""ance; DROP TABLE orders --")`, `(sum("orders"."bal""ance; DROP TABLE orders --"))`],
  ])('QC23 %s', (formula, expected) => expect(valueOf(qualified(formula))).toBe(expected));

  test.each([
    ['sum(net_amount', 'issue_sql_open_bracket'],
    ['sum(net_amount)) FROM orders; --', 'issue_sql_extra_bracket'],
    ['1), (SELECT 1', 'issue_sql_extra_bracket'],
    ['1; DROP TABLE orders', 'issue_sql_two_statements'],
    ["'open", 'issue_sql_open_text'],
    ['"open', 'issue_sql_open_name'],
    ['1 /* open', 'issue_sql_open_comment'],
    ['sum(net_amount), count(*)', 'issue_query_formula_comma'],
    [' -- nothing', 'issue_sql_empty'],
  ])('QC23 refused: %s', (formula, code) => {
    const result = qualified(formula);
    expect(result.ok ? null : result.issues[0]?.code).toBe(code);
  });

  test('QC26 whatever a formula holds, the statement around it keeps its shape', () => {
    const piece = fc.constantFrom(
      'sum(',
      ')',
      '(',
      ';',
      '--',
      '/*',
      '*/',
      "'",
      '"',
      ',',
      'FROM',
      'net_amount',
      ' ',
      '\n',
      '1',
      '$$',
      '::',
      '\\',
      'E',
    );
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 4, arbitrary: piece }, { weight: 1, arbitrary: fc.string({ maxLength: 3 }) }), { maxLength: 9 }),
        (pieces) => {
          const result = qualified(pieces.join(''));
          if (!result.ok) return;
          accepted++;
          const code = tokenize(`SELECT ${result.value} AS "x" FROM t`).filter(isCode);
          let depth = 0;
          const closes = code.findIndex(
            ({ kind, text }) => kind === 'sign' && (depth += text === '(' ? 1 : text === ')' ? -1 : 0) === 0 && text === ')',
          );
          expect(code[1]?.text).toBe('(');
          expect(code.slice(closes + 1).map(({ text }) => text)).toEqual(['AS', '"x"', 'FROM', 't']);
          expect(code.some(({ text }) => text === ';')).toBe(false);
        },
      ),
      runs(20_000),
    );
    expect(accepted).toBeGreaterThan(50);
  });
});

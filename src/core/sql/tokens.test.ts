import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connector } from '#edge/engine/connector';
import { runs } from '../../../tests/support/seeded';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { unquote } from './quotes';
import { readStatement } from './statement';
import { settle, settleDollars } from './settle';
import { isCode, tokenize } from './tokens';

let engine: Connector;
beforeAll(async () => void (engine = await openWasmTestEngine()));
afterAll(() => engine.close());

const kinds = (sql: string): string[] => tokenize(sql).map(({ kind, text, open }) => `${kind}${open ? '!' : ''} ${text}`);
const code = (sql: string): string[] =>
  tokenize(sql)
    .filter(isCode)
    .map(({ text }) => text);

/** What a SELECT answers in its first row, or the engine's words. */
async function ask(sql: string): Promise<readonly unknown[] | string> {
  try {
    return (await engine.execute(sql)).columns.map(({ values }) => values[0]);
  } catch (fault) {
    const message = fault instanceof Error ? fault.message : String(fault);
    return message.startsWith('{') ? String((JSON.parse(message) as { exception_message: unknown }).exception_message) : message;
  }
}

/** Pieces that begin and end texts, names and comments, so that most strings of them are on an edge. */
const PIECES = [
  "'", "'", "''", '"', '""', '\\', '--', '/*', '*/', '\n', '\r', '\n', ' ', '$$', '$a$', '$a', '$', "E'", "E'", "E'", "\\'", "e'", "x'", "n'", ',', 'a', '1', '-', '/', '*', '+', '@', '客', '\u00a0', '\u3000', '\u2028', '{{x}}', '{', '}', ';', '\t', 'U', '&',
]; // prettier-ignore
const soup = (maxLength: number) => fc.array(fc.constantFrom(...PIECES), { maxLength, size: 'max' }).map((pieces) => pieces.join(''));

describe('SQ1 lossless, linear', () => {
  test('the texts of the tokens are the source, and each stands at its offset', () => {
    let tokensSeen = 0;
    fc.assert(
      fc.property(fc.oneof(soup(60), fc.string({ unit: 'binary' })), (sql) => {
        const tokens = tokenize(sql);
        tokensSeen += tokens.length;
        expect(tokens.map(({ text }) => text).join('')).toBe(sql);
        for (const { offset, text } of tokens) {
          expect(text).not.toBe('');
          expect(sql.startsWith(text, offset)).toBe(true);
        }
        expect(tokens.slice(0, -1).some(({ open }) => open)).toBe(false);
      }),
      runs(5000),
    );
    expect(tokensSeen).toBeGreaterThan(1000);
  });

  const million = (piece: string) => piece.repeat(Math.ceil(1e6 / piece.length));
  test.each([
    ['an open comment', `/*${million('a*')}`],
    ['comments in comments', million('/*')],
    ['an open text', `'${million('a')}`],
    ['quotes', million("'")],
    ['double quotes', million('"')],
    ['backslashes in E', `E'${million('\\')}`],
    ['escaped quotes in E', `E'${million("\\'")}`],
    ['dollars', million('$')],
    ['tags that never close', million('$a')],
    ['tags of every kind', Array.from({ length: 1e5 }, (_, at) => `$t${at}$`).join('')],
    ['signs', million('-+')],
    ['other signs', million('<@-')],
    ['digits', million('1')],
    ['digits and lines', million('1_')],
    ['dots', million('.')],
    ['spaces', million(' ')],
    ['braces', million('{')],
    ['a placeholder that never ends', `{{${million('a')}`],
    ['a placeholder of spaces', `{{${million(' ')}`],
    ['texts on lines', million("'a'\n")],
    ['brackets', million('(')],
    ['words', million('a ')],
  ])('a million characters of %s take time in proportion', (_what, sql) => {
    const start = process.cpuUsage();
    expect(tokenize(sql).reduce((sum, { text }) => sum + text.length, 0)).toBe(sql.length);
    // Seconds of work, whatever else the machine does; a quadratic reader would need minutes.
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(8);
  });
});

// Each fact twice: what the reader says, and what DuckDB answers.
describe('what DuckDB takes for what', () => {
  test.each<[string, string, string[], readonly unknown[] | RegExp]>([
    ['SQ2 a doubled quote', "SELECT 'a''b'", ['SELECT', "'a''b'"], ["a'b"]],
    ['SQ2 no escapes without E', "SELECT 'a\\', 1", ['SELECT', "'a\\'", ',', '1'], ['a\\', 1]],
    ['SQ2 escapes in E', "SELECT E'a\\'b', e'\\\\', 1", ['SELECT', "E'a\\'b'", ',', "e'\\\\'", ',', '1'], ["a'b", '\\', 1]],
    ['SQ2 E is no prefix behind a letter', 'SELECT 1 AS ae, 2 AS e', ['SELECT', '1', 'AS', 'ae', ',', '2', 'AS', 'e'], [1, 2]],
    [
      'SQ2 a doubled quote in a name',
      'SELECT "a""b" FROM (SELECT 1 AS "a""b")',
      ['SELECT', '"a""b"', 'FROM', '(', 'SELECT', '1', 'AS', '"a""b"', ')'],
      [1],
    ],
    ['SQ2 x', "SELECT x'41', X'4'", ['SELECT', "x'41'", ',', "X'4'"], ['x41', 'x4']],
    ['SQ2 x knows no doubled quote', "SELECT x'4''1'", ['SELECT', "x'4'", "'1'"], /syntax error at or near "'1'"/],
    ['SQ2 n', "SELECT n'a'", ['SELECT', 'n', "'a'"], ['a']],
    ['SQ2 U& is one text, which DuckDB refuses', "SELECT U&'a'", ['SELECT', "U&'a'"], /NOT IMPLEMENTED/],
    ['SQ3 dollars', 'SELECT $$a\'"--/*$$, $t$b$$c$t$', ['SELECT', '$$a\'"--/*$$', ',', '$t$b$$c$t$'], ['a\'"--/*', 'b$$c']],
    ['SQ3 tags are compared exactly', 'SELECT $A$x$a$ $A$', ['SELECT', '$A$x$a$ $A$'], ['x$a$ ']],
    ['SQ3 tags of any script', 'SELECT $客$a$客$', ['SELECT', '$客$a$客$'], ['a']],
    ['SQ3 a tag does not begin with a digit', 'SELECT $1$', ['SELECT', '$', '1', '$'], /syntax error at or near "\$"/],
    ['SQ3 a dollar in a word', 'SELECT 1 AS a$$, 2 AS b$$', ['SELECT', '1', 'AS', 'a$$', ',', '2', 'AS', 'b$$'], [1, 2]],
    ['SQ4 texts on two lines are one', "SELECT 'a' -- c\n 'b'", ['SELECT', "'a'", "'b'"], ['ab']],
    ['SQ4 on one line they are not', "SELECT 'a' 'b'", ['SELECT', "'a'", "'b'"], /syntax error/],
    ['SQ4 a block comment parts them', "SELECT 'a' /*\n*/ 'b'", ['SELECT', "'a'", "'b'"], /syntax error/],
    ['SQ4 the second is read as the first', "SELECT E'a'\n'\\'', 1", ['SELECT', "E'a'", "'\\''", ',', '1'], ["a'", 1]],
    ['SQ4 CR is a line', "SELECT E'a'\r'\\'', 1", ['SELECT', "E'a'", "'\\''", ',', '1'], ["a'", 1]],
    ['SQ5 LF ends a comment', 'SELECT 1 -- x\n, 2', ['SELECT', '1', ',', '2'], [1, 2]],
    ['SQ5 CR ends a comment', 'SELECT 1 -- x\r, 2', ['SELECT', '1', ',', '2'], [1, 2]],
    ['SQ5 U+2028 does not', 'SELECT 1 -- x\u2028, 2', ['SELECT', '1'], [1]],
    ['SQ5 comments nest', 'SELECT /* a /* b */ 1 */ 2', ['SELECT', '2'], [2]],
    ['SQ5 an open inner comment', 'SELECT /* a /* b */ 1', ['SELECT'], /unterminated \/\* comment/],
    ['SQ5 a comment in a run of signs', 'SELECT 2*/**/3, 1+--\n2', ['SELECT', '2', '*', '3', ',', '1', '+', '2'], [6, 3]],
    ['SQ5 two minus signs', 'SELECT 1--1', ['SELECT', '1'], [1]],
    ['SQ6 Unicode spaces', 'SELECT\u00a01\u3000+\u200b1\u2060, \ufeff2\u205f\u202f', ['SELECT', '1', '+', '1', ',', '2'], [2, 2]],
    [
      'SQ6 letters',
      'SELECT 客, é\u2028 FROM (SELECT 1 AS 客, 2 AS é\u2028)',
      ['SELECT', '客', ',', 'é\u2028', 'FROM', '(', 'SELECT', '1', 'AS', '客', ',', '2', 'AS', 'é\u2028', ')'],
      [1, 2],
    ],
    [
      'SQ7 numbers',
      'SELECT 1_000, 1.5, .5, 5., 1e-1, 1.e1',
      ['SELECT', '1_000', ',', '1.5', ',', '.5', ',', '5.', ',', '1e-1', ',', '1.e1'],
      [1000, 1.5, 0.5, 5, 0.1, 10],
    ],
    [
      'SQ7 no hexadecimal numbers',
      'SELECT 0x1F FROM (SELECT 2 AS b)',
      ['SELECT', '0', 'x1F', 'FROM', '(', 'SELECT', '2', 'AS', 'b', ')'],
      [0],
    ],
    [
      'SQ7 a number and a word',
      'SELECT 1 FROM range(1)WHERE 1=1AND 2=2',
      ['SELECT', '1', 'FROM', 'range', '(', '1', ')', 'WHERE', '1', '=', '1', 'AND', '2', '=', '2'],
      [1],
    ],
  ])('%s', async (_name, sql, words, answer) => {
    expect(code(sql).filter((text) => !text.startsWith('/*'))).toEqual(words);
    const found = await ask(sql);
    if (answer instanceof RegExp) expect(String(found)).toMatch(answer);
    else if (typeof found === 'string') throw new Error(found);
    else expect(found.map((value, at) => (typeof answer[at] === 'number' ? Number(value) : value))).toEqual(answer);
  });

  test('what is not closed is open to the end, and the engine says so too', async () => {
    for (const [sql, kind] of [
      ["SELECT 'a", "text! 'a"],
      ["SELECT E'a\\", "text! E'a\\"],
      ['SELECT "a', 'name! "a'],
      ['SELECT $a$b$A$', 'text! $a$b$A$'],
      ['SELECT /* a', 'comment! /* a'],
    ] as const) {
      expect(kinds(sql).at(-1)).toBe(kind);
      expect(await ask(sql)).toMatch(/unterminated/);
    }
  });

  test('SQ8 placeholders stand in code only', () => {
    const sql = `SELECT {{a}}, '{{b}}', "{{c}}", $$ {{d}} $$, E'\\'{{e}}', {{ 客户.from }} -- {{f}}\n/* {{g}} */, {{_h1}}, {{1}}, {{}}, {{i j}}, {'k': {{l}}}`;
    expect(tokenize(sql).filter(({ kind }) => kind === 'placeholder').map(({ text }) => text)).toEqual(['{{a}}', '{{ 客户.from }}', '{{_h1}}', '{{l}}']); // prettier-ignore
  });
});

describe('the reader and the engine agree on every edge', () => {
  test('the texts that it finds in any soup, as a list, come back from the engine as it reads them', async () => {
    const counted = { lists: 0, texts: 0, comments: 0, escaped: 0, dollars: 0 };
    await fc.assert(
      fc.asyncProperty(soup(40), async (sql) => {
        const tokens = tokenize(sql).filter(({ open }) => !open);
        const texts = tokens.filter(({ kind, mode, text }) => kind === 'text' && mode !== 'undoubled' && !/^[uU]/.test(text));
        if (texts.length === 0) return;
        // Everything but texts, comments and spaces is left out, and commas part the texts: a comma inside what the engine takes for a text would show.
        const list = tokens.flatMap((token) => {
          if (!isCode(token)) return [token.text.startsWith('--') ? `${token.text}\n` : token.text];
          return texts.includes(token)
            ? [token.mode === 'escaped' && !/^e/i.test(token.text) ? `, E${token.text}` : `, ${token.text}`]
            : [];
        });
        const statement = readStatement(`SELECT 7${list.join(' ')}, 8`);
        if (!statement.ok && texts.some(({ text }) => text.startsWith('$') && settleDollars(text) === null))
          return void expect(statement.issues[0]!.code).toBe('issue_sql_dollars');
        if (!statement.ok) throw new Error(JSON.stringify([sql, list, statement.issues]));
        const answer = await ask(statement.value.sql);
        if (typeof answer === 'string' && answer.includes('NOT IMPLEMENTED')) return;
        const read = texts.map(({ text, mode }) => unquote(text, mode));
        expect(answer, JSON.stringify(statement.value.sql)).toEqual([7, ...read, 8]);
        counted.lists += 1;
        counted.texts += texts.length;
        counted.comments += tokens.filter(({ kind }) => kind === 'comment').length;
        counted.escaped += texts.filter(({ mode }) => mode === 'escaped').length;
        counted.dollars += texts.filter(({ text }) => text.startsWith('$')).length;
      }),
      runs(20_000),
    );
    console.info(JSON.stringify(counted));
    for (const count of Object.values(counted)) expect(count).toBeGreaterThan(10);
  });

  test('a list of texts with one character changed: closed and open as the engine says, and as many columns', async () => {
    const counted = { lists: 0, open: 0, other: 0 };
    const item = fc.oneof(
      soup(6).map((text) => `'${text.replaceAll("'", "''")}'`),
      soup(6).map((text) => `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`),
      soup(6).filter((text) => !text.includes('$q$')).map((text) => `$q$${text}$q$`),
      soup(4).map((text) => `/*${text.replace(/[*/]/g, '')}*/ '5'`),
      soup(4).map((text) => `'6' --${text.replace(/[\n\r]/g, '')}\n`),
    ); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 4 }), fc.nat(), fc.constantFrom(...PIECES, ''), async (items, place, piece) => {
        const whole = `SELECT ${items.join(', ')}`;
        const at = 7 + (place % (whole.length - 6));
        const sql = whole.slice(0, at) + piece + whole.slice(at + 1);
        const tokens = tokenize(sql);
        const words = tokens.filter(isCode);
        const listed = words.slice(1).every(({ kind, mode }, index) => (index % 2 === 0 ? kind === 'text' && mode !== 'undoubled' : sql[words[index + 1]!.offset] === ','));
        // What is refused is sent settled too, as it would be sent (SQ11).
        const answer = await ask(settle(tokens));
        if (tokens.at(-1)!.open) {
          counted.open += 1;
          expect(typeof answer, sql).toBe('string');
        } else if (listed && words.length % 2 === 0 && words.slice(1).every(({ text }) => !/^[uU]/.test(text))) {
          if (typeof answer === 'string' && /NOT IMPLEMENTED/.test(answer)) return;
          expect(answer, JSON.stringify(sql)).toEqual(words.slice(1).filter((_word, index) => index % 2 === 0).map(({ text, mode }) => unquote(text, mode)));
          counted.lists += 1;
        } else counted.other += 1;
      }),
      runs(20_000),
    ); // prettier-ignore
    console.info(JSON.stringify(counted));
    expect(counted.lists).toBeGreaterThan(50);
    expect(counted.open).toBeGreaterThan(20);
  });
});

test('SQ11 a settled text means what it meant, has the same length and no quote where the engine would misread one', async () => {
  const nbsp = '\u00a0';
  // Without settling, the engine changes the space inside the text: its first pass takes the quote in the comment for the beginning of a text.
  expect(await ask(`/* ' */ SELECT '${nbsp}' = chr(160)`)).toEqual([false]);
  expect(await ask(`SELECT E'\\'', '${nbsp}' = chr(160)`)).toEqual(["'", false]);
  for (const [sql, expected] of [
    [`/* ' */ SELECT '${nbsp}' = chr(160)`, [true]],
    [`/* $$ " -- */ SELECT '${nbsp}' = chr(160)`, [true]],
    [`SELECT E'\\'', '${nbsp}' = chr(160)`, ["'", true]],
    [`/* ' */${nbsp}SELECT${nbsp}1 ;${nbsp};`, [1]],
    ["SELECT 1 -- it's; \0", [1]],
  ] as const) {
    const statement = readStatement(sql);
    if (!statement.ok) throw new Error(JSON.stringify(statement.issues));
    expect(statement.value.sql).toHaveLength(sql.length);
    expect(await ask(statement.value.sql)).toEqual(expected);
  }
});

test('SQ10 what is not one statement is refused with its place', () => {
  const faults = (sql: string) => {
    const statement = readStatement(sql);
    return statement.ok
      ? []
      : statement.issues.map(({ code: is, values, path }) => [is, values?.['line'], values?.['column'], ...(path ?? [])]);
  };
  expect(faults('SELECT 1 ; -- end\n ;')).toEqual([]);
  expect(faults(' -- nothing\n')).toEqual([['issue_sql_empty', undefined, undefined]]);
  expect(faults(';')).toEqual([['issue_sql_empty', undefined, undefined]]);
  expect(faults("SELECT\r\n 'abc")).toEqual([['issue_sql_open_text', 2, 2, 9, 13]]);
  expect(faults('SELECT "')).toEqual([['issue_sql_open_name', 1, 8, 7, 8]]);
  expect(faults('SELECT 1 /* /* */')).toEqual([['issue_sql_open_comment', 1, 10, 9, 17]]);
  expect(faults('SELECT (1\n')).toEqual([['issue_sql_open_bracket', 1, 8, 7, 8]]);
  expect(faults('SELECT 1) x; DROP TABLE orders')).toEqual([
    ['issue_sql_two_statements', 1, 12, 11, 12],
    ['issue_sql_extra_bracket', 1, 9, 8, 9],
  ]);
  expect(faults('SELECT [1)')).toEqual([['issue_sql_extra_bracket', 1, 10, 9, 10]]);
  expect(faults("SELECT 'a\0b'")).toEqual([['issue_sql_character', 1, 10, 9, 10]]);
});

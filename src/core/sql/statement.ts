import { fail, succeed, type Issue, type Result } from '#core/model/result';
import { settle, settleDollars } from './settle';
import { isCode, tokenize, type Token } from './tokens';

/** A place in a SQL text: line and column begin at 1, `column` counts UTF-16 units, and a line ends at LF, CR or both together. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** The place of an offset. */
export function placeOf(sql: string, offset: number): TextPlace {
  let line = 1;
  let start = 0;
  for (const { index, 0: end } of sql.slice(0, offset).matchAll(/\r\n|\n|\r/g)) {
    line += 1;
    start = index + end.length;
  }
  return { line, column: offset - start + 1, offset };
}

/** An issue about a stretch of a SQL text; its `path` holds the offsets of beginning and end. */
export function issueAt(sql: string, code: Issue['code'], { offset, text }: Token, values: Issue['values'] = {}): Issue {
  const { line, column } = placeOf(sql, offset);
  return { code, values: { ...values, line, column }, path: [offset, offset + text.length] };
}

const PARTNER: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const said = (token: Token) => ({ bracket: { literal: token.text } });

function bracketIssues(sql: string, tokens: readonly Token[]): Issue[] {
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.kind !== 'sign') continue;
    if ('([{'.includes(token.text)) open.push(token);
    else if (Object.hasOwn(PARTNER, token.text) && open.pop()?.text !== PARTNER[token.text])
      return [issueAt(sql, 'issue_sql_extra_bracket', token, said(token))];
  }
  return open.slice(0, 1).map((token) => issueAt(sql, 'issue_sql_open_bracket', token, said(token)));
}

function openIssue(sql: string, token: Token): Issue {
  if (token.kind === 'comment') return issueAt(sql, 'issue_sql_open_comment', token);
  return issueAt(sql, token.kind === 'name' ? 'issue_sql_open_name' : 'issue_sql_open_text', token);
}

/** The tokens of one statement and its settled text, which is as long as the source and is what the engine may get (SQ10, SQ11). */
export interface Statement {
  readonly tokens: readonly Token[];
  readonly sql: string;
}

/** Reads a text that must be one statement, or an expression; `;` at its end is dropped. Fails with the first fault of each kind. */
export function readStatement(source: string): Result<Statement> {
  const tokens = tokenize(source);
  const open = tokens.at(-1);
  if (open?.open) return fail(openIssue(source, open));
  const lastAt = tokens.findLastIndex((token) => isCode(token) && token.text !== ';');
  const [kept, rest] = [tokens.slice(0, lastAt + 1), tokens.slice(lastAt + 1)];
  if (lastAt < 0) return fail({ code: 'issue_sql_empty' });
  const second = kept.find(({ text }) => text === ';');
  const nul = kept.find(({ kind, text }) => kind !== 'comment' && text.includes('\0'));
  const dollars = kept.find(({ kind, text }) => kind === 'text' && text.startsWith('$') && settleDollars(text) === null);
  const issues = [
    ...(second ? [issueAt(source, 'issue_sql_two_statements', second)] : []),
    ...(nul ? [issueAt(source, 'issue_sql_character', { ...nul, offset: nul.offset + nul.text.indexOf('\0'), text: '\0' })] : []),
    ...(dollars ? [issueAt(source, 'issue_sql_dollars', dollars)] : []),
    ...bracketIssues(source, kept),
  ];
  if (issues.length > 0) return fail(...issues);
  const ending = rest.map((token) => (token.text === ';' ? { ...token, text: ' ' } : token));
  return succeed({ tokens, sql: settle([...kept, ...ending]) });
}

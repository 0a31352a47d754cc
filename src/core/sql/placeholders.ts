import { fail, succeed, type Issue, type Result } from '#core/model/result';
import type { Dialect } from './dialect';
import { issueAt, readStatement } from './statement';
import { isCode, tokenize, type Token } from './tokens';

/** `{{name}}` in code: what it asks for, and where it stands. */
export interface Placeholder {
  /** `x` of `{{x}}`, `period.from` of `{{ period.from }}`. */
  readonly name: string;
  readonly offset: number;
  readonly length: number;
}

type Scalar = string | number | boolean;
/** What may stand for a placeholder. `day` is `YYYY-MM-DD`; a `relation` is named, not written out. */
export type PlaceholderValue =
  | { readonly is: 'literal'; readonly value: Scalar | null }
  | { readonly is: 'day'; readonly value: string }
  | { readonly is: 'list'; readonly values: readonly Scalar[] }
  | { readonly is: 'day_list'; readonly values: readonly string[] }
  | { readonly is: 'identifier' | 'relation'; readonly name: string };

/** A stretch of a filled text that stands for a stretch of the source. */
export interface Change {
  readonly at: number;
  readonly length: number;
  readonly from: number;
  readonly sourceLength: number;
}

/** A text of a person's with its values in it: one statement, ready to be composed and sent. */
export interface FilledSql {
  readonly source: string;
  readonly sql: string;
  /** In order. Outside of them both texts run side by side. */
  readonly changes: readonly Change[];
}

const nameOf = ({ text }: Token): string => text.slice(2, -2).trim();

/** The placeholders of a text, in order; none in texts, quoted names and comments. */
export const findPlaceholders = (sql: string): Placeholder[] =>
  tokenize(sql)
    .filter(({ kind }) => kind === 'placeholder')
    .map((token) => ({ name: nameOf(token), offset: token.offset, length: token.text.length }));

/** An empty list holds nothing: IN is false and NOT IN is true, which `(NULL)` would leave unknown (SQ23). */
const writeList = (written: readonly string[]): string => (written.length === 0 ? '(SELECT NULL WHERE false)' : `(${written.join(', ')})`);

function write(value: PlaceholderValue, dialect: Dialect): string {
  switch (value.is) {
    case 'literal':
      return dialect.literal(value.value);
    case 'day':
      return dialect.day(value.value);
    case 'list':
      return writeList(value.values.map((each) => dialect.literal(each)));
    case 'day_list':
      return writeList(value.values.map((each) => dialect.day(each)));
    default:
      return dialect.identifier(value.name);
  }
}

const FUSES: readonly Token['kind'][] = ['word', 'name', 'number', 'placeholder'];
const JOINS: readonly Token['kind'][] = ['text', 'placeholder'];
/** Begins or ends with a quoted text; a day ends with one. */
const isText = (written: string): boolean => written.startsWith("'") || written.endsWith("'");
/** More faults than anybody reads at once. */
const MOST_ISSUES = 20;

/** The neighbours of each placeholder: the token that touches it, and the next one that is code. */
interface Sides {
  readonly touching: readonly (Token | undefined)[];
  readonly next: readonly (Token | undefined)[];
}

function sidesOf(tokens: readonly Token[], at: number): Sides {
  let [before, after] = [at - 1, at + 1];
  while (before >= 0 && !isCode(tokens[before]!)) before -= 1;
  while (after < tokens.length && !isCode(tokens[after]!)) after += 1;
  return { touching: [tokens[at - 1], tokens[at + 1]], next: [tokens[before], tokens[after]] };
}

function written(value: PlaceholderValue, dialect: Dialect, { touching, next }: Sides): string {
  const plain = write(value, dialect);
  const body = isText(plain) && next.some((token) => token && JOINS.includes(token.kind)) ? `(${plain})` : plain;
  const [left, right] = touching.map((token) => (!token || token.kind === 'space' || '(),'.includes(token.text) ? '' : ' '));
  return `${left}${body}${right}`;
}

function fault(source: string, token: Token, { touching }: Sides, value: PlaceholderValue | undefined): Issue | null {
  const name = { literal: nameOf(token) };
  if (touching.some((each) => each && FUSES.includes(each.kind)))
    return issueAt(source, 'issue_sql_placeholder_glued', token, { placeholder: { literal: token.text } });
  return value === undefined ? issueAt(source, 'issue_sql_placeholder_unknown', token, { name }) : null;
}

/** Braces that look like a placeholder and are none. */
function malformed(source: string, tokens: readonly Token[]): Issue[] {
  const at = tokens.findIndex(({ text }, index) => text === '{' && tokens[index + 1]?.text === '{');
  return at < 0 ? [] : [issueAt(source, 'issue_sql_placeholder_form', tokens[at]!, { example: { literal: '{{name}}' } })];
}

/** What stands for a placeholder, or why nothing can. */
function fillOne(
  source: string,
  tokens: readonly Token[],
  at: number,
  value: PlaceholderValue | undefined,
  dialect: Dialect,
): Result<string> {
  const [token, sides] = [tokens[at]!, sidesOf(tokens, at)];
  const wrong = fault(source, token, sides, value);
  if (wrong || !value) return fail(...(wrong ? [wrong] : []));
  try {
    return succeed(written(value, dialect, sides));
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    return fail(issueAt(source, 'issue_sql_placeholder_value', token, { name: { literal: nameOf(token) } }));
  }
}

/** One statement (or expression) with every placeholder filled. Fails as `readStatement` does, and by SQ22, with up to 20 issues, each with its place. */
export function fillPlaceholders(source: string, values: ReadonlyMap<string, PlaceholderValue>, dialect: Dialect): Result<FilledSql> {
  const statement = readStatement(source);
  if (!statement.ok) return statement;
  const { tokens, sql: settled } = statement.value;
  const issues = malformed(source, tokens);
  const changes: Change[] = [];
  const pieces: string[] = [];
  let [done, length] = [0, 0];
  for (const [at, token] of tokens.entries()) {
    if (issues.length >= MOST_ISSUES) break;
    if (token.kind !== 'placeholder') continue;
    const filled = fillOne(source, tokens, at, values.get(nameOf(token)), dialect);
    if (!filled.ok) {
      issues.push(...filled.issues);
      continue;
    }
    const before = settled.slice(done, token.offset);
    length += before.length;
    changes.push({ at: length, length: filled.value.length, from: token.offset, sourceLength: token.text.length });
    pieces.push(before, filled.value);
    length += filled.value.length;
    done = token.offset + token.text.length;
  }
  if (issues.length > 0) return fail(...issues);
  return succeed({ source, sql: pieces.join('') + settled.slice(done), changes });
}

/** A text of the program's own, which has no placeholders, to be composed with others. */
export const plainSql = (sql: string): FilledSql => ({ source: sql, sql, changes: [] });

import { closeAt, type QuoteMode } from './quotes';

export type TokenKind = 'space' | 'comment' | 'word' | 'name' | 'text' | 'number' | 'placeholder' | 'sign';

/** One piece of SQL text. `word` is unquoted, `name` a quoted identifier, `text` a quoted text of any kind, `sign` an operator or a mark. */
export interface Token {
  readonly kind: TokenKind;
  /** As it stands in the source. */
  readonly text: string;
  /** Where it begins, in UTF-16 units. */
  readonly offset: number;
  /** A quote or comment that the source never closes. */
  readonly open?: true;
  /** How a quoted text is read: `escaped` is E'…', where a backslash takes the next character with it. */
  readonly mode?: QuoteMode;
}

/** DuckDB takes these for spaces in code. */
export const UNICODE_SPACES = '\\u00a0\\u2000-\\u200d\\u202f\\u205f\\u2060\\u3000\\ufeff';
const LETTER = 'A-Za-z_\\u0080-\\u009f\\u00a1-\\u1fff\\u200e-\\u202e\\u2030-\\u205e\\u2061-\\u2fff\\u3001-\\ufefe\\uff00-\\uffff';
const SPACE = new RegExp(`[ \\t\\n\\r\\f${UNICODE_SPACES}]+`, 'y');
const WORD = new RegExp(`[${LETTER}][0-9$${LETTER}]*`, 'y');
const LINE_COMMENT = /--[^\n\r]*/y;
const DOLLAR = new RegExp(`\\$(?:[${LETTER}${UNICODE_SPACES}][0-9${LETTER}${UNICODE_SPACES}]*)?\\$`, 'y');
const QUOTE = /(?:[eExXbB]|[uU]&)?'|(?:[uU]&)?"/y;
const PLACEHOLDER = /\{\{\s*[\p{L}_][\p{L}\p{M}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{M}\p{N}_]*)?\s*\}\}/uy;
const SIGNS = '~!@^&|`*/%<>=';
const MARKS = ',()[];:}?#';

function endOf(pattern: RegExp, sql: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(sql) ? pattern.lastIndex : at;
}

const isDigit = (sql: string, at: number): boolean => sql[at] !== undefined && sql[at] >= '0' && sql[at] <= '9';

function digitsEnd(sql: string, at: number): number {
  let end = at;
  while (isDigit(sql, end) || (end > at && sql[end] === '_' && isDigit(sql, end + 1))) end += 1;
  return end;
}

function numberEnd(sql: string, at: number): number {
  let end = digitsEnd(sql, at);
  if (sql[end] === '.' && (end === at ? isDigit(sql, end + 1) : sql[end + 1] !== '.')) end = digitsEnd(sql, end + 1);
  if (end === at || (sql[end] !== 'e' && sql[end] !== 'E')) return end;
  const power = sql[end + 1] === '+' || sql[end + 1] === '-' ? end + 2 : end + 1;
  return isDigit(sql, power) ? digitsEnd(sql, power) : end;
}

const beginsComment = (sql: string, at: number): boolean =>
  (sql[at] === '-' && sql[at + 1] === '-') || (sql[at] === '/' && sql[at + 1] === '*');

/** A run of operator signs ends where a comment begins; plus and minus stand alone, but for arrows. */
function signsEnd(sql: string, at: number): number {
  if (sql.startsWith('->', at)) return sql[at + 2] === '>' ? at + 3 : at + 2;
  let end = at + 1;
  if (sql[at] === '+' || sql[at] === '-') return end;
  while (end < sql.length && SIGNS.includes(sql[end]!) && !beginsComment(sql, end)) end += 1;
  return end;
}

function blockCommentEnd(sql: string, at: number): number | null {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = at + 2;
  for (let depth = 1, found = edge.exec(sql); found; found = edge.exec(sql)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return edge.lastIndex;
  }
  return null;
}

type Piece = Omit<Token, 'text' | 'offset'> & { readonly end: number };

function quotedPiece(sql: string, at: number, start: number, continued: QuoteMode | null): Piece {
  const isName = sql[start - 1] === '"';
  const prefix = sql[at]?.toLowerCase();
  const own: QuoteMode = prefix === 'e' ? 'escaped' : prefix === 'x' || prefix === 'b' ? 'undoubled' : 'doubled';
  const mode = own === 'doubled' && prefix === "'" && continued !== null ? continued : own;
  const end = closeAt(sql, start, isName ? '"' : "'", mode);
  const rest = isName ? { kind: 'name' as const } : { kind: 'text' as const, mode };
  return end === null ? { ...rest, end: sql.length, open: true } : { ...rest, end };
}

function dollarPiece(sql: string, at: number, start: number): Piece {
  const tag = sql.slice(at, start);
  const close = sql.indexOf(tag, start);
  return close < 0 ? { kind: 'text', end: sql.length, open: true } : { kind: 'text', end: close + tag.length };
}

function commentPiece(sql: string, at: number): Piece {
  if (sql[at] === '-') return { kind: 'comment', end: endOf(LINE_COMMENT, sql, at) };
  const end = blockCommentEnd(sql, at);
  return end === null ? { kind: 'comment', end: sql.length, open: true } : { kind: 'comment', end };
}

/** What begins with a sign that is no quote and no letter; null where this is none. */
function signPiece(sql: string, at: number): Piece | null {
  const first = sql[at]!;
  if (MARKS.includes(first) || (first === '.' && !isDigit(sql, at + 1))) return { kind: 'sign', end: at + 1 };
  if (beginsComment(sql, at)) return commentPiece(sql, at);
  if (SIGNS.includes(first) || first === '+' || first === '-') return { kind: 'sign', end: signsEnd(sql, at) };
  if (first === '{') {
    const end = endOf(PLACEHOLDER, sql, at);
    return end > at ? { kind: 'placeholder', end } : { kind: 'sign', end: at + 1 };
  }
  if (first !== '$') return null;
  const start = endOf(DOLLAR, sql, at);
  return start > at ? dollarPiece(sql, at, start) : { kind: 'sign', end: at + 1 };
}

function pieceAt(sql: string, at: number, continued: QuoteMode | null): Piece {
  const sign = signPiece(sql, at);
  if (sign) return sign;
  const space = endOf(SPACE, sql, at);
  if (space > at) return { kind: 'space', end: space };
  const quote = endOf(QUOTE, sql, at);
  if (quote > at) return quotedPiece(sql, at, quote, continued);
  const word = endOf(WORD, sql, at);
  if (word > at) return { kind: 'word', end: word };
  const number = numberEnd(sql, at);
  return number > at ? { kind: 'number', end: number } : { kind: 'sign', end: at + 1 };
}

/** Every piece of a SQL text in order; their texts joined are the text (SQ1–SQ8). Never fails: what is not closed is marked `open`. */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let last: QuoteMode | null = null;
  let newLine = false;
  for (let at = 0; at < sql.length;) {
    const { kind, end, mode, open } = pieceAt(sql, at, newLine ? last : null);
    const text = sql.slice(at, end);
    tokens.push(mode || open ? { kind, text, offset: at, ...(mode && { mode }), ...(open && { open }) } : { kind, text, offset: at });
    if (kind === 'space') newLine ||= /[\n\r]/.test(text);
    else if (kind !== 'comment' || text.startsWith('/*')) {
      last = mode ?? null;
      newLine = false;
    }
    at = end;
  }
  return tokens;
}

/** Neither space nor comment. */
export const isCode = ({ kind }: Token): boolean => kind !== 'space' && kind !== 'comment';

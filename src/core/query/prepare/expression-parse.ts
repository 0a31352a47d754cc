import { ExpressionFault } from './expression-fault';
import { readTokens, type Token } from './expression-tokens';

/** What was written, before it is known what its columns are. `at` is the first UTF-16 unit, for messages. */
export type Expression =
  | { readonly node: 'literal'; readonly value: number | string | boolean; readonly at: number }
  | { readonly node: 'column'; readonly name: string; readonly at: number }
  /** Signs are functions too; `negate` is the sign before a number. */
  | { readonly node: 'call'; readonly name: string; readonly parts: readonly Expression[]; readonly at: number };

/** What one expression may be at most (EX7). */
export const MOST_CHARACTERS = 2000;
export const MOST_LEVELS = 32;
/** A chain of signs grows to one side; its length is a depth for the engine. */
export const MOST_HEIGHT = 200;

/** How strongly a sign binds; a chain of the same strength is read from the left. */
const STRENGTH: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  '=': 4,
  '<>': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '&': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
};
const NOT = 3;
const SIGNED = 8;
const WORDS: ReadonlySet<string> = new Set(['and', 'or', 'not']);

/** Reads an expression (EX1, EX2). Throws `ExpressionFault`. */
export function parseExpression(source: string): Expression {
  if (source.length > MOST_CHARACTERS) throw new ExpressionFault('issue_expression_long', MOST_CHARACTERS, { most: MOST_CHARACTERS });
  const parser = new Parser(readTokens(source));
  const expression = parser.read(0, 0);
  parser.expectEnd();
  return expression;
}

class Parser {
  #next = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get #token(): Token {
    return this.tokens[this.#next]!;
  }

  /** An expression whose signs bind at least so strongly. */
  read(strength: number, level: number): Expression {
    if (level > MOST_LEVELS) throw new ExpressionFault('issue_expression_deep', this.#token.at, { most: MOST_LEVELS });
    const first = this.#readFirst(level);
    let left = first;
    for (;;) {
      const token = this.#token;
      const name = token.kind === 'name' ? token.text.toLowerCase() : token.text;
      const binds = (token.kind === 'sign' || token.kind === 'name') && Object.hasOwn(STRENGTH, name) ? STRENGTH[name]! : 0;
      if (binds === 0 || binds <= strength) return left;
      this.#next++;
      const right = this.read(binds, level + 1);
      // A chain of joined texts is one call.
      const before = name === '&' && left.node === 'call' && left.name === '&' && left !== first ? left.parts : [left];
      left = { node: 'call', name, parts: [...before, right], at: token.at };
    }
  }

  expectEnd(): void {
    if (this.#token.kind !== 'end') throw this.#unexpected();
  }

  #readFirst(level: number): Expression {
    const token = this.#token;
    const { kind, text, at } = token;
    this.#next++;
    if (kind === 'number') return { node: 'literal', value: finite(text, at), at };
    if (kind === 'text') return { node: 'literal', value: text, at };
    if (kind === 'column') return { node: 'column', name: text, at };
    if (kind === 'name') return this.#readName(text, at, level);
    if (kind === 'sign' && text === '-') return { node: 'call', name: 'negate', parts: [this.read(SIGNED, level + 1)], at };
    if (kind === 'sign' && text === '+') return this.read(SIGNED, level + 1);
    if (kind === 'sign' && text === '(') {
      const inside = this.read(0, level + 1);
      this.#expect(')');
      return inside;
    }
    this.#next--;
    throw this.#unexpected();
  }

  #readName(text: string, at: number, level: number): Expression {
    const word = text.toLowerCase();
    if (word === 'not') return { node: 'call', name: 'not', parts: [this.read(NOT, level + 1)], at };
    if (this.#token.kind === 'sign' && this.#token.text === '(' && !WORDS.has(word)) return this.#readCall(word, at, level);
    if (word === 'true' || word === 'false') return { node: 'literal', value: word === 'true', at };
    if (!WORDS.has(word)) return { node: 'column', name: text, at };
    this.#next--;
    throw this.#unexpected();
  }

  #readCall(name: string, at: number, level: number): Expression {
    this.#expect('(');
    const parts: Expression[] = [];
    while (this.#token.text !== ')' || this.#token.kind !== 'sign') {
      if (parts.length > 0) this.#expect(',');
      parts.push(this.read(0, level + 1));
    }
    this.#expect(')');
    return { node: 'call', name, parts, at };
  }

  #expect(sign: string): void {
    if (this.#token.kind !== 'sign' || this.#token.text !== sign) throw this.#unexpected();
    this.#next++;
  }

  #unexpected(): ExpressionFault {
    const { kind, text, at } = this.#token;
    return kind === 'end'
      ? new ExpressionFault('issue_expression_ends', at)
      : new ExpressionFault('issue_expression_unexpected', at, { found: text });
  }
}

function finite(text: string, at: number): number {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new ExpressionFault('issue_expression_unexpected', at, { found: text.slice(0, 40) });
  return value;
}

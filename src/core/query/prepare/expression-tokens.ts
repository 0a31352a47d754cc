import { ExpressionFault } from './expression-fault';

/** One word of an expression. `at` is its first UTF-16 unit. `column` stood in brackets; `name` may be a column, a function or a word. */
export interface Token {
  readonly kind: 'number' | 'text' | 'column' | 'name' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

/** What keyboards of other scripts write for our signs. */
const PLAIN: Readonly<Record<string, string>> = {
  '（': '(',
  '）': ')',
  '，': ',',
  '、': ',',
  '［': '[',
  '］': ']',
  '＋': '+',
  '－': '-',
  '−': '-',
  '＊': '*',
  '×': '*',
  '／': '/',
  '÷': '/',
  '％': '%',
  '＆': '&',
  '＝': '=',
  '＞': '>',
  '＜': '<',
  '≥': '>=',
  '≤': '<=',
  '≠': '<>',
};
const CLOSING: Readonly<Record<string, string>> = { "'": "'", '"': '"', '“': '”', '‘': '’', '[': ']', '［': '］' };

const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;
const SIGN = /<=|>=|<>|!=|==|[-+*/%&=<>(),]/y;

const match = (pattern: RegExp, source: string, at: number): string | null => {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? null;
};

/** The text between two signs, and where it ends; the closing sign inside is doubled. */
function readEnclosed(source: string, at: number, close: string): { readonly text: string; readonly next: number } {
  let text = '';
  for (let place = at + 1; ;) {
    const end = source.indexOf(close, place);
    if (end < 0) throw new ExpressionFault('issue_expression_open', at, { sign: source[at]! });
    text += source.slice(place, end);
    if (source[end + 1] !== close) return { text, next: end + 1 };
    text += close;
    place = end + 2;
  }
}

/** The words of an expression and an end. Throws `ExpressionFault`. */
export function readTokens(source: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < source.length;) {
    const sign = source[at]!;
    const close = CLOSING[sign];
    const number = match(NUMBER, source, at);
    const name = match(NAME, source, at);
    const plain = PLAIN[sign] ?? match(SIGN, source, at);
    if (/\s/.test(sign)) at++;
    else if (close) {
      const { text, next } = readEnclosed(source, at, close);
      tokens.push({ kind: close === ']' || close === '］' ? 'column' : 'text', text, at });
      at = next;
    } else if (number || name) {
      tokens.push({ kind: number ? 'number' : 'name', text: (number ?? name)!, at });
      at += (number ?? name)!.length;
    } else if (plain) {
      tokens.push({ kind: 'sign', text: plain === '==' ? '=' : plain === '!=' ? '<>' : plain, at });
      at += PLAIN[sign] ? 1 : plain.length;
    } else throw new ExpressionFault('issue_expression_unexpected', at, { found: String.fromCodePoint(source.codePointAt(at)!) });
  }
  return [...tokens, { kind: 'end', text: '', at: source.length }];
}

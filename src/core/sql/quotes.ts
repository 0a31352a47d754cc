/** How a quoted text ends: at a quote that is not doubled, also not behind a backslash, or at the very next quote. */
export type QuoteMode = 'doubled' | 'escaped' | 'undoubled';

/** Where a quoted text that begins at `start`, after its quote, ends: behind the closing quote; null if it never does. */
export function closeAt(sql: string, start: number, quote: string, mode: QuoteMode): number | null {
  for (let at = start; ;) {
    const close = sql.indexOf(quote, at);
    if (close < 0) return null;
    if (mode === 'undoubled') return close + 1;
    const taken = mode === 'escaped' ? takenBy(sql, at, close) : close;
    if (taken > close) at = taken;
    else if (sql[close + 1] === quote) at = close + 2;
    else return close + 1;
  }
}

/** The place behind the last character that a backslash before `close` takes with it; `close` if that is not the quote. */
function takenBy(sql: string, start: number, close: number): number {
  let run = close;
  while (run > start && sql[run - 1] === '\\') run -= 1;
  return (close - run) % 2 === 1 ? close + 1 : close;
}

/** What a closed quoted text or name says; `mode` is that of its token. */
export function unquote(text: string, mode: QuoteMode = 'doubled'): string {
  if (text.startsWith('$')) {
    const tag = text.indexOf('$', 1) + 1;
    return text.slice(tag, -tag);
  }
  const quote = text.endsWith('"') ? '"' : "'";
  const body = text.slice(text.indexOf(quote) + 1, -1);
  return mode === 'escaped' ? unescape(body) : body.replaceAll(quote + quote, quote);
}

const NAMED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const unescape = (body: string): string =>
  body.replace(/''|\\([0-7]{1,3}|x[0-9A-Fa-f]{1,2}|[^])/g, (_all, escape: string | undefined) => {
    if (escape === undefined) return "'";
    if (/^[0-7]/.test(escape)) return String.fromCharCode(Number.parseInt(escape, 8) & 255);
    if (/^x./.test(escape)) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return NAMED[escape] ?? escape;
  });

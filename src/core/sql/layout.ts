import { JOINING, RESERVED } from './keywords';
import { nameKey } from './references';
import { isCode, tokenize, type Token } from './tokens';

/** A word that SQL itself says here: it names nothing, so its case means nothing (SQ62). */
function isKeyword(tokens: readonly Token[], at: number): boolean {
  const { kind, text } = tokens[at]!;
  const key = nameKey(text);
  if (kind !== 'word' || (!RESERVED.has(key) && !JOINING.has(key))) return false;
  const [before, after] = [tokens[at - 1], tokens[at + 1]].map((token) => token?.text.toLowerCase());
  return before !== '.' && after !== '.' && before !== 'as' && (RESERVED.has(key) || after !== '(');
}

/** SQ61: two texts say the same: equal but for spaces, the lines between comments, and the case of keywords. */
export function saysTheSame(one: string, other: string): boolean {
  const [first, second] = [one, other].map((sql) => tokenize(sql).filter(({ kind }) => kind !== 'space')) as [Token[], Token[]];
  const same = ({ kind, text }: Token, at: number): boolean => {
    const match = second[at]!;
    if (kind !== match.kind) return false;
    if (kind === 'comment') return text.trim() === match.text.trim();
    return text === match.text || (nameKey(text) === nameKey(match.text) && isKeyword(first, at) && isKeyword(second, at));
  };
  return first.length === second.length && first.every(same);
}

/** SQ62: the text with its keywords in capitals. */
export function capitaliseKeywords(sql: string): string {
  const all = tokenize(sql);
  const code = all.filter(isCode);
  let at = -1;
  return all
    .map((token) => {
      if (!isCode(token)) return token.text;
      at += 1;
      return isKeyword(code, at) ? token.text.toUpperCase() : token.text;
    })
    .join('');
}

import { quoteIdentifier } from './identifier';
import { JOINING, RESERVED } from './keywords';
import { isNamed, mentionsOf } from './references';

/** A name as it stands in SQL: bare where that is the same, else quoted. */
export const writeName = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name) && !JOINING.has(name) ? name : quoteIdentifier(name);

/**
 * SQ60: the text with another name for a relation from outside, wherever it is named, and where it stands before a dot as the name of that relation.
 * A name that the text gives to something of its own stays.
 */
export function renameRelation(sql: string, from: string, to: string): string {
  const { tokens, places } = mentionsOf(sql, from);
  if (places.length === 0) return sql;
  const named = new Set(places);
  const isOwn = (at: number): boolean =>
    isNamed(tokens[at], from) &&
    !named.has(at) &&
    tokens[at + 1]?.text !== '.' &&
    (/^(?:as|\))$/i.test(tokens[at - 1]?.text ?? '') || named.has(at - 1) || tokens[at + 1]?.text.toLowerCase() === 'as');
  const redefined = tokens.some((_, at) => isOwn(at));
  const changes = (at: number): boolean =>
    named.has(at) ||
    (!redefined &&
      isNamed(tokens[at], from) &&
      tokens[at]!.kind !== 'text' &&
      tokens[at + 1]?.text === '.' &&
      tokens[at - 1]?.text !== '.');
  let [written, done] = ['', 0];
  for (const [at, { text, offset }] of tokens.entries()) {
    if (!changes(at)) continue;
    written += sql.slice(done, offset) + writeName(to);
    done = offset + text.length;
  }
  return written + sql.slice(done);
}

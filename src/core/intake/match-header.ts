import type { Role } from '#core/model/canonical';
import { headerKey } from './header-key';
import { ROLE_TERMS, ROW_NUMBER_TERMS } from './header-terms';
import { PINYIN_TERMS } from './pinyin-terms';

export type KnownRole = Exclude<Role, 'attribute' | 'skip'>;

/** How well a header names a role. `exact` when the whole header is the term. */
export interface HeaderMatch {
  readonly score: number;
  readonly exact: boolean;
  readonly term: string;
}

interface Term {
  /** As `headerKey` gives it, framed by spaces, and without any. */
  readonly key: string;
  readonly framed: string;
  readonly compact: string;
  readonly han: boolean;
  readonly written: string;
  readonly alone: boolean;
  /** Place in the list, 0–1: what is written first fits a little better. */
  readonly place: number;
}

const HAN = /\p{Script=Han}/u;
const compact = (key: string): string => key.replaceAll(' ', '');

const readTerms = (list: string, alone: boolean): readonly Term[] =>
  list.split(',').map((text, place, all) => {
    const key = headerKey(text);
    return { key, framed: ` ${key} `, compact: compact(key), han: HAN.test(key), written: text.trim(), alone, place: place / all.length };
  });

const TERMS: readonly (readonly [KnownRole, readonly Term[]])[] = Object.entries(ROLE_TERMS).map(([role, { terms, alone }]) => [
  role as KnownRole,
  [...readTerms(terms, false), ...[alone, PINYIN_TERMS[role as KnownRole]].flatMap((list) => (list ? readTerms(list, true) : []))],
]);
const ROW_NUMBERS = new Set(readTerms(ROW_NUMBER_TERMS, true).map((term) => term.key));

/** A header in the forms that terms are compared with. */
interface Header {
  readonly key: string;
  readonly framed: string;
  readonly compact: string;
}

function matchTerm(header: Header, term: Term): HeaderMatch | null {
  const place = 0.03 * term.place;
  if (header.compact === term.compact) return { score: (term.alone ? 0.93 : 0.99) - place, exact: true, term: term.written };
  if (term.alone || header.compact.length <= term.compact.length) return null;
  const within = term.han ? term.compact.length > 1 && header.compact.includes(term.compact) : header.framed.includes(term.framed);
  return within ? { score: 0.6 + 0.3 * (term.key.length / header.key.length) - place, exact: false, term: term.written } : null;
}

const SHARED_AMOUNT = 0.02;

/** The roles that a header may name, each with its best match. */
export function matchHeader(header: string): ReadonlyMap<KnownRole, HeaderMatch> {
  const key = headerKey(header);
  const forms = { key, framed: ` ${key} `, compact: compact(key) };
  const found = new Map<KnownRole, HeaderMatch>();
  for (const [role, terms] of TERMS) {
    for (const term of terms) {
      const match = matchTerm(forms, term);
      if (match && match.score > (found.get(role)?.score ?? 0)) found.set(role, match);
    }
  }
  const total = found.get('net_amount');
  const line = found.get('line_amount');
  // Whether an amount is the line's or the order's is not in its name but in its values.
  if (total && total.score - SHARED_AMOUNT > (line?.score ?? 0)) found.set('line_amount', { ...total, score: total.score - SHARED_AMOUNT });
  return found;
}

/** True for headers that only number the lines. */
export const namesRowNumber = (header: string): boolean => ROW_NUMBERS.has(headerKey(header));

/** True for a column whose name is, as a whole, that of other roles only (M2). `among`: only these roles count. */
export const meansOther = (matches: ReadonlyMap<KnownRole, HeaderMatch>, role: KnownRole, among?: ReadonlySet<string>): boolean =>
  !matches.has(role) && [...matches].some(([other, match]) => match.exact && (among?.has(other) ?? true));

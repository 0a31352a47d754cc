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

/** What names a role. */
interface RoleNames {
  readonly role: KnownRole;
  /** By the whole header in its compact form. */
  readonly whole: ReadonlyMap<string, HeaderMatch>;
  /** Terms that also count inside a longer header: of Latin letters alone, and those with Chinese characters. */
  readonly latin: readonly Term[];
  readonly han: readonly Term[];
}

const placeLoss = (term: Term): number => 0.03 * term.place;

function nameRole(role: KnownRole, terms: readonly Term[]): RoleNames {
  const whole = new Map<string, HeaderMatch>();
  for (const term of terms) {
    const score = (term.alone ? 0.93 : 0.99) - placeLoss(term);
    if (score > (whole.get(term.compact)?.score ?? 0)) whole.set(term.compact, { score, exact: true, term: term.written });
  }
  const within = terms.filter(({ alone }) => !alone);
  return { role, whole, latin: within.filter(({ han }) => !han), han: within.filter((term) => term.han && term.compact.length > 1) };
}

const NAMES: readonly RoleNames[] = Object.entries(ROLE_TERMS).map(([name, { terms, alone }]) => {
  const role = name as KnownRole;
  return nameRole(role, [
    ...readTerms(terms, false),
    ...[alone, PINYIN_TERMS[role]].flatMap((list) => (list ? readTerms(list, true) : [])),
  ]);
});
const ROW_NUMBERS = new Set(readTerms(ROW_NUMBER_TERMS, true).map((term) => term.key));

/** A header in the forms that terms are compared with. */
interface Header {
  readonly key: string;
  readonly framed: string;
  readonly compact: string;
  readonly han: boolean;
}

/** The best match of a role; a term that is the whole header is better than any within it. */
function matchRole(header: Header, { whole, latin, han }: RoleNames): HeaderMatch | null {
  const exact = whole.get(header.compact);
  if (exact) return exact;
  const within = latin.filter((term) => header.framed.includes(term.framed));
  if (header.han) within.push(...han.filter((term) => header.compact.includes(term.compact)));
  return within.reduce<HeaderMatch | null>((best, term) => {
    const score = 0.6 + 0.3 * (term.key.length / header.key.length) - placeLoss(term);
    return score > (best?.score ?? 0) ? { score, exact: false, term: term.written } : best;
  }, null);
}

const SHARED_AMOUNT = 0.02;

/** The roles that a header may name, each with its best match. */
export function matchHeader(header: string): ReadonlyMap<KnownRole, HeaderMatch> {
  const key = headerKey(header);
  const forms = { key, framed: ` ${key} `, compact: compact(key), han: HAN.test(key) };
  const found = new Map<KnownRole, HeaderMatch>();
  for (const names of NAMES) {
    const match = matchRole(forms, names);
    if (match) found.set(names.role, match);
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

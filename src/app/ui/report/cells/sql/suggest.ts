import type { Readable, SqlScope } from './scope';
import { SQL_FUNCTIONS, type SqlFunction } from './functions';

/** One suggestion: what is written, what it is called, and a word beside it. */
export interface Suggestion {
  readonly label: string;
  readonly kind: 'relation' | 'column' | 'function' | 'value';
  readonly detail: string;
  readonly help?: SqlFunction['help'];
  /** What is written where that is not the label; the caret goes before its last bracket where `inside`. */
  readonly apply?: string;
  readonly inside?: true;
  /** Higher stands first. */
  readonly rank: number;
}
/** Where the word under the caret begins, and what may stand there. */
export interface Suggestions {
  readonly from: number;
  readonly list: readonly Suggestion[];
}

const bare = (name: string): boolean => /^[a-z_][a-z0-9_]*$/.test(name);
const written = (name: string): string => (bare(name) ? name : `"${name.replaceAll('"', '""')}"`);
const columnsOf = ({ columns }: Readable, rank: number): Suggestion[] =>
  columns.map(({ name, detail }) => ({ label: name, kind: 'column', detail, rank, ...(bare(name) ? {} : { apply: written(name) }) }));

/** Names and the aliases they are given, as far as the words tell. */
function aliasesIn(text: string, readable: readonly Readable[]): ReadonlyMap<string, Readable> {
  const found = new Map<string, Readable>();
  const known = new Map(readable.map((each) => [each.name.toLowerCase(), each]));
  const pattern = /\b(?:from|join|,)\s+(?:"([^"]+)"|([\p{L}_][\p{L}\p{N}_]*))(?:\s+(?:as\s+)?([\p{L}_][\p{L}\p{N}_]*))?/giu;
  for (const [, quoted, plain, alias] of text.matchAll(pattern)) {
    const relation = known.get((quoted ?? plain ?? '').toLowerCase());
    if (!relation) continue;
    found.set(relation.name.toLowerCase(), relation);
    if (alias) found.set(alias.toLowerCase(), relation);
  }
  return found;
}

const insideText = (before: string): boolean => {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return /--/.test(line.replace(/'[^']*'/g, '')) || (before.match(/'/g)?.length ?? 0) % 2 === 1;
};

function valuesAt(before: string, at: number, { values }: SqlScope): Suggestions | null {
  const open = /\{\{\s*([\p{L}\p{N}_.]*)$/u.exec(before);
  if (!open) return null;
  const list = values.map(({ name, detail }): Suggestion => ({ label: name, kind: 'value', detail, apply: `${name}}}`, rank: 2 }));
  return { from: at - open[1]!.length, list };
}

/** SC5: what may be suggested at a place of a text; null where nothing is. Without `asked` a word must have begun. */
export function suggestAt(text: string, at: number, scope: SqlScope, asked: boolean): Suggestions | null {
  const before = text.slice(0, at);
  if (insideText(before)) return null;
  const inBraces = valuesAt(before, at, scope);
  if (inBraces) return inBraces;
  const word = /"?[\p{L}\p{N}_]*$/u.exec(before)![0];
  const from = at - word.length;
  const named = aliasesIn(text, scope.readable);
  const qualifier = /(?:"([^"]+)"|([\p{L}_][\p{L}\p{N}_]*))\.$/u.exec(before.slice(0, from));
  if (qualifier) {
    const relation = named.get((qualifier[1] ?? qualifier[2] ?? '').toLowerCase());
    return relation ? { from, list: columnsOf(relation, 2) } : null;
  }
  if (word === '' && !asked) return null;
  const relations = scope.readable.map(({ name, detail }): Suggestion => ({
    label: name,
    kind: 'relation',
    detail,
    rank: 1,
    ...(bare(name) ? {} : { apply: written(name) }),
  }));
  if (/\b(?:from|join)\s+$/i.test(before.slice(0, from))) return { from, list: relations };
  const columns = [...new Set(named.values())].flatMap((relation) => columnsOf(relation, 2));
  const once = columns.filter(({ label }, index) => columns.findIndex((other) => other.label === label) === index);
  const functions = SQL_FUNCTIONS.map(({ name, example, help }): Suggestion => ({
    label: name,
    kind: 'function',
    detail: `(${example})`,
    help,
    apply: `${name}()`,
    inside: true,
    rank: 0,
  }));
  const values = scope.values.map(({ name, detail }): Suggestion => ({ label: `{{${name}}}`, kind: 'value', detail, rank: -1 }));
  return { from, list: [...once, ...relations, ...functions, ...values] };
}

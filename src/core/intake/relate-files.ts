import type { Grain } from '#core/model/canonical';
import type { ColumnFacts, Study } from './column-facts';
import { speaksOf } from './header-words';
import type { KnownRole } from './match-header';
import { namesIdentifier } from './names-identifier';

/** A file whose columns are looked at beside those of others. */
export interface RelatedFile {
  readonly name: string;
  readonly study: Study;
  readonly grain: Grain;
}

/** Two columns of which one seems to refer to the other (M10). */
export interface Relation {
  readonly role: KnownRole;
  /** Places in the list of files. */
  readonly from: number;
  readonly to: number;
  readonly column: ColumnFacts;
  readonly key: ColumnFacts;
  /** Different sampled values of `column`, and how many of them occur in `key`. */
  readonly values: number;
  readonly matched: number;
}

/** The tables whose keys other files refer to. */
const KEYS: readonly { readonly role: KnownRole; readonly owner: Grain; readonly referring: readonly Grain[] }[] = [
  {
    role: 'customer_id',
    owner: 'customer',
    referring: ['order', 'order_line', 'event', 'ticket', 'response', 'opportunity', 'contract', 'invitation', 'interaction'],
  },
  { role: 'product_id', owner: 'product', referring: ['order_line'] },
  { role: 'order_id', owner: 'order', referring: ['order_line'] },
  { role: 'opportunity_id', owner: 'opportunity', referring: ['stage_change'] },
];
/** The roles of a grain that may refer to another file, or be referred to. */
export const rolesToRelate = (grain: Grain): readonly KnownRole[] =>
  KEYS.filter(({ owner, referring }) => owner === grain || referring.includes(grain)).map(({ role }) => role);

/** The grains whose rows a key names. */
export const ownerOf = (role: string): readonly Grain[] => KEYS.filter((each) => each.role === role).map(({ owner }) => owner);

/** A column of which so large a share of values stands more than once names nothing alone. */
export const REPEATED = 0.02;
const FEWEST = 5;
const SHARE = 0.5;

/** Columns that could hold ids: neither dates nor yes and no, no fractions, no long texts. */
const mayRefer = (facts: ColumnFacts): boolean =>
  (facts.kind === 'text' || facts.numbers?.whole === true) && facts.distinct >= FEWEST && facts.averageLength <= 40;

const mayBeKey = (facts: ColumnFacts): boolean => mayRefer(facts) && facts.repeated < REPEATED && facts.filled >= facts.samples * 0.95;

/** Numbers that merely count: they occur in any other such column (M11). */
const counts = ({ numbers, distinct }: ColumnFacts): boolean =>
  numbers !== null && numbers.whole && numbers.max - numbers.min < distinct * 4 && numbers.min <= 100;

const valuesOf = ({ rows }: Study, { index }: ColumnFacts): ReadonlySet<string> =>
  new Set(rows.map((row) => (row[index] ?? '').trim().toLowerCase()).filter((text) => text !== ''));

/** Every pair of columns of different files of which one seems to refer to the other's key, the best of each pair of files and role first. */
export function relateFiles(files: readonly RelatedFile[]): readonly Relation[] {
  const seen = new Map<ColumnFacts, ReadonlySet<string>>();
  const values = (study: Study, facts: ColumnFacts): ReadonlySet<string> => {
    const known = seen.get(facts) ?? valuesOf(study, facts);
    seen.set(facts, known);
    return known;
  };
  const found: Relation[] = [];
  for (const { role, owner, referring } of KEYS)
    files.forEach((target, to) => {
      if (target.grain !== owner) return;
      const keys = target.study.columns.filter(mayBeKey);
      files.forEach((source, from) => {
        if (from === to || !referring.includes(source.grain)) return;
        for (const column of source.study.columns.filter((facts) => mayRefer(facts) && !speaksOf('staff', facts.name)))
          for (const key of keys) {
            if (counts(column) && !(namesIdentifier(column.name) && namesIdentifier(key.name))) continue;
            const own = values(source.study, column);
            const other = values(target.study, key);
            const matched = [...own].filter((text) => other.has(text)).length;
            if (matched >= FEWEST && matched >= own.size * SHARE) found.push({ role, from, to, column, key, values: own.size, matched });
          }
      });
    });
  return found.sort((one, other) => other.matched / other.values - one.matched / one.values || other.matched - one.matched);
}

import fc from 'fast-check';
import type { Encoding } from '#core/model/source';
import { LANGUAGES, type Language } from './languages';

/** A table as somebody's program holds it, with what is uncommon in it. */
export interface AnyTable {
  readonly language: Language;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** How a program writes a table into a file. */
export interface AnyDialect {
  readonly encoding: Encoding;
  readonly bom: boolean;
  readonly delimiter: string;
  readonly quote: string;
  /** The sign before a quote within a field; the quote itself where it is doubled. */
  readonly escape: string;
  readonly newline: '\n' | '\r\n' | '\r';
  /** Every field in quotes, or only those that need them. */
  readonly quoteAll: boolean;
  readonly lastNewline: boolean;
  readonly frame: 'none' | 'preamble' | 'footer' | 'both' | 'sep' | 'headless';
}

export const UNCOMMON = ['quotes', 'delimiters', 'newlines', 'full-width digits', 'nulls', 'leading zeros'] as const;
export type Uncommon = (typeof UNCOMMON)[number];

const WIDE: ReadonlySet<Encoding> = new Set(['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr']);
const UNICODE = [
  { encoding: 'utf-8', bom: false },
  { encoding: 'utf-8', bom: true },
  { encoding: 'utf-16le', bom: true },
  { encoding: 'utf-16be', bom: true },
] as const;

const UNICODE_LABELS: ReadonlySet<Encoding> = new Set(UNICODE.map(({ encoding }) => encoding));
const FEWEST = 4;
/** Rows that hold enough words of a language for its old encodings to be told from others (IN4–IN7). */
const ENOUGH_WORDS = 20;

const fullWidth = (digits: string): string => digits.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
const chance = (percent: number) => fc.nat({ max: 99 }).map((roll) => roll < percent);

const dialects = (language: Language): fc.Arbitrary<AnyDialect> =>
  fc
    .record({
      coded: fc.oneof(
        { weight: 1, arbitrary: fc.constantFrom(...UNICODE) },
        { weight: 1, arbitrary: fc.constantFrom(...language.encodings).map((encoding) => ({ encoding, bom: false })) },
      ),
      delimiter: fc.oneof(
        { weight: 4, arbitrary: fc.constant(',') },
        { weight: 2, arbitrary: fc.constantFrom('\t', ';', '|') },
        { weight: 1, arbitrary: fc.constantFrom('^', '~', '::') },
      ),
      quote: fc.oneof({ weight: 4, arbitrary: fc.constant('"') }, { weight: 1, arbitrary: fc.constant("'") }),
      backslash: chance(25),
      newline: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom('\n', '\r\n') as fc.Arbitrary<'\n' | '\r\n'> },
        { weight: 1, arbitrary: fc.constant('\r' as const) },
      ),
      quoteAll: chance(30),
      lastNewline: chance(80),
      frame: fc.oneof(
        { weight: 4, arbitrary: fc.constant('none' as const) },
        { weight: 3, arbitrary: fc.constantFrom<AnyDialect['frame']>('preamble', 'footer', 'both', 'sep', 'headless') },
      ),
    })
    .map(({ coded, quote, backslash, ...rest }) => ({ ...coded, ...rest, quote, escape: backslash ? '\\' : quote }));

/** The rows of a table: an id, a person, a note of some words, an amount, a day and a place. */
function tableOf(language: Language, dialect: AnyDialect): fc.Arbitrary<AnyTable> {
  const word = fc.constantFrom(...language.words);
  const phrase = fc.array(word, { minLength: 2, maxLength: 5 }).map((words) => words.join(' '));
  return fc
    .record({
      has: fc.record(Object.fromEntries(UNCOMMON.map((each) => [each, chance(62)])) as Record<Uncommon, fc.Arbitrary<boolean>>),
      size: fc.integer({ min: UNICODE_LABELS.has(dialect.encoding) ? FEWEST : ENOUGH_WORDS, max: 45 }),
    })
    .chain(({ has, size }) => {
      const wide = has['full-width digits'] && WIDE.has(dialect.encoding);
      const spice = (inner: string) =>
        fc.constantFrom(
          inner,
          inner,
          inner,
          ...(has.quotes ? [`${inner} ${dialect.quote}${inner}${dialect.quote}`, `${dialect.quote}${inner}${dialect.quote} ok`] : []),
          ...(has.delimiters ? [`${inner}${dialect.delimiter} ${inner}`, `${inner}${dialect.delimiter}${inner}`] : []),
          ...(has.newlines ? [`${inner}${dialect.newline}${inner}`] : []),
        );
      const row = fc.record({
        id: fc.nat({ max: 99_999 }).map((number) => (has['leading zeros'] ? String(number).padStart(6, '0') : String(100_000 + number))),
        who: word.chain((name) => fc.nat({ max: 99 }).map((number) => `${name} ${wide ? fullWidth(String(number)) : number}`)),
        note: phrase.chain(spice).chain((note) => (has.nulls ? fc.constantFrom(note, note, note, '') : fc.constant(note))),
        amount: fc.integer({ min: 100, max: 99_999 }).map((cents) => (cents / 100).toFixed(2)),
        day: fc.integer({ min: 1, max: 28 }).map((day) => `2026-03-${String(day).padStart(2, '0')}`),
        place: has.nulls ? fc.oneof({ weight: 3, arbitrary: word }, { weight: 1, arbitrary: fc.constant('') }) : word,
      });
      return fc.array(row, { minLength: size, maxLength: size }).map((rows) => ({
        language,
        headers: language.headers,
        rows: rows.map(({ id, who, note, amount, day, place }) => [id, who, note, amount, day, place]),
      }));
    });
}

/** Tables with the way they are written, both at random. */
export const anyFile: fc.Arbitrary<{ readonly table: AnyTable; readonly dialect: AnyDialect }> = fc
  .constantFrom(...LANGUAGES)
  .chain((language) => dialects(language).chain((dialect) => tableOf(language, dialect).map((table) => ({ table, dialect }))));

/** What of the uncommon a table holds in fact. */
export function uncommonIn({ headers, rows }: AnyTable, { delimiter, quote }: AnyDialect): readonly Uncommon[] {
  const cells = [...headers, ...rows.flat()];
  const has: Readonly<Record<Uncommon, (cell: string) => boolean>> = {
    quotes: (cell) => cell.includes(quote),
    delimiters: (cell) => cell.includes(delimiter),
    newlines: (cell) => /[\r\n]/.test(cell),
    'full-width digits': (cell) => /[０-９]/.test(cell),
    nulls: (cell) => cell === '',
    'leading zeros': (cell) => /^0\d/.test(cell),
  };
  return UNCOMMON.filter((each) => cells.some(has[each]));
}

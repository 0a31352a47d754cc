import type { ColumnParse, PersonalKind, SourceHead } from '#core/model/source';
import { stripCommonPrefix } from './common-prefix';
import { findShape, type ValueShape } from './value-shapes';
import { inferDates, type DateFacts } from './infer-dates';
import { findPersonal } from './find-personal';
import { matchHeader, type HeaderMatch, type KnownRole } from './match-header';
import { readNumber } from './read-number';

/** What the samples of one column show. */
export interface ColumnFacts {
  readonly header: string;
  /** The header without what all headers of the file begin with. */
  readonly name: string;
  readonly index: number;
  readonly kind: 'empty' | 'boolean' | 'date' | 'number' | 'text';
  readonly parse: ColumnParse;
  readonly samples: number;
  readonly filled: number;
  readonly distinct: number;
  /** Share of filled samples whose value occurs more than once. */
  readonly repeated: number;
  /** Filled samples that do not fit the kind. */
  readonly unread: number;
  readonly numbers: { readonly min: number; readonly max: number; readonly whole: boolean } | null;
  readonly dates: DateFacts | null;
  readonly averageLength: number;
  /** Nearly every value holds a digit, as codes do. */
  readonly coded: boolean;
  readonly personal: PersonalKind | null;
  /** What most of its texts look like. */
  readonly shape: ValueShape | null;
  /** The roles that the header may name. */
  readonly matches: ReadonlyMap<KnownRole, HeaderMatch>;
}

/** The samples of a file, by record and column, with what they show. */
export interface Study {
  readonly head: SourceHead;
  /** The head's rows, then those from the middle and the end of the file. */
  readonly rows: readonly (readonly string[])[];
  readonly columns: readonly ColumnFacts[];
}

/** Texts that stand for "nothing here" in exports. */
const NOTHING = new Set(['', 'null', 'na', 'n/a', 'nan', 'none', '-', '--', '—', '\\n', '无', '無', '空']);
const YES = new Set(['yes', 'y', 'true', 't', '是', '有']);
const NO = new Set(['no', 'n', 'false', 'f', '否', '无', '無', '没有', '沒有']);

/** Looks at every column of the head's rows and of further rows from elsewhere in the file. */
export function studyColumns(head: SourceHead, further: readonly (readonly string[])[] = []): Study {
  const rows = [...head.rows, ...further];
  const names = stripCommonPrefix(head.headers);
  return { head, rows, columns: head.headers.map((header, index) => studyColumn(header, names[index]!, index, rows)) };
}

function studyColumn(header: string, name: string, index: number, rows: readonly (readonly string[])[]): ColumnFacts {
  const raw = rows.map((row) => (row[index] ?? '').trim());
  const booleans = inferBoolean(raw.filter((text) => text !== ''));
  const values = booleans ? raw.filter((text) => text !== '') : raw.filter((text) => !NOTHING.has(text.toLowerCase()));
  const counts = new Map<string, number>();
  for (const text of values) counts.set(text, (counts.get(text) ?? 0) + 1);
  const repeated = values.filter((text) => counts.get(text)! > 1).length / Math.max(1, values.length);
  const shape = findShape(counts.keys());
  return {
    header,
    name,
    index,
    samples: rows.length,
    filled: values.length,
    distinct: counts.size,
    repeated,
    averageLength: values.reduce((sum, text) => sum + text.length, 0) / Math.max(1, values.length),
    coded: values.length > 0 && values.filter((text) => /\d/.test(text)).length >= values.length * 0.9,
    personal: findPersonal(header, values, shape) ?? findPersonal(name, values, shape),
    shape,
    matches: matchEither(header, name),
    ...inferKind(values, booleans),
  };
}

/** What a header may name with and without what all headers begin with: `customer_id` beside `customer_city` is still a customer's id. */
function matchEither(header: string, name: string): ReadonlyMap<KnownRole, HeaderMatch> {
  const whole = matchHeader(header);
  if (name === header.trim()) return whole;
  const found = new Map(whole);
  for (const [role, match] of matchHeader(name)) if (match.score > (found.get(role)?.score ?? 0)) found.set(role, match);
  return found;
}

type Kind = Pick<ColumnFacts, 'kind' | 'parse' | 'unread' | 'numbers' | 'dates'>;
const TEXT: ColumnParse = { type: 'text' };

function inferKind(values: readonly string[], booleans: ColumnParse | null): Kind {
  const none = { unread: 0, numbers: null, dates: null };
  if (values.length === 0) return { kind: 'empty', parse: TEXT, ...none };
  if (booleans) return { kind: 'boolean', parse: booleans, ...none };
  const dates = inferDates(values);
  if (dates) return { kind: 'date', parse: dates.parse, unread: values.length - dates.read, numbers: null, dates };
  return inferNumbers(values) ?? { kind: 'text', parse: TEXT, ...none };
}

function inferNumbers(values: readonly string[]): Kind | null {
  const read = values.flatMap((text) => readNumber(text) ?? []);
  if (read.length < values.length * 0.9) return null;
  const strip = [...new Set(read.flatMap((each) => each.strip))];
  const numbers = read.map((each) => each.value);
  const bounds = numbers.reduce((found, value) => ({ min: Math.min(found.min, value), max: Math.max(found.max, value) }), {
    min: Infinity,
    max: -Infinity,
  });
  const whole = numbers.every(Number.isInteger);
  return {
    kind: 'number',
    parse: { type: 'number', strip },
    unread: values.length - read.length,
    numbers: { ...bounds, whole },
    dates: null,
  };
}

function inferBoolean(values: readonly string[]): ColumnParse | null {
  const distinct = [...new Set(values)];
  if (distinct.length < 1 || distinct.length > 4) return null;
  const yes = distinct.filter((text) => YES.has(text.toLowerCase()));
  const no = distinct.filter((text) => NO.has(text.toLowerCase()));
  return yes.length > 0 && yes.length + no.length === distinct.length ? { type: 'boolean', yes, no } : null;
}

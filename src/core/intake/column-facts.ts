import type { ColumnParse, PersonalKind, SourceHead } from '#core/model/source';
import { stripCommonPrefix } from './common-prefix';
import { isTraditional } from './currency-marks';
import { findPersonal } from './find-personal';
import { inferDates, type DateFacts } from './infer-dates';
import { inferNumbers, type NumberFacts } from './infer-numbers';
import { isIdentifierName } from './identifier-name';
import { matchHeader, type HeaderMatch, type KnownRole } from './match-header';
import { isNullWord, isSureNullWord } from './null-words';
import { namesDate } from './read-serial';
import { findShape, type ValueShape } from './value-shapes';

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
  /** Samples that stand for nothing in a column of this kind, each once. */
  readonly nulls: readonly string[];
  readonly numbers: NumberFacts | null;
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

const YES = new Set(['yes', 'y', 'true', 't', '是', '有']);
const NO = new Set(['no', 'n', 'false', 'f', '否', '无', '無', '没有', '沒有']);

/** Looks at every column of the head's rows and of further rows from elsewhere in the file. */
export function studyColumns(head: SourceHead, further: readonly (readonly string[])[] = []): Study {
  const rows = [...head.rows, ...further];
  const traditional = isTraditional(head.headers);
  const names = stripCommonPrefix(head.headers);
  return {
    head,
    rows,
    columns: head.headers.map((header, index) => studyColumn({ header, name: names[index]!, index, traditional }, rows)),
  };
}

interface Place {
  readonly header: string;
  /** Without what all headers begin with. */
  readonly name: string;
  readonly index: number;
  /** The headers of the file are in traditional Chinese. */
  readonly traditional: boolean;
}

function studyColumn(place: Place, rows: readonly (readonly string[])[]): ColumnFacts {
  const { header, name, index } = place;
  const raw = rows.map((row) => (row[index] ?? '').trim()).filter((text) => text !== '');
  const nothing = raw.filter(isNullWord);
  const without = (isNothing: (text: string) => boolean) => (nothing.length > 0 ? raw.filter((text) => !isNothing(text)) : raw);
  const said = without(isSureNullWord);
  const booleans = inferBoolean(said);
  const values = booleans ? said : without(isNullWord);
  const counts = new Map<string, number>();
  for (const text of values) counts.set(text, (counts.get(text) ?? 0) + 1);
  const repeated = values.filter((text) => counts.get(text)! > 1).length / Math.max(1, values.length);
  const shape = findShape(counts.keys());
  const found = inferKind(values, booleans, place);
  const isNull = found.kind === 'date' || found.kind === 'number' ? isNullWord : isSureNullWord;
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
    nulls: [...new Set(nothing.filter(isNull))].sort(),
    ...found,
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

function inferKind(values: readonly string[], booleans: ColumnParse | null, { header, traditional }: Place): Kind {
  const none = { unread: 0, numbers: null, dates: null };
  if (values.length === 0) return { kind: 'empty', parse: TEXT, ...none };
  if (booleans) return { kind: 'boolean', parse: booleans, ...none };
  const dates = inferDates(values, { named: namesDate(header), traditional });
  if (dates) return { kind: 'date', parse: dates.parse, unread: values.length - dates.read, numbers: null, dates };
  const numbers = inferNumbers(values);
  if (!numbers) return { kind: 'text', parse: TEXT, ...none };
  // V8: the number of a shop or an article is not to be added up.
  const parse = numbers.whole && isIdentifierName(header) ? TEXT : numbers.parse;
  return { kind: 'number', parse, unread: values.length - numbers.read, numbers, dates: null };
}

function inferBoolean(values: readonly string[]): ColumnParse | null {
  const distinct = [...new Set(values)];
  if (distinct.length < 1 || distinct.length > 4) return null;
  const yes = distinct.filter((text) => YES.has(text.toLowerCase()));
  const no = distinct.filter((text) => NO.has(text.toLowerCase()));
  return yes.length > 0 && yes.length + no.length === distinct.length ? { type: 'boolean', yes, no } : null;
}

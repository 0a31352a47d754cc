import type { CanonicalTable, Grain, Role } from './canonical';
import type { Text } from '#core/messages/text';
import type { FileReading } from './reading';
import type { Issue } from './result';
import type { PreparationStep } from './steps';

/**
 * Encodings that can be read. The label is what `TextDecoder` takes, which reads ISO-8859-1 as windows-1252, and GBK as GB18030; but the last,
 * UTF-8 with characters of windows-1252 left at the places that ISO-8859-1 would give them.
 */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'iso-8859-2',
  'iso-8859-5',
  'iso-8859-6',
  'iso-8859-7',
  'iso-8859-8',
  'koi8-r',
  'utf-8+windows-1252',
] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** How the text of a source is cut into records and fields. Always passed to the engine whole; it never sniffs. */
export interface FileDialect {
  readonly encoding: Encoding;
  readonly bom: boolean;
  readonly delimiter: ',' | '\t' | ';' | '|';
  /** The quote is escaped by doubling it. */
  readonly quote: '"';
  /** The first record holds column names. */
  readonly header: boolean;
}

/** The dialect of every file that is written anew (`FileReading`). */
export const PLAIN_CSV: FileDialect = { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true };

/** The order of day, month and year in texts such as 01/02/2026. */
export type DateOrder = 'ymd' | 'mdy' | 'dmy';

/** What parts thousands. ` ` and `'` also stand for their kin, see `fullWidth`. */
export type GroupSign = ',' | '.' | ' ' | "'";

/** What texts that are numbers look like. Without `decimal` only `strip` is removed and the rest cast; with it a text must have the whole form. */
export interface NumberForm {
  /** Signs and words removed before the cast, e.g. `¥`, `EUR`; in documents without `decimal` also `,`. */
  readonly strip: readonly string[];
  /** The decimal sign. */
  readonly decimal?: '.' | ',';
  /** May part thousands. */
  readonly group?: GroupSign;
  /** Groups of two before the last three digits: 12,34,567. */
  readonly indian?: true;
  /** Every text ends in `%` and means a hundredth. */
  readonly percent?: true;
  /** `(5)` is −5. */
  readonly parentheses?: true;
  /** `5-` is −5. */
  readonly trailing?: true;
  /** Full-width digits and signs, the Unicode minus, other blanks than U+0020 and ’ are read as their plain twins. */
  readonly fullWidth?: true;
  /** Words that multiply, as they stand in the file: `万`, `k`. */
  readonly units?: readonly string[];
}

/** How the texts of a column become numbers. */
export interface NumberParse extends NumberForm {
  readonly type: 'number';
  /** Further forms, tried in turn where the texts do not have this one. */
  readonly also?: readonly NumberForm[];
}

/** What a number in a column of dates counts: days since the end of 1899 or since 1904 as Excel does, or time since 1970. */
export const SERIALS = ['days1900', 'days1904', 'seconds', 'milliseconds'] as const;
export type Serial = (typeof SERIALS)[number];

/** Languages whose names of months are understood beside English. */
export const MONTH_LANGUAGES = ['de', 'fr', 'es', 'zh'] as const;
export type MonthLanguage = (typeof MONTH_LANGUAGES)[number];

/** What texts that are dates look like. */
export interface DateForm {
  /** strptime formats tried in turn; empty = ISO, or `serial` alone. */
  readonly formats: readonly string[];
  /** Years before month and day of up to three digits are of the Republic of China: 1911 is added. */
  readonly era?: 'roc';
  /** Names of months in this language stand where the formats have `%m`. */
  readonly months?: MonthLanguage;
  /** 上午, 下午, a. m. and their like stand where the formats have `%p`. */
  readonly halves?: true;
  /** As in `NumberForm`. */
  readonly fullWidth?: true;
  /** Numbers count days or seconds; tried after the formats. */
  readonly serial?: Serial;
}

/** How the texts of a column become dates. */
export interface DateParse extends DateForm {
  readonly type: 'date';
  readonly grain: 'date' | 'instant';
  /** Further forms, tried in turn where the texts do not have this one. */
  readonly also?: readonly DateForm[];
}

/** How one column's texts become values. Anything that does not fit is kept as text in the ledger's second list. */
export type ColumnParse =
  | { readonly type: 'text' }
  | NumberParse
  | DateParse
  | { readonly type: 'boolean'; readonly yes: readonly string[]; readonly no: readonly string[] };

/** What kind of personal data a column seems to hold. */
export type PersonalKind = 'phone' | 'email' | 'id_card' | 'name' | 'address';

/** What becomes of a personal text while it is read: its shape stays, or a keyed hash takes its place. */
export type Protection = 'mask' | 'pseudonym';

/** One source column's place in the canonical tables. */
export interface ColumnMapping {
  readonly header: string;
  readonly role: Role;
  /** For `attribute`: the table it describes. */
  readonly attributeOf?: CanonicalTable;
  readonly parse: ColumnParse;
  readonly personal?: PersonalKind;
  /** Absent: the text is loaded as it is. */
  readonly protect?: Protection;
  /** Texts that stand for nothing in this column, e.g. `N/A`, compared without the blanks around them. */
  readonly nulls?: readonly string[];
  /** Records whose text is no value of the column are left out; else the value alone is empty. */
  readonly misfits?: 'reject';
}

/** Source columns → roles. Stored in the report together with the headers it was made from. */
export interface Mapping {
  readonly grain: Grain;
  /** Those of the file in its order, then those that steps make. */
  readonly columns: readonly ColumnMapping[];
  /** What is done to the records before they become tables, in this order; absent = nothing. */
  readonly steps?: readonly PreparationStep[];
}

/** Why a role was proposed. `confidence` is 0–1; `reason` names the evidence and is made anew when that changes. */
export interface RoleSuggestion {
  readonly header: string;
  readonly role: Role;
  readonly attributeOf?: CanonicalTable;
  readonly parse: ColumnParse;
  readonly personal?: PersonalKind;
  readonly nulls?: readonly string[];
  readonly confidence: number;
  readonly reason: Text;
}

/** A question that only a person can answer. Nothing is loaded before it is answered. */
export interface ImportQuestion {
  /**
   * `update`: what a file is to do to the source whose columns it has; `reading`: how a file is cut into records; `role`: which of several
   * columns has one.
   */
  readonly kind: 'date_order' | 'grain' | 'number_format' | 'date_kind' | 'role' | 'update' | 'reading';
  /** The column in question; null where the whole file is, or several columns are. */
  readonly header: string | null;
  /** For `role`: the role that one of several columns has; the answers are headers. */
  readonly role?: Role;
  readonly question: Text;
  readonly evidence: Text;
  /** At least two; the first is the proposal. */
  readonly answers: readonly ImportAnswer[];
}

/** One answer that a person may give. */
export interface ImportAnswer {
  readonly value: string;
  readonly label: Text;
  readonly hint: Text;
  /** For `reading`: how the file is then read, and the first rows as they would stand. */
  readonly reading?: FileReading;
  readonly example?: { readonly headers: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

/** What is known of a file from its head alone, before any engine. */
export interface SourceHead {
  readonly name: string;
  readonly bytes: number;
  readonly dialect: FileDialect;
  /** How the encoding was found: `bom`, `valid` (strict UTF-8), `guess`, or `named` by a person. */
  readonly encodingFrom: 'bom' | 'valid' | 'guess' | 'named';
  /** How the file is written anew before the engine reads it; absent where it is read as it is. `headers` and `rows` are those of the outcome. */
  readonly reading?: FileReading;
  /** The sheets of a workbook, in its order. */
  readonly sheets?: readonly string[];
  /** Findings of the first look that hinder nothing, such as numbers that a workbook had damaged before. */
  readonly notes?: readonly Issue[];
  readonly headers: readonly string[];
  /** The first records as text, header left out; at most 200. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * What a later file does to the records of the files before it. `append`: nothing; `replace`: takes away those that have a key of one of
 * its own; `whole`: takes all of them away.
 */
export type PartUpdate = 'append' | 'replace' | 'whole';

/** One file of a source that is made of several files of one shape. */
export interface SourcePart {
  readonly name: string;
  readonly bytes: number;
  /** Hash of size and content samples, hex. */
  readonly fingerprint: string;
  readonly dialect: FileDialect;
  readonly reading?: FileReading;
  /** For each column of this file, its place among the source's headers. */
  readonly columns: readonly number[];
  /** Absent for the files that made the source. */
  readonly update?: PartUpdate;
}

/** A file as the user gave it, together with what was made of it. */
export interface SourceInfo {
  /** Stable within a workspace; also the engine's name of its staged table. Matches /^s[0-9a-z]+$/. */
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  /** Hash of size and content samples, hex. */
  readonly fingerprint: string;
  /** Of the file as it was given. */
  readonly dialect: FileDialect;
  /** How the file is written anew before the engine reads it; absent where it is read as it is. */
  readonly reading?: FileReading;
  readonly headers: readonly string[];
  readonly mapping: Mapping;
  /**
   * Its files in the order in which they are loaded, where it is made of several of one shape. `bytes` is then their sum, `dialect` the first
   * one's, `headers` those of all, and the last header is the column of their names.
   */
  readonly parts?: readonly SourcePart[];
  /** The header of the column by which a later file replaces; absent: the id of what a row is. */
  readonly key?: string;
  /** Only the records of one in so many customers are read, from 2 to 1,000, where the file names the customer; absent: all. */
  readonly oneIn?: number;
}

/** How a person said that a file is read, for the next file like it. */
export interface RememberedReading {
  readonly encoding?: Encoding;
  readonly reading?: FileReading;
  /** The names of the columns that came of it. */
  readonly headers: readonly string[];
  /** The line that its key was made of, from 0; null where that was the name of the file. */
  readonly line: number | null;
}

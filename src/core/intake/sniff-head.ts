import type { FixedWidthReading, TextReading } from '#core/model/reading';
import type { Encoding, FileDialect, ImportQuestion, SourceHead } from '#core/model/source';
import { fail, succeed, type Result } from '#core/model/result';
import { decodeLoosely, decodeStrictly } from './decode-text';
import { detectEncoding, takeEncoding } from './detect-encoding';
import { findForeignKind, holdsControls } from './detect-kind';
import { askReading, type ReadingExample } from './dialect/ask-reading';
import { createTextCutter } from './dialect/cut-text';
import { findReading, type ReadingFound, type TextSample } from './dialect/find-reading';
import { countFooter } from './dialect/name-footer';
import { nameColumns } from './dialect/name-columns';
import { plainDialectOf, readingOf } from './dialect/plain-reading';
import type { RawRecord } from './dialect/raw-record';
import { createTableReader } from './dialect/read-table';
import { cutSample } from './dialect/find-signs';

/** How many records a preview holds at most. */
export const HEAD_ROWS = 200;
const EXAMPLE_ROWS = 4;

/** What is known or said of a file beside its first bytes. */
export interface HeadChoice {
  /** The encoding that a person says it has. */
  readonly encoding?: Encoding;
  /** The reading that a person says it has: nothing is asked then. */
  readonly reading?: TextReading | FixedWidthReading;
  /** The last bytes of a file that is longer than its head. */
  readonly tail?: Uint8Array;
}

/** The head of a file, and the question how it is to be read where that is in doubt. */
export interface SniffedFile {
  readonly head: SourceHead;
  readonly question: ImportQuestion | null;
}

/** What a file is, from its first bytes; the likeliest reading where several fit. See `sniffFile`. */
export function sniffHead(bytes: Uint8Array, name: string, size: number = bytes.length, choice: HeadChoice = {}): Result<SourceHead> {
  const sniffed = sniffFile(bytes, name, size, choice);
  return sniffed.ok ? succeed(sniffed.value.head) : sniffed;
}

/**
 * What a file is, from its first bytes. Issues: empty, not text, an encoding that cannot be read, a header and nothing else, lines that
 * no sign cuts evenly. `bytes` is the whole file when it is as long as `size`.
 */
export function sniffFile(bytes: Uint8Array, name: string, size: number, choice: HeadChoice): Result<SniffedFile> {
  const foreign = findForeignKind(bytes, name);
  if (foreign) return fail(foreign);
  const cut = bytes.length < size;
  const found = choice.encoding ? takeEncoding(bytes, name, cut, choice.encoding) : detectEncoding(bytes, name, cut);
  if (!found.ok) return found;
  const { encoding, bom, from } = found.value;
  const text = decodeStrictly(bytes, encoding, cut) ?? '';
  if (holdsControls(text)) return fail({ code: 'issue_file_no_text', values: { name } });
  if (text.trim() === '') return fail({ code: 'issue_file_empty', values: { name } });
  const sample: TextSample = { head: text, tail: cut ? (choice.tail ? decodeLoosely(choice.tail, encoding) : '') : null };
  const readings: ReadingFound = choice.reading ? given(choice.reading) : findReading(sample);
  const reading = readings.proposals[0]?.reading;
  if (!reading) return fail({ code: 'issue_file_uneven', values: { name } });
  const head = describeHead(sample, reading, { name, bytes: size, encodingFrom: from }, { encoding, bom });
  if (!head.ok) return head;
  const question = askReading(readings, (proposal) => showExample(sample, proposal.reading));
  return succeed({ head: head.value, question });
}

/** The reading that a person says. */
const given = (reading: TextReading | FixedWidthReading): ReadingFound => ({
  proposals: [{ reading, width: 0, fitting: 0, total: 0, confidence: 1 }],
  doubt: null,
  line: 0,
  refused: false,
});

type Readable = TextReading | FixedWidthReading;

/** The table of a sample by a reading. Of a file that goes on, the record that the sample's end cuts through is left out. */
function readTable({ head, tail }: TextSample, reading: Readable): ReadingExample {
  const reader = createTableReader(reading);
  const records = [...reader.push(head), ...(tail === null ? reader.finish() : [])];
  return { headers: reader.headers() ?? [], rows: records.flatMap(({ fields }) => (fields ? [fields] : [])).slice(0, HEAD_ROWS) };
}

function showExample(sample: TextSample, reading: Readable): ReadingExample {
  const { headers, rows } = readTable(sample, reading);
  return { headers, rows: rows.slice(0, EXAMPLE_ROWS) };
}

/** The head as it will be loaded: by its dialect where the reading is plain, otherwise as it is written anew. */
function describeHead(
  sample: TextSample,
  reading: Readable,
  facts: Pick<SourceHead, 'name' | 'bytes' | 'encodingFrom'>,
  coded: Pick<FileDialect, 'encoding' | 'bom'>,
): Result<SourceHead> {
  const plain = plainDialectOf(reading, coded);
  const { headers, rows } = plain ? readPlain(sample, plain) : readTable(sample, reading);
  if (headers.length === 0) return fail({ code: 'issue_file_empty', values: { name: facts.name } });
  if (rows.length === 0) return fail({ code: 'issue_file_header_only', values: { name: facts.name } });
  if (plain) return succeed({ ...facts, dialect: plain, headers, rows });
  const delimiter =
    reading.format === 'text' ? plainDialectOf(readingOf({ delimiter: reading.delimiter as ',', header: true }))?.delimiter : ',';
  const dialect: FileDialect = { ...coded, delimiter: delimiter ?? ',', quote: '"', header: reading.headerRows > 0 };
  return succeed({ ...facts, dialect, reading, headers, rows });
}

function readPlain({ head, tail }: TextSample, dialect: FileDialect): ReadingExample {
  const records = cutSample(head, readingOf(dialect), tail !== null, { most: HEAD_ROWS + 1 }).map(({ fields }) => fields);
  const first = records[0] ?? [];
  return {
    headers: nameColumns(dialect.header ? first : first.map(() => '')),
    rows: records.slice(dialect.header ? 1 : 0, HEAD_ROWS + 1).slice(0, HEAD_ROWS),
  };
}

/** The part of a text behind its first line end: what stands before it may be torn. */
const behindFirstLine = (text: string): string => {
  const start = text.search(/[\r\n]/);
  return start < 0 ? '' : text.slice(start).replace(/^\r?\n?/, '');
};

/** A piece from somewhere within a file, behind its first line end, cut by the signs of the file. */
export interface Slice {
  readonly text: string;
  /** Its whole records. */
  readonly records: readonly RawRecord[];
  /** What stands behind the last line end: a record only where the piece is the file's end. */
  readonly last: readonly RawRecord[];
}

/** Cuts bytes from within a file as its head is read; what is written in fixed widths gives no records here. */
export function cutSlice(bytes: Uint8Array, { reading, dialect }: SourceHead): Slice {
  const text = behindFirstLine(decodeLoosely(bytes, dialect.encoding));
  if (reading?.format === 'fixed') return { text, records: [], last: [] };
  const signs = reading?.format === 'text' ? reading : readingOf(dialect);
  const cutter = createTextCutter({ ...signs, comment: '', skip: 0 });
  return { text, records: cutter.push(text), last: cutter.finish() };
}

/** Records of a slice: only those that are whole and as wide as the header. */
export function sampleSlice({ text, records }: Slice, { reading, headers }: SourceHead, limit: number): readonly (readonly string[])[] {
  const rows =
    reading?.format === 'text' || reading?.format === 'fixed'
      ? readTable({ head: text, tail: '' }, { ...reading, skip: 0, headerRows: 0 }).rows
      : records.map(({ fields }) => fields);
  return rows.filter((row) => row.length === headers.length).slice(0, limit);
}

/** `sampleSlice` of bytes from somewhere within the file. */
export const readSlice = (bytes: Uint8Array, head: SourceHead, limit: number): readonly (readonly string[])[] =>
  sampleSlice(cutSlice(bytes, head), head, limit);

/** True where most records of a slice have another number of fields than the head's: another table goes on there (D16). */
export function changesWidth({ records }: Slice, { reading, headers }: SourceHead): boolean {
  const short = reading?.format === 'text' && reading.short === 'fill';
  const fitting = records.filter(({ fields }) => fields.length === headers.length || (short && fields.length < headers.length)).length;
  return records.length > 8 && fitting < records.length / 2;
}

/** True where something stands below the table, seen from the file's last slice: it must then be found again with its end. */
export const endsInFooter = ({ records, last }: Slice, { headers }: SourceHead): boolean =>
  countFooter([...records, ...last], headers.length) > 0;

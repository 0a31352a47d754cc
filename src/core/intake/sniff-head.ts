import type { Encoding, FileDialect, SourceHead } from '#core/model/source';
import { fail, succeed, type Result } from '#core/model/result';
import { decodeLoosely, decodeStrictly } from './decode-text';
import { detectEncoding, takeEncoding } from './detect-encoding';
import { findForeignKind, holdsControls } from './detect-kind';
import { nameColumns } from './dialect/name-columns';
import { readRecords } from './read-records';
import { findDelimiter, looksLikeHeader } from './sniff-dialect';

/** How many records a preview holds at most. */
export const HEAD_ROWS = 200;

/**
 * What a file is, from its first bytes. Issues: empty, not text, an encoding that cannot be read, a header and nothing else.
 * `bytes` is the whole file when it is as long as `size`. `named`: the encoding that a person says it has.
 */
export function sniffHead(bytes: Uint8Array, name: string, size: number = bytes.length, named?: Encoding): Result<SourceHead> {
  const foreign = findForeignKind(bytes, name);
  if (foreign) return fail(foreign);
  const cut = bytes.length < size;
  const found = named ? takeEncoding(bytes, name, cut, named) : detectEncoding(bytes, name, cut);
  if (!found.ok) return found;
  const { encoding, bom, from } = found.value;
  const text = decodeStrictly(bytes, encoding, cut) ?? '';
  if (holdsControls(text)) return fail({ code: 'issue_file_binary', values: { name, kind: '?' } });
  const delimiter = findDelimiter(text, cut);
  const records = readRecords(text, delimiter, HEAD_ROWS + 1, cut);
  if (records.length === 0) return fail({ code: 'issue_file_empty', values: { name } });
  const header = looksLikeHeader(records);
  const dialect: FileDialect = { encoding, bom, delimiter, quote: '"', header };
  return describeHead(name, size, dialect, from, records);
}

function describeHead(
  name: string,
  bytes: number,
  dialect: FileDialect,
  encodingFrom: SourceHead['encodingFrom'],
  records: readonly (readonly string[])[],
): Result<SourceHead> {
  const first = records[0] ?? [];
  const headers = nameColumns(dialect.header ? first : first.map(() => ''));
  const rows = (dialect.header ? records.slice(1) : records).slice(0, HEAD_ROWS);
  if (rows.length === 0) return fail({ code: 'issue_file_header_only', values: { name } });
  return succeed({ name, bytes, dialect, encodingFrom, headers, rows });
}

/** Records from somewhere within the file: only those that are whole and as wide as the header. */
export function readSlice(bytes: Uint8Array, head: SourceHead, limit: number): readonly (readonly string[])[] {
  const text = decodeLoosely(bytes, head.dialect.encoding);
  const start = text.search(/[\r\n]/);
  if (start < 0) return [];
  const records = readRecords(text.slice(start), head.dialect.delimiter, limit, true);
  return records.filter((record) => record.length === head.headers.length);
}

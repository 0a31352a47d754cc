import { decodeLoosely } from '#core/intake/decode-text';
import type { SourceHead } from '#core/model/source';
import type { InputFile } from './types';

const TAIL_BYTES = 16 * 1024;

/** How often a delimiter stands outside of quotes, plus one. */
function countFields(line: string, delimiter: string, quote: string): number {
  let fields = 1;
  let inside = false;
  for (let at = 0; at < line.length; at++) {
    if (quote !== '' && line[at] === quote) inside = !inside;
    else if (!inside && line.startsWith(delimiter, at)) {
      fields += 1;
      at += delimiter.length - 1;
    }
  }
  return fields;
}

/** Fields without text count little: a line of totals has as many delimiters as a record, and few texts between them. */
function countFilled(line: string, delimiter: string): number {
  return line.split(delimiter).filter((field) => field.trim() !== '').length;
}

/**
 * Whether one of the records that a reading leaves out at the end of a file looks like the records before them: as many fields, and not
 * clearly fewer of them filled. Only of text with delimiters; false where nothing is left out.
 */
export async function looksLikeRows(file: InputFile, { reading, dialect, headers, rows }: SourceHead): Promise<boolean> {
  if (reading?.format !== 'text' || reading.footer === 0 || reading.delimiter === '') return false;
  // UTF-16 is cut between its pairs of bytes.
  const from = Math.max(0, Math.floor((file.bytes - TAIL_BYTES) / 2) * 2);
  const lines = decodeLoosely(await file.slice(from, file.bytes), dialect.encoding)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '');
  const filled = rows.map((row) => row.filter((field) => field.trim() !== '').length);
  const least = filled.length === 0 ? headers.length : Math.min(...filled);
  return lines
    .slice(-reading.footer)
    .some(
      (line) => countFields(line, reading.delimiter, reading.quote) === headers.length && countFilled(line, reading.delimiter) >= least,
    );
}

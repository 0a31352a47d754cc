import { decodeLoosely } from '#core/intake/decode-text';
import { holdsText } from '#core/intake/detect-kind';
import type { Encoding } from '#core/model/source';
import { previewFile } from '#edge/load/preview';
import type { InputFile, ReadingChoice } from '#edge/load/types';
import type { ReadingTrial } from './types';

const HEAD_BYTES = 16 * 1024;
const LINES = 30;
const LINE_LENGTH = 400;

/** The first lines as they stand in the file; none of a file that is no text. */
async function readLines(file: InputFile, encoding: Encoding): Promise<readonly string[]> {
  const bytes = await file.slice(0, Math.min(HEAD_BYTES, file.bytes));
  if (!holdsText(bytes, file.name)) return [];
  const lines = decodeLoosely(bytes, encoding).split(/\r\n|\n|\r/);
  // The last one may be cut off, or be what follows the last line end.
  const whole = bytes.length < file.bytes || lines.at(-1) === '' ? lines.slice(0, -1) : lines;
  return whole.slice(0, LINES).map((line) => line.slice(0, LINE_LENGTH));
}

/** What a file would be when read as a person says, beside its first lines. */
export async function tryReading(file: InputFile, encoding: Encoding | undefined, choice: ReadingChoice): Promise<ReadingTrial> {
  const { head, issues } = await previewFile(file, undefined, choice);
  const fits = issues.length === 0;
  const lines = await readLines(file, fits ? head.dialect.encoding : (encoding ?? 'utf-8')).catch(() => []);
  return { lines, head: fits ? head : null, issues };
}

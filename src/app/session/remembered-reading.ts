import { detectEncoding } from '#core/intake/detect-encoding';
import { keyOf, keysOf, type ReadingKey } from '#core/intake/reading-key';
import type { FileReading } from '#core/model/reading';
import type { RememberedReading, SourceHead, SourceInfo } from '#core/model/source';
import { looksLikeRows } from '#edge/load/left-out';
import { previewFile } from '#edge/load/preview';
import type { InputFile, Preview, ReadingChoice } from '#edge/load/types';
import { sameReading } from './draft-questions';

const HEAD_BYTES = 64 * 1024;
/** RD8: the least share of the first records that are as wide as the column names. */
const WIDE_ENOUGH = 0.9;

/** What is kept between visits of how files are read. */
export interface ReadingMemory {
  recall(keys: readonly string[]): Promise<{ readonly key: string; readonly remembered: RememberedReading } | null>;
  /** Null forgets. */
  remember(key: string, remembered: RememberedReading | null): Promise<void>;
}

/** A reading that fits a fresh file, with what the file is when it is read so. */
export interface Recalled {
  readonly key: string;
  readonly choice: ReadingChoice;
  readonly preview: Preview;
}

const headOf = (file: InputFile): Promise<Uint8Array> => file.slice(0, Math.min(HEAD_BYTES, file.bytes));

/** RD6, RD8: how a file like this one was read before, or null where nothing is remembered, nothing fits or the file cannot be read. */
export async function recallReading(file: InputFile, memory: ReadingMemory): Promise<Recalled | null> {
  const bytes = await headOf(file).catch(() => null);
  if (!bytes || bytes.length === 0) return null;
  const keys = keysOf(bytes, file.name, bytes.length < file.bytes);
  const found = await memory.recall(keys.map(({ key }) => key));
  if (!found) return null;
  const place = keys.find(({ key }) => key === found.key)!;
  const choice = choiceFrom(found.remembered, place, saysEncoding(bytes, file));
  if (!choice.encoding && !choice.reading) return null;
  const preview = await previewFile(file, undefined, choice);
  if (!isLike(preview, found.remembered) || (await looksLikeRows(file, preview.head))) return null;
  return { key: found.key, choice, preview };
}

/** What a person had said of a file of an earlier visit, if it was read so then; nothing where it was found. */
export async function recallSaid(
  file: InputFile,
  { dialect, reading }: Pick<SourceInfo, 'dialect' | 'reading'>,
  memory: ReadingMemory,
): Promise<ReadingChoice> {
  const bytes = await headOf(file).catch(() => null);
  const keys = bytes ? keysOf(bytes, file.name, bytes.length < file.bytes) : [];
  const found = await memory.recall(keys.map(({ key }) => key));
  if (!found) return {};
  const said = choiceFrom(
    found.remembered,
    keys.find(({ key }) => key === found.key)!,
  );
  const sameEncoding = (said.encoding ?? dialect.encoding) === dialect.encoding;
  return sameEncoding && (!said.reading || !reading || sameReading(said.reading, reading)) ? said : {};
}

/** RD8: a mark, or characters that are strict UTF-8: hardly any other text is that by chance, while UTF-8 is often something in another encoding. */
function saysEncoding(bytes: Uint8Array, file: InputFile): boolean {
  const found = detectEncoding(bytes, file.name, bytes.length < file.bytes);
  if (!found.ok) return false;
  return found.value.bom || (found.value.from === 'valid' && bytes.some((byte) => byte >= 0x80));
}

/** What was said, with the lines above the table moved as far as the line of the column names moved. */
function choiceFrom({ encoding, reading, line }: RememberedReading, place: ReadingKey, saysEncoding = false): ReadingChoice {
  const by = line === null || place.line === null ? 0 : place.line - line;
  return { ...(encoding && !saysEncoding ? { encoding } : {}), ...(reading ? { reading: moveDown(reading, by) } : {}) };
}

const moveDown = (reading: FileReading, by: number): FileReading =>
  reading.format === 'text' || reading.format === 'fixed' ? { ...reading, skip: Math.max(0, reading.skip + by) } : reading;

function isLike({ head, issues }: Preview, { headers }: RememberedReading): boolean {
  if (issues.length > 0 || head.headers.length !== headers.length) return false;
  const wide = head.rows.filter((row) => row.length === headers.length);
  return head.headers.every((header, at) => header === headers[at]) && wide.length >= head.rows.length * WIDE_ENOUGH;
}

/** RD6: remembers what was said of a file under what it turned out to be; gives the key, or null where it holds for this file alone. */
export async function rememberReading(
  file: InputFile,
  head: SourceHead,
  choice: ReadingChoice,
  memory: ReadingMemory,
): Promise<string | null> {
  if (choice.reading?.format === 'text' && choice.reading.rows !== undefined) return null;
  const { key, line } = keyOf(await headOf(file), head);
  await memory.remember(key, { ...choice, headers: head.headers, line });
  return key;
}

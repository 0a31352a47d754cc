import { studyColumns } from '#core/intake/column-facts';
import { changesWidth, cutSlice, endsInFooter, sampleSlice, sniffFile, type HeadChoice, type SniffedFile } from '#core/intake/sniff-head';
import { suggestMapping } from '#core/intake/suggest-mapping';
import type { SourceHead } from '#core/model/source';
import { fail, type Issue, type Result } from '#core/model/result';
import { findFormat } from './formats/find-format';
import { isReadError } from './input-file';
import { LoadError, type InputFile, type Preview, type ReadingChoice } from './types';

const HEAD_BYTES = 64 * 1024;
/** Heads of files whose first lines are longer, tried in turn. */
const LONGER_HEADS = [1 << 20, 16 << 20];
/** The header and two records. */
const FEWEST_LINES = 3;
/** More columns than this no screen shows and no person sorts. */
const MOST_COLUMNS = 2000;
const SLICE_BYTES = 24 * 1024;
const SLICE_ROWS = 100;

/** What the given samples show; the samples of the head come first. How the file is read is asked before anything else. */
function describe({ head, question }: SniffedFile, further: readonly (readonly string[])[]): Preview {
  const suggested = suggestMapping(studyColumns(head, further));
  return { head, ...suggested, questions: question ? [question, ...suggested.questions] : suggested.questions, issues: [] };
}

/** Samples from the middle and the end, so that a late change of a column, and what stands below the table, are seen before it is loaded. */
async function readFurther(file: InputFile, head: number): Promise<readonly [middle: Uint8Array, end: Uint8Array]> {
  // UTF-16 is cut between its pairs of bytes; nothing else minds.
  const middle = Math.max(head, Math.floor(file.bytes / 4) * 2);
  const end = Math.max(middle + SLICE_BYTES, Math.floor((file.bytes - SLICE_BYTES) / 2) * 2);
  return Promise.all([file.slice(middle, Math.min(middle + SLICE_BYTES, file.bytes)), file.slice(end, file.bytes)]);
}

/** Whether some bytes hold so many line ends. */
function holdsLines(bytes: Uint8Array, least: number): boolean {
  let lines = 0;
  for (let at = 0; at < bytes.length && lines < least; at++) if (bytes[at] === 10 || (bytes[at] === 13 && bytes[at + 1] !== 10)) lines++;
  return lines >= least;
}

/** The first bytes of a file: as many as hold a few lines, 16 MB at most. */
async function readHead(file: InputFile, begin: Uint8Array): Promise<Uint8Array> {
  let bytes = begin;
  for (const size of LONGER_HEADS) {
    if (bytes.length >= file.bytes || holdsLines(bytes, FEWEST_LINES)) break;
    bytes = await file.slice(0, Math.min(size, file.bytes));
  }
  return bytes;
}

/** What keeps a file from being read though it is text: a line without end, too many columns. */
function findExcess(file: InputFile, bytes: Uint8Array, headers: readonly string[]): Issue | null {
  const { name } = file;
  const count = (amount: number) => ({ amount, unit: 'count' }) as const;
  if (bytes.length < file.bytes && bytes.length > HEAD_BYTES && !holdsLines(bytes, 1))
    return { code: 'issue_file_long_line', values: { name, size: { amount: bytes.length, unit: 'bytes' } } };
  if (headers.length > MOST_COLUMNS)
    return { code: 'issue_file_too_wide', values: { name, columns: count(headers.length), most: count(MOST_COLUMNS) } };
  return null;
}

/** A file that cannot be read: no column, no row, and the reasons. */
function refuse(file: InputFile, issues: readonly Issue[]): Preview {
  const dialect = { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true } as const;
  const head: SourceHead = { name: file.name, bytes: file.bytes, dialect, encodingFrom: 'guess', headers: [], rows: [] };
  return { head, grain: 'order', suggestions: [], questions: [], issues };
}

/**
 * What a file is and how it would be mapped, from its head, middle and end, without any engine. `onFirst` is called with what
 * the head alone shows, within milliseconds. A file that cannot be read has no columns, and `issues` says why.
 * What a mapping lacks is not among them: `mappingProblems` says that of any mapping. `choice`: what a person says of it.
 */
export async function previewFile(file: InputFile, onFirst?: (preview: Preview) => void, choice: ReadingChoice = {}): Promise<Preview> {
  try {
    const begin = await file.slice(0, Math.min(HEAD_BYTES, file.bytes));
    const format = await findFormat(file, begin, choice.encoding);
    if ('issues' in format) return refuse(file, format.issues);
    if ('format' in format) return await (await import('./formats/preview-typed')).previewTyped(file, format, onFirst, choice);
    const bytes = await readHead(file, begin);
    const said = sayOf(choice);
    const look = (): Result<SniffedFile> => {
      const sniffed = sniffFile(bytes, file.name, file.bytes, said);
      const excess = findExcess(file, bytes, sniffed.ok ? sniffed.value.head.headers : []);
      if (excess) return fail(excess);
      if (sniffed.ok && onFirst) onFirst(describe(sniffed.value, []));
      return sniffed;
    };
    // The middle and the end are fetched while the head is looked at.
    const [further, first] = await Promise.all([bytes.length < file.bytes ? readFurther(file, bytes.length) : null, look()]);
    if (!first.ok) return refuse(file, first.issues);
    if (!further) return describe(first.value, []);
    const cut = further.map((slice) => cutSlice(slice, first.value.head));
    const again = !said.reading && endsInFooter(cut.at(-1)!, first.value.head);
    const sniffed = again ? sniffFile(bytes, file.name, file.bytes, { ...said, tail: further[1] }) : first;
    if (!sniffed.ok) return refuse(file, sniffed.issues);
    const { head } = sniffed.value;
    const slices = again ? further.map((slice) => cutSlice(slice, head)) : cut;
    if (!said.reading && slices.some((slice) => changesWidth(slice, head)))
      return refuse(file, [{ code: 'issue_file_other_table', values: { name: file.name, columns: head.headers.length } }]);
    return describe(
      sniffed.value,
      slices.flatMap((slice) => sampleSlice(slice, head, SLICE_ROWS)),
    );
  } catch (error) {
    if (error instanceof LoadError) return refuse(file, error.issues);
    if (!isReadError(error)) throw error;
    return refuse(file, [{ code: 'issue_file_unreadable', values: { name: file.name } }]);
  }
}

/** What a person says of a text. */
function sayOf({ encoding, reading }: ReadingChoice): HeadChoice {
  const text = reading?.format === 'text' || reading?.format === 'fixed' ? { reading } : {};
  return { ...(encoding ? { encoding } : {}), ...text };
}

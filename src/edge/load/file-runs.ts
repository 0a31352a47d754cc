import type { RecordCount } from '#core/intake/record-count';
import type { SourcePart } from '#core/model/source';
import { keptRanges } from './input-file';
import type { InputFile } from './types';

/** Files above this size are worth a reading of their own. */
const SMALL = 1024 * 1024;
/** Bytes of files that are read at once. */
const TOGETHER = 16 * 1024 * 1024;

const isPlain = ({ bytes, dialect, reading }: SourcePart): boolean =>
  bytes <= SMALL && !reading && dialect.encoding === 'utf-8' && !dialect.bom && dialect.header;

/** Small files of one dialect and the same columns that follow each other, by their places; every other file by itself. */
export function findRuns(parts: readonly SourcePart[]): readonly (readonly number[])[] {
  const runs: number[][] = [];
  let bytes = 0;
  for (const [at, part] of parts.entries()) {
    const run = runs.at(-1);
    const before = parts[at - 1];
    const alike = before && isPlain(before) && isPlain(part) && before.dialect.delimiter === part.dialect.delimiter;
    if (run && alike && bytes + part.bytes <= TOGETHER && before.columns.join() === part.columns.join()) {
      run.push(at);
      bytes += part.bytes;
    } else {
      runs.push([at]);
      bytes = part.bytes;
    }
  }
  return runs;
}

type NewlineKind = keyof RecordCount['newlines'];
const ENDS: Readonly<Record<NewlineKind, string>> = { lf: '\n', crlf: '\r\n', cr: '\r' };

/** The one kind of line end in files that may be read at once; null where there are several, or a file holds anything that is not plain. */
export function commonNewline(counts: readonly RecordCount[]): NewlineKind | null {
  const kinds = new Set<NewlineKind>();
  for (const { newlines, header, rejected, cutsComplete, invalidUtf8At } of counts) {
    if (!header || rejected > 0 || !cutsComplete || invalidUtf8At !== null) return null;
    for (const kind of ['lf', 'crlf', 'cr'] as const) if (newlines[kind] > 0) kinds.add(kind);
  }
  return kinds.size === 1 ? [...kinds][0]! : null;
}

/** The records of several files as one file under the header of the first, blank records left out. To be released by whoever asked for it. */
export async function chainFiles(files: readonly InputFile[], counts: readonly RecordCount[], newline: NewlineKind): Promise<InputFile> {
  const end = new TextEncoder().encode(ENDS[newline]);
  async function* read(): AsyncGenerator<Uint8Array> {
    for (const [at, file] of files.entries()) {
      const { header, cuts } = counts[at]!;
      const all = await file.slice(0, file.bytes);
      const ranges = keptRanges(file.bytes, at > 0 && header ? [{ byteStart: 0, byteEnd: header.byteEnd }, ...cuts] : cuts);
      for (const [from, to] of ranges) yield all.subarray(from, to);
      const last = ranges.at(-1)?.[1];
      if (last !== undefined && all[last - 1] !== end.at(-1)) yield end;
    }
  }
  const pieces = read();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  return files[0]!.derive(stream);
}

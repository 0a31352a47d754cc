import type { JoinedFile, JoinedFiles, SampledFile } from '#core/intake/join-files';
import { readSlice } from '#core/intake/sniff-head';
import type { Mapping, PartUpdate, SourceHead, SourcePart } from '#core/model/source';
import { fingerprintFile } from './fingerprint';
import { fromBlob } from './input-file';
import type { InputFile, LoadRequest, Preview } from './types';

/** A previewed file on its way into a source of several. */
export interface OpenedFile extends SampledFile {
  readonly input: InputFile;
  readonly fingerprint: string;
}

const SLICE_BYTES = 16 * 1024;
const SLICE_ROWS = 100;

/** Rows from the middle and the end of a file that is read as it stands; of one that is written anew the head alone is known. */
async function readFurther(input: InputFile, head: SourceHead): Promise<readonly (readonly string[])[]> {
  if (head.reading || input.bytes <= SLICE_BYTES) return [];
  // UTF-16 is cut between its pairs of bytes; nothing else minds.
  const even = (at: number) => Math.max(0, Math.floor(at / 2) * 2);
  const starts = [even(input.bytes / 2), even(input.bytes - SLICE_BYTES)];
  const slices = await Promise.all(starts.map((start) => input.slice(start, Math.min(input.bytes, start + SLICE_BYTES))));
  return slices.flatMap((bytes, at) =>
    readSlice(bytes, head, Infinity).slice(at === 0 ? 0 : -SLICE_ROWS, at === 0 ? SLICE_ROWS : undefined),
  );
}

/** Reads what is needed to put a previewed file together with others of its shape. Rejects when the file can no longer be read. */
export async function openFile(input: InputFile, { head, grain, suggestions, questions }: Preview): Promise<OpenedFile> {
  const [further, fingerprint] = await Promise.all([readFurther(input, head), fingerprintFile(input)]);
  return { input, fingerprint, head, grain, suggestions, questions, further };
}

/** What is stored of one file among others. */
export function partOf({ file, columns }: JoinedFile<Omit<OpenedFile, 'input'>>, update?: PartUpdate): SourcePart {
  const { name, bytes, dialect, reading } = file.head;
  const { fingerprint } = file;
  return { name, bytes, fingerprint, dialect, ...(reading ? { reading } : {}), columns, ...(update ? { update } : {}) };
}

/** The fingerprint of a source of several files, made of theirs. */
export const fingerprintParts = (parts: readonly SourcePart[]): Promise<string> =>
  fingerprintFile(fromBlob(new Blob(parts.map(({ fingerprint }) => fingerprint)), ''));

/** What the loader is asked for: a source of several files with one mapping. */
export async function requestParts(
  source: {
    readonly id: string;
    readonly name: string;
    readonly headers: readonly string[];
    readonly mapping: Mapping;
    readonly key?: string;
  },
  parts: readonly SourcePart[],
  files: readonly InputFile[],
): Promise<LoadRequest> {
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const info = { ...source, bytes, fingerprint: await fingerprintParts(parts), dialect: parts[0]!.dialect, parts };
  return { info, file: files[0]!, parts: files };
}

/** A request for joined files as they are proposed, or with the given mapping. */
export const requestJoined = (
  id: string,
  { head, files }: JoinedFiles<OpenedFile>,
  mapping: Mapping,
  updateOf: (at: number) => PartUpdate | undefined = () => undefined,
): Promise<LoadRequest> =>
  requestParts(
    { id, name: head.name, headers: head.headers, mapping },
    files.map((file, at) => partOf(file, updateOf(at))),
    files.map(({ file }) => file.input),
  );

import type { ByteRange, InputFile } from './types';

/** The bytes between the ranges, as [from, to) pairs in file order. */
export function keptRanges(bytes: number, ranges: readonly ByteRange[]): readonly (readonly [from: number, to: number])[] {
  const kept: [number, number][] = [];
  let from = 0;
  for (const range of ranges) {
    if (range.byteStart > from) kept.push([from, range.byteStart]);
    from = Math.max(from, range.byteEnd);
  }
  if (from < bytes) kept.push([from, bytes]);
  return kept;
}

/** Blobs are put together in groups, because a constructor with a million parts stalls the page. */
const GROUP = 4096;

function joinBlobs(parts: readonly Blob[]): Blob {
  let level = parts;
  while (level.length > GROUP) {
    const next: Blob[] = [];
    for (let at = 0; at < level.length; at += GROUP) next.push(new Blob(level.slice(at, at + GROUP)));
    level = next;
  }
  return new Blob([...level]);
}

/** A file of the page: dropped, chosen, pasted or kept in this browser. */
export function fromBlob(blob: Blob, name: string): InputFile {
  return {
    name,
    bytes: blob.size,
    slice: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer()),
    stream: () => blob.stream(),
    engineFile: { blob },
    derive: async (content) => fromBlob(await new Response(content).blob(), name),
    without: async (ranges) => fromBlob(joinBlobs(keptRanges(blob.size, ranges).map(([from, to]) => blob.slice(from, to))), name),
    release: async () => {},
  };
}

/** Whether a file could not be read: `NotReadableError` and `NotFoundError` in the page; an error with a code (`ENOENT`, `EACCES`) in the terminal. */
export const isReadError = (error: unknown): boolean => error instanceof DOMException || (error instanceof Error && 'code' in error);

import { createDecoder } from '#core/intake/decode-text';
import type { FileDialect } from '#core/model/source';
import { LoadError, type InputFile } from './types';

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Bytes of the file read so far. */
  readonly onBytes?: (read: number) => void;
}

/** The file's bytes, counted on their way; ends with the signal's reason when that is given. */
export function watchBytes(file: InputFile, { signal, onBytes }: ReadOptions): ReadableStream<Uint8Array> {
  let read = 0;
  const watch = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      signal?.throwIfAborted();
      read += chunk.byteLength;
      onBytes?.(read);
      controller.enqueue(chunk);
    },
  });
  return file.stream().pipeThrough(watch, signal ? { signal } : {});
}

/** A stream hands out 64 kB at a time, each by way of the browser's own process, which the engine needs at the same time. */
export const BLOCK = 4 << 20;

/** The file's bytes in few large pieces, counted on their way; rejects with the signal's reason when that is given. */
export async function* readBlocks(file: InputFile, { signal, onBytes }: ReadOptions = {}): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.bytes; at += BLOCK) {
    const to = Math.min(at + BLOCK, file.bytes);
    const block = await file.slice(at, to);
    signal?.throwIfAborted();
    onBytes?.(to);
    yield block;
  }
}

/**
 * The file as UTF-8, which is all that the counter and the engine read. A file that is UTF-8 already comes back itself; the
 * counter checks it to its end. Throws `LoadError` where a byte cannot be read in the encoding.
 */
export async function decodeToUtf8(file: InputFile, dialect: FileDialect, options: ReadOptions = {}): Promise<InputFile> {
  if (dialect.encoding === 'utf-8') return file;
  const decoder = createDecoder(dialect.encoding, { fatal: true });
  const encoder = new TextEncoder();
  let read = 0;
  const decode = (chunk?: Uint8Array): Uint8Array => {
    try {
      return encoder.encode(chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode());
    } catch {
      throw new LoadError([
        { code: 'issue_file_undecodable', values: { name: file.name, encoding: dialect.encoding.toUpperCase(), byte: read } },
      ]);
    }
  };
  const transform = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      controller.enqueue(decode(chunk));
      read += chunk.byteLength;
    },
    flush(controller) {
      controller.enqueue(decode());
    },
  });
  return file.derive(watchBytes(file, options).pipeThrough(transform));
}

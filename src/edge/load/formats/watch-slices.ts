import type { InputFile } from '../types';
import type { OpenTableOptions } from './types';

/** A file as readers of Parquet want it. Progress counts bytes that were read, none twice. */
export function watchSlices(
  file: InputFile,
  { signal, onBytes }: OpenTableOptions,
): { readonly byteLength: number; slice(from: number, to?: number): Promise<ArrayBuffer> } {
  let read = 0;
  return {
    byteLength: file.bytes,
    async slice(from, to = file.bytes) {
      signal?.throwIfAborted();
      const bytes = await file.slice(from, to);
      read = Math.min(file.bytes, read + bytes.length);
      onBytes?.(read);
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    },
  };
}

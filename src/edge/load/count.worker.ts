import type { FileDialect } from '#core/model/source';
import type { RecordCount } from '#core/intake/record-count';
import { countStream } from './count-stream';
import { BLOCK } from './decode';

/** What the page asks of the worker. */
export interface CountRequest {
  readonly blob: Blob;
  readonly dialect: FileDialect;
  readonly expectedFields: number;
}

/** What the worker says: bytes as they are read, then the count or why there is none. */
export type CountReply = { readonly read: number } | { readonly count: RecordCount } | { readonly failed: string };

/** The file's bytes. The worker waits for each piece: pieces that arrive by promise slow the engine, which reads the same file meanwhile, twice as much. */
function* readBlob(blob: Blob, onBytes: (read: number) => void): Generator<Uint8Array> {
  const reader = new FileReaderSync();
  for (let at = 0; at < blob.size; at += BLOCK) {
    const bytes = new Uint8Array(reader.readAsArrayBuffer(blob.slice(at, at + BLOCK)));
    onBytes(at + bytes.length);
    yield bytes;
  }
}

self.onmessage = async ({ data }: MessageEvent<CountRequest>) => {
  const reply = (message: CountReply): void => self.postMessage(message);
  const onBytes = (read: number): void => reply({ read });
  try {
    reply({ count: await countStream(readBlob(data.blob, onBytes), data.dialect, data.expectedFields) });
  } catch (error) {
    reply({ failed: String(error) });
  }
};

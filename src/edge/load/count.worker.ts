import type { FileDialect } from '#core/model/source';
import type { RecordCount } from '#core/intake/record-count';
import { countStream } from './count-stream';
import { readBlocks } from './decode';
import { fromBlob } from './input-file';

/** What the page asks of the worker. */
export interface CountRequest {
  readonly blob: Blob;
  readonly dialect: FileDialect;
  readonly expectedFields: number;
}

/** What the worker says: bytes as they are read, then the count or why there is none. */
export type CountReply = { readonly read: number } | { readonly count: RecordCount } | { readonly failed: string };

self.onmessage = async ({ data }: MessageEvent<CountRequest>) => {
  const reply = (message: CountReply): void => self.postMessage(message);
  const onBytes = (read: number): void => reply({ read });
  try {
    const file = fromBlob(data.blob, '');
    reply({ count: await countStream(readBlocks(file, { onBytes }), data.dialect, data.expectedFields) });
  } catch (error) {
    reply({ failed: String(error) });
  }
};

import type { FileDialect } from '#core/model/source';
import type { RecordCount } from '#core/intake/record-count';
import { countStream } from './count-stream';
import { watchBytes } from './decode';
import { fromBlob } from './input-file';

/** What the page asks of the worker. */
export interface CountRequest {
  readonly blob: Blob;
  readonly dialect: FileDialect;
  readonly expectedFields: number;
}

/** What the worker says: bytes as they are read, then the count or why there is none. */
export type CountReply = { readonly read: number } | { readonly count: RecordCount } | { readonly failed: string };

/** Progress is told in steps, so that messages stay few. */
const STEP = 1 << 20;

self.onmessage = async ({ data }: MessageEvent<CountRequest>) => {
  const reply = (message: CountReply): void => self.postMessage(message);
  let told = 0;
  const onBytes = (read: number): void => {
    if (read - told < STEP) return;
    told = read;
    reply({ read });
  };
  try {
    const file = fromBlob(data.blob, '');
    reply({ count: await countStream(watchBytes(file, { onBytes }), data.dialect, data.expectedFields) });
  } catch (error) {
    reply({ failed: String(error) });
  }
};

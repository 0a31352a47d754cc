import { createDecoder } from '#core/intake/decode-text';
import { createTextTidier, type TidyFacts } from '#core/intake/dialect/tidy-text';
import type { FixedWidthReading, TextReading } from '#core/model/reading';
import type { Encoding } from '#core/model/source';
import { BLOCK } from './decode';

/** What the page asks of the worker. */
export interface TidyWorkerRequest {
  readonly blob: Blob;
  readonly encoding: Encoding;
  readonly reading: TextReading | FixedWidthReading;
  readonly headers?: readonly string[];
}

/** What the worker says: bytes as they are read, then the new file with what is to be known of it, or why there is none. */
export type TidyWorkerReply =
  | { readonly read: number }
  | { readonly blob: Blob; readonly facts: TidyFacts }
  | { readonly undecodable: number }
  | { readonly failed: string };

/** The new file, in pieces that the browser may put aside. Null where a byte has no character in the encoding: `onBytes` told where. */
function tidyBlob(
  { blob, encoding, reading, headers }: TidyWorkerRequest,
  onBytes: (read: number) => void,
): { blob: Blob; facts: TidyFacts } | null {
  const reader = new FileReaderSync();
  const tidier = createTextTidier(reading, headers);
  const decoder = createDecoder(encoding, { fatal: true });
  const parts: Blob[] = [];
  for (let at = 0; at < blob.size; at += BLOCK) {
    let text: string;
    try {
      text = decoder.decode(reader.readAsArrayBuffer(blob.slice(at, at + BLOCK)), { stream: at + BLOCK < blob.size });
    } catch {
      return null;
    }
    onBytes(Math.min(at + BLOCK, blob.size));
    parts.push(new Blob([tidier.push(text)]));
  }
  parts.push(new Blob([tidier.finish()]));
  return { blob: new Blob(parts), facts: tidier.facts() };
}

self.onmessage = ({ data }: MessageEvent<TidyWorkerRequest>) => {
  const reply = (message: TidyWorkerReply): void => self.postMessage(message);
  let read = 0;
  try {
    const tidied = tidyBlob(data, (bytes) => {
      read = bytes;
      reply({ read });
    });
    reply(tidied ?? { undecodable: read });
  } catch (error) {
    reply({ failed: String(error) });
  }
};

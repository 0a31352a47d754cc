import { createThinner } from '#core/intake/draw/thinner';
import type { Draw } from '#core/model/draw';
import type { FileDialect } from '#core/model/source';
import { BLOCK } from './decode';

/** What the page asks of the worker. */
export interface ThinRequest {
  readonly blob: Blob;
  readonly dialect: FileDialect;
  readonly draw: Draw;
}

/** What the worker says: bytes as they are read, then the smaller file with the places of its records, or why there is none. */
export type ThinReply =
  { readonly read: number } | { readonly blob: Blob; readonly places: Uint32Array; readonly records: number } | { readonly failed: string };

/** The smaller file, in pieces that the browser may put aside. */
function thinBlob(
  { blob, dialect, draw }: ThinRequest,
  onBytes: (read: number) => void,
): Exclude<ThinReply, { read: number } | { failed: string }> {
  const reader = new FileReaderSync();
  const thinner = createThinner(dialect, draw);
  const parts: Blob[] = [];
  const add = (bytes: Uint8Array): void => void parts.push(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  for (let at = 0; at < blob.size; at += BLOCK) {
    add(thinner.push(new Uint8Array(reader.readAsArrayBuffer(blob.slice(at, at + BLOCK)))));
    onBytes(Math.min(at + BLOCK, blob.size));
  }
  add(thinner.finish());
  return { blob: new Blob(parts), places: thinner.places(), records: thinner.records };
}

self.onmessage = ({ data }: MessageEvent<ThinRequest>) => {
  const reply = (message: ThinReply): void => self.postMessage(message);
  try {
    reply(thinBlob(data, (read) => reply({ read })));
  } catch (error) {
    reply({ failed: String(error) });
  }
};

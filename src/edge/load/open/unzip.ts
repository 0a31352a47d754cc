import { LoadError, type InputFile } from '../types';
import { streamRange } from './byte-range';
import { crc32 } from './crc32';
import { damaged, type Budget } from './limits';
import type { ZipEntry } from './zip-directory';

const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATE = 8;

/** Who asks, and what stops them. `onBytes`: bytes of the archive read for this entry. */
export interface UnzipOptions {
  readonly budget: Budget;
  /** What the file is called when it is damaged. */
  readonly kind: string;
  readonly onBytes?: (read: number) => void;
}

/**
 * The bytes of one file of an archive, checked on their way: the stream fails with `LoadError` where they end early, are more than they
 * should be, or do not fit their checksum (F6, F7).
 */
export async function unzipEntry(
  file: InputFile,
  entry: ZipEntry,
  { budget, kind, onBytes }: UnzipOptions,
): Promise<ReadableStream<Uint8Array>> {
  const values = { name: file.name, member: entry.path };
  if (entry.locked) throw new LoadError([{ code: 'issue_file_member_locked', values }]);
  if (entry.method !== STORED && entry.method !== DEFLATE) throw new LoadError([{ code: 'issue_file_member_packed', values }]);
  const head = await file.slice(entry.offset, entry.offset + 30);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.length < 30 || view.getUint32(0, true) !== LOCAL) throw damaged(file.name, kind);
  const from = entry.offset + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  if (from + entry.packed > file.bytes) throw damaged(file.name, kind);
  const packed = streamRange(file, from, from + entry.packed, (at) => onBytes?.(at - from));
  const plain = entry.method === STORED ? packed : packed.pipeThrough(new DecompressionStream('deflate-raw'));
  return check(plain, entry, budget, () => damaged(file.name, kind));
}

function check(plain: ReadableStream<Uint8Array>, entry: ZipEntry, budget: Budget, fault: () => LoadError): ReadableStream<Uint8Array> {
  const reader = plain.getReader();
  let length = 0;
  let sum = 0;
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    const { value, done } = await reader.read().catch(() => {
      throw fault();
    });
    if (done) {
      if (length !== entry.size || sum !== entry.crc) throw fault();
      return controller.close();
    }
    length += value.length;
    budget.spend(value.length);
    sum = crc32(value, sum);
    controller.enqueue(value);
  };
  return new ReadableStream({
    pull: (controller) =>
      pull(controller).catch((reason: unknown) => {
        void reader.cancel().catch(() => undefined);
        throw reason;
      }),
    cancel: (reason) => reader.cancel(reason).catch(() => undefined),
  });
}

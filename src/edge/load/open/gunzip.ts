import { decodeStrictly } from '#core/intake/decode-text';
import { LoadError, type InputFile } from '../types';
import { piecesOf, streamRange } from './byte-range';
import { createBudget, damaged, type Budget } from './limits';

const FILE_NAME = 8;

/** F2: the name in the head of a gzip file, else the file's own without its ending. */
export async function nameInGzip(file: InputFile): Promise<string> {
  const head = await file.slice(0, 1024);
  const flags = head[3] ?? 0;
  const base = file.name.replace(/\.(gz|gzip|z)$/i, '') || file.name;
  if ((flags & FILE_NAME) === 0) return base;
  const extra = (flags & 4) !== 0 ? 2 + (head[10] ?? 0) + ((head[11] ?? 0) << 8) : 0;
  const from = 10 + extra;
  const end = head.indexOf(0, from);
  if (end <= from) return base;
  const bytes = head.subarray(from, end);
  const name = decodeStrictly(bytes, 'utf-8', false) ?? decodeStrictly(bytes, 'gb18030', false);
  return name?.split(/[\\/]/).at(-1) || base;
}

/** The bytes within a gzip file. Fails with `LoadError` where they end early or do not fit their checksum (F6, F7). */
export const gunzip = (file: InputFile, budget: Budget): ReadableStream<Uint8Array> => unpackParts(file, [0], budget);

/**
 * The same for a file of several parts one behind the other, whose later parts a browser takes for rubbish. Only the places of the parts are
 * found here; null where there is one part.
 */
export async function gunzipParts(file: InputFile, budget: Budget): Promise<ReadableStream<Uint8Array> | null> {
  const { Gunzip } = await import('fflate');
  const starts = [0];
  const unpacker = new Gunzip((bytes) => budget.spend(bytes.length));
  unpacker.onmember = (offset) => void (offset > 0 && starts.push(offset));
  for await (const bytes of piecesOf(streamRange(file, 0, file.bytes))) {
    try {
      unpacker.push(bytes);
    } catch (reason) {
      throw reason instanceof LoadError ? reason : damaged(file.name, 'gzip');
    }
  }
  return starts.length > 1 ? unpackParts(file, starts, createBudget(file.name, file.bytes)) : null;
}

function unpackParts(file: InputFile, starts: readonly number[], budget: Budget): ReadableStream<Uint8Array> {
  const readPart = (index: number) =>
    streamRange(file, starts[index]!, starts[index + 1] ?? file.bytes)
      .pipeThrough(new DecompressionStream('gzip'))
      .getReader();
  let part = 0;
  let reader = readPart(part);
  return new ReadableStream({
    async pull(controller) {
      for (;;) {
        const { value, done } = await reader.read().catch(() => {
          throw damaged(file.name, 'gzip');
        });
        if (done) {
          if (++part >= starts.length) return controller.close();
          reader = readPart(part);
          continue;
        }
        try {
          budget.spend(value.length);
        } catch (reason) {
          void reader.cancel().catch(() => undefined);
          throw reason;
        }
        return controller.enqueue(value);
      }
    },
    cancel: (reason) => reader.cancel(reason).catch(() => undefined),
  });
}

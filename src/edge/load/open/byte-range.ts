import type { InputFile } from '../types';

const BLOCK = 1 << 20;

/** Bytes [from, to) of a file as a stream, read as they are asked for. */
export function streamRange(
  file: InputFile,
  from: number,
  to: number,
  onBytes?: (read: number) => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = from;
  return new ReadableStream({
    async pull(controller) {
      const end = Math.min(at + BLOCK, to);
      if (at >= end) return controller.close();
      const bytes = await file.slice(at, end);
      if (bytes.length === 0) return controller.error(new Error('the file is shorter than it was'));
      at += bytes.length;
      onBytes?.(at);
      controller.enqueue(bytes as Uint8Array<ArrayBuffer>);
    },
  });
}

/** The pieces of a stream; not every browser can ask a stream itself for them. */
export async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** A file made of a stream. Rejects with the stream's own reason, which browsers tend to replace. */
export async function deriveFrom(file: InputFile, stream: ReadableStream<Uint8Array>): Promise<InputFile> {
  const pieces = piecesOf(stream);
  let fault: { readonly reason: unknown } | null = null;
  const watched = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { value, done } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (reason) {
        fault = { reason };
        throw reason;
      }
    },
    cancel: async () => void (await pieces.return(undefined)),
  });
  try {
    return await file.derive(watched);
  } catch (reason) {
    throw (fault as { readonly reason: unknown } | null)?.reason ?? reason;
  }
}

/** The first bytes of a stream, which is then given up. */
export async function readStart(stream: ReadableStream<Uint8Array>, bytes: number): Promise<Uint8Array> {
  const start = new Uint8Array(bytes);
  let length = 0;
  for await (const piece of piecesOf(stream)) {
    start.set(piece.subarray(0, bytes - length), length);
    length = Math.min(bytes, length + piece.length);
    if (length === bytes) break;
  }
  return start.subarray(0, length);
}

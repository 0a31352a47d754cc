import { createDecoder } from '#core/intake/decode-text';
import { createTextTidier, findLine, type TidyFacts } from '#core/intake/dialect/tidy-text';
import type { FixedWidthReading, TextReading } from '#core/model/reading';
import type { Encoding } from '#core/model/source';
import { watchBytes, type ReadOptions } from './decode';
import { fromBlob } from './input-file';
import type { Tidied, TidyRequest } from './tidy';
import type { TidyWorkerReply, TidyWorkerRequest } from './tidy-text.worker';
import { LoadError, type InputFile } from './types';

/** A file so short is written anew where it is asked for. */
const WORTH_A_WORKER = 1 << 20;

/** Writes a text of records, or of fixed widths, anew as plain CSV. Throws `LoadError` where a byte has no character in the encoding. */
export async function tidyText(
  file: InputFile,
  { dialect, reading, headers }: TidyRequest<TextReading | FixedWidthReading>,
  options: ReadOptions,
): Promise<Tidied> {
  options.signal?.throwIfAborted();
  const { encoding } = dialect;
  if ('blob' in file.engineFile && typeof Worker !== 'undefined' && file.bytes > WORTH_A_WORKER) {
    const { blob, facts } = await tidyInWorker(
      { blob: file.engineFile.blob, encoding, reading, ...(headers ? { headers } : {}) },
      file,
      options,
    );
    return describe(fromBlob(blob, file.name), facts);
  }
  const tidier = createTextTidier(reading, headers);
  const decoder = createDecoder(encoding, { fatal: true });
  const encoder = new TextEncoder();
  let read = 0;
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw undecodable(file, encoding, read);
    }
  };
  const transform = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      controller.enqueue(encoder.encode(tidier.push(decode(chunk))));
      read += chunk.byteLength;
    },
    flush(controller) {
      controller.enqueue(encoder.encode(tidier.push(decode()) + tidier.finish()));
    },
  });
  const tidied = await file.derive(watchBytes(file, options).pipeThrough(transform));
  return describe(tidied, tidier.facts());
}

const undecodable = (file: InputFile, encoding: Encoding, byte: number): LoadError =>
  new LoadError([{ code: 'issue_file_undecodable', values: { name: file.name, encoding: encoding.toUpperCase(), byte } }]);

const describe = (file: InputFile, { skipped, places, damaged, mended, mendedBy }: TidyFacts): Tidied => ({
  file,
  skipped,
  lineOf: (record) => findLine(places, record),
  damaged: new Map(damaged.map((each) => [each.record, each])),
  ...(mended.length > 0 ? { mended: { by: mendedBy, records: mended } } : {}),
});

function tidyInWorker(
  request: TidyWorkerRequest,
  file: InputFile,
  { signal, onBytes }: ReadOptions,
): Promise<{ blob: Blob; facts: TidyFacts }> {
  const worker = new Worker(new URL('./tidy-text.worker.ts', import.meta.url), { type: 'module' });
  const done = new Promise<{ blob: Blob; facts: TidyFacts }>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.onmessage = ({ data }: MessageEvent<TidyWorkerReply>) => {
      if ('read' in data) onBytes?.(data.read);
      else if ('blob' in data) resolve(data);
      else if ('undecodable' in data) reject(undecodable(file, request.encoding, data.undecodable));
      else reject(new Error(data.failed));
    };
    worker.onerror = (event) => reject(new Error(event.message || 'the worker that writes a file anew could not start'));
    worker.postMessage(request);
  });
  return done.finally(() => worker.terminate());
}

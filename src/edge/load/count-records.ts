import type { FileDialect } from '#core/model/source';
import type { RecordCount } from '#core/intake/record-count';
import { countStream } from './count-stream';
import type { CountReply, CountRequest } from './count.worker';
import { readBlocks, type ReadOptions } from './decode';
import type { InputFile } from './types';

/** Bytes up to which a file is counted in less time than a worker needs to start. */
const SMALL = 262_144;

/**
 * Counts the records of a UTF-8 file independently of the engine: in a worker in the page unless it is small, in process elsewhere. Rejects with
 * the signal's reason when cancelled, and with an error when the file can no longer be read.
 */
export async function countRecords(
  file: InputFile,
  dialect: FileDialect,
  expectedFields: number,
  options: ReadOptions = {},
): Promise<RecordCount> {
  options.signal?.throwIfAborted();
  if (file.bytes > SMALL && 'blob' in file.engineFile && typeof Worker !== 'undefined')
    return countInWorker({ blob: file.engineFile.blob, dialect, expectedFields }, options);
  return countStream(readBlocks(file, options), dialect, expectedFields);
}

function countInWorker(request: CountRequest, { signal, onBytes }: ReadOptions): Promise<RecordCount> {
  const worker = new Worker(new URL('./count.worker.ts', import.meta.url), { type: 'module' });
  const counted = new Promise<RecordCount>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.onmessage = ({ data }: MessageEvent<CountReply>) => {
      if ('read' in data) onBytes?.(data.read);
      else if ('count' in data) resolve(data.count);
      else reject(new Error(data.failed));
    };
    worker.onerror = (event) => reject(new Error(event.message || 'the counting worker could not start'));
    worker.postMessage(request);
  });
  return counted.finally(() => worker.terminate());
}

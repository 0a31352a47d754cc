import type { Issue } from '#core/model/result';
import { fromBlob } from '../input-file';
import { LoadError, type InputFile } from '../types';
import type { TableReply, TableWork } from './table.worker';
import type { TableRequest } from './open-table';
import { writeTable, type WriteOptions, type WrittenTable } from './write-table';

/** Writes a file anew, in a worker in the page, in process elsewhere. Throws `LoadError`, or the signal's reason when cancelled. */
export async function writeAnywhere(file: InputFile, request: TableRequest, options: WriteOptions): Promise<WrittenTable> {
  options.signal?.throwIfAborted();
  if ('blob' in file.engineFile && typeof Worker !== 'undefined')
    return writeInWorker({ blob: file.engineFile.blob, name: file.name, request }, options);
  return writeTable(file, request, options);
}

function writeInWorker(work: TableWork, { signal, onBytes, onHead }: WriteOptions): Promise<WrittenTable> {
  const worker = new Worker(new URL('./table.worker.ts', import.meta.url), { type: 'module' });
  const written = new Promise<WrittenTable>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.onmessage = ({ data }: MessageEvent<TableReply>) => {
      if ('read' in data) onBytes?.(data.read);
      else if ('head' in data) onHead?.(data.head);
      else if ('table' in data) resolve({ ...data.table, file: fromBlob(data.blob, work.name) });
      else if ('issues' in data) reject(new LoadError(data.issues as readonly Issue[]));
      else reject(data.gone ? new DOMException(data.failed, 'NotReadableError') : new Error(data.failed));
    };
    worker.onerror = (event) => reject(new Error(event.message || 'the worker that reads this format could not start'));
    worker.postMessage(work);
  });
  return written.finally(() => worker.terminate());
}

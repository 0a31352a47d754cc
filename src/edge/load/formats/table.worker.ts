import type { Issue } from '#core/model/result';
import { fromBlob } from '../input-file';
import { LoadError } from '../types';
import type { TableRequest } from './open-table';
import { writeTable, type TableHead, type WrittenTable } from './write-table';

/** What the page asks of the worker. */
export interface TableWork {
  readonly blob: Blob;
  readonly name: string;
  readonly request: TableRequest;
}

/** What the worker says: bytes as they are read, the head, then the table or why there is none. `gone`: the file can no longer be read. */
export type TableReply =
  | { readonly read: number }
  | { readonly head: TableHead }
  | { readonly table: Omit<WrittenTable, 'file'>; readonly blob: Blob }
  | { readonly issues: readonly Issue[] }
  | { readonly failed: string; readonly gone: boolean };

self.onmessage = async ({ data: { blob, name, request } }: MessageEvent<TableWork>) => {
  const reply = (message: TableReply): void => self.postMessage(message);
  try {
    const { file, ...table } = await writeTable(fromBlob(blob, name), request, {
      onBytes: (read) => reply({ read }),
      onHead: (head) => reply({ head }),
    });
    if (!('blob' in file.engineFile)) throw new Error('a worker writes blobs');
    reply({ table, blob: file.engineFile.blob });
  } catch (error) {
    if (error instanceof LoadError) reply({ issues: error.issues });
    else reply({ failed: String(error), gone: error instanceof DOMException });
  }
};

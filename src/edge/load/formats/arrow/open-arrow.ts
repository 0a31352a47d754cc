import { RecordBatchReader, type RecordBatch } from 'apache-arrow';
import { piecesOf, streamRange } from '../../open/byte-range';
import { damaged } from '../../open/limits';
import { LoadError, type InputFile } from '../../types';
import { arrowWriter } from './arrow-text';
import { checkArrow, findMessages } from './check-messages';
import type { OpenTableOptions, TableReader, TypedRecord } from '../types';

const BATCH = 2000;

/** An Arrow file or stream as a table, read batch by batch (F30, F31). */
export async function openArrow(file: InputFile, { signal, onBytes }: OpenTableOptions): Promise<TableReader> {
  const messages = await findMessages(file);
  await checkArrow(file, messages);
  const open = async (watch?: (read: number) => void) => {
    const source = messages.from === 0 ? piecesOf(streamRange(file, 0, file.bytes, watch)) : handleOf(file, watch);
    return (await RecordBatchReader.from(source as Parameters<typeof RecordBatchReader.from>[0])).open();
  };
  const first = await read(file, () => open());
  const names = first.schema.fields.map(({ name }) => name);
  await first.cancel();
  if (names.length === 0) throw new LoadError([{ code: 'issue_file_header_only', values: { name: file.name } }]);
  return {
    reading: { format: 'arrow' },
    names: () => names,
    end: () => ({ skipped: [], notes: [] }),
    async *records() {
      const reader = await read(file, () => open(onBytes));
      let line = 0;
      for (;;) {
        signal?.throwIfAborted();
        const { value: batch, done } = await read(file, async () => reader.next());
        if (done) return;
        for (let at = 0; at < batch.numRows; at += BATCH) yield recordsOf(batch, at, Math.min(at + BATCH, batch.numRows), line);
        line += batch.numRows;
      }
    },
  };
}

/** A file as Arrow's reader wants it, which keeps the columns of a file in its table of contents alone. */
const handleOf = (file: InputFile, watch?: (read: number) => void) => ({
  fd: 0,
  stat: async () => ({ size: file.bytes }),
  close: async () => undefined,
  async read(into: Uint8Array, offset: number, length: number, position: number) {
    const bytes = await file.slice(position, position + length);
    into.set(bytes, offset);
    watch?.(position + bytes.length);
    return { bytesRead: bytes.length, buffer: into };
  },
});

async function read<T>(file: InputFile, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (fault) {
    throw fault instanceof LoadError || fault instanceof DOMException ? fault : damaged(file.name, 'Arrow');
  }
}

function recordsOf(batch: RecordBatch, from: number, to: number, before: number): TypedRecord[] {
  const columns = batch.schema.fields.map(({ type }, at) => arrowWriter(type, batch.getChildAt(at)!));
  return Array.from({ length: to - from }, (_, index) => ({
    line: before + from + index + 1,
    fields: columns.map((textOf) => textOf(from + index)),
  }));
}

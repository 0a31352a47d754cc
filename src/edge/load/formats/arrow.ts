import { RecordBatchReader, type RecordBatch } from 'apache-arrow';
import { findKind } from '#core/intake/detect-kind';
import { piecesOf, streamRange } from '../open/byte-range';
import { damaged } from '../open/limits';
import { LoadError, type InputFile } from '../types';
import { arrowWriter } from './arrow-text';
import { checkArrow } from './arrow-messages';
import type { OpenTableOptions, TableReader, TypedRecord } from './types';

/** A file is a stream between a mark of 8 bytes and a table of contents. */
const MARK = 8;
const BATCH = 2000;

/** An Arrow file or stream as a table, read batch by batch (F30, F31). */
export async function openArrow(file: InputFile, { signal, onBytes }: OpenTableOptions): Promise<TableReader> {
  const from = findKind(await file.slice(0, 64)) === 'arrow' ? MARK : 0;
  await checkArrow(file, from);
  const open = async (watch?: (read: number) => void) => {
    const reader = await RecordBatchReader.from(piecesOf(streamRange(file, from, file.bytes, watch)));
    return reader.open();
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

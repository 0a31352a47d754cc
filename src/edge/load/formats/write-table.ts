import { csvRecord } from '#core/intake/write-csv';
import type { FileReading } from '#core/model/reading';
import { deriveFrom } from '../open/byte-range';
import { LoadError, type InputFile } from '../types';
import { createLineMarks, type LineMarks } from './line-marks';
import { openTable, type TableRequest } from './open-table';
import type { BadRecord, OpenTableOptions, ReadEnd, TableReader } from './types';

/** What the first records show, before all of them are read. */
export interface TableHead extends Pick<TableReader, 'reading' | 'sheets'> {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A file written anew as plain CSV. */
export interface WrittenTable extends ReadEnd {
  readonly reading: FileReading;
  readonly sheets?: readonly string[];
  readonly headers: readonly string[];
  readonly file: InputFile;
  readonly marks: LineMarks;
  /** Records that cannot be read, by their number in the outcome, where each stands as a record of too many fields. */
  readonly faults: ReadonlyMap<number, BadRecord>;
}

export interface WriteOptions extends OpenTableOptions {
  readonly onHead?: (head: TableHead) => void;
}

const HEAD_ROWS = 200;
/** Bad records whose texts are kept; the counter stops at as many. */
const MOST_FAULTS = 200_000;

/**
 * Writes a file anew as plain CSV (F10). A name that appears late makes the records before it too short: then all are read once more with
 * all names known (F43). Throws `LoadError`, or the signal's reason when cancelled.
 */
export async function writeTable(file: InputFile, request: TableRequest, options: WriteOptions): Promise<WrittenTable> {
  const reader = await openTable(file, request, options);
  for (let onHead = options.onHead; ; onHead = undefined) {
    const pass = createPass(file, reader, onHead);
    const written = await deriveFrom(file, pass.stream);
    const headers = reader.names();
    if (pass.records === 0 || headers.length === 0) {
      await written.release();
      throw new LoadError([{ code: 'issue_file_header_only', values: { name: file.name } }]);
    }
    if (pass.headers.length === headers.length) {
      const { reading, sheets } = reader;
      return { reading, ...(sheets ? { sheets } : {}), headers, file: written, marks: pass.marks, faults: pass.faults, ...reader.end() };
    }
    await written.release();
  }
}

interface Pass {
  readonly stream: ReadableStream<Uint8Array>;
  /** The names that the outcome begins with. */
  headers: readonly string[];
  records: number;
  readonly marks: LineMarks;
  readonly faults: Map<number, BadRecord>;
}

function createPass(file: InputFile, reader: TableReader, onHead?: (head: TableHead) => void): Pass {
  const batches = reader.records()[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  const lines = createLineMarks();
  const rows: string[][] = [];
  let begun = false;
  let told = !onHead;
  const tell = (): void => {
    if (told) return;
    told = true;
    const headers = reader.names();
    const { reading, sheets } = reader;
    const padded = rows.map((row) => headers.map((_, at) => row[at] ?? ''));
    if (headers.length > 0 && rows.length > 0) onHead?.({ reading, ...(sheets ? { sheets } : {}), headers, rows: padded });
  };
  const pass: Pass = {
    headers: [],
    records: 0,
    marks: lines.marks,
    faults: new Map(),
    stream: new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { value: batch, done } = await batches.next();
        if (done) {
          tell();
          return controller.close();
        }
        let text = '';
        if (!begun && batch.length > 0) {
          begun = true;
          pass.headers = [...reader.names()];
          text = csvRecord(pass.headers);
        }
        for (const { line, fields } of batch) {
          pass.records++;
          lines.add(line);
          if ('reason' in fields) {
            if (pass.faults.size < MOST_FAULTS) pass.faults.set(pass.records, fields);
            text += csvRecord([fields.text, ...pass.headers.map(() => null)]);
          } else {
            text += csvRecord(pad(fields, pass.headers.length));
            if (rows.length < HEAD_ROWS) rows.push(fields.map((field) => field ?? ''));
          }
        }
        if (rows.length === HEAD_ROWS) tell();
        controller.enqueue(encoder.encode(text));
      },
      cancel: async () => void (await batches.return?.(undefined)),
    }),
  };
  return pass;
}

function pad(fields: readonly (string | null)[], width: number): readonly (string | null)[] {
  return fields.length >= width ? fields : [...fields, ...Array<null>(width - fields.length).fill(null)];
}

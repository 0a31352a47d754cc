import {
  Field,
  makeBuilder,
  RecordBatch,
  Schema,
  Struct,
  tableToIPC,
  Table,
  TimestampMicrosecond,
  Float64,
  Int32,
  Utf8,
  type DataType,
  makeData,
} from 'apache-arrow';
import { parquetWriteBuffer } from 'hyparquet-writer';
import writeXlsxFile from 'write-excel-file/node';

/** How a column of texts is typed in formats that have types. Empty text is nothing. */
export type FormType = 'text' | 'integer' | 'number' | 'instant' | 'day';

/** A table as texts, with the type of each column. */
export interface Form {
  readonly headers: readonly string[];
  readonly types: readonly FormType[];
  readonly rows: readonly (readonly string[])[];
}

const instantOf = (text: string): Date => new Date(`${text.slice(0, 10)}T${text.slice(11) || '00:00:00'}Z`);

/** The table as a workbook of one sheet. */
export async function asXlsx({ headers, types, rows }: Form): Promise<Uint8Array<ArrayBuffer>> {
  const cell = (text: string, type: FormType) => {
    if (text === '') return null;
    if (type === 'instant') return { type: Date, value: instantOf(text), format: 'yyyy-mm-dd hh:mm:ss' };
    if (type === 'day') return { type: Date, value: instantOf(text), format: 'yyyy-mm-dd' };
    if (type === 'text') return { type: String, value: text };
    return { type: Number, value: Number(text) };
  };
  const cells = rows.map((row) => row.map((text, at) => cell(text, types[at]!)));
  const buffer = await writeXlsxFile([headers.map((value) => ({ type: String, value })), ...cells]).toBuffer();
  return new Uint8Array(buffer);
}

/** The table as Parquet, in row groups of 50,000. */
export function asParquet({ headers, types, rows }: Form): ArrayBuffer {
  const value = (text: string, type: FormType): unknown => {
    if (text === '') return null;
    if (type === 'text') return text;
    if (type === 'instant' || type === 'day') return instantOf(text);
    return type === 'integer' ? Number(text) : Number(text);
  };
  const kinds = { text: 'STRING', integer: 'INT32', number: 'DOUBLE', instant: 'TIMESTAMP', day: 'TIMESTAMP' } as const;
  const columnData = headers.map((name, at) => ({
    name,
    type: kinds[types[at]!],
    nullable: true,
    data: rows.map((row) => value(row[at]!, types[at]!)),
  }));
  return parquetWriteBuffer({ columnData, rowGroupSize: 50_000 });
}

/** The table as Arrow, a file or a stream, in batches of 20,000. */
export function asArrow({ headers, types, rows }: Form, format: 'file' | 'stream'): Uint8Array<ArrayBuffer> {
  const kinds = {
    text: () => new Utf8(),
    integer: () => new Int32(),
    number: () => new Float64(),
    instant: () => new TimestampMicrosecond(),
    day: () => new TimestampMicrosecond(),
  };
  const value = (text: string, type: FormType): unknown => {
    if (text === '') return null;
    if (type === 'text') return text;
    return type === 'instant' || type === 'day' ? instantOf(text).getTime() : Number(text);
  };
  const schema = new Schema(headers.map((name, at) => new Field(name, kinds[types[at]!]() as DataType, true)));
  const batches: RecordBatch[] = [];
  for (let from = 0; from < rows.length; from += 20_000) {
    const part = rows.slice(from, from + 20_000);
    const children = schema.fields.map(({ type }, at) => {
      const builder = makeBuilder({ type, nullValues: [null] });
      for (const row of part) builder.append(value(row[at]!, types[at]!));
      return builder.finish().flush();
    });
    batches.push(new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length: part.length, nullCount: 0, children })));
  }
  return tableToIPC(new Table(schema, batches), format) as Uint8Array<ArrayBuffer>;
}

/** The table's records as JSON objects: numbers as they are written, nothing left out. */
export function asObjects({ headers, types, rows }: Form): string[] {
  const value = (text: string, type: FormType): string => {
    if (text === '') return 'null';
    return type === 'integer' || type === 'number' ? text : JSON.stringify(text);
  };
  return rows.map((row) => `{${headers.map((name, at) => `${JSON.stringify(name)}:${value(row[at]!, types[at]!)}`).join(',')}}`);
}

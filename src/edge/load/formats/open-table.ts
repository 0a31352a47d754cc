import type { FileReading, SheetReading } from '#core/model/reading';
import type { Encoding } from '#core/model/source';
import type { InputFile } from '../types';
import type { OpenTableOptions, TableReader } from './types';

/** Formats that say by themselves what their columns are. */
export type TypedFormat = Exclude<FileReading['format'], 'text' | 'fixed'>;

/** What is known of a file before it is opened. */
export interface TableRequest {
  readonly format: TypedFormat;
  readonly encoding: Encoding;
  /** What a person chose of a workbook; else it is found. */
  readonly choice: SheetReading | null;
}

/** Opens a file by its format; the reader of each is loaded when a file needs it. Throws `LoadError`. */
export async function openTable(
  file: InputFile,
  { format, encoding, choice }: TableRequest,
  options: OpenTableOptions,
): Promise<TableReader> {
  switch (format) {
    case 'xlsx':
      return (await import('./xlsx/open-xlsx')).openXlsx(file, choice, options);
    case 'parquet':
      return (await import('./parquet/open-parquet')).openParquet(file, options);
    case 'arrow':
      return (await import('./arrow/open-arrow')).openArrow(file, options);
    default:
      return (await import('./json')).openJson(file, format, encoding, options);
  }
}

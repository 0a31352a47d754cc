import type { Grain, Role, CanonicalTable } from '#core/model/canonical';
import type { ColumnMapping, ColumnParse, FileDialect } from '#core/model/source';
import { fromBlob } from '#edge/load/input-file';
import type { InputFile, LoadRequest } from '#edge/load/types';

/** A column of a test file: its role, how it is read, and the table an attribute belongs to. */
export interface TestColumn {
  readonly role: Role;
  readonly parse?: ColumnParse;
  readonly attributeOf?: CanonicalTable;
  readonly nulls?: readonly string[];
  readonly misfits?: 'reject';
}

const day: ColumnParse = { type: 'date', formats: [], grain: 'date' };
const text: ColumnParse = { type: 'text' };
const number: ColumnParse = { type: 'number', strip: [] };
export const asDay = { parse: day };
export const asInstant = { parse: { type: 'date', formats: [], grain: 'instant' } as ColumnParse };
export const asNumber = { parse: number };

/** A load request for a file whose mapping the test writes down. */
export function requestFor(
  id: string,
  file: InputFile,
  grain: Grain,
  columns: Readonly<Record<string, TestColumn>>,
  dialect: Partial<FileDialect> = {},
): LoadRequest {
  const mapped = Object.entries(columns).map(([header, { role, parse = text, ...more }]): ColumnMapping => ({
    header,
    role,
    parse,
    ...more,
  }));
  return {
    file,
    info: {
      id,
      name: file.name,
      bytes: file.bytes,
      fingerprint: id,
      dialect: { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true, ...dialect },
      headers: Object.keys(columns),
      mapping: { grain, columns: mapped },
    },
  };
}

export const textFile = (name: string, text: string): InputFile => fromBlob(new Blob([text]), name);

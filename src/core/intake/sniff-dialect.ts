import type { FileDialect } from '#core/model/source';
import { readDay } from './read-date';
import { readNumber } from './read-number';
import { readRecords } from './read-records';

const DELIMITERS: readonly FileDialect['delimiter'][] = [',', '\t', ';', '|'];
/** Enough records to see whether a delimiter cuts them evenly. */
const LOOKED_AT = 60;
const LOOKED_AT_LENGTH = 32 * 1024;

/** How evenly a delimiter cuts records: the share that have as many fields as the first one, 0 when that is one field. */
function judgeDelimiter(records: readonly (readonly string[])[]): { readonly share: number; readonly fields: number } {
  const fields = records[0]?.length ?? 0;
  if (fields < 2) return { share: 0, fields };
  return { share: records.filter((record) => record.length === fields).length / records.length, fields };
}

/** The delimiter that cuts the records most evenly; a comma where none does. */
export function findDelimiter(text: string, cut: boolean): FileDialect['delimiter'] {
  const head = text.slice(0, LOOKED_AT_LENGTH);
  const judged = DELIMITERS.map((delimiter) => ({
    delimiter,
    ...judgeDelimiter(readRecords(head, delimiter, LOOKED_AT, cut || head.length < text.length)),
  }));
  const best = judged.reduce((one, other) => {
    if (Math.abs(other.share - one.share) > 0.1) return other.share > one.share ? other : one;
    return other.fields > one.fields ? other : one;
  });
  return best.share > 0 ? best.delimiter : ',';
}

const isValue = (text: string): boolean => readNumber(text) !== null || readDay(text) !== null;

/** True when the first record names columns: no field of it is a number or a date, and hardly any is empty or repeated. */
export function looksLikeHeader(records: readonly (readonly string[])[]): boolean {
  const first = (records[0] ?? []).map((field) => field.trim());
  if (first.length === 0 || first.some(isValue)) return false;
  const filled = first.filter((field) => field !== '');
  if (filled.length < first.length * 0.5) return false;
  const rest = records.slice(1, LOOKED_AT);
  if (new Set(filled).size === filled.length && filled.every((field) => field.length <= 64)) {
    const repeated = first.filter((field, column) => field !== '' && rest.some((record) => record[column]?.trim() === field));
    return repeated.length === 0;
  }
  return new Set(filled).size > filled.length * 0.5;
}

import { isNothing, isValue } from './judge-cells';

/** What the good records of a table have in common, column by column. */
interface ColumnProfile {
  /** Every filled field is a value. */
  readonly values: boolean;
  /** No field is empty. */
  readonly filled: boolean;
  /** Every field is empty. */
  readonly empty: boolean;
}

/** Fewer records than this say nothing. */
const ENOUGH = 3;

/** Whether a mended record is like the others. */
export type LikeOthers = (fields: readonly string[]) => boolean;

function profile(fields: readonly string[]): ColumnProfile {
  const filled = fields.filter((field) => !isNothing(field));
  return {
    values: filled.length >= ENOUGH && filled.filter(isValue).length >= filled.length * 0.98,
    filled: fields.length >= ENOUGH && fields.every((field) => field.trim() !== ''),
    empty: fields.length >= ENOUGH && fields.every((field) => field.trim() === ''),
  };
}

/** D7, D8: a mended record must hold a value where all others do, something where all others do, and nothing where no other does. */
export function learnColumns(rows: readonly (readonly string[])[], width: number, quote: string): LikeOthers {
  const columns = Array.from({ length: width }, (_, column) => profile(rows.map((row) => row[column]!)));
  return (fields) =>
    columns.every(({ values, filled, empty }, column) => {
      const field = (quote === '' ? fields[column]! : fields[column]!.replaceAll(quote, '')).trim();
      if (empty || filled) return empty ? field === '' : field !== '' && (!values || isNothing(field) || isValue(field));
      return !values || isNothing(field) || isValue(field);
    });
}

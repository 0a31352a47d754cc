import { replaceLoneSurrogates } from './identifier';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A quoted text. U+0000 would end the statement inside the engine, so it is written as `chr(0)`. */
export function quoteText(text: string): string {
  const quoted = replaceLoneSurrogates(text)
    .split('\0')
    .map((piece) => `'${piece.replaceAll("'", "''")}'`);
  return quoted.length === 1 ? quoted[0]! : `(${quoted.join(' || chr(0) || ')})`;
}

/**
 * A number that comes back bit for bit: up to 15 digits as they stand, longer ones marked as doubles. Negative numbers stand in
 * parentheses, because `a - -1` written without a space begins a comment. Throws on NaN and infinity.
 */
export function writeNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is not a finite number`);
  const digits = String(Math.abs(value));
  const exact = Number.isSafeInteger(value) || digits.includes('e') || digits.replace(/^0\.0*|\./g, '').length <= 15;
  const written = exact ? digits : `${digits}e0`;
  return value < 0 ? `(-${written})` : written;
}

/** `DATE 'YYYY-MM-DD'`. Throws when the text is not a day of the calendar. */
export function writeDay(iso: string): string {
  const [, year, month, day] = DAY.exec(iso) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  date.setUTCFullYear(Number(year));
  if (!day || date.getUTCMonth() + 1 !== Number(month) || date.getUTCDate() !== Number(day)) throw new RangeError(`${iso} is not a day`);
  return `DATE '${iso}'`;
}

/** A typed literal of a scalar. */
export function writeLiteral(value: string | number | boolean | null): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return typeof value === 'number' ? writeNumber(value) : quoteText(value);
}

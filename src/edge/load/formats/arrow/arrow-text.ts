import { DataType, DateUnit, Precision, TimeUnit, type Vector } from 'apache-arrow';
import { bytesText, jsonText } from '../nested-text';
import { dayText, decimalText, floatText, instantText, numberText, timeText } from '#core/intake/typed-text';

const PER_SECOND = {
  [TimeUnit.SECOND]: 1,
  [TimeUnit.MILLISECOND]: 1000,
  [TimeUnit.MICROSECOND]: 1_000_000,
  [TimeUnit.NANOSECOND]: 1_000_000_000,
} as const;

/** The text of the value at a place of one batch; null where there is none. */
export type PlaceWriter = (index: number) => string | null;

/** How a column of a batch becomes text, from its stored values where the vector's own would lose digits (F30). */
export function arrowWriter(type: DataType, vector: Vector): PlaceWriter {
  const stored = storedWriter(type, vector);
  if (stored) return (index) => (vector.isValid(index) ? stored(index) : null);
  return (index) => {
    const value: unknown = vector.get(index);
    return value === null || value === undefined ? null : valueText(value);
  };
}

function storedWriter(type: DataType, vector: Vector): ((index: number) => string) | null {
  const values = vector.data[0]?.values as ArrayLike<number | bigint> & { subarray(from: number, to: number): Uint32Array };
  if (!values) return null;
  const whole = (index: number): bigint => BigInt(values[index]!);
  if (DataType.isTimestamp(type)) return (index) => instantText(whole(index), PER_SECOND[type.unit]);
  if (DataType.isTime(type)) return (index) => timeText(whole(index), PER_SECOND[type.unit]);
  if (DataType.isDate(type)) return (index) => (type.unit === DateUnit.DAY ? dayText(Number(values[index])) : midnightText(whole(index)));
  if (DataType.isDecimal(type)) {
    const words = type.bitWidth / 32;
    return (index) => decimalText(signedNumber(values.subarray(index * words, (index + 1) * words)), type.scale);
  }
  if (DataType.isFloat(type) && type.precision === Precision.SINGLE) return (index) => floatText(Number(values[index]));
  return null;
}

/** A date in milliseconds: the day alone where the rest is midnight. */
const midnightText = (milliseconds: bigint): string => instantText(milliseconds, 1000).replace(/ 00:00:00$/, '');

/** Words of 32 bits, the lowest first, negative in two's complement. */
function signedNumber(words: Uint32Array): bigint {
  let value = 0n;
  for (let at = words.length - 1; at >= 0; at--) value = (value << 32n) | BigInt(words[at]!);
  return BigInt.asIntN(words.length * 32, value);
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (value instanceof Uint8Array) return bytesText(value);
  if (typeof value === 'object') return jsonText(value);
  return String(value);
}

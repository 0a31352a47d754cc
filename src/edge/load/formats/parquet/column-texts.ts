import { parquetSchema, type FileMetaData, type SchemaTree } from 'hyparquet';
import { bytesText, jsonText } from '../nested-text';
import { decimalText, floatText, numberText, timeText } from '#core/intake/typed-text';

/** A top column of the file and how its values become text. */
export interface ColumnText {
  readonly name: string;
  textOf(value: unknown): string;
}

type Element = SchemaTree['element'];

const UNITS = { MILLIS: 1000, MICROS: 1_000_000, NANOS: 1_000_000_000 } as const;

/** The columns of a file in its order (F30). */
export function columnTexts(metadata: FileMetaData): ColumnText[] {
  return parquetSchema(metadata).children.map((tree) => ({ name: tree.element.name, textOf: writerOf(tree) }));
}

/**
 * The same description with decimals, times and other annotated bytes left as they are stored: the reader would make floating point
 * numbers of decimals.
 */
export function keepRaw(metadata: FileMetaData): FileMetaData {
  const own = new Set(parquetSchema(metadata).children.flatMap(({ element, children }) => (children.length === 0 ? [element] : [])));
  return { ...metadata, schema: metadata.schema.map((element) => (own.has(element) && isRaw(element) ? bare(element) : element)) };
}

const RAW_TYPES: ReadonlySet<string> = new Set(['DECIMAL', 'INTERVAL', 'BSON', 'ENUM', 'TIME_MILLIS', 'TIME_MICROS', 'JSON']);
const isRaw = ({ converted_type: converted, logical_type: logical }: Element): boolean =>
  (converted !== undefined && RAW_TYPES.has(converted)) ||
  (logical !== undefined && ['DECIMAL', 'TIME', 'GEOMETRY', 'GEOGRAPHY'].includes(logical.type));

function bare(element: Element): Element {
  const { converted_type: _converted, logical_type: _logical, ...rest } = element;
  return rest;
}

function writerOf({ element, children }: SchemaTree): (value: unknown) => string {
  if (children.length > 0 || element.repetition_type === 'REPEATED') return jsonText;
  return scalarWriter(element);
}

function scalarWriter(element: Element): (value: unknown) => string {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    const scale = (logical?.type === 'DECIMAL' ? logical.scale : element.scale) ?? 0;
    return (value) => decimalText(value instanceof Uint8Array ? signedNumber(value) : BigInt(value as number | bigint), scale);
  }
  if (logical?.type === 'TIME') return (value) => timeText(BigInt(value as number | bigint), UNITS[logical.unit]);
  if (converted === 'TIME_MILLIS') return (value) => timeText(BigInt(value as number), 1000);
  if (converted === 'TIME_MICROS') return (value) => timeText(BigInt(value as bigint), 1_000_000);
  if (type === 'FLOAT') return (value) => floatText(value as number);
  return scalarText;
}

/** Any value that is no list and no structure. */
function scalarText(value: unknown): string {
  if (typeof value === 'number') return numberText(value);
  if (value instanceof Uint8Array) return bytesText(value);
  return typeof value === 'object' ? jsonText(value) : String(value);
}

/** A whole number of any length, the highest byte first, negative in two's complement. */
function signedNumber(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return bytes.length > 0 && bytes[0]! >= 128 ? value - (1n << BigInt(bytes.length * 8)) : value;
}

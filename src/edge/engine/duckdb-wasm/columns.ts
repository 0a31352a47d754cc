import { Type, type DataType, type Decimal, type RecordBatch, type Schema, type Timestamp, type Vector } from 'apache-arrow';
import type { Column, Columns, ColumnType, Scalar } from '#core/model/columns';
import { packColumn } from '../pack-column';
import { formatDay, formatInstant, formatTime } from '../time-text';
import { NO_LABELS, type Labels } from './enum-labels';
import { blobText, unshowable } from '../value-text';

/** Microseconds of one Arrow time unit: second, millisecond, microsecond; nanoseconds are divided. */
const MICROS = [1_000_000n, 1000n, 1n] as const;
const DAY_MILLIS = 86_400_000;

interface Reader {
  readonly type: ColumnType;
  read(values: Vector, row: number): Scalar;
}

const simple = (type: ColumnType, convert: (value: never) => Scalar): Reader => ({
  type,
  read(values, row) {
    const value: unknown = values.get(row);
    return value === null ? null : convert(value as never);
  },
});

function readerOf(type: DataType): Reader {
  switch (type.typeId) {
    case Type.Int:
      return simple('integer', (value: number | bigint) => Number(value));
    case Type.Float:
      return simple('number', (value: number) => value);
    case Type.Bool:
      return simple('boolean', (value: boolean) => value);
    case Type.Null:
      return simple('null', () => null);
    case Type.Decimal:
      return decimal((type as Decimal).scale);
    case Type.FixedSizeBinary:
      // UHUGEINT has no Arrow type of its own.
      return simple('integer', (value: Uint8Array) => Number(littleEndian(value)));
    case Type.Date:
      return simple('date', (value: number) => formatDay(Math.round(value / DAY_MILLIS)));
    case Type.Timestamp:
      return instant((type as Timestamp).unit);
    case Type.Time:
      return simple('text', (value: bigint) => formatTime(Number(value / 1_000_000n), Number(value % 1_000_000n)));
    case Type.Utf8:
    case Type.LargeUtf8:
      return simple('text', (value: string) => value);
    case Type.Binary:
      return simple('text', blobText);
    case Type.List:
    case Type.FixedSizeList:
    case Type.Struct:
      return nested(type);
    default:
      // Among them INTERVAL, whose MONTH_DAY_NANO apache-arrow 17 reads as two zeros.
      throw unshowable(String(type));
  }
}

/** Lists and structs as JSON text; what they hold is written as it would be in a column of its own. */
function nested(type: DataType): Reader {
  const readAny = readNested(type);
  return {
    type: 'text',
    read(values, row) {
      const value = readAny(values, row);
      return value === null ? null : JSON.stringify(value);
    },
  };
}

type ReadAny = (values: Vector, row: number) => unknown;
function readNested(type: DataType): ReadAny {
  const inner = () => type.children.map((field) => ({ name: field.name, read: readNested(field.type) }));
  if (type.typeId === Type.Struct) {
    const fields = inner();
    return (values, row) => {
      if (values.get(row) === null) return null;
      return Object.fromEntries(fields.map(({ name, read }, index) => [name, read(values.getChildAt(index)!, row)]));
    };
  }
  if (type.typeId === Type.List || type.typeId === Type.FixedSizeList) {
    const [item] = inner();
    return (values, row) => {
      const items = values.get(row) as Vector | null;
      return items && Array.from({ length: items.length }, (_, index) => item!.read(items, index));
    };
  }
  const reader = readerOf(type);
  return (values, row) => reader.read(values, row);
}

function decimal(scale: number): Reader {
  const unit = 10 ** scale;
  return simple(scale === 0 ? 'integer' : 'number', (words: Uint32Array) => {
    const digits = BigInt.asIntN(128, littleEndian(new Uint8Array(words.buffer, words.byteOffset, words.byteLength)));
    const whole = Number(digits);
    if (scale === 0) return whole;
    // Beyond 2^53 a division would round twice, so the digits are read as text.
    return Number.isSafeInteger(whole) && scale <= 22 ? whole / unit : Number(`${digits}e-${scale}`);
  });
}

function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let index = bytes.length - 1; index >= 0; index -= 1) value = (value << 8n) | BigInt(bytes[index]!);
  return value;
}

/** `Vector.get` gives milliseconds as a double and loses microseconds of far years, so the stored integer is read. */
function instant(unit: number): Reader {
  return {
    type: 'timestamp',
    read(values, row) {
      const data = values.data[0]!;
      if (!data.getValid(row)) return null;
      const ticks = (data.values as BigInt64Array)[row]!;
      return formatInstant(unit === 3 ? ticks / 1000n : ticks * MICROS[unit]!);
    },
  };
}

/** ENUM values by their codes; a batch that brought its own dictionary does not need `labels`. */
const enumeration = (labels: readonly string[] | undefined): Reader => ({
  type: 'text',
  read(values, row) {
    if (!labels) return values.get(row) as string | null;
    const data = values.data[0]!;
    return data.getValid(row) ? labels[(data.values as Uint8Array)[row]!]! : null;
  },
});

/** Arrow batches as whole columns. */
export function readBatches(schema: Schema, batches: readonly RecordBatch[], labels: Labels = NO_LABELS): Columns {
  const rowCount = batches.reduce((sum, batch) => sum + batch.numRows, 0);
  const columns = schema.fields.map((field, index): Column => {
    const reader = field.type.typeId === Type.Dictionary ? enumeration(labels.get(index)) : readerOf(field.type);
    const values: Scalar[] = [];
    for (const batch of batches) {
      const vector = batch.getChildAt(index)!;
      for (let row = 0; row < batch.numRows; row += 1) values.push(reader.read(vector, row));
    }
    return packColumn(field.name, reader.type, values);
  });
  return { rowCount, columns };
}

import {
  DuckDBArrayType,
  DuckDBDecimalType,
  DuckDBListType,
  DuckDBStructType,
  DuckDBTypeId as Id,
  type DuckDBArrayValue,
  type DuckDBBlobValue,
  type DuckDBListValue,
  type DuckDBStructValue,
  type DuckDBDataChunk,
  type DuckDBDateValue,
  type DuckDBDecimalValue,
  type DuckDBResult,
  type DuckDBTimestampMillisecondsValue,
  type DuckDBTimestampNanosecondsValue,
  type DuckDBTimestampSecondsValue,
  type DuckDBTimestampValue,
  type DuckDBTimeValue,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { Column, Columns, ColumnType, Scalar } from '#core/model/columns';
import { packColumn } from '../pack-column';
import { blobText, unshowable } from '../value-text';
import { formatDay, formatInstant, formatTime } from '../time-text';

interface Reader {
  readonly type: ColumnType;
  read(value: NonNullable<DuckDBValue>): Scalar;
}

const asNumber = (type: 'integer' | 'number'): Reader => ({ type, read: (value) => Number(value as number | bigint) });
const instant = <T>(micros: (value: T) => bigint): Reader => ({ type: 'timestamp', read: (value) => formatInstant(micros(value as T)) });
const INTEGERS = new Set([
  Id.TINYINT, Id.SMALLINT, Id.INTEGER, Id.BIGINT, Id.HUGEINT, Id.UTINYINT, Id.USMALLINT, Id.UINTEGER, Id.UBIGINT, Id.UHUGEINT, Id.BIGNUM,
]); // prettier-ignore

function readerOf(type: DuckDBType): Reader {
  if (type instanceof DuckDBDecimalType)
    return { type: type.scale === 0 ? 'integer' : 'number', read: (value) => Number(String(value as DuckDBDecimalValue)) };
  if (INTEGERS.has(type.typeId)) return asNumber('integer');
  if (type instanceof DuckDBListType || type instanceof DuckDBArrayType || type instanceof DuckDBStructType) {
    const read = nested(type);
    return { type: 'text', read: (value) => JSON.stringify(read(value)) };
  }
  switch (type.typeId) {
    case Id.FLOAT:
    case Id.DOUBLE:
      return asNumber('number');
    case Id.BOOLEAN:
      return { type: 'boolean', read: (value) => value as boolean };
    case Id.SQLNULL:
      return { type: 'null', read: () => null };
    case Id.DATE:
      return { type: 'date', read: (value) => formatDay((value as DuckDBDateValue).days) };
    case Id.INTERVAL:
    case Id.MAP:
    case Id.UNION:
    case Id.BIT:
      throw unshowable(String(type));
    case Id.BLOB:
      return { type: 'text', read: (value) => blobText((value as DuckDBBlobValue).bytes) };
    case Id.TIME:
      return { type: 'text', read: (value) => timeText((value as DuckDBTimeValue).micros) };
    case Id.TIMESTAMP:
    case Id.TIMESTAMP_TZ:
      return instant<DuckDBTimestampValue>((value) => value.micros);
    case Id.TIMESTAMP_S:
      return instant<DuckDBTimestampSecondsValue>((value) => value.seconds * 1_000_000n);
    case Id.TIMESTAMP_MS:
      return instant<DuckDBTimestampMillisecondsValue>((value) => value.millis * 1000n);
    case Id.TIMESTAMP_NS:
      return instant<DuckDBTimestampNanosecondsValue>((value) => value.nanos / 1000n);
    default:
      return { type: 'text', read: (value) => String(value) };
  }
}

/** Lists and structs; what they hold is written as it would be in a column of its own. */
function nested(type: DuckDBType): (value: DuckDBValue) => unknown {
  if (type instanceof DuckDBListType || type instanceof DuckDBArrayType) {
    const read = nested(type.valueType);
    return (value) => value && (value as DuckDBListValue | DuckDBArrayValue).items.map(read);
  }
  if (type instanceof DuckDBStructType) {
    const fields = type.entryNames.map((name, index) => ({ name, read: nested(type.entryTypes[index]!) }));
    return (value) =>
      value && Object.fromEntries(fields.map(({ name, read }) => [name, read((value as DuckDBStructValue).entries[name] ?? null)]));
  }
  const reader = readerOf(type);
  return (value) => (value === null ? null : reader.read(value));
}

const timeText = (micros: bigint) => formatTime(Number(micros / 1_000_000n), Number(micros % 1_000_000n));

/** All chunks of a result as whole columns. */
export async function readColumns(result: DuckDBResult): Promise<Columns> {
  const names = result.columnNames();
  const readers = result.columnTypes().map(readerOf);
  const values: Scalar[][] = names.map(() => []);
  let rowCount = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    rowCount += chunk.rowCount;
    readers.forEach((reader, index) => readChunk(chunk as DuckDBDataChunk, index, reader, values[index]!));
  }
  const columns: Column[] = names.map((name, index) => packColumn(name, readers[index]!.type, values[index]!));
  return { rowCount, columns };
}

function readChunk(chunk: DuckDBDataChunk, index: number, reader: Reader, into: Scalar[]): void {
  const vector = chunk.getColumnVector(index);
  for (let row = 0; row < chunk.rowCount; row += 1) {
    const value = vector.getItem(row) as DuckDBValue;
    into.push(value === null ? null : reader.read(value));
  }
}

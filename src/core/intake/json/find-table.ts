import { isList, isObject, JsonNumber, type JsonObject, type JsonValue } from './parse-json';

/** The records of a document: elements of an array, in file order. */
export type JsonTable = readonly JsonValue[];

/** How far down a table may lie: `{"response": {"orders": […]}}`. */
const DEEPEST = 2;

/** F40: the table of a document, or null where it holds none. */
export function findTable(document: JsonValue): JsonTable | null {
  if (isList(document)) return document;
  if (!isObject(document)) return null;
  const found = tablesIn(document, DEEPEST).sort((one, other) => other.length - one.length)[0];
  return found ?? ([...document.values()].some((value) => isScalar(value)) ? [document] : null);
}

function tablesIn(object: JsonObject, deeper: number): JsonTable[] {
  const columns = readColumns(object);
  if (columns) return [columns];
  return [...object.values()].flatMap((value): JsonTable[] => {
    if (isList(value)) return value.some((each) => isObject(each) || isList(each)) ? [value] : [];
    return isObject(value) && deeper > 1 ? tablesIn(value, deeper - 1) : [];
  });
}

/** An object of arrays of one length is a table by columns. */
function readColumns(object: JsonObject): JsonTable | null {
  const columns = [...object];
  const length = columns.map(([, value]) => (isList(value) ? value.length : -1)).find((size) => size >= 0) ?? 0;
  const even = columns.every(([, value]) => isList(value) && value.length === length && value.every(isScalar));
  if (length === 0 || !even) return null;
  return Array.from({ length }, (_, at) => new Map(columns.map(([name, value]) => [name, (value as readonly JsonValue[])[at]!])));
}

const isScalar = (value: JsonValue): boolean => value === null || typeof value !== 'object' || value instanceof JsonNumber;

import { findTable } from './find-table';
import { isObject, parseJson, type JsonValue } from './parse-json';

/** F1: whether the first text of a file is JSON, one document or a record on each line. `cut`: the text is the beginning of a longer one. */
export function findJson(text: string, cut: boolean): 'json' | 'ndjson' | null {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  if (/^\[\s*[[{\]]/.test(start)) return 'json';
  if (!/^\{\s*["}]/.test(start)) return null;
  const [first, ...rest] = start.split(/\r\n|\r|\n/);
  const next = rest.find((line) => line.trim() !== '');
  const record = readRecord(first!);
  if (!record) return 'json';
  if (next !== undefined) return 'ndjson';
  return !cut && findTable(record)?.[0] === record ? 'ndjson' : 'json';
}

/** The object that a line is. */
function readRecord(line: string): JsonValue | null {
  try {
    const value = parseJson(line);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

import { isObject, parseJson } from './parse-json';

/** F1: whether the first text of a file is JSON, one document or a record on each line. `cut`: the text is the beginning of a longer one. */
export function findJson(text: string, cut: boolean): 'json' | 'ndjson' | null {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  if (/^\[\s*[[{\]]/.test(start)) return 'json';
  if (!/^\{\s*["}]/.test(start)) return null;
  const [first, ...rest] = start.split(/\r\n|\r|\n/);
  const next = rest.find((line) => line.trim() !== '');
  const alone = next === undefined && !cut;
  return isRecord(first!) && (alone ? !holdsTable(first!) : next !== undefined) ? 'ndjson' : 'json';
}

function isRecord(line: string): boolean {
  try {
    return isObject(parseJson(line));
  } catch {
    return false;
  }
}

/** One line that is a whole document: `{"data": [{…}]}`. */
const holdsTable = (line: string): boolean => /\[\s*[{[]/.test(line);

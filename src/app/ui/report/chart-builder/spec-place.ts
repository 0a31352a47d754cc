import type { Issue } from '#core/model/result';

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const SCALAR = /[^\s,\]}]+/y;

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Where a value ends that begins at a place of valid JSON. No recursion. */
function endOf(text: string, from: number): number {
  let depth = 0;
  let at = from;
  do {
    const character = text[at];
    if (character === '"') at = match(STRING, text, at);
    else {
      if (character === '{' || character === '[') depth += 1;
      if (character === '}' || character === ']') depth -= 1;
      at = depth === 0 && !'}]'.includes(character ?? '') ? match(SCALAR, text, at) : at + 1;
    }
  } while (depth > 0 && at < text.length);
  return at;
}

/** The beginning of what a path names in a text of valid JSON; the nearest place above it that is there. */
function indexOf(text: string, path: readonly (string | number)[]): number {
  let at = match(SPACE, text, 0);
  for (const step of path) {
    let inside = match(SPACE, text, at + 1);
    let found: number | null = null;
    for (let index = 0; inside < text.length && !'}]'.includes(text[inside]!); index++) {
      const named = text[at] === '{';
      const keyEnd = named ? match(STRING, text, inside) : inside;
      const value = named ? match(SPACE, text, match(SPACE, text, keyEnd) + 1) : inside;
      const key: unknown = named ? JSON.parse(text.slice(inside, keyEnd)) : index;
      if (key === step) {
        found = value;
        break;
      }
      const next = match(SPACE, text, endOf(text, value));
      inside = text[next] === ',' ? match(SPACE, text, next + 1) : next;
    }
    if (found === null) return at;
    at = found;
  }
  return at;
}

/** Line and column, from 1, of an issue in the text of a chart: given by the parser for faults of JSON, else by the path that the gate names. */
export function placeOfIssue(text: string, { code, path }: Issue): { readonly line: number; readonly column: number } | null {
  if (code === 'issue_spec_json' || code === 'issue_spec_deep') {
    const [line, column] = (path ?? []) as number[];
    return line === undefined || column === undefined ? null : { line, column };
  }
  if (code !== 'issue_chart_refused' || !path) return null;
  const before = text.slice(0, indexOf(text, path));
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
}

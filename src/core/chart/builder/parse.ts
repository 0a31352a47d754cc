import type { JsonObject, JsonValue } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { checkSpec } from '../gate';
import { CAPS } from '../gate-rules';
import { isObject } from './colour';

/** Characters of a spec written by hand, far above any chart that reads well. */
export const LONGEST_SPEC = 200_000;

/** Where brackets outside of texts nest deeper than a chart may; null where they do not. One pass, no recursion. */
function tooDeepAt(text: string): number | null {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (quoted) {
      if (character === '\\') index++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > CAPS.depth) return index;
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return null;
}

const SPACE = /[ \t\n\r]*/y;
const TOKEN =
  /[ \t\n\r]*(?:([{}[\]:,])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.]))/y;
type Wanted = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | 'end';

/** The place of the first character that is no JSON, by the grammar itself: engines word their errors each in their own way. */
function faultAt(text: string): number {
  const open: string[] = [];
  let wanted: Wanted = 'value';
  TOKEN.lastIndex = 0;
  for (let at = 0; ; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    SPACE.lastIndex = at;
    const here = at + (SPACE.exec(text)?.[0].length ?? 0);
    if (!found) return here;
    const [, sign, string, scalar] = found;
    if (wanted === 'end') {
      const inside = open.at(-1);
      if (inside !== undefined && sign === (inside === '{' ? '}' : ']')) open.pop();
      else if (inside !== undefined && sign === ',') wanted = inside === '{' ? 'key' : 'value';
      else return here;
    } else if (wanted === ':') {
      if (sign !== ':') return here;
      wanted = 'value';
    } else if (wanted === 'key' || wanted === 'key or }') {
      if (string !== undefined) wanted = ':';
      else if (sign === '}' && wanted === 'key or }') {
        open.pop();
        wanted = 'end';
      } else return here;
    } else if (string !== undefined || scalar !== undefined) wanted = 'end';
    else if (sign === '{' || sign === '[') {
      open.push(sign);
      wanted = sign === '{' ? 'key or }' : 'value or ]';
    } else if (sign === ']' && wanted === 'value or ]') {
      open.pop();
      wanted = 'end';
    } else return here;
  }
}

/** Line and column of a place, both from 1. */
function placeOf(text: string, index: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, index);
  const line = before.split('\n').length;
  return { line, column: index - (before.lastIndexOf('\n') + 1) + 1 };
}

/**
 * A spec written by hand (CB47). Fails with `issue_spec_long`, `issue_spec_deep`, `issue_spec_json` (`path: [line, column]`, both from 1),
 * `issue_spec_object` or `issue_chart_refused`. Gives the spec as written, theme and schema address too.
 */
export function parseSpec(text: string): Result<JsonObject> {
  if (text.length > LONGEST_SPEC) return fail({ code: 'issue_spec_long', values: { length: text.length, most: LONGEST_SPEC } });
  const deep = tooDeepAt(text);
  if (deep !== null) {
    const { line, column } = placeOf(text, deep);
    return fail({ code: 'issue_spec_deep', values: { line, most: CAPS.depth }, path: [line, column] });
  }
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    const { line, column } = placeOf(text, faultAt(text));
    return fail({ code: 'issue_spec_json', values: { line, column }, path: [line, column] });
  }
  if (!isObject(value)) return fail({ code: 'issue_spec_object' });
  const checked = checkSpec(value);
  return checked.ok ? succeed(value) : checked;
}

/** A spec as text for the editor. */
export const specText = (spec: JsonObject): string => JSON.stringify(spec, null, 2);

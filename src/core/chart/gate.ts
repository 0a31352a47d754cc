import type { JsonObject, JsonValue } from '#core/model/presentation';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import { CAPS, CHANNELS, EXPRESSION_KEYS, MARKS, REFUSED_KEYS, TRANSFORMS, VIEW_KEYS } from './gate-rules';
import { expressionFault } from './gate-expression';
import { countFault, formatFault, intervalFault, transformFault } from './gate-sizes';
import { TOKENS } from './tokens';

type Path = readonly (string | number)[];
interface Place {
  readonly value: JsonValue;
  readonly path: Path;
  readonly key: string;
  readonly role: 'view' | 'encoding' | 'transform' | 'other';
}

const SPOKEN = new Set(['title', 'text', 'description', 'name', 'label', '$schema', 'field', 'as']);
const FORMAT_KEYS = new Set(['format', 'numberFormat']);
const SUBVIEWS = new Set(['layer', 'hconcat', 'vconcat', 'concat']);
const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Why one place is refused, in the words of the spec itself; null when it may pass. */
function faultAt(place: Place): string | null {
  const { value, key, role, path } = place;
  if (path.length > CAPS.depth) return 'depth';
  if (typeof value === 'string') return textFault(value, key);
  if (typeof value === 'number') return numberFault(value, key);
  if (!isObject(value)) return null;
  const keys = Object.keys(value);
  const refused = keys.find((name) => REFUSED_KEYS.has(name));
  if (refused !== undefined) return refused;
  const counted = countFault(value, key);
  if (counted !== null) return counted;
  if (role === 'view') return viewFault(value, keys, path.length > 0);
  if (role === 'encoding') return keys.find((name) => !CHANNELS.has(name)) ?? null;
  if (role === 'transform') return keys.some((name) => TRANSFORMS.has(name)) ? transformFault(value) : (keys[0] ?? 'transform');
  if (key === 'bin') return keys.find((name) => name !== 'maxbins') ?? null;
  return null;
}

function viewFault(view: JsonObject, keys: readonly string[], nested: boolean): string | null {
  if (nested && ('config' in view || '$schema' in view)) return 'config';
  const stranger = keys.find((name) => !VIEW_KEYS.has(name));
  if (stranger !== undefined) return stranger;
  if ('data' in view && JSON.stringify(view.data) !== '{"name":"rows"}') return 'data';
  const mark = isObject(view.mark) ? view.mark.type : view.mark;
  if (mark !== undefined && !(typeof mark === 'string' && MARKS.has(mark))) return `mark ${String(mark)}`;
  const params = Array.isArray(view.params) ? view.params : [];
  const taken = params.find((param: JsonValue) => isObject(param) && (TOKENS as readonly JsonValue[]).includes(param.name ?? null));
  return taken ? 'params' : null;
}

function textFault(text: string, key: string): string | null {
  if (text.length > CAPS.text) return `${key}: ${text.length}`;
  if (/url\s*\(|javascript:/i.test(text)) return text.slice(0, 60);
  if (!SPOKEN.has(key) && /:\/\/|^\s*\/\//.test(text)) return text.slice(0, 60);
  if (FORMAT_KEYS.has(key)) return formatFault(text);
  return EXPRESSION_KEYS.has(key) ? expressionFault(text) : intervalFault(text, key);
}

function numberFault(value: number, key: string): string | null {
  if ((key === 'width' || key === 'height') && Math.abs(value) > CAPS.pixels) return key;
  if (key === 'maxbins' && value > CAPS.bins) return key;
  if (key === 'tickCount' && value > CAPS.ticks) return key;
  return null;
}

function roleOf(parent: Place, key: string): Place['role'] {
  if (parent.role === 'view' && key === 'encoding') return 'encoding';
  if (parent.role === 'view' && key === 'spec') return 'view';
  return 'other';
}

function childrenOf(place: Place): Place[] {
  const { value, path, key, role } = place;
  if (Array.isArray(value)) {
    const itemRole = SUBVIEWS.has(key) ? 'view' : key === 'transform' ? 'transform' : 'other';
    return value.map((item: JsonValue, index) => ({ value: item, path: [...path, index], key, role: itemRole }));
  }
  if (!isObject(value)) return [];
  // `config` of a stranger could restyle marks into something else; the theme brings its own.
  return Object.entries(value)
    .filter(([name]) => !(role === 'view' && (name === 'config' || name === '$schema')))
    .map(([name, child]) => ({ value: child, path: [...path, name], key: name, role: roleOf(place, name) }));
}

/**
 * The one gate every chart passes, the product's own as well: an allow-list of what Vega-Lite may be asked. Gives the spec
 * without `config`, `$schema`; or an issue `issue_chart_refused` with the place. Not recursive, so depth cannot exhaust the stack.
 */
export function checkSpec(spec: JsonObject): Result<JsonObject> {
  const refuse = (path: Path, what: string): Issue => ({ code: 'issue_chart_refused', values: { what }, path });
  const queue: Place[] = [{ value: spec, path: [], key: '', role: 'view' }];
  let nodes = 0;
  let views = 0;
  for (let place = queue.pop(); place; place = queue.pop()) {
    nodes += 1;
    if (place.role === 'view') views += 1;
    if (nodes > CAPS.nodes) return fail(refuse(place.path, `> ${CAPS.nodes}`));
    if (views > CAPS.views) return fail(refuse(place.path, `> ${CAPS.views}`));
    const fault = faultAt(place);
    if (fault !== null) return fail(refuse(place.path, fault));
    queue.push(...childrenOf(place));
  }
  return succeed(Object.fromEntries(Object.entries(spec).filter(([key]) => key !== 'config' && key !== '$schema')));
}

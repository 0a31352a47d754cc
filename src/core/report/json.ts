import type { JsonValue } from '#core/model/presentation';

/** Deeper than any report this product writes. */
export const MAX_DEPTH = 24;
/** Characters of a saved report, well above the largest that the caps allow in practice. */
export const MAX_LENGTH = 2_000_000;

/** Whether brackets outside strings nest deeper than allowed. One pass over the text, no recursion. */
export function isTextTooDeep(text: string, limit = MAX_DEPTH): boolean {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (quoted) {
      if (character === 0x5c) index++;
      else if (character === 0x22) quoted = false;
    } else if (character === 0x22) quoted = true;
    else if (character === 0x7b || character === 0x5b) {
      if (++depth > limit) return true;
    } else if (character === 0x7d || character === 0x5d) depth--;
  }
  return false;
}

type Path = readonly (string | number)[];
export type JsonFault = { readonly fault: 'depth' } | { readonly fault: 'value'; readonly path: Path };

/** The first thing in a value that JSON cannot hold, that nests too deep, or that is named `__proto__`; null when it is sound. */
export function findJsonFault(root: unknown, limit = MAX_DEPTH): JsonFault | null {
  const open: { value: unknown; depth: number; path: Path }[] = [{ value: root, depth: 0, path: [] }];
  for (let place = open.pop(); place; place = open.pop()) {
    const { value, depth, path } = place;
    if (value === null || typeof value === 'string' || typeof value === 'boolean') continue;
    if (typeof value === 'number' && Number.isFinite(value)) continue;
    if (typeof value !== 'object') return { fault: 'value', path };
    if (depth >= limit) return { fault: 'depth' };
    if (Array.isArray(value)) {
      for (let index = value.length - 1; index >= 0; index--) open.push({ value: value[index], depth: depth + 1, path: [...path, index] });
      continue;
    }
    for (const key of Object.keys(value)) {
      if (key === '__proto__') return { fault: 'value', path: [...path, key] };
      open.push({ value: (value as Record<string, unknown>)[key], depth: depth + 1, path: [...path, key] });
    }
  }
  return null;
}

/** A deep copy made of new objects. Only for values that `findJsonFault` passed, so that the depth is bounded. */
export function copyJson(value: JsonValue): JsonValue {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((each: JsonValue) => copyJson(each));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copyJson(each as JsonValue)]));
}

/** JSON with sorted keys, without white space and absent values: equal documents give equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    if (each === null || typeof each !== 'object' || Array.isArray(each)) return each;
    const entries = Object.entries(each).filter(([, inner]) => inner !== undefined);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** `['cells', 2, 'params']` as people read it: `cells[2].params`. */
export function writePath(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('') || '{}';
}

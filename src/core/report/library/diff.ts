import { isSame } from './content';
import { diffLines, type LineChange } from './diff-lines';

/** One place where two versions differ. */
export interface Change {
  /** From the outside in; a part of a list by its own name where it has one, else by its number from 0. */
  readonly path: readonly (string | number)[];
  /** What stood there; absent where nothing did. */
  readonly before?: unknown;
  /** What stands there; absent where nothing does. */
  readonly after?: unknown;
  /** Of texts that are read line by line. */
  readonly lines?: readonly LineChange[];
  /** The parts are the same in another order; `before` and `after` are their names. */
  readonly order?: true;
}

type Path = Change['path'];
type Named = { readonly name: string; readonly value: unknown };
const LINED: ReadonlySet<unknown> = new Set(['sql', 'text', 'markdown', 'formula', 'insight']);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The parts of a list under names of their own, which differ; null where they have none. */
function namedParts(list: readonly unknown[]): readonly Named[] | null {
  for (const key of ['id', 'key', 'name']) {
    const parts = list.map((value) => ({ name: isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined, value }));
    if (parts.every((part): part is Named => typeof part.name === 'string') && new Set(parts.map(({ name }) => name)).size === parts.length)
      return parts;
  }
  return null;
}

function diffNamed(before: readonly Named[], after: readonly Named[], path: Path): Change[] {
  const [old, fresh] = [new Map(before.map(({ name, value }) => [name, value])), new Map(after.map(({ name, value }) => [name, value]))];
  const [stayed, now] = [[...old.keys()].filter((name) => fresh.has(name)), [...fresh.keys()].filter((name) => old.has(name))];
  return [
    ...before.filter(({ name }) => !fresh.has(name)).map(({ name, value }) => ({ path: [...path, name], before: value })),
    ...after.flatMap(({ name, value }) =>
      old.has(name) ? diffAt(old.get(name), value, [...path, name]) : [{ path: [...path, name], after: value }],
    ),
    ...(stayed.some((name, at) => now[at] !== name) ? [{ path, before: stayed, after: now, order: true as const }] : []),
  ];
}

function diffLists(before: readonly unknown[], after: readonly unknown[], path: Path): Change[] {
  const [old, fresh] = [namedParts(before), namedParts(after)];
  if (old && fresh && (old.length > 0 || fresh.length > 0)) return diffNamed(old, fresh, path);
  if (before.length !== after.length) return [{ path, before, after }];
  return after.flatMap((value, at) => diffAt(before[at], value, [...path, at]));
}

function diffObjects(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>, path: Path): Change[] {
  const has = (value: object, key: string) => Object.hasOwn(value, key) && (value as Record<string, unknown>)[key] !== undefined;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key): Change[] => {
    const place = [...path, key];
    if (!has(before, key)) return has(after, key) ? [{ path: place, after: after[key] }] : [];
    return has(after, key) ? diffAt(before[key], after[key], place) : [{ path: place, before: before[key] }];
  });
}

function diffAt(before: unknown, after: unknown, path: Path): Change[] {
  if (isSame(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return diffLists(before, after, path);
  if (isObject(before) && isObject(after)) return diffObjects(before, after, path);
  const isLined = typeof before === 'string' && typeof after === 'string' && LINED.has(path.at(-1));
  return [{ path, before, after, ...(isLined ? { lines: diffLines(before, after) } : {}) }];
}

/** The places where two versions of an item, or any two documents, differ; none exactly where they are equal (LB20). */
export const diffContents = (before: unknown, after: unknown): readonly Change[] => diffAt(before, after, []);

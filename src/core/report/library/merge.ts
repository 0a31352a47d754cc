import { fail, succeed, type Result } from '#core/model/result';
import { clash, freeId, freeName, isSame, kindOf, nameOfItem, newestOf, withName } from './content';
import { LIBRARY_CAPS } from './schema';
import type { LibraryItem, LibraryVersion } from './types';
import { withVersion } from './versions';

/** What taking an item in does (LB30). */
export type Becomes = 'new' | 'same' | 'newer' | 'older' | 'beside';

/** One item of a file, and what will happen to it. */
export interface PlannedItem {
  readonly incoming: LibraryItem;
  readonly becomes: Becomes;
  /** What will stand in the library; absent where nothing happens. */
  readonly result?: LibraryItem;
}

const isVersionOf = (item: LibraryItem, version: LibraryVersion): boolean => item.versions.some((each) => isSame(each, version));

/** Its versions that come after the newest one here, added to those here; null where the newest one here is not in its history. */
function joined(own: LibraryItem, incoming: LibraryItem): LibraryItem | null {
  const newest = newestOf(own);
  const from = incoming.versions.findLastIndex((version) => isSame(version, newest));
  if (from < 0) return null;
  return { ...own, versions: [...own.versions, ...incoming.versions.slice(from + 1)].slice(-LIBRARY_CAPS.versions) };
}

/** The item under an id and a name that are free. As it came it is the version before, so that it is known when it comes again. */
function beside(items: readonly LibraryItem[], incoming: LibraryItem): LibraryItem {
  const kind = kindOf(incoming);
  const names = new Set(items.filter((item) => kindOf(item) === kind).map((item) => nameOfItem(item).toLowerCase()));
  const { at, content } = newestOf(incoming);
  const item = { ...incoming, id: freeId(incoming.id, new Set(items.map(({ id }) => id))) };
  const name = freeName(nameOfItem(incoming), names);
  return name === nameOfItem(incoming) ? item : withVersion(item, { at, content: withName(content, name) });
}

function planItem(items: readonly LibraryItem[], incoming: LibraryItem): PlannedItem {
  const newest = newestOf(incoming);
  if (items.some((item) => isSame(newestOf(item).content, newest.content))) return { incoming, becomes: 'same' };
  if (items.some((item) => isVersionOf(item, newest))) return { incoming, becomes: 'older' };
  const own = items.find(({ id }) => id === incoming.id);
  const result = own && joined(own, incoming);
  if (result && !items.some((item) => item.id !== result.id && clash(item, result))) return { incoming, becomes: 'newer', result };
  if (own || items.some((item) => clash(item, incoming))) return { incoming, becomes: 'beside', result: beside(items, incoming) };
  return { incoming, becomes: 'new', result: incoming };
}

/** What taking these in will do, item by item in their order; each is looked at as if those before it had come in. */
export function planImport(own: readonly LibraryItem[], incoming: readonly LibraryItem[]): Result<readonly PlannedItem[]> {
  let items = own;
  const plan = incoming.map((item) => {
    const planned = planItem(items, item);
    const { result } = planned;
    if (result) items = [...items.filter(({ id }) => id !== result.id), result];
    return planned;
  });
  if (items.length > LIBRARY_CAPS.items) return fail({ code: 'issue_library_full', values: { limit: LIBRARY_CAPS.items } });
  return succeed(plan);
}

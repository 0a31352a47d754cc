import { fail, succeed, type Result } from '#core/model/result';
import { checkShape } from '../check';
import { isSame, kindOf, nameOf, nameOfItem, newestOf, withName } from './content';
import { listsCustomers } from './customers';
import { LIBRARY_CAPS, strictLibrary } from './schema';
import type { LibraryContent, LibraryItem, LibraryVersion } from './types';

/** Who saves, and when: nothing here looks at a clock or throws dice. */
export interface Saving {
  /** For an item that is new. */
  readonly id: string;
  /** UTC, as `Date.toISOString` writes it. */
  readonly at: string;
}

/** The item with one more version; the oldest goes where there is no room (LB3). */
export const withVersion = (item: LibraryItem, version: LibraryVersion): LibraryItem => ({
  ...item,
  versions: [...item.versions, version].slice(-LIBRARY_CAPS.versions),
});

/** The item of the same kind and name (LB5). */
export const findNamed = (items: readonly LibraryItem[], kind: LibraryContent['kind'], name: string): LibraryItem | undefined =>
  items.find((item) => kindOf(item) === kind && nameOfItem(item).toLowerCase() === name.toLowerCase());

function checkContent(content: LibraryContent): Result<LibraryContent> {
  const shape = checkShape(strictLibrary.content, content, LIBRARY_CAPS.depth);
  if (!shape.ok) return shape;
  const name = nameOf(content);
  if (name === '') return fail({ code: 'issue_library_nameless' });
  return listsCustomers(content) ? fail({ code: 'issue_library_customers', values: { name } }) : succeed(content);
}

/** The item that keeps this: a new version of the one of the same name, or a new one. The same item where it is kept as it stands. */
export function saveContent(items: readonly LibraryItem[], content: LibraryContent, { id, at }: Saving): Result<LibraryItem> {
  const checked = checkContent(content);
  if (!checked.ok) return checked;
  const before = findNamed(items, content.kind, nameOf(content));
  if (!before && items.length >= LIBRARY_CAPS.items) return fail({ code: 'issue_library_full', values: { limit: LIBRARY_CAPS.items } });
  if (!before) return succeed({ id, versions: [{ at, content }] });
  return succeed(isSame(newestOf(before).content, content) ? before : withVersion(before, { at, content }));
}

/** LB6: the item with an earlier version as its newest; the same item where that is the newest already. */
export function restoreVersion(items: readonly LibraryItem[], item: LibraryItem, index: number, at: string): Result<LibraryItem> {
  const content = item.versions[index]?.content;
  if (!content) return fail({ code: 'issue_library_item_missing' });
  const other = findNamed(items, content.kind, nameOf(content));
  if (other && other.id !== item.id) return fail({ code: 'issue_library_name_taken', values: { name: nameOf(content) } });
  return succeed(isSame(newestOf(item).content, content) ? item : withVersion(item, { at, content }));
}

/** The item under another name, as a new version. */
export function renameItem(items: readonly LibraryItem[], item: LibraryItem, name: string, at: string): Result<LibraryItem> {
  const content = withName(newestOf(item).content, name);
  const checked = checkContent(content);
  if (!checked.ok) return checked;
  const other = findNamed(items, content.kind, name);
  if (other && other.id !== item.id) return fail({ code: 'issue_library_name_taken', values: { name } });
  return succeed(isSame(newestOf(item).content, content) ? item : withVersion(item, { at, content }));
}

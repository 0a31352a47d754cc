import type { LibraryItem } from '#core/report/library/types';
import type { ShelfItem } from './types';

/** The library with these items in place of those of the same id, and new ones behind all others. */
export function withChanged(shelf: readonly ShelfItem[], changed: readonly LibraryItem[]): readonly ShelfItem[] {
  const fresh = new Map(changed.map((item) => [item.id, item]));
  const known = new Set(shelf.map(({ item }) => item.id));
  return [
    ...shelf.map((each) => ({ ...each, item: fresh.get(each.item.id) ?? each.item })),
    ...changed.filter(({ id }) => !known.has(id)).map((item) => ({ item, readOnly: false })),
  ];
}

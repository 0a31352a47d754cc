import { canonicalJson } from '../json';
import type { LibraryContent, LibraryItem, LibraryKind, LibraryVersion } from './types';

/** What a person calls it. */
export function nameOf(content: LibraryContent): string {
  switch (content.kind) {
    case 'definition':
      return content.definition.name;
    case 'segment':
      return content.segment.name;
    case 'tiers':
      return content.tiers.name;
    case 'metric':
      return content.metric.name;
    case 'report':
      return content.report.title;
  }
}

/** What it is for, in the person's words; empty where nobody said. */
export function purposeOf(content: LibraryContent): string {
  switch (content.kind) {
    case 'definition':
      return content.definition.purpose;
    case 'tiers':
      return content.tiers.purpose;
    case 'metric':
      return content.metric.meaning;
    default:
      return '';
  }
}

/** The same under another name. */
export function withName(content: LibraryContent, name: string): LibraryContent {
  switch (content.kind) {
    case 'definition':
      return { ...content, definition: { ...content.definition, name } };
    case 'segment':
      return { ...content, segment: { ...content.segment, name } };
    case 'tiers':
      return { ...content, tiers: { ...content.tiers, name } };
    case 'metric':
      return { ...content, metric: { ...content.metric, name } };
    case 'report':
      return { ...content, report: { ...content.report, title: name } };
  }
}

export function newestOf({ id, versions }: LibraryItem): LibraryVersion {
  const newest = versions.at(-1);
  if (!newest) throw new Error(`the item ${id} has no version`);
  return newest;
}

export const kindOf = (item: LibraryItem): LibraryKind => newestOf(item).content.kind;
export const nameOfItem = (item: LibraryItem): string => nameOf(newestOf(item).content);

export const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

/** LB5: whether two items may not stand beside each other under their names. */
export const clash = (a: LibraryItem, b: LibraryItem): boolean =>
  kindOf(a) === kindOf(b) && nameOfItem(a).toLowerCase() === nameOfItem(b).toLowerCase();

/** The first of `wanted`, `wanted-2`, `wanted-3`, … that is free; within 40 characters. */
export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const end = number === 1 ? '' : `-${number}`;
    const id = wanted.slice(0, 40 - end.length) + end;
    if (!taken.has(id)) return id;
  }
}

/** The first of `wanted`, `wanted (2)`, … that is free whatever the case; within 200 characters. `taken` is in small letters. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const end = number === 1 ? '' : ` (${number})`;
    const name = wanted.slice(0, 200 - end.length) + end;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

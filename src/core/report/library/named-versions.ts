import { fail, succeed, type Result } from '#core/model/result';
import type { Report } from '../types';
import { newestOf } from './content';
import { LIBRARY_CAPS } from './schema';
import type { LibraryItem, LibraryVersion } from './types';
import { findNamed, saveContent, type Saving } from './versions';

const LONGEST = 200;

/** The item that keeps the versions of a report: the one of its title. */
export const versionsOf = (items: readonly LibraryItem[], report: Report): LibraryItem | undefined =>
  findNamed(items, 'report', report.title);

/** The item with this report as a version of that name; where it is kept as it stands already, that version takes the name (VS1, VS2). */
export function keepVersion(items: readonly LibraryItem[], report: Report, name: string, saving: Saving): Result<LibraryItem> {
  const given = name.trim();
  if (given === '') return fail({ code: 'issue_version_nameless' });
  if (given.length > LONGEST) return fail({ code: 'issue_version_name_long', values: { limit: LONGEST } });
  const taken = versionsOf(items, report)?.versions.find((each) => each.name?.toLowerCase() === given.toLowerCase());
  if (taken) return fail({ code: 'issue_version_name_taken', values: { name: given } });
  const saved = saveContent(items, { kind: 'report', report }, saving);
  if (!saved.ok) return saved;
  const newest: LibraryVersion = { ...newestOf(saved.value), name: given };
  return succeed({ ...saved.value, versions: [...saved.value.versions.slice(0, -1), newest].slice(-LIBRARY_CAPS.versions) });
}

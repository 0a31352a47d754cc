import type { JsonObject } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { canonicalJson } from '../json';
import { asWritten } from '../serialize';
import { newestOf } from './content';
import { LIBRARY_VERSION } from './read';
import { LIBRARY_CAPS } from './schema';
import type { LibraryContent, LibraryItem } from './types';

const written = (content: LibraryContent) => (content.kind === 'report' ? { ...content, report: asWritten(content.report) } : content);

/** Items as the document that files and this browser keep. */
export const libraryDocument = (items: readonly LibraryItem[]): JsonObject =>
  ({
    format: 'clientele.library',
    version: LIBRARY_VERSION,
    items: items.map(({ id, versions }) => ({
      id,
      versions: versions.map(({ content, ...rest }) => ({ ...rest, content: written(content) })),
    })),
  }) as unknown as JsonObject;

/** A file that people may open: sorted keys, indented, one field a line. */
const textOf = (items: readonly LibraryItem[]): string => `${JSON.stringify(JSON.parse(canonicalJson(libraryDocument(items))), null, 2)}\n`;

/** The text of a library file. `shortened`: the earlier versions did not fit and were left out (LB12). */
export function writeLibraryFile(items: readonly LibraryItem[]): Result<{ readonly text: string; readonly shortened: boolean }> {
  const whole = textOf(items);
  if (whole.length <= LIBRARY_CAPS.length) return succeed({ text: whole, shortened: false });
  const newest = textOf(items.map((item) => ({ id: item.id, versions: [newestOf(item)] })));
  if (newest.length <= LIBRARY_CAPS.length) return succeed({ text: newest, shortened: true });
  return fail({ code: 'issue_library_too_large' });
}

import type { JoinedFiles } from '#core/intake/join-files';
import type { SourceInfo } from '#core/model/source';
import type { Preview } from '#edge/load/types';
import type { OpenedFile } from '#edge/load/parts';
import type { DraftPart } from './types';

/** So many files of a source, and one with most columns, are looked into to show what it is. */
const LOOKED_INTO = 6;

/** Looks into some of the files of a source, each as it was read before, and puts them together again; null where one cannot be read. */
export async function lookInto(parts: readonly DraftPart[], files: readonly File[]): Promise<readonly OpenedFile[] | Preview['issues']> {
  const [{ previewFile }, { openFile }, { fromBlob }] = await Promise.all([
    import('#edge/load/preview'),
    import('#edge/load/parts'),
    import('#edge/load/input-file'),
  ]);
  const most = Math.min(parts.length, LOOKED_INTO);
  const spread = Array.from({ length: most }, (_, at) => Math.round((at * (parts.length - 1)) / Math.max(1, most - 1)));
  const width = Math.max(...parts.map(({ columns }) => columns.length));
  const places = [...new Set([...spread, parts.findIndex(({ columns }) => columns.length === width)])].sort((one, other) => one - other);
  const opened: OpenedFile[] = [];
  for (const at of places) {
    const { name, dialect, reading } = parts[at]!;
    const input = fromBlob(files[at]!, name);
    const preview = await previewFile(input, undefined, { encoding: dialect.encoding, ...(reading ? { reading } : {}) });
    if (preview.issues.length > 0) return preview.issues;
    opened.push(await openFile(input, preview));
  }
  return opened;
}

/** A preview of joined files. */
export const previewOf = ({ head, grain, suggestions, questions, grainReason, grainConfidence }: JoinedFiles<OpenedFile>): Preview => ({
  head,
  grain,
  suggestions,
  questions,
  grainReason,
  grainConfidence,
  issues: [],
});

/** What a kept source of several files shows after a reload; the reasons where one of its files cannot be read. */
export async function restoreParts(
  info: SourceInfo,
  parts: readonly DraftPart[],
  files: readonly File[],
): Promise<Preview | Preview['issues']> {
  const { joinFiles } = await import('#core/intake/join-files');
  const opened = await lookInto(parts, files);
  if (!isOpened(opened)) return opened;
  const joined = previewOf(joinFiles(opened, { keepOrder: true, headers: info.headers }));
  return { ...joined, head: { ...joined.head, name: info.name, bytes: info.bytes } };
}

/** Whether files could be looked into. */
export const isOpened = (found: readonly OpenedFile[] | Preview['issues']): found is readonly OpenedFile[] =>
  found.every((each) => 'input' in each);

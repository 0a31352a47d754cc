import { joinFiles } from '#core/intake/join-files';
import { groupByShape } from '#core/intake/shapes';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import type { ReportSource } from '#core/report/types';
import { haveSameContent } from '#edge/load/same-content';
import { openFile, requestJoined, type OpenedFile } from '#edge/load/parts';
import { previewFile } from '#edge/load/preview';
import type { InputFile, LoadRequest } from '#edge/load/types';
import { mapSource } from './map-source';
import { reasonOf } from './reason';

/** A file that is given under a source's name. */
export interface NamedFile {
  readonly name: string;
  /** As it was given; of a file in an archive, the archive's. */
  readonly path: string;
  readonly file: InputFile;
}

export interface PartsOptions {
  /** Later files replace earlier ones by key. */
  readonly replace: boolean;
}

/** Files without any row, which are left out when others come with them (MF6). */
const EMPTY: readonly Issue['code'][] = ['issue_file_header_only', 'issue_file_empty'];

/** Opens files of one shape as one source, in the order of their days or names, or in the order given. `empty`: names of files without rows. */
export async function openParts(
  files: readonly NamedFile[],
  source: ReportSource | null,
  id: string,
  { replace, keepOrder }: PartsOptions & { readonly keepOrder: boolean },
): Promise<Result<{ readonly request: LoadRequest; readonly empty: readonly string[] }>> {
  const opened: OpenedFile[] = [];
  const empty: string[] = [];
  const issues: Issue[] = [];
  for (const { file: input, ...each } of files) {
    try {
      const preview = await previewFile(input);
      if (preview.issues.some(({ code }) => EMPTY.includes(code)) && files.length > 1) empty.push(input.name);
      else if (preview.issues.length > 0) issues.push(...preview.issues);
      else opened.push(await openFile(input, preview));
    } catch (error) {
      issues.push({ code: 'issue_run_no_data_file', values: { ...each, detail: reasonOf(error) } });
    }
  }
  if (issues.length > 0) return fail(...issues);
  const { name, path } = files[0]!;
  const [group, other] = groupByShape(opened);
  if (!group) return fail({ code: 'issue_files_no_file', values: { name, path } });
  if (other) return fail({ code: 'issue_files_not_one', values: { name, first: group[0]!.head.name, other: other[0]!.head.name } });
  const twice = await findTwice(group);
  if (twice) return fail(twice);
  const joined = joinFiles(group, { keepOrder });
  const mapped = mapSource(name, source, { ...joined, issues: [] });
  if (!mapped.ok) return mapped;
  const request = await requestJoined(id, joined, mapped.value, (at) => (replace && at > 0 ? 'replace' : undefined));
  return succeed({ request, empty });
}

/** MF23: two files of the same content. */
async function findTwice(files: readonly OpenedFile[]): Promise<Issue | null> {
  const met = new Map<string, OpenedFile>();
  for (const file of files) {
    const same = met.get(file.fingerprint);
    if (same && (await haveSameContent(same.input, file.input)))
      return { code: 'issue_files_twice', values: { name: file.head.name, other: same.head.name } };
    met.set(file.fingerprint, file);
  }
  return null;
}

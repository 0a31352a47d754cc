import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import type { ReportSource } from '#core/report/types';
import { fingerprintFile } from '#edge/load/fingerprint';
import { openContainer } from '#edge/load/open/open-container';
import { fromPath } from '#edge/load/path-file';
import { previewFile } from '#edge/load/preview';
import type { LoadRequest, Preview } from '#edge/load/types';
import type { Call } from './arguments';
import { listFiles } from './list-files';
import { openParts, type NamedFile, type PartsOptions } from './open-parts';
import { mapSource } from './map-source';
import { reasonOf } from './reason';

type Named = { readonly name: string; readonly path: string };

/** Where paths are relative to, the repository, and who is told what was left out of folders. */
export interface Place {
  readonly cwd: string;
  readonly root: string;
  leftOut(names: readonly string[]): void;
}

/** Opens and maps every file of a call, or says all that is missing at once. Files of one name are one source. */
export async function findSources(call: Call, sources: readonly ReportSource[], place: Place): Promise<Result<LoadRequest[]>> {
  const files = call.files.map((file) => ({ ...file, path: path.resolve(place.cwd, file.path) }));
  const sample = call.sample ? await listSample(path.join(place.root, 'sample-data')) : [];
  if (call.sample && sample.length === 0) return fail({ code: 'issue_run_no_sample' });
  const all = [...files, ...sample];
  if (all.length === 0 && sources.length === 0) return fail({ code: 'issue_run_no_files' });
  const issues = call.sample ? [] : compareNames(files, sources);
  const requests: LoadRequest[] = [];
  for (const name of new Set(all.map((file) => file.name))) {
    const own = all.filter((file) => file.name === name);
    const source = sources.find((each) => each.name === name) ?? null;
    const opened = await openNamed(own, source, `s${requests.length + 1}`, { ...place, replace: call.replace.includes(name) });
    if (opened.ok) requests.push(drawn(opened.value, call.oneIn));
    else issues.push(...opened.issues);
  }
  return issues.length > 0 ? fail(...issues) : succeed(requests);
}

const drawn = (request: LoadRequest, oneIn: number | null): LoadRequest =>
  oneIn === null ? request : { ...request, info: { ...request.info, oneIn } };

/** All files of one name: one file, or several and folders as one source of several files. */
async function openNamed(
  named: readonly Named[],
  source: ReportSource | null,
  id: string,
  options: PartsOptions & Pick<Place, 'leftOut'>,
): Promise<Result<LoadRequest>> {
  const { name } = named[0]!;
  const listed = await Promise.all(named.map(({ path: place }) => listFiles(place)));
  const folders = listed.some((list) => list !== null);
  const leftOut = listed.flatMap((list) => list?.leftOut ?? []);
  const files = named.flatMap((each, at) => (listed[at]?.files ?? [each.path]).map((place) => ({ name, path: place })));
  if (files.length === 0) return fail({ code: 'issue_files_no_file', values: { name, path: named[0]!.path } });
  const inside = await openAll(files);
  if (!inside.ok) return inside;
  if (!folders && inside.value.length === 1) return openSource(inside.value[0]!, source, id);
  const keepOrder = !folders && inside.value.length === files.length;
  const opened = await openParts(inside.value, source, id, { replace: options.replace, keepOrder });
  if (!opened.ok) return opened;
  const names = [...leftOut, ...opened.value.empty];
  if (names.length > 0) options.leftOut(names);
  return succeed(opened.value.request);
}

/** F2: every file of one name, archives opened, which stand for the files inside as a folder does. */
async function openAll(named: readonly Named[]): Promise<Result<NamedFile[]>> {
  const all: NamedFile[] = [];
  const issues: Issue[] = [];
  for (const each of named) {
    try {
      const { files, issues: found } = await openContainer(await fromPath(each.path));
      if (files.length === 0) issues.push(...found);
      all.push(...files.map((file) => ({ ...each, file })));
    } catch (error) {
      issues.push({ code: 'issue_run_no_data_file', values: { ...each, detail: reasonOf(error) } });
    }
  }
  return issues.length > 0 ? fail(...issues) : succeed(all);
}

async function listSample(folder: string): Promise<Named[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.csv'))
    .sort()
    .map((name) => ({ name: name.replace(/\.csv$/, ''), path: path.join(folder, name) }));
}

function compareNames(files: readonly Named[], sources: readonly ReportSource[]): Issue[] {
  if (sources.length === 0) return [];
  const names = sources.map((source) => source.name).join(', ');
  const unknown = files.filter((file) => !sources.some((source) => source.name === file.name));
  const missing = sources.filter((source) => !files.some((file) => file.name === source.name));
  return [
    ...unknown.map(({ name }): Issue => ({ code: 'issue_run_source_unknown', values: { name, names } })),
    ...missing.map(({ name }): Issue => ({ code: 'issue_run_source_missing', values: { name } })),
  ];
}

async function openSource({ file, ...named }: NamedFile, source: ReportSource | null, id: string): Promise<Result<LoadRequest>> {
  let preview: Preview;
  try {
    preview = await previewFile(file);
  } catch (error) {
    return fail({ code: 'issue_run_no_data_file', values: { ...named, detail: reasonOf(error) } });
  }
  const mapped = mapSource(named.name, source, preview);
  if (!mapped.ok) return mapped;
  const { dialect, reading, headers } = preview.head;
  const info = {
    id,
    name: file.name,
    bytes: file.bytes,
    fingerprint: await fingerprintFile(file),
    dialect,
    ...(reading ? { reading } : {}),
    headers,
    mapping: mapped.value,
  };
  return succeed({ info, file });
}

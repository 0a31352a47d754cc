import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { MessageKey } from '#core/messages/message-key';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import { mappingProblems } from '#core/intake/mapping';
import type { Mapping } from '#core/model/source';
import type { ReportSource } from '#core/report/types';
import { adoptMapping, proposeMapping } from '#app/run/sources';
import { fingerprintFile } from '#edge/load/fingerprint';
import { fromPath } from '#edge/load/path-file';
import { previewFile } from '#edge/load/preview';
import type { InputFile, LoadRequest, Preview } from '#edge/load/types';
import type { Call } from './arguments';
import { reasonOf } from './reason';

type Named = { readonly name: string; readonly path: string };

/** Opens and maps every file of a call, or says all that is missing at once. */
export async function findSources(
  call: Call,
  sources: readonly ReportSource[],
  place: { readonly cwd: string; readonly root: string },
): Promise<Result<LoadRequest[]>> {
  const files = call.files.map((file) => ({ ...file, path: path.resolve(place.cwd, file.path) }));
  const sample = call.sample ? await listSample(path.join(place.root, 'sample-data')) : [];
  if (call.sample && sample.length === 0) return fail({ code: 'issue_run_no_sample' });
  const all = [...files, ...sample];
  if (all.length === 0 && sources.length === 0) return fail({ code: 'issue_run_no_files' });
  const issues = call.sample ? [] : compareNames(files, sources);
  const requests: LoadRequest[] = [];
  for (const [index, file] of all.entries()) {
    const opened = await openSource(file, sources.find((source) => source.name === file.name) ?? null, `s${index + 1}`);
    if (opened.ok) requests.push(opened.value);
    else issues.push(...opened.issues);
  }
  return issues.length > 0 ? fail(...issues) : succeed(requests);
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

async function openSource(named: Named, source: ReportSource | null, id: string): Promise<Result<LoadRequest>> {
  let file: InputFile;
  let preview: Preview;
  try {
    file = await fromPath(named.path);
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

function mapSource(name: string, source: ReportSource | null, preview: Preview): Result<Mapping> {
  if (preview.issues.length > 0) return fail(...preview.issues);
  const adopted = source ? adoptMapping(source.mapping, preview) : { mapping: proposeMapping(preview), missing: [] };
  const known = new Set(source?.mapping.columns.map((column) => column.header));
  const open = preview.questions.filter(({ kind, header }) => (kind === 'grain' ? !source : !known.has(header ?? '')));
  const problems = mappingProblems(adopted.mapping);
  const issues = [
    ...(adopted.missing.length > 0 ? [] : problems),
    ...adopted.missing.map((role): Issue => ({
      code: 'issue_run_role_missing',
      values: { name, role, column: { key: `import_role_${role}` as MessageKey } },
    })),
    ...open.map(({ question, evidence }): Issue => ({ code: 'issue_run_question_open', values: { name, question, evidence } })),
  ];
  return issues.length > 0 ? fail(...issues) : succeed(adopted.mapping);
}

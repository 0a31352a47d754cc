import { createReadStream, createWriteStream, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { JsonObject, Part } from '#core/model/presentation';
import { rowsOf, type Row } from '#core/model/columns';
import type { DataModel } from '#core/model/data-model';
import type { AnalysisDefinition, PresentContext, Results, SqlStep } from '#core/analyses/contract';
import { registry } from '#core/analyses/registry';
import { makeContext } from '#core/query/context';
import type { ReportScope } from '#core/query/types';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import type { Connector } from '#edge/engine/connector';
import { fingerprintFile } from '#edge/load/fingerprint';
import { loadSources } from '#edge/load/loader';
import { fromPath } from '#edge/load/path-file';
import { previewFile } from '#edge/load/preview';
import type { InputFile, Loaded, LoadRequest } from '#edge/load/types';
import { proposeMapping } from '#app/run/sources';

export { sharedPath } from './shared-path';

/** Unpacks a .gz beside the other temporary files. */
export async function unpack(file: string): Promise<string> {
  const target = path.join(mkdtempSync(path.join(tmpdir(), 'clientele-golden-')), path.basename(file, '.gz'));
  await pipeline(createReadStream(file), createGunzip(), createWriteStream(target));
  return target;
}

/** What the page would ask for by itself of a file; throws where it would ask the person. */
export async function requestOf(file: InputFile, id: string): Promise<LoadRequest> {
  const preview = await previewFile(file);
  if (preview.issues.length > 0 || preview.questions.length > 0)
    throw new Error(`${file.name} does not map by itself: ${JSON.stringify(preview)}`);
  const { dialect, reading, headers } = preview.head;
  const fingerprint = await fingerprintFile(file);
  const read = { dialect, ...(reading ? { reading } : {}), headers };
  return { file, info: { id, name: file.name, bytes: file.bytes, fingerprint, ...read, mapping: proposeMapping(preview) } };
}

/** Files through the real chain with the mapping that the page proposes by itself, on native DuckDB. */
export async function openFiles(paths: readonly string[]): Promise<{ readonly engine: Connector; readonly loaded: Loaded }> {
  const engine = await openNodeEngine();
  await engine.ready();
  const requests: LoadRequest[] = [];
  for (const [index, each] of paths.entries()) requests.push(await requestOf(await fromPath(each), `s${index + 1}`));
  return { engine, loaded: await loadSources(engine, requests) };
}

export const EVERYTHING: ReportScope = {
  asOf: null,
  range: { from: null, to: null },
  filters: [],
  revenue: { paidStatuses: null },
  weekStart: 'monday',
};

/** One analysis over loaded data: its raw rows, its presentation, and the people behind a part. */
export async function ask(engine: Connector, model: DataModel, kind: string, stored: JsonObject, scope: Partial<ReportScope>) {
  const entry = registry.find((candidate) => candidate.kind === kind);
  if (!entry) throw new Error(kind);
  const definition: AnalysisDefinition = await entry.load();
  const made = makeContext({ ...EVERYTHING, ...scope }, model, engine.dialect);
  const params = definition.parse(stored);
  if (!made.ok || !params.ok) throw new Error(JSON.stringify([made, params]));
  const context: PresentContext = { ...made.value, locale: 'en', currency: null };
  const plan = definition.compile(params.value, context);
  if (!plan.ok) throw new Error(JSON.stringify(plan.issues));
  const results: Record<string, Row[]> = {};
  for (const step of plan.value.steps as readonly SqlStep[]) results[step.id] = rowsOf(await engine.query(step.sql));
  const people = async (part: Part): Promise<Row[]> => {
    const step = definition.people(part, params.value, context);
    if (!step.ok) throw new Error(JSON.stringify(step.issues));
    return rowsOf(await engine.query(step.value.sql));
  };
  const present = (locale: 'en' | 'zh-CN' = 'en', currency: string | null = null) =>
    definition.present(results as Results, params.value, { ...context, locale, currency });
  return { results: results as Results, people, present };
}

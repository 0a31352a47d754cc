import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { entryOf, registry } from '#core/analyses/registry';
import { say } from '#core/messages/say';
import type { Locale, Text } from '#core/messages/text';
import type { PartLedger } from '#core/model/ledger';
import type { Issue } from '#core/model/result';
import type { SourceInfo } from '#core/model/source';
import type { Report } from '#core/report/types';
import { changeText } from '#app/run/changes';
import { definitionsOf } from '#app/run/definitions';
import { createRunner } from '#app/run/runner';
import { collectResults } from '#app/run/results';
import type { CellState } from '#app/run/types';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { loadSources } from '#edge/load/loader';
import { writeResults, type ReportResults } from '#edge/share/results/results';
import { LoadError, type Loaded, type LoadRequest } from '#edge/load/types';
import { readArguments, type Call } from './arguments';
import { compareCells } from './compare';
import { findReport, type FoundReport } from './find-report';
import { findSources } from './find-sources';

/** Where the terminal stands: the folder that paths are relative to, the repository, and where lines go. */
export interface Terminal {
  readonly cwd: string;
  readonly root: string;
  /** The day on the calendar, `YYYY-MM-DD`; asked for where the data have no date. */
  today(): string;
  out(text: string): void;
  error(line: string): void;
}

const SEED = 1;

/** Runs a report in the terminal. Exit codes: 0 every cell is done, 1 some cell or the load is not, 2 the call lacks something. */
export async function main(words: readonly string[], terminal: Terminal): Promise<0 | 1 | 2> {
  const call = readArguments(words);
  if (!call.ok) return complain(call.issues, 'en', terminal);
  const report = await findReport(call.value, terminal, registry);
  if (!report.ok) return complain(report.issues, call.value.locale, terminal);
  const leftOut = (names: readonly string[]): void =>
    terminal.error(sayIn({ key: 'run_cli_left_out', values: { names: names.join(', ') } }, call.value.locale));
  const sources = await findSources(call.value, report.value.sources, { ...terminal, leftOut });
  if (!sources.ok) return complain(sources.issues, call.value.locale, terminal);
  return runOver(sources.value, report.value, call.value, terminal);
}

async function runOver(requests: LoadRequest[], found: FoundReport, call: Call, terminal: Terminal): Promise<0 | 1 | 2> {
  const engine = await openNodeEngine();
  try {
    const loaded = await loadSources(engine, requests, call.pseudonymKey ? { pseudonymKey: call.pseudonymKey } : {});
    const report = await found.over(loaded.model);
    const states = new Map<string, CellState>();
    const runner = createRunner(engine, loaded.model, definitionsOf(registry));
    for await (const { cellId, state } of runner.run(report, { locale: call.locale, seed: SEED })) states.set(cellId, state);
    await deliver(report, loaded, states, call, terminal);
    if (call.compare)
      for (const line of await compareCells(runner, report, states, call.locale)) (call.out === null ? terminal.error : terminal.out)(line);
    return [...states.values()].every((cell) => cell.state === 'done') ? 0 : 1;
  } catch (error) {
    if (!(error instanceof LoadError)) throw error;
    complain(error.issues, call.locale, terminal);
    return 1;
  } finally {
    await engine.close();
    await Promise.all(requests.flatMap(({ file, parts }) => parts ?? [file]).map((file) => file.release()));
  }
}

async function deliver(
  report: Report,
  loaded: Loaded,
  states: ReadonlyMap<string, CellState>,
  { out, locale }: Call,
  terminal: Terminal,
): Promise<void> {
  const results = collectResults(report, loaded, states, locale);
  for (const line of summarise(results, loaded, locale)) (out === null ? terminal.error : terminal.out)(line);
  if (out === null) return terminal.out(writeResults(results));
  await writeFile(path.resolve(terminal.cwd, out), writeResults(results));
  terminal.out(sayIn({ key: 'run_cli_written', values: { path: out } }, locale));
}

/** A line a source with its ledger, then each cell with its sentences or with what hindered it. */
function summarise(results: ReportResults, loaded: Loaded, locale: Locale): string[] {
  const sources = loaded.sources.flatMap(({ info, ledger: { records, kept, rejected, skipped, parts = [] } }) => [
    sayIn({ key: 'run_cli_source', values: { file: info.name, records, kept, rejected, skipped } }, locale),
    ...drawnOf(info, loaded).map((n) => sayIn({ key: 'run_cli_drawn', values: { n } }, locale)),
    ...filesOf(parts, locale),
  ]);
  const gap = locale === 'en' ? ' ' : '';
  const cells = results.cells.flatMap((cell) => [
    `[${cell.state}] ${cell.title ?? cell.name ?? questionOf(cell.kind, locale)}`,
    ...(cell.sentences?.map(({ finding, rest }) => [finding, rest ?? ''].join(gap)) ?? []).map((line) => `    ${line}`),
    ...(cell.issues ?? []).map((issue) => `    ${issue.text}`),
  ]);
  return [...sources, ...cells];
}

/** One in how many customers was read of a source; nothing where all were. */
const drawnOf = ({ name }: SourceInfo, { model }: Loaded): number[] =>
  (model.sources ?? []).filter((source) => source.name === name).flatMap(({ oneIn }) => oneIn ?? []);

/** How many files a source has, and what later ones changed. */
function filesOf(parts: readonly PartLedger[], locale: Locale): string[] {
  if (parts.length === 0) return [];
  const values = { n: parts.length, first: parts[0]!.name, last: parts.at(-1)!.name };
  const changes = parts.flatMap((part) => changeText(part) ?? []);
  return [sayIn({ key: 'run_cli_files', values }, locale), ...changes.map((text) => `    ${sayIn(text, locale)}`)];
}

const questionOf = (kind: string, locale: Locale): string => sayIn(entryOf(kind)?.question ?? { literal: kind }, locale);
const sayIn = (text: Text, locale: Locale): string => say(text, { locale, currency: null });
const textOf = ({ code, values }: Issue): Text => (values ? { key: code, values } : { key: code });

function complain(issues: readonly Issue[], locale: Locale, terminal: Terminal): 2 {
  for (const issue of issues) terminal.error(sayIn(textOf(issue), locale));
  return 2;
}

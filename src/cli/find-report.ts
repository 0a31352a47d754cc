import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RegistryEntry } from '#core/analyses/contract';
import { say } from '#core/messages/say';
import type { DataModel } from '#core/model/data-model';
import { daysOf } from '#core/query/context';
import { fail, succeed, type Result } from '#core/model/result';
import { FIRST_KINDS, firstReport } from '#core/report/first';
import { listKinds, readReport } from '#core/report/parse';
import type { Report, ReportSource } from '#core/report/types';
import { definitionsOf, loadKinds } from '#app/run/definitions';
import type { Call } from './arguments';
import { reasonOf } from './reason';
import type { Terminal } from './report';

/** The report that was named, or the one that will be made of the data when none was. */
export interface FoundReport {
  readonly sources: readonly ReportSource[];
  over(model: DataModel): Promise<Report>;
}

/** Reads the report of a call as a foreign document. */
export async function findReport(
  call: Call,
  { cwd, today }: Pick<Terminal, 'cwd' | 'today'>,
  registry: readonly RegistryEntry[],
): Promise<Result<FoundReport>> {
  const load = definitionsOf(registry);
  const dated = (report: Report, model: DataModel): Report => {
    const asOf = call.asOf ?? report.asOf ?? (daysOf(model) === null ? today() : null);
    return asOf === report.asOf ? report : { ...report, asOf };
  };
  if (call.report === null) {
    const makers = async () => [...(await loadKinds(load, FIRST_KINDS)).values()];
    const title = say({ key: 'run_sample_title' }, { locale: call.locale, currency: null });
    return succeed({ sources: [], over: async (model) => firstReport(model, await makers(), { title, asOf: call.asOf, today: today() }) });
  }
  let text: string;
  try {
    text = await readFile(path.resolve(cwd, call.report), 'utf8');
  } catch (error) {
    return fail({ code: 'issue_run_no_report_file', values: { path: call.report, detail: reasonOf(error) } });
  }
  const read = readReport(text, await loadKinds(load, listKinds(text)));
  if (!read.ok) return read;
  const { report } = read.value;
  return succeed({ sources: report.sources, over: async (model) => dated(report, model) });
}

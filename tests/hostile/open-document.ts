import { say } from '#core/messages/say';
import type { Text } from '#core/messages/text';
import { registry } from '#core/analyses/registry';
import type { DataModel } from '#core/model/data-model';
import type { ChartView, TableView } from '#core/model/presentation';
import type { Issue } from '#core/model/result';
import type { Report } from '#core/report/types';
import { definitionsOf } from '#app/run/definitions';
import { createRunner } from '#app/run/runner';
import type { CellState } from '#app/run/types';
import { readIncoming } from '#app/session/read-incoming';
import type { Connector } from '#edge/engine/connector';
import { engineIssue } from '#edge/engine/engine-issue';
import type { HostileDocument } from './corpus/types';

/** What became of a hostile report: sentences that a person would read, and what is left to be shown. */
export interface Opened {
  readonly ended: 'refused' | 'stopped' | 'answered';
  readonly sentences: readonly string[];
  readonly charts: readonly ChartView[];
  readonly tables: readonly TableView[];
  readonly markdown: readonly string[];
  /** Queries that reached the engine while the report stood there and nobody had agreed. */
  readonly before: number;
}

const speak = (text: Text): string => say(text, { locale: 'en', currency: null });
/** An issue in the reader's words. */
export const speakIssue = ({ code, values }: Issue): string => speak(values ? { key: code, values } : { key: code });
const definitions = definitionsOf(registry);

/** What the sentences of a cell's fault are; none where it was answered. */
function faultsOf(state: CellState): readonly string[] {
  if (state.state === 'refused') return state.issues.map(speakIssue);
  if (state.state !== 'failed') return [];
  return [speakIssue(engineIssue({ kind: state.kind as 'sql', message: state.message }))];
}

async function runAll(report: Report, engine: Connector, model: DataModel): Promise<ReadonlyMap<string, CellState>> {
  const states = new Map<string, CellState>();
  const runner = createRunner(engine, model, definitions);
  for await (const { cellId, state } of runner.run(report, { locale: 'en', seed: 1, foreign: true })) states.set(cellId, state);
  return states;
}

/** Opens a report as the page does: read, then inert, then run as if somebody had agreed. */
export async function openDocument(
  document: Pick<HostileDocument, 'from' | 'text'>,
  canary: string,
  { engine, model }: { readonly engine: Connector; readonly model: DataModel },
): Promise<Opened> {
  let asked = 0;
  const counting: Connector = { ...engine, query: (sql, options) => ((asked += 1), engine.query(sql, options)) };
  const nothing = { charts: [], tables: [], markdown: [] };
  const read = await readIncoming(document.text(canary), document.from, () => Promise.resolve(definitions));
  if (!read.ok) return { ended: 'refused', sentences: read.issues.map(speakIssue), ...nothing, before: asked };
  const before = asked;
  const { report, issues } = read.value;
  const states = [...(await runAll(report, counting, model)).values()];
  const done = states.flatMap((state) => (state.state === 'done' ? [state.presentation] : []));
  const faults = states.flatMap(faultsOf);
  const unfinished = states.filter(({ state }) => !['done', 'refused', 'failed'].includes(state)).map(({ state }) => `still ${state}`);
  const told = done.flatMap(({ insight }) =>
    insight.sentences.flatMap((sentence) => Object.values(sentence).map((text) => speak(text as Text))),
  );
  const refusedCharts = done
    .flatMap(({ insight }) => insight.sentences)
    .filter((sentence) => JSON.stringify(sentence).includes('issue_chart'));
  return {
    ended: faults.length + refusedCharts.length > 0 ? 'stopped' : 'answered',
    sentences: [...issues.map(speakIssue), ...faults, ...told, ...unfinished],
    charts: done.flatMap(({ charts }) => charts),
    tables: done.flatMap(({ table }) => (table ? [table] : [])),
    markdown: report.cells.flatMap((cell) => (cell.type === 'text' ? [cell.markdown] : [])),
    before,
  };
}

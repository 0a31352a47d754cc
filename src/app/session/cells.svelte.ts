import type { Customising, CustomWords } from '#core/analyses/custom/customise';
import type { Columns, Scalar } from '#core/model/columns';
import type { Comparison } from '#core/model/comparison';
import type { Part } from '#core/model/presentation';
import { fail, type Result } from '#core/model/result';
import type { Metric } from '#core/report/notebook-types';
import { sameAsked } from '#core/report/same-asked';
import type { Report } from '#core/report/types';
import type { StoredResults } from '#edge/share/site/stored-results';
import { isAsked } from '#app/run/asked';
import type { AheadOptions, CellState, RunOptions, Runner } from '#app/run/types';

/** Numbers of an earlier day, and whether the data they came from are on their way. */
export interface StoredNumbers {
  readonly results: StoredResults;
  readonly data: 'none' | 'loading' | 'failed';
}

const noData = (): Promise<Result<never>> => Promise.resolve(fail({ code: 'issue_stored_no_data' }));

/** The state of a cell as it was stored (PV3); it waits where nothing was. */
const storedState = ({ cells, report: asked }: StoredResults, report: Report): ((id: string) => CellState) => {
  const isSame = sameAsked(asked, report);
  return (id) => {
    const cell = isSame(id) ? cells[id] : undefined;
    return cell ? { state: 'done', ...cell, took: 0 } : { state: 'waiting' };
  };
};

/** The states of a report's cells, as the runner of the present data says them. */
export class Cells {
  states = $state.raw<Readonly<Record<string, CellState>>>({});
  /** Present as long as some of them are of an earlier day. */
  stored = $state.raw<StoredNumbers | null>(null);
  /** Settles when the latest run has ended. */
  settled: Promise<void> = Promise.resolve();
  /** Hears every state that a cell comes to. */
  onState: (cellId: string, state: CellState) => void = () => undefined;
  /** Hears what stood before other data came, or before its data were taken away. */
  onFresh: (states: Readonly<Record<string, CellState>>) => void = () => undefined;
  /** Hears when every cell of a run has come to rest. */
  onSettled: () => void = () => undefined;
  /** What is selected is not understood any more; nothing was run. */
  onSelectionGone: () => void = () => undefined;
  #runner: Runner | null = null;
  #run = 0;

  /** Takes the runner of newly loaded data, or none; what was shown before goes. */
  use(runner: Runner | null): void {
    if (!this.stored) this.onFresh(this.states);
    this.#run++;
    this.#runner = runner;
    // PV2: they stay until the fresh ones of the same data stand.
    if (runner && this.stored?.data === 'loading') return;
    this.stored = null;
    this.states = {};
  }

  /** Shows numbers of an earlier day; null: they are not those of the report any more. */
  showStored(stored: StoredNumbers | null): void {
    this.stored = stored;
  }

  /** Runs the report. Without data its cells wait. */
  run(report: Report, options: RunOptions): void {
    const mine = ++this.#run;
    const ids = report.cells.filter(isAsked).map((cell) => cell.id);
    if (this.stored && !this.#runner) {
      const stateOf = storedState(this.stored.results, report);
      this.states = Object.fromEntries(ids.map((id) => [id, stateOf(id)]));
      return;
    }
    const kept = Object.entries(this.states).filter(([id]) => ids.includes(id));
    const waiting = ids.filter((id) => !(id in this.states)).map((id) => [id, { state: 'waiting' }] as const);
    this.states = Object.fromEntries([...kept, ...waiting]);
    if (this.#runner) this.settled = this.#follow(this.#runner, report, options, mine);
  }

  cancel(cellId: string): void {
    this.#runner?.cancel(cellId);
  }

  retry(cellId: string): void {
    this.#runner?.retry(cellId);
  }

  /** Asks ahead what a selection of each of the parts alone would show (XF9). */
  async ahead(report: Report, options: AheadOptions): Promise<void> {
    await this.#runner?.ahead(report, options);
  }

  people(report: Report, cellId: string, part: Part, options: RunOptions): Promise<Result<Columns>> {
    if (!this.#runner) return noData();
    return this.#runner.people(report, cellId, part, options);
  }

  compare(report: Report, cellId: string, options: RunOptions): Promise<Result<Comparison>> {
    if (!this.#runner) return noData();
    return this.#runner.compare(report, cellId, options);
  }

  customise(report: Report, cellId: string, words: CustomWords, options: RunOptions): Promise<Result<Customising>> {
    if (!this.#runner) return noData();
    return this.#runner.customise(report, cellId, words, options);
  }

  countSegment(report: Report, segmentId: string, options: RunOptions): Promise<Result<number>> {
    if (!this.#runner) return noData();
    return this.#runner.countSegment(report, segmentId, options);
  }

  tryMetric(report: Report, metric: Metric, options: RunOptions): Promise<Result<Scalar>> {
    if (!this.#runner) return noData();
    return this.#runner.tryMetric(report, metric, options);
  }

  async #follow(runner: Runner, report: Report, options: RunOptions, mine: number): Promise<void> {
    if (options.selection && !(await runner.holds(report, options))) {
      if (mine === this.#run) this.onSelectionGone();
      return;
    }
    if (mine !== this.#run) return;
    for await (const { cellId, state } of runner.run(report, options)) {
      if (mine !== this.#run) return;
      this.states = { ...this.states, [cellId]: this.stored ? this.#overStored(cellId, state) : state };
      this.onState(cellId, state);
    }
    if (mine !== this.#run) return;
    this.stored = null;
    if (!options.selection) this.onSettled();
  }

  /** PV2: a cell that is asked for the first time keeps what was stored of it until its answer stands. */
  #overStored(cellId: string, state: CellState): CellState {
    const before = this.states[cellId];
    const shown = before?.state === 'done' ? before.presentation : before?.state === 'running' ? before.previous : null;
    if (!shown || state.state === 'done' || state.state === 'refused' || state.state === 'failed') return state;
    return { state: 'running', previous: shown };
  }
}

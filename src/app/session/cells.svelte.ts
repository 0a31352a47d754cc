import type { Customising, CustomWords } from '#core/analyses/custom/customise';
import type { Columns, Scalar } from '#core/model/columns';
import type { Comparison } from '#core/model/comparison';
import type { Part } from '#core/model/presentation';
import type { Result } from '#core/model/result';
import type { Metric } from '#core/report/notebook-types';
import type { Report } from '#core/report/types';
import { isAsked } from '#app/run/asked';
import type { Selection } from '#app/run/selection';
import type { CellState, RunOptions, Runner } from '#app/run/types';

/** The states of a report's cells, as the runner of the present data says them. */
export class Cells {
  states = $state.raw<Readonly<Record<string, CellState>>>({});
  /** Settles when the latest run has ended. */
  settled: Promise<void> = Promise.resolve();
  /** Hears every state that a cell comes to. */
  onState: (cellId: string, state: CellState) => void = () => undefined;
  /** What is selected is not understood any more; nothing was run. */
  onSelectionGone: () => void = () => undefined;
  #runner: Runner | null = null;
  #run = 0;

  /** Takes the runner of newly loaded data, or none; what was shown before goes. */
  use(runner: Runner | null): void {
    this.#run++;
    this.#runner = runner;
    this.states = {};
  }

  /** Runs the report. Without data its cells wait. */
  run(report: Report, options: RunOptions): void {
    const mine = ++this.#run;
    const ids = report.cells.filter(isAsked).map((cell) => cell.id);
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
  async ahead(report: Report, options: RunOptions & { readonly selection: Selection }): Promise<void> {
    await this.#runner?.ahead(report, options);
  }

  people(report: Report, cellId: string, part: Part, options: RunOptions): Promise<Result<Columns>> {
    if (!this.#runner) throw new Error('no data are loaded');
    return this.#runner.people(report, cellId, part, options);
  }

  compare(report: Report, cellId: string, options: RunOptions): Promise<Result<Comparison>> {
    if (!this.#runner) throw new Error('no data are loaded');
    return this.#runner.compare(report, cellId, options);
  }

  customise(report: Report, cellId: string, words: CustomWords, options: RunOptions): Promise<Result<Customising>> {
    if (!this.#runner) throw new Error('no data are loaded');
    return this.#runner.customise(report, cellId, words, options);
  }

  countSegment(report: Report, segmentId: string, options: RunOptions): Promise<Result<number>> {
    if (!this.#runner) throw new Error('no data are loaded');
    return this.#runner.countSegment(report, segmentId, options);
  }

  tryMetric(report: Report, metric: Metric, options: RunOptions): Promise<Result<Scalar>> {
    if (!this.#runner) throw new Error('no data are loaded');
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
      this.states = { ...this.states, [cellId]: state };
      this.onState(cellId, state);
    }
  }
}

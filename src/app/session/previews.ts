import type { AnalysisCell, Report } from '#core/report/types';
import type { CellState, RunOptions, Runner } from '#app/run/types';

/** Results of cells that are in no report yet, on a runner of their own: the cells on screen go on undisturbed. */
export class Previews {
  #runner: Runner | null = null;

  /** Takes the runner of newly loaded data, or none. */
  use(runner: Runner | null): void {
    this.#runner = runner;
  }

  /** The last state of a cell in the scope of a report. A newer one, or the signal, ends it: it stays as far as it came. */
  async run(report: Report, cell: AnalysisCell, options: RunOptions): Promise<CellState> {
    let last: CellState = { state: 'idle' };
    if (!this.#runner) return last;
    for await (const { state } of this.#runner.run({ ...report, cells: [cell] }, options)) last = state;
    return last;
  }
}

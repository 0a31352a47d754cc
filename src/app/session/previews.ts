import type { DataModel } from '#core/model/data-model';
import type { AnalysisCell, Report } from '#core/report/types';
import type { CellState, LoadDefinition, RunOptions, Runner } from '#app/run/types';
import type { PreviewAsk } from './types';

const ID = 'preview';

/** A fresh cell of a question; null for a kind that is not known. */
export async function previewCell(ask: PreviewAsk, model: DataModel, load: LoadDefinition): Promise<AnalysisCell | null> {
  if ('definition' in ask) return { id: ID, type: 'analysis', kind: 'custom', definition: ask.definition, version: 1, params: {} };
  const [definition, { freshCell }] = await Promise.all([load(ask.kind), import('#core/report/first')]);
  return definition && freshCell(definition, model, ID);
}

/** Results of cells that are in no report yet, on a runner of their own: the cells on screen go on undisturbed. */
export class Previews {
  #runner: Runner | null = null;

  /** Takes the runner of newly loaded data, or none. */
  use(runner: Runner | null): void {
    this.#runner = runner;
  }

  /** The last state of a cell in the scope of a report, whatever is selected there. A newer one, or the signal, ends it: it stays as far as it came. */
  async run(report: Report, cell: AnalysisCell, options: RunOptions): Promise<CellState> {
    let last: CellState = { state: 'idle' };
    if (!this.#runner) return last;
    const { selection: _, ...whole } = options;
    for await (const { state } of this.#runner.run({ ...report, cells: [cell] }, whole)) last = state;
    return last;
  }
}

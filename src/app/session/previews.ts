import type { DataModel } from '#core/model/data-model';
import type { CustomDefinition } from '#core/report/notebook-types';
import type { AnalysisCell, Report } from '#core/report/types';
import type { CellState, LoadDefinition, RunOptions, Runner } from '#app/run/types';
import type { PreviewAsk } from './types';

const ID = 'preview';
/** A cell and the report it would stand in. */
interface Previewed {
  readonly report: Report;
  readonly cell: AnalysisCell;
}

/** OD2: a cell of the report, or a fresh one, asking a definition as it is being written; options that it does not have are left out. */
function onTrial(draft: CustomDefinition, cellId: string, report: Report): Previewed {
  const given = report.cells.find(({ id }) => id === cellId);
  const keys = new Set(draft.form.map(({ key }) => key));
  const kept = given?.type === 'analysis' ? given : null;
  const params = Object.fromEntries(Object.entries(kept?.params ?? {}).filter(([key]) => keys.has(key)));
  const bindings = Object.fromEntries(Object.entries(kept?.bindings ?? {}).filter(([key]) => key.startsWith('@') || keys.has(key)));
  const cell: AnalysisCell = { id: ID, type: 'analysis', kind: 'custom', definition: draft.id, version: 1, params, bindings };
  const others = report.definitions?.filter(({ id }) => id !== draft.id) ?? [];
  return { report: { ...report, definitions: [...others, draft] }, cell };
}

/** What is asked for in the scope of a report; null for a kind that is not known. */
export async function previewOf(ask: PreviewAsk, report: Report, model: DataModel, load: LoadDefinition): Promise<Previewed | null> {
  if ('draft' in ask) return onTrial(ask.draft, ask.cellId, report);
  if ('definition' in ask)
    return { report, cell: { id: ID, type: 'analysis', kind: 'custom', definition: ask.definition, version: 1, params: {} } };
  const [definition, { freshCell }] = await Promise.all([load(ask.kind), import('#core/report/first')]);
  return definition && { report, cell: freshCell(definition, model, ID) };
}

const isSettled = ({ state }: CellState): boolean => state === 'done' || state === 'refused' || state === 'failed';

/** Results of cells that are in no report yet, on a runner of their own: the cells on screen go on undisturbed. */
export class Previews {
  #runner: Runner | null = null;

  /** Takes the runner of newly loaded data, or none. */
  use(runner: Runner | null): void {
    this.#runner = runner;
  }

  /**
   * The last state of a cell in the scope of a report, whatever is selected there. What the cell may read, queries and controls, stands behind it
   * and is asked only through it. A newer one, or the signal, ends it: it stays as far as it came.
   */
  async run({ report, cell }: Previewed, options: RunOptions): Promise<CellState> {
    let last: CellState = { state: 'idle' };
    if (!this.#runner) return last;
    const { selection: _, ...whole } = options;
    const readable = report.cells.filter(({ type }) => type === 'sql' || type === 'control');
    for await (const { cellId, state } of this.#runner.run({ ...report, cells: [cell, ...readable] }, whole)) {
      if (cellId !== cell.id) continue;
      last = state;
      if (isSettled(state)) break;
    }
    return last;
  }
}

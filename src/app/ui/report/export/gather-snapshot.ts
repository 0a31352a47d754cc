import { renderMarkdown } from '#core/report/markdown';
import type { Cell } from '#core/report/types';
import type { Presentation } from '#core/model/presentation';
import type { Snapshot, SnapshotCell } from '#edge/share/snapshot/types';
import { isAsked } from '#app/run/asked';
import type { CellState } from '#app/run/types';
import { today } from '#app/session/today';
import type { Workspace } from '#app/session/types';
import { controlWords } from '../controls/control-state';
import { titleOf } from '../words';
import { scopeLines, sheetOf, sourceLines } from './sheets';

/** What may leave of each cell's results, by cell id; a cell without an entry has none. */
export type Leaving = Readonly<Record<string, Presentation>>;

const WAIT = 100;
const isBusy = (state: CellState | undefined): boolean => state?.state === 'running' || state?.state === 'waiting';

/** EX3: waits until no cell computes any more, or until nobody waits. */
export async function settled(workspace: Workspace, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && Object.values(workspace.cells).some(isBusy)) await new Promise((resolve) => setTimeout(resolve, WAIT));
}

/** SN8: why a cell has no results, in words. */
function reasonsOf(state: CellState | undefined, workspace: Workspace): readonly string[] {
  if (state?.state === 'refused')
    return state.issues.map(({ code, values }) => workspace.say(values ? { key: code, values } : { key: code }));
  return state?.state === 'failed' ? [state.message] : [];
}

async function gatherCell(cell: Cell, leaving: Leaving, workspace: Workspace): Promise<SnapshotCell> {
  if (cell.type === 'text') return { type: 'words', html: renderMarkdown(cell.markdown) };
  const title = workspace.say(titleOf(cell, workspace));
  if (cell.type === 'control') return { type: 'control', label: title, words: workspace.say(controlWords(cell.control, workspace.report)) };
  const presentation = leaving[cell.id];
  if (!presentation || !isAsked(cell)) return { type: 'none', title, reasons: reasonsOf(workspace.cells[cell.id], workspace) };
  const { drawCharts } = await import('#edge/share/snapshot/draw-snapshot');
  const views = cell.view?.show === 'table' ? [] : presentation.charts;
  const sheet = await sheetOf(cell, { ...presentation, charts: views }, workspace);
  return { type: 'results', sheet, charts: await drawCharts(views, workspace.locale) };
}

/** The report with what may leave of its results, its charts drawn. `onCell` is told how many cells are done. */
export async function gatherSnapshot(workspace: Workspace, leaving: Leaving, onCell: (done: number) => void): Promise<Snapshot> {
  const cells: SnapshotCell[] = [];
  for (const cell of workspace.report?.cells ?? []) {
    onCell(cells.length);
    cells.push(await gatherCell(cell, leaving, workspace));
  }
  return {
    title: workspace.report?.title || workspace.say({ key: 'report_untitled' }),
    scope: scopeLines(workspace),
    asOf: workspace.asOf,
    sources: sourceLines(workspace),
    day: today(),
    cells,
  };
}

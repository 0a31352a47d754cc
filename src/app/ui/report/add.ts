import { tick } from 'svelte';
import { freshBuilt, freshControl, freshQuery } from '#core/report/fresh';
import type { Cell } from '#core/report/types';
import type { Workspace } from '#app/session/types';
import type { Addable } from './addable';
import type { ReportFace } from './face.svelte';
import { hiddenBelow } from './reorder';

function freshCell(workspace: Workspace, asked: Exclude<Addable, { what: 'question' }>): Cell {
  const id = workspace.newCellId();
  const { report, model } = workspace;
  switch (asked.what) {
    case 'own':
      return { id, type: 'analysis', kind: 'custom', definition: asked.definition, version: 1, params: {} };
    case 'sql':
      return freshQuery(report, model, id);
    case 'builder':
      return freshBuilt(report, model, id);
    case 'control':
      return freshControl(report, model, id, asked.control);
    case 'text':
      return { id, type: 'text', markdown: '' };
  }
}

/** RP33: adds what was asked for at a place among the report's cells, opens it for work and takes the focus there. */
export async function addTo(workspace: Workspace, face: ReportFace, asked: Addable, index: number): Promise<void> {
  const before = new Set(workspace.report?.cells.map(({ id }) => id));
  if (asked.what === 'question') await workspace.addAnalysis(asked.kind, index);
  else workspace.edit({ op: 'add_cell', index, cell: freshCell(workspace, asked) });
  const cells = workspace.report?.cells ?? [];
  const added = cells.find(({ id }) => !before.has(id));
  if (!added) return;
  face.face = 'notebook';
  face.reveal(cells, added.id);
  face.selected = face.current = added.id;
  face.writing = added.type === 'text' ? added.id : null;
  if (added.type === 'analysis') face.inspect(added.id);
  else face.inspecting = false;
  await tick();
  const place = document.getElementById(`cell-${added.id}`);
  if (added.type !== 'text') place?.focus({ preventScroll: true });
  place?.scrollIntoView({ block: 'nearest' });
}

/** The place after the cell where the keyboard was, else the end of the report. */
export function placeAfter(workspace: Workspace, face: ReportFace): number {
  const cells = workspace.report?.cells ?? [];
  const at = cells.findIndex(({ id }) => id === face.current);
  return at < 0 ? cells.length : at + 1 + hiddenBelow(cells, face.folded, face.current ?? '').length;
}

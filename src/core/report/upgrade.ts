import { applyEdit } from './edits';
import type { Kinds } from './kinds';
import { migrate } from './migrate';
import type { AnalysisCell, Edit, Report } from './types';

/** What holds params of a version. */
export type Versioned = Pick<AnalysisCell, 'version' | 'params'>;

/** Params brought up to their kind's version; left alone where the kind is unknown or the params are newer. */
export function upgradeParams<T extends Versioned>(versioned: T, kindName: string, kinds: Kinds): T {
  const kind = kinds.get(kindName);
  if (!kind || versioned.version >= kind.version) return versioned;
  return { ...versioned, version: kind.version, params: migrate(versioned.params, versioned.version, kind.version, kind.migrations) };
}

/** A stored edit brought up to the versions of today, so that undo and redo never lead back to old params. `report` is the document before it. */
export function upgradeEdit(report: Report, edit: Edit, kinds: Kinds): Edit {
  if (edit.op === 'add_cell' && edit.cell.type === 'analysis') return { ...edit, cell: upgradeParams(edit.cell, edit.cell.kind, kinds) };
  if (edit.op === 'add_segment' && edit.segment.of.kind === 'part')
    return { ...edit, segment: { ...edit.segment, of: upgradeParams(edit.segment.of, edit.segment.of.analysis, kinds) } };
  if (edit.op === 'set_params') {
    const cell = report.cells.find((each) => each.id === edit.id);
    return cell?.type === 'analysis' ? upgradeParams(edit, cell.kind, kinds) : edit;
  }
  if (edit.op !== 'all') return edit;
  let current = report;
  const edits = edit.edits.map((each) => {
    const upgraded = upgradeEdit(current, each, kinds);
    const next = applyEdit(current, upgraded);
    if (next.ok) current = next.value;
    return upgraded;
  });
  return { op: 'all', edits };
}

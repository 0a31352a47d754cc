import { fail, succeed, type Result } from '#core/model/result';
import { addCell, changeCell, invertCellEdit, moveCell, removeCell, type CellEdit } from './cell-edits';
import { findContradiction } from './check';
import { parseEdit } from './edit-schema';
import { changeItems, invertItems } from './item-edits';
import { CAPS } from './schema';
import { changeSegments, invertSegments } from './segments';
import type { Edit, Report } from './types';

function change(report: Report, edit: Edit): Result<Report> {
  switch (edit.op) {
    case 'set_title':
      return succeed({ ...report, title: edit.title });
    case 'set_as_of':
      return succeed({ ...report, asOf: edit.asOf });
    case 'set_range':
      return succeed({ ...report, range: edit.range });
    case 'set_filters':
      return succeed({ ...report, filters: edit.filters });
    case 'set_revenue':
      return succeed({ ...report, revenue: edit.revenue });
    case 'set_currency':
      return succeed({ ...report, currency: edit.currency });
    case 'set_sources':
      return succeed({ ...report, sources: edit.sources });
    case 'add_cell':
      return addCell(report, edit.cell, edit.index, CAPS.cells);
    case 'remove_cell':
      return removeCell(report, edit.id);
    case 'move_cell':
      return moveCell(report, edit.id, edit.index);
    case 'add_segment':
    case 'remove_segment':
    case 'rename_segment':
      return changeSegments(report, edit);
    case 'add_definition':
    case 'set_definition':
    case 'remove_definition':
    case 'add_metric':
    case 'set_metric':
    case 'remove_metric':
      return changeItems(report, edit);
    case 'all':
      return edit.edits.reduce<Result<Report>>((current, each) => (current.ok ? change(current.value, each) : current), succeed(report));
    default:
      return changeCell(report, edit);
  }
}

/** The report after an edit, or why the edit was not made. The report given is left alone. */
export function applyEdit(report: Report, edit: Edit): Result<Report> {
  const parsed = parseEdit(edit);
  if (!parsed.ok) return parsed;
  const changed = change(report, parsed.value);
  if (!changed.ok) return changed;
  const contradiction = findContradiction(changed.value);
  return contradiction ? fail(contradiction) : changed;
}

function invertCell(report: Report, edit: CellEdit | Extract<Edit, { readonly op: 'remove_cell' | 'move_cell' }>): Edit {
  const index = report.cells.findIndex((cell) => cell.id === edit.id);
  const cell = report.cells[index];
  if (!cell) throw new Error(`no cell ${edit.id} to invert ${edit.op}`);
  if (edit.op === 'remove_cell') return { op: 'add_cell', cell, index };
  return edit.op === 'move_cell' ? { op: 'move_cell', id: edit.id, index } : invertCellEdit(cell, edit);
}

function invertAll(report: Report, edits: readonly Edit[]): Edit {
  let current = report;
  const inverses: Edit[] = [];
  for (const edit of edits) {
    inverses.unshift(invertEdit(current, edit));
    const next = change(current, edit);
    if (!next.ok) throw new Error(`${edit.op} does not apply`);
    current = next.value;
  }
  return { op: 'all', edits: inverses };
}

/** The edit that takes `edit` back. `report` is the document before it; throws when the edit does not apply to that. */
export function invertEdit(report: Report, edit: Edit): Edit {
  switch (edit.op) {
    case 'set_title':
      return { op: edit.op, title: report.title };
    case 'set_as_of':
      return { op: edit.op, asOf: report.asOf };
    case 'set_range':
      return { op: edit.op, range: report.range };
    case 'set_filters':
      return { op: edit.op, filters: report.filters };
    case 'set_revenue':
      return { op: edit.op, revenue: report.revenue };
    case 'set_currency':
      return { op: edit.op, currency: report.currency };
    case 'set_sources':
      return { op: edit.op, sources: report.sources };
    case 'add_cell':
      return { op: 'remove_cell', id: edit.cell.id };
    case 'add_segment':
    case 'remove_segment':
    case 'rename_segment':
      return invertSegments(report, edit);
    case 'add_definition':
    case 'set_definition':
    case 'remove_definition':
    case 'add_metric':
    case 'set_metric':
    case 'remove_metric':
      return invertItems(report, edit);
    case 'all':
      return invertAll(report, edit.edits);
    default:
      return invertCell(report, edit);
  }
}

import { fail, succeed, type Issue, type Result } from '#core/model/result';
import { findContradiction } from './check';
import { parseEdit } from './edit-schema';
import { CAPS } from './schema';
import { changeSegments, invertSegments } from './segments';
import type { AnalysisCell, Cell, Edit, Report, TextCell } from './types';
import { withoutEmptyView } from './view';

const missing: Issue = { code: 'issue_report_cell_missing' };

function changeCell(report: Report, id: string, type: 'text', change: (cell: TextCell) => Cell): Result<Report>;
function changeCell(report: Report, id: string, type: 'analysis', change: (cell: AnalysisCell) => Cell): Result<Report>;
function changeCell(report: Report, id: string, type: Cell['type'], change: (cell: never) => Cell): Result<Report> {
  const index = report.cells.findIndex((cell) => cell.id === id);
  const cell = report.cells[index];
  if (!cell) return fail(missing);
  if (cell.type !== type) return fail({ code: 'issue_report_cell_type' });
  return succeed({ ...report, cells: report.cells.with(index, change(cell as never)) });
}

function addCell(report: Report, cell: Cell, index: number): Result<Report> {
  if (report.cells.length >= CAPS.cells) return fail({ code: 'issue_report_too_many_cells', values: { limit: CAPS.cells } });
  if (report.cells.some((each) => each.id === cell.id)) return fail({ code: 'issue_report_cell_duplicate' });
  if (index < 0 || index > report.cells.length) return fail({ code: 'issue_report_position' });
  return succeed({ ...report, cells: report.cells.toSpliced(index, 0, cell.type === 'text' ? cell : withoutEmptyView(cell)) });
}

function moveCell(report: Report, id: string, index: number): Result<Report> {
  const from = report.cells.findIndex((cell) => cell.id === id);
  const cell = report.cells[from];
  if (!cell) return fail(missing);
  if (index < 0 || index >= report.cells.length) return fail({ code: 'issue_report_position' });
  return succeed({ ...report, cells: report.cells.toSpliced(from, 1).toSpliced(index, 0, cell) });
}

function setCellTitle(cell: AnalysisCell, title: string | null): AnalysisCell {
  const { title: _before, ...rest } = cell;
  return title === null ? rest : { ...rest, title };
}

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
      return addCell(report, edit.cell, edit.index);
    case 'remove_cell':
      if (!report.cells.some((cell) => cell.id === edit.id)) return fail(missing);
      return succeed({ ...report, cells: report.cells.filter((cell) => cell.id !== edit.id) });
    case 'move_cell':
      return moveCell(report, edit.id, edit.index);
    case 'set_cell_title':
      return changeCell(report, edit.id, 'analysis', (cell) => setCellTitle(cell, edit.title));
    case 'set_params':
      return changeCell(report, edit.id, 'analysis', (cell) => ({ ...cell, version: edit.version, params: edit.params }));
    case 'set_view':
      return changeCell(report, edit.id, 'analysis', (cell) => withoutEmptyView({ ...cell, view: edit.view }));
    case 'set_text':
      return changeCell(report, edit.id, 'text', (cell) => ({ ...cell, markdown: edit.markdown }));
    case 'add_segment':
    case 'remove_segment':
    case 'rename_segment':
      return changeSegments(report, edit);
    case 'all':
      return edit.edits.reduce<Result<Report>>((current, each) => (current.ok ? change(current.value, each) : current), succeed(report));
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

function invertCell(report: Report, edit: Extract<Edit, { readonly id: string }>): Edit {
  const index = report.cells.findIndex((cell) => cell.id === edit.id);
  const cell = report.cells[index];
  if (!cell) throw new Error(`no cell ${edit.id} to invert ${edit.op}`);
  const { id } = cell;
  if (edit.op === 'remove_cell') return { op: 'add_cell', cell, index };
  if (edit.op === 'move_cell') return { op: 'move_cell', id, index };
  if (cell.type === 'text') return { op: 'set_text', id, markdown: cell.markdown };
  if (edit.op === 'set_cell_title') return { op: 'set_cell_title', id, title: cell.title ?? null };
  if (edit.op === 'set_params') return { op: 'set_params', id, version: cell.version, params: cell.params };
  return { op: 'set_view', id, view: cell.view ?? {} };
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
    case 'all':
      return invertAll(report, edit.edits);
    default:
      return invertCell(report, edit);
  }
}

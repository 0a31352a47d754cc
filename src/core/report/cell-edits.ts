import { fail, succeed, type Issue, type Result } from '#core/model/result';
import type { AnalysisCell, Cell, ControlCell, Edit, Report, SqlCell, TextCell } from './types';
import { withoutEmpty } from './view';

const missing: Issue = { code: 'issue_report_cell_missing' };
interface CellOf {
  readonly text: TextCell;
  readonly analysis: AnalysisCell;
  readonly sql: SqlCell;
  readonly control: ControlCell;
}
/** Edits that change one cell where it stands. */
export type CellEdit = Extract<
  Edit,
  {
    readonly op:
      | 'set_cell_title'
      | 'set_params'
      | 'set_view'
      | 'set_text'
      | 'set_cell_name'
      | 'set_query'
      | 'set_chart'
      | 'set_control'
      | 'set_bindings'
      | 'set_width'
      | 'set_alone';
  }
>;

/** The object with the key set, or without it where the value is absent. */
function put<T extends object, Key extends string, Value>(given: T, key: Key, value: Value | null | undefined): T {
  const { [key]: _before, ...rest } = given as T & Record<Key, Value>;
  return (value === null || value === undefined ? rest : { ...rest, [key]: value }) as T;
}

function changed(cell: Cell, edit: CellEdit): Cell | null {
  switch (edit.op) {
    case 'set_width':
      return put(cell, 'width', edit.width);
    case 'set_text':
      return cell.type === 'text' ? { ...cell, markdown: edit.markdown } : null;
    case 'set_cell_name':
      return cell.type === 'sql' || cell.type === 'control' ? { ...cell, name: edit.name } : null;
    case 'set_query':
      return cell.type === 'sql' ? { ...cell, query: edit.query } : null;
    case 'set_chart':
      return cell.type === 'sql' ? put(cell, 'chart', edit.chart) : null;
    case 'set_control':
      return cell.type === 'control' ? { ...cell, control: edit.control } : null;
    case 'set_params':
      return cell.type === 'analysis' ? { ...cell, version: edit.version, params: edit.params } : null;
    case 'set_bindings':
      return cell.type === 'analysis' ? withoutEmpty({ ...cell, bindings: edit.bindings }) : null;
    case 'set_cell_title':
      if (cell.type === 'control') return put(cell, 'label', edit.title);
      return cell.type === 'text' ? null : put(cell, 'title', edit.title);
    case 'set_view':
      return cell.type === 'analysis' || cell.type === 'sql' ? withoutEmpty({ ...cell, view: edit.view }) : null;
    case 'set_alone':
      return cell.type === 'analysis' || cell.type === 'sql' ? put(cell, 'alone', edit.alone || null) : null;
  }
}

/** The report after an edit of one cell; refused where the cell is not there or is of another type. */
export function changeCell(report: Report, edit: CellEdit): Result<Report> {
  const index = report.cells.findIndex((cell) => cell.id === edit.id);
  const cell = report.cells[index];
  if (!cell) return fail(missing);
  const next = changed(cell, edit);
  return next ? succeed({ ...report, cells: report.cells.with(index, next) }) : fail({ code: 'issue_report_cell_type' });
}

export function addCell(report: Report, cell: Cell, index: number, most: number): Result<Report> {
  if (report.cells.length >= most) return fail({ code: 'issue_report_too_many_cells', values: { limit: most } });
  if (report.cells.some((each) => each.id === cell.id)) return fail({ code: 'issue_report_cell_duplicate' });
  if (index < 0 || index > report.cells.length) return fail({ code: 'issue_report_position' });
  return succeed({ ...report, cells: report.cells.toSpliced(index, 0, withoutEmpty(cell)) });
}

export function moveCell(report: Report, id: string, index: number): Result<Report> {
  const from = report.cells.findIndex((cell) => cell.id === id);
  const cell = report.cells[from];
  if (!cell) return fail(missing);
  if (index < 0 || index >= report.cells.length) return fail({ code: 'issue_report_position' });
  return succeed({ ...report, cells: report.cells.toSpliced(from, 1).toSpliced(index, 0, cell) });
}

export function removeCell(report: Report, id: string): Result<Report> {
  if (!report.cells.some((cell) => cell.id === id)) return fail(missing);
  return succeed({ ...report, cells: report.cells.filter((cell) => cell.id !== id) });
}

/** The edit that takes an edit of one cell back; `cell` is the cell before it, which the edit fits. */
export function invertCellEdit(cell: Cell, edit: CellEdit): Edit {
  const { id } = cell;
  const as = <Type extends Cell['type']>(_type: Type): CellOf[Type] => cell as CellOf[Type];
  switch (edit.op) {
    case 'set_width':
      return { op: edit.op, id, width: cell.width ?? null };
    case 'set_text':
      return { op: edit.op, id, markdown: as('text').markdown };
    case 'set_cell_name':
      return { op: edit.op, id, name: as('sql').name };
    case 'set_query':
      return { op: edit.op, id, query: as('sql').query };
    case 'set_chart':
      return { op: edit.op, id, chart: as('sql').chart ?? null };
    case 'set_control':
      return { op: edit.op, id, control: as('control').control };
    case 'set_params':
      return { op: edit.op, id, version: as('analysis').version, params: as('analysis').params };
    case 'set_bindings':
      return { op: edit.op, id, bindings: as('analysis').bindings ?? {} };
    case 'set_cell_title':
      return { op: edit.op, id, title: (cell.type === 'control' ? cell.label : as('sql').title) ?? null };
    case 'set_view':
      return { op: edit.op, id, view: as('sql').view ?? {} };
    case 'set_alone':
      return { op: edit.op, id, alone: as('sql').alone ?? false };
  }
}

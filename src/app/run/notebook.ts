import type { CompileContext, Notebook, PresentContext } from '#core/analyses/contract';
import { notebookValues, segmentsOfControls } from '#core/analyses/custom/notebook-values';
import { textOfQuery } from '#core/analyses/custom/query-text';
import type { JsonObject, JsonValue } from '#core/model/presentation';
import { segmentsNamed } from '#core/report/segments';
import type { Control } from '#core/report/notebook-types';
import type { AnalysisCell, ControlCell, Report } from '#core/report/types';
import type { AskedCell } from './asked';

/** Ids of the segments that a report's own filters or its controls name. */
export const segmentsWanted = (report: Report): readonly string[] => [
  ...new Set([...segmentsNamed(report.filters), ...segmentsOfControls(report.cells)]),
];

const needsNotebook = ({ cells }: Report): boolean =>
  cells.some((cell) => cell.type === 'sql' || (cell.type === 'analysis' && cell.kind === 'custom'));

/** What queries and questions of one's own may name; absent where the report has none. */
export function notebookOf(report: Report, context: CompileContext): Notebook | null {
  if (!needsNotebook(report)) return null;
  const values = notebookValues(report.cells, context);
  const metrics = report.metrics ?? [];
  const named = report.cells.flatMap((cell) => (cell.type === 'sql' ? [{ name: cell.name, sql: '' }] : []));
  const queries = report.cells.flatMap((cell): Notebook['queries'] => {
    if (cell.type !== 'sql') return [];
    const text = textOfQuery(cell.query, { ...context, notebook: { values, metrics, queries: named } });
    return [text.ok ? { name: cell.name, sql: text.value } : { name: cell.name, sql: '', issues: text.issues }];
  });
  return { values, queries, metrics };
}

/** What a control gives to an option of a prebuilt question; undefined where it has nothing chosen. */
export function optionOf(control: Control): JsonValue | undefined {
  switch (control.type) {
    case 'number':
    case 'choice':
    case 'as_of':
      return control.value ?? undefined;
    case 'text':
    case 'multi_choice':
      return control.value;
    default:
      return undefined;
  }
}

const controlsOf = (report: Report, { bindings = {} }: AnalysisCell): readonly (readonly [key: string, control: Control])[] =>
  Object.entries(bindings).flatMap(([key, name]) => {
    const cell = report.cells.find((each): each is ControlCell => each.type === 'control' && each.name === name);
    return cell ? [[key, cell.control] as const] : [];
  });

/** The options of a cell with those that controls stand for in their places (RU14). */
export function boundParams(report: Report, cell: AnalysisCell): JsonObject {
  const bound = controlsOf(report, cell).flatMap(([key, control]) => {
    const value = key.startsWith('@') ? undefined : optionOf(control);
    return value === undefined ? [] : [[key, value] as const];
  });
  return { ...cell.params, ...Object.fromEntries(bound) };
}

/** The report as a cell reads it: its range, as-of day and customers are those of the controls it is bound to (RU14). */
export function boundScope(report: Report, cell: AskedCell): Report {
  if (cell.type !== 'analysis' || !cell.bindings) return report;
  return controlsOf(report, cell).reduce<Report>((scope, [key, control]) => {
    if (key === '@range' && control.type === 'date_range') return { ...scope, range: control.value };
    if (key === '@as_of' && control.type === 'as_of') return { ...scope, asOf: control.value ?? scope.asOf };
    if (key !== '@segment' || control.type !== 'segment' || !control.value) return scope;
    return { ...scope, filters: [...scope.filters, { table: 'customers', segment: control.value, is: 'in' }] };
  }, report);
}

/** A context with the notebook of its report. */
export function withNotebook(report: Report, context: PresentContext): PresentContext {
  const notebook = notebookOf(report, context);
  return notebook ? { ...context, notebook } : context;
}

import type { JsonObject } from '#core/model/presentation';
import { canonicalJson } from './json';
import type { Cell, Report } from './types';

/** What only version 2 knows of a cell. */
const NEW_FIELDS = ['width', 'alone', 'bindings', 'definition'] as const;
const isPlainView = (cell: Cell): boolean => !('view' in cell) || Object.keys(cell.view ?? {}).every((key) => key === 'show');
const isNew = (cell: Cell): boolean =>
  cell.type === 'sql' || cell.type === 'control' || NEW_FIELDS.some((field) => field in cell) || !isPlainView(cell);

/** NB1: a report as it is written: with the number of the first version that could hold it, so that earlier pages open what they can. */
export function asWritten(report: Report): JsonObject {
  const isNotebook = report.definitions !== undefined || report.metrics !== undefined || report.cells.some(isNew);
  return { ...report, version: isNotebook ? 2 : 1 } as unknown as JsonObject;
}

/** The one text of a document: equal reports give equal texts. */
export const serializeReport = (report: Report): string => canonicalJson(asWritten(report));

/** The same document for a file that people may open: indented, one field a line. */
export const writeReportFile = (report: Report): string => `${JSON.stringify(JSON.parse(serializeReport(report)), null, 2)}\n`;

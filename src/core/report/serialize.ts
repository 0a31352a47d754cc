import { canonicalJson } from './json';
import type { Report } from './types';

/** The one text of a document: equal reports give equal texts. */
export const serializeReport = (report: Report): string => canonicalJson(report);

/** The same document for a file that people may open: indented, one field a line. */
export const writeReportFile = (report: Report): string => `${JSON.stringify(JSON.parse(canonicalJson(report)), null, 2)}\n`;

import type { Issue } from '#core/model/result';
import type { InputFile } from '../types';
import type { ZipEntry } from './zip-directory';

/** What a zip archive holds: files of their own, one workbook, or a document that is said to be none of ours. */
export type ZipKind = 'archive' | 'workbook' | Issue;

/** F1, F28: many documents are zip archives, and are told by the files inside. */
export function kindOfZip({ name }: InputFile, entries: readonly ZipEntry[]): ZipKind {
  const holds = (start: string): boolean => entries.some(({ path }) => path.startsWith(start));
  const document = (kind: string): Issue => ({ code: 'issue_file_other_workbook', values: { name, kind } });
  if (holds('xl/workbook.bin')) return document('XLSB');
  if (holds('[Content_Types].xml')) {
    if (holds('xl/')) return 'workbook';
    return { code: 'issue_file_binary', values: { name, kind: holds('ppt/') ? 'PowerPoint' : 'Word' } };
  }
  if (holds('Index/') && entries.some(({ path }) => path.endsWith('.iwa'))) return document('Numbers');
  if (holds('Index.zip')) return document('Numbers');
  if (entries[0]?.path === 'mimetype' && holds('content.xml')) return document('OpenDocument');
  return 'archive';
}

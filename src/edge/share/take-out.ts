import type { Text } from '#core/messages/text';
import { download, downloadBlob, fileName } from './download';
import type { Reader, Sheet } from './sheet';

/** What can be taken out of a cell's chart and of its table. */
export const CHART_WAYS = ['copy_chart', 'png', 'svg'] as const;
export const TABLE_WAYS = ['copy_table', 'xlsx', 'csv_excel', 'csv_programs', 'parquet', 'json'] as const;
export type Way = (typeof CHART_WAYS)[number] | (typeof TABLE_WAYS)[number];

const saved = (name: string): Text => ({ key: 'export_saved', values: { name } });

function saveBlob(sheet: Sheet, extension: string, blob: Blob): Text {
  const name = fileName(sheet.name, extension);
  downloadBlob(name, blob);
  return saved(name);
}

/** PX7: the picture on the clipboard, or else as a file. */
async function copyChart(sheet: Sheet, reader: Reader): Promise<Text> {
  const { copyPicture, makePicture } = await import('./picture/picture');
  const picture = makePicture(sheet, reader, 'png');
  if (await copyPicture(picture)) return { key: 'export_chart_copied' };
  const name = fileName(sheet.name, 'png');
  downloadBlob(name, await picture);
  return { key: 'issue_export_copy_denied', values: { name } };
}

async function copyTable({ presentation }: Sheet, { say }: Reader): Promise<Text> {
  const [{ cellsForClipboard }, { recordsOfTable }] = await Promise.all([import('./table/clipboard'), import('./table/records')]);
  const { text, html } = cellsForClipboard(recordsOfTable(presentation.table, say));
  const blob = (type: string, content: string) => new Blob([content], { type });
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob('text/plain', text), 'text/html': blob('text/html', html) })]);
  } catch {
    return { key: 'issue_export_table_denied' };
  }
  return { key: 'export_table_copied', values: { n: presentation.table.rows.length } };
}

async function saveXlsx(sheet: Sheet, reader: Reader): Promise<Text> {
  const { tableToXlsx } = await import('./table/xlsx/xlsx');
  const made = await tableToXlsx(sheet, reader);
  if (made.ok) return saveBlob(sheet, 'xlsx', made.value);
  const [issue] = made.issues;
  return issue ? { key: issue.code, values: issue.values ?? {} } : { key: 'issue_export_failed', values: { detail: '' } };
}

async function saveCsv(sheet: Sheet, { say }: Reader, wanted: 'excel' | 'programs'): Promise<Text> {
  const { bomFor, tableToCsv } = await import('./table/csv');
  const { table } = sheet.presentation;
  const name = fileName(sheet.name, 'csv');
  download(name, tableToCsv(table, { bom: bomFor(table, wanted, say), say }), 'text/csv');
  return saved(name);
}

async function saveJson(sheet: Sheet, reader: Reader): Promise<Text> {
  const { tableToJson } = await import('./table/table-json');
  const name = fileName(sheet.name, 'json');
  download(name, tableToJson(sheet, reader), 'application/json');
  return saved(name);
}

function take(way: Way, sheet: Sheet, reader: Reader): Promise<Text> {
  switch (way) {
    case 'copy_chart':
      return copyChart(sheet, reader);
    case 'png':
    case 'svg':
      return import('./picture/picture').then(async ({ makePicture }) => saveBlob(sheet, way, await makePicture(sheet, reader, way)));
    case 'copy_table':
      return copyTable(sheet, reader);
    case 'xlsx':
      return saveXlsx(sheet, reader);
    case 'csv_excel':
      return saveCsv(sheet, reader, 'excel');
    case 'csv_programs':
      return saveCsv(sheet, reader, 'programs');
    case 'parquet':
      return import('./table/parquet').then(({ tableToParquet }) => saveBlob(sheet, 'parquet', tableToParquet(sheet, reader)));
    case 'json':
      return saveJson(sheet, reader);
  }
}

/** Takes something out of a cell, and says what was done or why it was not. Never rejects. */
export async function takeOut(way: Way, sheet: Sheet, reader: Reader): Promise<Text> {
  try {
    return await take(way, sheet, reader);
  } catch (error) {
    return { key: 'issue_export_failed', values: { detail: error instanceof Error ? error.message : String(error) } };
  }
}

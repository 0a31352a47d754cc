import type { Scalar } from '#core/model/columns';
import { escapeMarkup } from '../escape';
import { guardText } from './csv';

/** Records for a spreadsheet, in the two forms it takes. */
export interface CellsOnClipboard {
  /** Tabs between cells. */
  readonly text: string;
  /** A table; texts are marked as such, so that long ids keep their digits. */
  readonly html: string;
}

const isNumber = (value: Scalar): value is number => typeof value === 'number' && Number.isFinite(value);
const wordOf = (value: Scalar): string =>
  value === null || (typeof value === 'number' && !isNumber(value)) ? '' : isNumber(value) ? String(value) : guardText(String(value));

/** Cells as cells (TV7): numbers unrounded, texts that a spreadsheet would compute disarmed, line breaks and tabs in texts as spaces between tabs. */
export function cellsForClipboard(records: readonly (readonly Scalar[])[]): CellsOnClipboard {
  const text = records.map((record) => record.map((value) => wordOf(value).replace(/[\t\r\n]+/g, ' ')).join('\t')).join('\r\n');
  // Excel reads the style, LibreOffice `sdnum`: without it 20 digits become a number there.
  const cell = (value: Scalar): string =>
    isNumber(value) ? `<td>${value}</td>` : `<td style="mso-number-format:'\\@'" sdnum="1033;0;@">${escapeMarkup(wordOf(value))}</td>`;
  const html = `<table>${records.map((record) => `<tr>${record.map(cell).join('')}</tr>`).join('')}</table>`;
  return { text, html };
}

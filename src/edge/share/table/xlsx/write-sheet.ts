import type { Scalar } from '#core/model/columns';
import { fitForXml, escapeMarkup } from '../../escape';
import { startsFormula } from '../csv';
import { sheetDay } from '../days';
import { DAY_FORMATS, type Look, type Styles } from './styles';

/** TX8: what a cell of a spreadsheet holds. */
export const LONGEST_TEXT = 32_767;

/** A cell before it is written. `dated`: a text that is a day, an instant or a month is written as one. */
export interface SheetCell {
  readonly value: Scalar;
  readonly look: Look;
  readonly dated?: boolean;
}

/** `0` → A, `26` → AA. */
export function columnName(index: number): string {
  const rest = index % 26;
  return (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + rest);
}

/** Spreadsheets read `_x0041_` in a text as a character; its first sign is written so that they do not. */
const plain = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

function cut(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  // Not through the middle of a pair.
  return text.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, '');
}

function writeCell({ value, look, dated }: SheetCell, at: string, styles: Styles): string {
  if (value === null || value === '' || (typeof value === 'number' && !Number.isFinite(value))) return '';
  if (typeof value === 'number') return `<c r="${at}" s="${styles.of(look)}"><v>${value}</v></c>`;
  if (typeof value === 'boolean') return `<c r="${at}" s="${styles.of(look)}" t="b"><v>${value ? 1 : 0}</v></c>`;
  const day = dated ? sheetDay(value) : null;
  if (day && day !== 'early') return `<c r="${at}" s="${styles.of({ ...look, format: DAY_FORMATS[day.shows] })}"><v>${day.serial}</v></c>`;
  const { format: _format, ...rest } = look;
  const style = styles.of(startsFormula(value) ? { ...rest, quoted: true } : rest);
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeMarkup(plain(cut(fitForXml(value))))}</t></is></c>`;
}

/** One row of a sheet, counted from 0. */
export const writeRow = (cells: readonly SheetCell[], row: number, styles: Styles): string =>
  `<row r="${row + 1}">${cells.map((cell, column) => writeCell(cell, `${columnName(column)}${row + 1}`, styles)).join('')}</row>`;

const SHEET =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';

/** What stands before the rows of a sheet; widths in characters. */
export function openSheet(widths: readonly number[], { frozen, first }: { readonly frozen: boolean; readonly first: boolean }): string {
  const pane = frozen ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' : '';
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('');
  return `${SHEET}<sheetViews><sheetView workbookViewId="0"${first ? ' tabSelected="1"' : ''}>${pane}</sheetView></sheetViews>${columns && `<cols>${columns}</cols>`}<sheetData>`;
}

export const CLOSED_SHEET = '</sheetData></worksheet>';

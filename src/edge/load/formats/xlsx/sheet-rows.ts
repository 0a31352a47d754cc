import { readAddress, readMerge } from '#core/intake/sheet/merges';
import { isDamagedNumber, numberCellText } from '#core/intake/sheet/number-text';
import type { Merge, SheetCell, SheetRow } from '#core/intake/sheet/types';
import { piecesOf } from '../../open/byte-range';
import { readXml } from './read-xml';
import { unescapeText } from './shared-strings';
import { readPart, type Workbook, type WorkbookSheet } from './workbook';

/** What happened to cells on their way to text, by column. */
export interface CellFaults {
  /** F23: the count and the first text. */
  readonly longNumbers: Map<number, { count: number; example: string }>;
  /** F26. */
  readonly errors: { count: number; example: string };
}

export const noFaults = (): CellFaults => ({ longNumbers: new Map(), errors: { count: 0, example: '' } });

/** The rows of a sheet that have cells, in batches, from the first to the last. */
export async function* readSheetRows(
  workbook: Workbook,
  sheet: WorkbookSheet,
  faults: CellFaults,
  onBytes?: (read: number) => void,
): AsyncGenerator<readonly SheetRow[]> {
  let rows: SheetRow[] = [];
  let cells: SheetCell[] = [];
  let row = 0;
  let column = -1;
  let type = 'n';
  let style = 0;
  let value: string | null = null;
  let reading: 'v' | 't' | null = null;
  let aside = 0;
  let inSheet = false;

  const finishCell = (): void => {
    const cell = cellOf(workbook, column, type, style, value, faults);
    if (cell) cells.push(cell);
  };
  const stream = await readPart(workbook.file, sheet.part, onBytes);
  const document = readXml(stream, {
    open(name, attribute) {
      if (name === 'c' && inSheet) {
        const address = readAddress(attribute('r') ?? '');
        column = address?.column ?? column + 1;
        type = attribute('t') ?? 'n';
        style = Number(attribute('s') ?? 0);
        value = null;
      } else if (name === 'row') {
        row = Number(attribute('r') ?? row + 1);
        column = -1;
        cells = [];
      } else if (name === 'v') {
        reading = 'v';
        value = '';
      } else if (name === 't' && type === 'inlineStr') {
        reading = aside === 0 ? 't' : null;
        value ??= '';
      } else if (name === 'rPh') aside++;
      else if (name === 'sheetData') inSheet = true;
    },
    text(text) {
      if (reading) value += text;
    },
    close(name) {
      if (name === 'v' || name === 't') reading = null;
      else if (name === 'c' && inSheet) finishCell();
      else if (name === 'row' && cells.length > 0) rows.push({ row, cells });
      else if (name === 'rPh') aside--;
      else if (name === 'sheetData') inSheet = false;
    },
  });
  for await (const _ of document) {
    if (rows.length === 0) continue;
    yield rows;
    rows = [];
  }
}

function cellOf(
  { strings, kinds, calendar }: Workbook,
  column: number,
  type: string,
  style: number,
  value: string | null,
  faults: CellFaults,
): SheetCell | null {
  if (value === null || value === '') return null;
  switch (type) {
    case 's':
      return textCell(column, strings[Number(value)] ?? '');
    case 'inlineStr':
    case 'str':
      return textCell(column, unescapeText(value));
    case 'b':
      return { column, kind: 'boolean', text: value === '1' || value === 'true' ? 'true' : 'false' };
    case 'e':
      faults.errors.example ||= value;
      faults.errors.count++;
      return { column, kind: 'error', text: '' };
    case 'd':
      return {
        column,
        kind: 'date',
        text: value
          .replace(/T00:00:00(\.0+)?Z?$/, '')
          .replace('T', ' ')
          .replace(/Z$/, ''),
      };
    default: {
      const kind = kinds[style] ?? { is: 'number' };
      const text = numberCellText(value, kind, calendar);
      if (kind.is === 'date' || kind.is === 'time') return { column, kind: 'date', text };
      if (isDamagedNumber(value)) noteLongNumber(faults, column, text);
      return { column, kind: 'number', text };
    }
  }
}

const textCell = (column: number, text: string): SheetCell | null => (text === '' ? null : { column, kind: 'text', text });

function noteLongNumber({ longNumbers }: CellFaults, column: number, example: string): void {
  const known = longNumbers.get(column);
  if (known) known.count++;
  else longNumbers.set(column, { count: 1, example });
}

const MARK = '</sheetData>';
const CLOSED = /<\/(?:\w+:)?sheetData>/;

/** The merged cells of a sheet, which are listed behind its rows. */
export async function readMerges(workbook: Workbook, sheet: WorkbookSheet): Promise<Merge[]> {
  const decoder = new TextDecoder('utf-8');
  let tail = '';
  let behind = false;
  for await (const bytes of piecesOf(await readPart(workbook.file, sheet.part))) {
    tail += decoder.decode(bytes, { stream: true });
    if (behind) continue;
    const at = tail.search(CLOSED);
    behind = at >= 0;
    tail = behind ? tail.slice(at) : tail.slice(-2 * MARK.length);
  }
  const references = tail.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?ref="([^"]+)"/g);
  return Array.from(references, ([, reference]) => readMerge(reference!)).filter((merge) => merge !== null);
}

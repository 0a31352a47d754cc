import { countFooter } from '#core/intake/sheet/find-footer';
import { findHeader, nameSheetColumns, tableLikeness } from '#core/intake/sheet/find-header';
import { createMergeFiller, type MergeFiller } from '#core/intake/sheet/merges';
import type { Merge, SheetRow } from '#core/intake/sheet/types';
import type { SheetReading } from '#core/model/reading';
import type { Issue } from '#core/model/result';
import { damaged } from '../../open/limits';
import { LoadError, type InputFile } from '../../types';
import type { OpenTableOptions, TableReader, TypedRecord } from '../types';
import { noFaults, readMerges, readSheetRows, type CellFaults } from './sheet-rows';
import { openWorkbook, type Workbook, type WorkbookSheet } from './workbook';

/** Rows by which a sheet is judged. */
const HEAD_ROWS = 60;
/** Rows that may turn out to be totals and notes. */
const HELD = 12;

/** A sheet of a workbook as a table (F20–F27). `choice`: the sheet and header that a person chose. */
export async function openXlsx(file: InputFile, choice: SheetReading | null, options: OpenTableOptions): Promise<TableReader> {
  try {
    const workbook = await openWorkbook(file);
    const { sheet, merges, head } = await chooseSheet(workbook, choice);
    if (head.length === 0) throw new LoadError([{ code: 'issue_sheet_empty', values: { name: file.name, sheet: sheet.name } }]);
    const filled = fillAll(head, merges);
    const reading: SheetReading = choice ?? { format: 'xlsx', sheet: sheet.name, ...findHeader(filled, merges) };
    return new SheetTable(workbook, sheet, reading, merges, options);
  } catch (fault) {
    throw readFault(file, fault, options);
  }
}

function readFault(file: InputFile, fault: unknown, { signal }: OpenTableOptions): unknown {
  signal?.throwIfAborted();
  return fault instanceof LoadError || fault instanceof DOMException ? fault : damaged(file.name, 'XLSX');
}

/** The head's merged cells filled across, wherever the header turns out to end. */
const fillAll = (head: readonly SheetRow[], merges: readonly Merge[]): SheetRow[] => {
  const filler = createMergeFiller(merges, Number.POSITIVE_INFINITY);
  return head.map((row) => filler.fill(row));
};

interface ChosenSheet {
  readonly sheet: WorkbookSheet;
  readonly merges: readonly Merge[];
  readonly head: readonly SheetRow[];
}

async function chooseSheet(workbook: Workbook, choice: SheetReading | null): Promise<ChosenSheet> {
  const visible = workbook.sheets.filter(({ hidden }) => !hidden);
  const named = choice && workbook.sheets.find(({ name }) => name === choice.sheet);
  if (choice && !named) throw new LoadError([{ code: 'issue_sheet_gone', values: { name: workbook.file.name, sheet: choice.sheet } }]);
  const candidates = named ? [named] : visible.length > 0 ? visible : workbook.sheets;
  let best: (ChosenSheet & { readonly likeness: number }) | null = null;
  for (const sheet of candidates) {
    const head = await readHead(workbook, sheet);
    const merges = await readMerges(workbook, sheet);
    const likeness = tableLikeness(fillAll(head, merges), merges);
    if (!best || likeness > best.likeness) best = { sheet, merges, head, likeness };
  }
  return best!;
}

async function readHead(workbook: Workbook, sheet: WorkbookSheet): Promise<readonly SheetRow[]> {
  const head: SheetRow[] = [];
  for await (const rows of readSheetRows(workbook, sheet, noFaults())) {
    head.push(...rows);
    if (head.length >= HEAD_ROWS) break;
  }
  return head.slice(0, HEAD_ROWS);
}

interface HeldRow {
  readonly record: { readonly line: number; readonly fields: readonly (string | null)[] };
  /** Empty rows above it. */
  readonly blank: number;
}

class SheetTable implements TableReader {
  readonly sheets: readonly string[];
  #names: readonly string[] = [];
  #header: SheetRow[] = [];
  #width = 0;
  #skipped = { preamble: 0, blank: 0, footer: 0 };
  #faults: CellFaults = noFaults();
  #filler: MergeFiller;

  constructor(
    private readonly workbook: Workbook,
    private readonly sheet: WorkbookSheet,
    readonly reading: SheetReading,
    private readonly merges: readonly Merge[],
    private readonly options: OpenTableOptions,
  ) {
    this.sheets = workbook.sheets.map(({ name }) => name);
    this.#filler = createMergeFiller(merges, reading.skip + reading.headerRows);
  }

  names(): readonly string[] {
    return this.#names;
  }

  async *records(): AsyncGenerator<readonly TypedRecord[]> {
    this.#skipped = { preamble: 0, blank: 0, footer: 0 };
    this.#faults = noFaults();
    this.#header = [];
    this.#filler = createMergeFiller(this.merges, this.#headerEnd);
    let held: HeldRow[] = [];
    let before = this.#headerEnd;
    const { signal, onBytes } = this.options;
    const share = this.workbook.file.bytes / Math.max(1, this.sheet.part.packed);
    const watch = onBytes && ((read: number) => onBytes(Math.min(this.workbook.file.bytes, Math.round(read * share))));
    try {
      for await (const rows of readSheetRows(this.workbook, this.sheet, this.#faults, watch)) {
        signal?.throwIfAborted();
        for (const each of rows) {
          const row = this.#filler.fill(each);
          if (row.row <= this.#headerEnd) this.#takeHeader(row);
          else if (row.cells.some(({ text, kind }) => text !== '' || kind === 'error')) {
            held.push({ record: this.#recordOf(row), blank: row.row - before - 1 });
            before = row.row;
          }
        }
        yield this.#release(held.splice(0, held.length - HELD));
      }
    } catch (fault) {
      throw readFault(this.workbook.file, fault, this.options);
    }
    const footer = countFooter(
      held.map(({ record, blank }) => ({ fields: record.fields, apart: blank > 0 })),
      this.#width,
    );
    this.#skipped.footer = footer;
    this.#skipped.blank += held.slice(held.length - footer).reduce((sum, { blank }) => sum + blank, 0);
    held = held.slice(0, held.length - footer);
    yield this.#release(held);
  }

  end() {
    const skipped = (['preamble', 'blank', 'footer'] as const).map((reason) => ({ reason, count: this.#skipped[reason] }));
    return { skipped, notes: this.#notes() };
  }

  get #headerEnd(): number {
    return this.reading.skip + this.reading.headerRows;
  }

  #takeHeader(row: SheetRow): void {
    if (row.row <= this.reading.skip) {
      this.#skipped.preamble++;
      return;
    }
    this.#header.push(row);
    this.#widen((row.cells.findLast(({ text }) => text !== '')?.column ?? -1) + 1);
  }

  /** More columns, or more words for their names. */
  #widen(width: number): void {
    this.#width = Math.max(this.#width, width);
    this.#names = nameSheetColumns(this.#header, this.#width);
  }

  #recordOf({ row, cells }: SheetRow): HeldRow['record'] {
    const fields: (string | null)[] = [];
    for (const { column, text } of cells) {
      while (fields.length < column) fields.push(null);
      fields[column] = text;
    }
    if (fields.length > this.#width) this.#widen((cells.findLast(({ text }) => text !== '')?.column ?? -1) + 1);
    return { line: row, fields: fields.slice(0, this.#width) };
  }

  #release(rows: readonly HeldRow[]): TypedRecord[] {
    for (const { blank } of rows) this.#skipped.blank += blank;
    return rows.map(({ record }) => record);
  }

  #notes(): Issue[] {
    const { name } = this.workbook.file;
    const { errors, longNumbers } = this.#faults;
    const notes: Issue[] = [];
    for (const [column, { count, example }] of longNumbers)
      if (this.#names[column] !== undefined)
        notes.push({ code: 'issue_sheet_long_numbers', values: { name, column: this.#names[column], count, example } });
    if (errors.count > 0) notes.push({ code: 'issue_sheet_errors', values: { name, count: errors.count, example: errors.example } });
    if (this.#filler.filled > 0) notes.push({ code: 'issue_sheet_merged', values: { name, count: this.#filler.filled } });
    return notes;
  }
}

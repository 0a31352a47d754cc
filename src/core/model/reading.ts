/** How a text of records is cut where the engine's own way (one delimiter, doubled quotes, one header line) does not fit it. */
export interface TextReading {
  readonly format: 'text';
  /** One character or more; empty where the file has one column. */
  readonly delimiter: string;
  /** The character around fields that hold delimiters or line ends; empty where there is none. */
  readonly quote: string;
  /** What makes a quote plain within a quoted field: the quote itself where it is doubled, or another character. */
  readonly escape: string;
  /** Lines that begin with it are passed over; empty where there are none. */
  readonly comment: string;
  /** Physical lines before the first line that names the columns. */
  readonly skip: number;
  /** Records that name the columns, their words joined by a blank; 0 where columns have no names. */
  readonly headerRows: number;
  /** Records at the end that are no data: totals, notes, who made the file. */
  readonly footer: number;
  /** A record with too few fields: rejected, or its missing last fields empty. */
  readonly short: 'reject' | 'fill';
  /**
   * A record whose quotes do not close, or that ends in empty fields beyond the last column, is mended where exactly one way gives it the
   * right number of fields, and named in the ledger; without it such a record is rejected.
   */
  readonly mend?: boolean;
  /** The header stands again among the records, as where monthly exports were pasted together. */
  readonly again?: boolean;
  /** The header has no name for the first column, as where row names were written beside a table. */
  readonly rowNames?: boolean;
  /** How many records are read at most, of several tables in one file; what follows counts as footer. */
  readonly rows?: number;
}

/** Columns that begin at fixed places of a line. */
export interface FixedWidthReading {
  readonly format: 'fixed';
  /** Where each column begins, ascending, the first at 0. */
  readonly starts: readonly number[];
  /** What places are counted in: characters, or the cells of a terminal, of which a full-width character takes two. */
  readonly unit?: 'characters' | 'cells';
  readonly skip: number;
  readonly headerRows: number;
  readonly footer: number;
}

/** One sheet of a workbook. */
export interface SheetReading {
  readonly format: 'xlsx';
  readonly sheet: string;
  /** Rows above the one that names the columns. */
  readonly skip: number;
  readonly headerRows: number;
}

/** A file that says by itself what its columns are. */
export interface TypedReading {
  readonly format: 'parquet' | 'arrow' | 'json' | 'ndjson';
}

/**
 * How a file that the engine cannot read as it stands is written anew: as CSV in UTF-8 with commas, doubled quotes, line feeds and one
 * header line. A file without a reading is read as it is, by its dialect.
 */
export type FileReading = TextReading | FixedWidthReading | SheetReading | TypedReading;

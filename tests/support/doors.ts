/** One file of the page that writes to the clipboard or saves a file. */
export interface Door {
  /** Below `src`. */
  readonly file: string;
  /** How many places in it write. */
  readonly places: number;
  /** What goes through it. */
  readonly what: string;
  /** Texts of rows can pass it. */
  readonly rows: boolean;
}

/** Every place by which something leaves the page (PR27); printing apart, which shows what is on the screen. */
export const DOORS: readonly Door[] = [
  { file: 'edge/share/download.ts', places: 3, what: 'the one place that makes a download; the files below call it', rows: false },
  {
    file: 'edge/share/link.ts',
    places: 1,
    what: 'a link: definitions, whose written values are listed before it is copied (LK5)',
    rows: false,
  },
  { file: 'edge/share/take-out.ts', places: 5, what: 'the menu of a cell: its table in six forms, its chart', rows: true },
  { file: 'edge/share/picture/picture.ts', places: 1, what: 'a chart as a picture, of the menu of a cell', rows: true },
  { file: 'app/ui/report/table/Grid.svelte', places: 3, what: 'cells of a table, of the rows behind a number and of a pivot', rows: true },
  { file: 'app/ui/report/share/SnapshotPanel.svelte', places: 1, what: 'a report as one file to read', rows: true },
  { file: 'app/ui/report/dialogs/Code.svelte', places: 1, what: 'the SQL of a cell', rows: false },
  { file: 'app/ui/report/cells/sql/QueryWork.svelte', places: 1, what: 'the SQL of a query', rows: false },
  {
    file: 'app/session/exports.ts',
    places: 3,
    what: 'report file, results, lists of customers, records that were not kept, texts not read',
    rows: true,
  },
  { file: 'app/session/changes.svelte.ts', places: 1, what: 'the numbers on screen for a later comparison', rows: true },
  { file: 'app/session/publishing.ts', places: 1, what: 'a site: report, results, data files whose columns were named (PB5)', rows: true },
  { file: 'app/ui/parts/SuggestPassphrase.svelte', places: 1, what: 'a passphrase that was suggested', rows: false },
  { file: 'app/session/library.svelte.ts', places: 1, what: 'the library: definitions', rows: false },
  { file: 'app/session/privacy.svelte.ts', places: 2, what: 'the processing record, which holds no value (PR23)', rows: false },
];

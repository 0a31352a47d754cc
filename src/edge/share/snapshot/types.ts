import type { Sheet } from '../sheet';

/** A chart as it was drawn for both themes. */
export interface DrawnChart {
  readonly light: string;
  readonly dark: string;
}

/** One cell of a report that becomes a page to read, in the reader's words. */
export type SnapshotCell =
  /** HTML of `core/report/markdown`, which is nobody's own. */
  | { readonly type: 'words'; readonly html: string }
  | { readonly type: 'control'; readonly label: string; readonly words: string }
  /** Null where a chart could not be drawn. */
  | { readonly type: 'results'; readonly sheet: Sheet; readonly charts: readonly (DrawnChart | null)[] }
  | { readonly type: 'none'; readonly title: string; readonly reasons: readonly string[] };

/** A report that becomes a page to read (SN1). */
export interface Snapshot {
  readonly title: string;
  /** Range and filters. */
  readonly scope: readonly string[];
  /** `YYYY-MM-DD`; null where no file says when anything happened. */
  readonly asOf: string | null;
  readonly sources: readonly string[];
  /** The day on which it is saved, `YYYY-MM-DD`. */
  readonly day: string;
  readonly cells: readonly SnapshotCell[];
}

/** Custom properties of the look, by name with dashes, for each theme. */
export interface SnapshotLook {
  readonly light: Readonly<Record<string, string>>;
  readonly dark: Readonly<Record<string, string>>;
}

import type { RegistryEntry } from '#core/analyses/contract';
import type { Columns, Scalar } from '#core/model/columns';
import type { DataModel } from '#core/model/data-model';
import type { Comparison } from '#core/model/comparison';
import type { Part } from '#core/model/presentation';
import type { Issue, Result } from '#core/model/result';
import type { Cover } from '#core/intake/find-cover';
import type { Mend } from '#core/intake/mend';
import type { FileReading } from '#core/model/reading';
import type { Encoding, Mapping, SourceHead, SourceInfo, SourcePart } from '#core/model/source';
import type { SourceLedger } from '#core/model/ledger';
import type { PreparationStep } from '#core/model/steps';
import type { Keepable } from '#core/report/library/from-report';
import type { PlannedItem } from '#core/report/library/merge';
import type { WhatChanged } from '#core/report/moves/types';
import type { LibraryItem } from '#core/report/library/types';
import type { HostedIndex, HostedReport } from '#core/report/hosted';
import type { LinkPlace } from '#core/report/place';
import type { Cell, Edit, Report } from '#core/report/types';
import type { CustomDefinition, Metric } from '#core/report/notebook-types';
import type { Locale, Text } from '#core/messages/text';
import type { EngineState } from '#edge/engine/connector';
import type { WordsOfPart } from './asking-ahead';
import type { ReportOrigin } from '#edge/storage/origin';
import type { FetchProgress } from '#edge/load/fetch-hosted';
import type { LoadProgress, Preview, ReadingChoice } from '#edge/load/types';
import type { CellState } from '#app/run/types';
import type { LockDesk } from './lock-types';
import type { Outgoing, OutgoingOptions } from './outgoing';
import type { StoredNumbers } from './cells.svelte';
import type { Selected, SelectedPart } from './selecting.svelte';

/** Which face of the page is open. */
export type Screen = 'start' | 'data' | 'report' | 'library' | 'incoming';

/** One file of a draft that is made of several. */
export interface DraftPart extends SourcePart {
  /** Of the file, for this visit. */
  readonly id: string;
  /** First and last day that samples show; null where they show none. */
  readonly covers: Cover | null;
}

/** A file that waits for a word: the draft it would join, and what it is by itself. */
export interface Joining {
  readonly target: string;
  readonly alone: Preview;
}

/** A file on the data screen, or several of one shape: previewed, perhaps loaded. */
export interface SourceDraft {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly preview: Preview | null;
  /** The proposal with the person's changes. */
  readonly mapping: Mapping | null;
  /** Answers by question (`kind:header`). */
  readonly answers: Readonly<Record<string, string>>;
  /** Present once loaded with the present mapping. */
  readonly ledger: SourceLedger | null;
  readonly issues: readonly Issue[];
  /** A person has changed the mapping, or it was made before: what other files show does not change it. */
  readonly settled?: boolean;
  /** Its files in the order of loading, where it is made of several. */
  readonly parts?: readonly DraftPart[];
  /** The header of the key by which later files replace; absent: the id of what a row is. */
  readonly key?: string;
  /** Present as long as the question is open what the file is to do. */
  readonly joining?: Joining;
  /** What a person said of how the file is read; absent where all of it was found. */
  readonly choice?: ReadingChoice;
}

/** How far the preview of many files is. */
export interface ReadingFiles {
  readonly done: number;
  readonly of: number;
}

/** A file as it would be when read in another way. */
export interface ReadingTrial {
  /** The first lines as they stand in the file, long ones cut; empty where it is no text. */
  readonly lines: readonly string[];
  /** What comes of them, or null where the file cannot be read so, and `issues` say why. */
  readonly head: SourceHead | null;
  readonly issues: readonly Issue[];
}

/** A report from a link or an address, shown inert until the reader agrees. */
export interface Incoming {
  readonly report: Report;
  readonly from: 'link' | 'file' | 'address';
  /** Of the file, or the address. */
  readonly name?: string;
  /** From a newer version: may be read, not changed. */
  readonly readOnly: boolean;
  /** Data of this site that it can be run on. */
  readonly data?: readonly HostedSource[];
  /** The cell at which its link opens. */
  readonly cell?: string;
}

/** A data file of this site. */
export interface HostedSource {
  readonly address: URL;
  /** As the list of reports says; null where it does not. */
  readonly bytes: number | null;
}

/** A link that is sealed with a passphrase: nothing is known of it but that it came whole. */
export interface SealedLink {
  /** After `#r=`. */
  readonly code: string;
  /** The passphrase is being tried. */
  readonly busy: boolean;
  /** What stands behind the code. */
  readonly place: LinkPlace;
  /** Why the last one did not open it. */
  readonly issues: readonly Issue[];
}

/** What a link is to be like. */
export interface LinkOptions {
  /** It is sealed with this. */
  readonly passphrase?: string;
  /** The id of the cell at which it opens. */
  readonly cell?: string;
}

/** What comes from outside and is not yet a report. Methods say by notices what they did; none rejects. */
export interface Outside {
  /** Waits for its passphrase. */
  readonly sealed: SealedLink | null;
  /** Tries a passphrase on the sealed link. */
  unseal(passphrase: string): Promise<void>;
  /** The reports that this site lists; null where it lists none, or was not asked yet. */
  readonly hosted: HostedIndex | null;
  /** Asks the site for its list, once a visit. */
  lookForReports(): Promise<void>;
  /** Shows a listed report inert. */
  openHosted(report: HostedReport): Promise<void>;
  /** How far this site's files have come; null while none are fetched. */
  readonly fetching: FetchProgress | null;
  /** Opens the report that stands inert over this site's files. */
  acceptHosted(): Promise<void>;
  cancelFetching(): void;
  /** The cell to go to once it stands on the page; asked for once. */
  takeCell(ids: readonly string[]): string | null;
}

/** A question to look at before it is added: a kind of the registry, or the id of a definition of the report; or a cell that would ask a definition as it is being written. */
export type PreviewAsk =
  { readonly kind: string } | { readonly definition: string } | { readonly draft: CustomDefinition; readonly cellId: string };
/** One thing of the library. */
export interface ShelfItem {
  readonly item: LibraryItem;
  /** From a newer version of the page: shown only. */
  readonly readOnly: boolean;
}

/** A library from a file, shown inert until the reader agrees. */
export interface IncomingLibrary {
  /** Of the file. */
  readonly name: string;
  readonly items: readonly ShelfItem[];
  /** What taking it in would do, in the order of `items`; null where it cannot be taken in. */
  readonly plan: readonly PlannedItem[] | null;
}

/** The library of one's own definitions: what the components see and ask. Methods say by notices what they did; none rejects. */
export interface LibraryDesk {
  /** Null until it has been read. */
  readonly items: readonly ShelfItem[] | null;
  readonly incoming: IncomingLibrary | null;
  /** Reads what this browser keeps. */
  open(): Promise<void>;
  /** Keeps the report as it stands under a name of its own; says whether it is kept. */
  keepVersion(name: string): Promise<boolean>;
  /** Makes the report on screen what that version of it is; one undo takes it back. `name`: of the version, or its day. */
  restoreReport(version: Report, name: string): Promise<void>;
  /** Keeps a part of the report, or all of it. */
  keep(what: Keepable): Promise<void>;
  /** Puts an item into the report, or opens the report that it is. */
  place(id: string): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  /** A notice brings it back. */
  remove(id: string): Promise<void>;
  /** Makes an earlier version, by its index, the newest. */
  restore(id: string, index: number): Promise<void>;
  /** Saves these as one file, or all. */
  exportItems(ids?: readonly string[]): Promise<void>;
  /** Shows a library file inert. */
  importText(text: string, name: string): Promise<void>;
  accept(): Promise<void>;
  decline(): void;
}

/** What a published site holds beside the page and the report. `data`: the files and the results. */
export type PublishChoice = 'data' | 'results' | 'nothing';

/** What could be published now. */
export interface Publishable {
  /** Cells that are asked, and how many of them have a result. */
  readonly cells: number;
  readonly finished: number;
  readonly files: readonly {
    readonly id: string;
    readonly name: string;
    readonly bytes: number;
    readonly headers: readonly string[];
    /** Columns that are kept from showing here, so that the file cannot leave. */
    readonly held: readonly string[];
    /** Columns that seem to hold personal data. */
    readonly personal: readonly string[];
  }[];
}

export interface PublishProgress {
  readonly signal: AbortSignal;
  /** Between 0 and 1. */
  onProgress(share: number): void;
}

/** Makes the report into a site. */
export interface PublishDesk {
  readonly offer: Publishable;
  /** Saves the zip; false where it was cancelled. */
  publish(choice: PublishChoice, progress: PublishProgress): Promise<Result<boolean>>;
}

/** What moved, and since when. */
export interface ShownChanges {
  readonly changed: WhatChanged;
  /** The file of saved results, and the day they were made; null: the files that were loaded before. */
  readonly against: { readonly name: string; readonly day: string } | null;
}

/** Compares the numbers on screen with those of another day. */
export interface ChangesDesk {
  /** The last comparison of this visit. */
  readonly shown: ShownChanges | null;
  /** A notice asked for it to be opened. */
  readonly wanted: boolean;
  /** Compares with a file of saved results; gives why it cannot be read. */
  compareWith(text: string, name: string): Promise<readonly Issue[]>;
  /** Saves the numbers on screen for a later comparison. */
  save(): Promise<void>;
  close(): void;
}

/** A quiet line at the foot of the page, with at most one action. */
export interface Notice {
  readonly id: number;
  readonly text: Text;
  readonly action?: { readonly label: Text; run(): void };
  readonly tone: 'info' | 'problem';
}

/** What results that leave say of people. */
export interface PrivacyDesk {
  /** What is chosen for results that leave in this session. */
  options: OutgoingOptions;
  /** The results of the finished cells as they may leave, by what is chosen where nothing else is given; ends a selection first. */
  outgoing(options?: OutgoingOptions): Promise<Outgoing>;
  /** The same for a look beforehand; a selection stays. */
  look(options: OutgoingOptions): Promise<Outgoing>;
  /** The processing record of the report as a download. */
  saveRecord(as: 'csv' | 'json'): Promise<void>;
}

/**
 * What the components see. Fields are reactive (runes) in the class that implements it; components read them and call the
 * methods, and compute nothing. Made once by `main.ts`, handed down by context.
 */
export interface Workspace {
  readonly locale: Locale;
  readonly theme: 'light' | 'dark' | 'system';
  readonly screen: Screen;
  readonly engine: EngineState;
  readonly keep: boolean;
  /** Keys without Ctrl, Cmd or Alt do something while nobody types. */
  readonly singleKeys: boolean;
  readonly drafts: readonly SourceDraft[];
  /** Present while many files are previewed together. */
  readonly reading: ReadingFiles | null;
  readonly loading: LoadProgress | null;
  /** Since the load began, ms; for the rate. */
  readonly loadingSince: number | null;
  readonly sources: readonly SourceInfo[];
  readonly model: DataModel | null;
  readonly dataIssues: readonly Issue[];
  /** Only the records of one in so many customers are read; null: all. */
  readonly oneIn: number | null;
  readonly report: Report | null;
  /** The report as it leaves the page: with the headers and roles of the files that are loaded. */
  readonly leaving: Report | null;
  /** The report's as-of resolved against the data. */
  readonly asOf: string | null;
  readonly cells: Readonly<Record<string, CellState>>;
  /** What is selected in one of the cells; the others show only its customers. */
  readonly selected: Selected | null;
  /** Where a report came from that counts as foreign (SE40); null: the reader's own. */
  readonly origin: ReportOrigin | null;
  readonly readOnly: boolean;
  /** Another tab writes, and this one shows what it saves. */
  readonly following: boolean;
  readonly library: LibraryDesk;
  /** What results that leave say of people. */
  readonly privacy: PrivacyDesk;
  readonly publishing: PublishDesk;
  /** The passphrase before what this browser keeps. */
  readonly lock: LockDesk;
  readonly changes: ChangesDesk;
  /** Numbers of an earlier day that are on screen; null where all are of the data that are loaded. */
  readonly stored: StoredNumbers | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The last thing that undo takes back on the data screen is a change of a mapping or of steps. */
  readonly canUndoMapping: boolean;
  readonly canRedoMapping: boolean;
  readonly incoming: Incoming | null;
  readonly outside: Outside;
  readonly issues: readonly Issue[];
  readonly notices: readonly Notice[];
  readonly catalogue: readonly RegistryEntry[];

  setLocale(locale: Locale): void;
  setTheme(theme: 'light' | 'dark' | 'system'): void;
  setScreen(screen: Screen): void;
  setKeep(keep: boolean): Promise<void>;
  setSingleKeys(on: boolean): void;
  /** Edits here instead of in the other tab. */
  takeOver(): Promise<void>;
  /** `leftOut`: names of what was passed over in folders. */
  dropFiles(files: readonly File[], leftOut?: readonly string[]): Promise<void>;
  openSample(): Promise<void>;
  /** `name`: of the file, or the address. */
  openReportText(text: string, from: Incoming['from'], name?: string): Promise<void>;
  acceptIncoming(): Promise<void>;
  declineIncoming(): void;
  setMapping(draftId: string, mapping: Mapping): void;
  /** Mends misfits of a column, or takes a mend back, and reads the files again. A notice offers the way back. */
  mend(draftId: string, mend: Mend): Promise<void>;
  /** Changes what is done to the records of a file before they become tables; loaded when asked for. */
  setSteps(draftId: string, steps: readonly PreparationStep[]): void;
  /** Reads a file anew in another encoding; where that cannot be, it stays and a notice says so. */
  setEncoding(draftId: string, encoding: Encoding): Promise<void>;
  /** Reads a file anew as a person says, or with null as it is found; where that cannot be, it stays and a notice says so. */
  setReading(draftId: string, reading: FileReading | null): Promise<void>;
  /** What a file would be when read so; nothing is changed. */
  tryReading(draftId: string, reading: FileReading | null): Promise<ReadingTrial>;
  answer(draftId: string, question: string, value: string): void;
  removeDraft(draftId: string): Promise<void>;
  /** Takes one file out of a source of several. */
  removePart(draftId: string, partId: string): Promise<void>;
  /** Makes each file of a source a source of its own. */
  takeApart(draftId: string): Promise<void>;
  /** Whether later files of a source replace earlier ones by a key; `key` is the header of it. */
  setReplacing(draftId: string, replaces: boolean, key?: string): void;
  load(): Promise<void>;
  /** Reads all files again, with one in so many customers, or with null all of them. */
  readOneIn(oneIn: number | null): Promise<void>;
  cancelLoad(): void;
  edit(edit: Edit): void;
  /** Counts a foreign report as the reader's own from now on; a notice takes it back. */
  claimReport(): void;
  /** A fresh cell of a kind at an index, with suggested params. */
  addAnalysis(kind: string, index: number): Promise<void>;
  newCellId(): string;
  /** Makes a prebuilt cell one's own: its SQL, options and chart become a definition of the report that can be changed. */
  makeOwn(cellId: string): Promise<void>;
  /** What a fresh cell of a question would show on the loaded data; nothing is added. The signal ends it. */
  preview(ask: PreviewAsk, signal: AbortSignal): Promise<CellState>;
  /** On the data screen the last change of a mapping or of steps, where there is one; else the last edit of the report. */
  undo(): void;
  redo(): void;
  /** The pointer or the focus is in a cell, or in none: what a selection there would show, named by these words, may be asked ahead (SL5). */
  lookAt(cellId: string | null, wordsOf?: WordsOfPart): void;
  /** Shows only the customers of a part in the other cells; with `adds` beside those that are selected in its cell. */
  select(cellId: string, chosen: SelectedPart, adds?: boolean): void;
  clearSelection(): void;
  cancelCell(cellId: string): void;
  runCell(cellId: string): void;
  people(cellId: string, part: Part): Promise<Result<Columns>>;
  /** A cell's question under the rules of other tools; ends early when nobody waits any more. */
  compare(cellId: string, signal: AbortSignal): Promise<Result<Comparison>>;
  /** How many customers a segment of the report holds in the loaded data. */
  countSegment(segmentId: string): Promise<Result<number>>;
  /** What a metric comes to over everything that the report counts, or why the engine refuses its formula. */
  tryMetric(metric: Metric): Promise<Result<Scalar>>;
  copyLink(options?: LinkOptions): Promise<Result<string>>;
  makeLink(options?: LinkOptions): Promise<Result<string>>;
  saveReportFile(): void;
  /** Every cell's numbers as one file, the same that the terminal writes. */
  exportResults(): void;
  /** Personal columns leave masked, but those that `open` names. */
  exportPeople(columns: Columns, name: string, open?: readonly string[]): void;
  exportLedger(sourceId: string, which: 'rejected' | 'values', open?: readonly string[]): void;
  say(text: Text): string;
  dismiss(noticeId: number): void;
  clearAll(): Promise<void>;
}

export type { Cell, ReportOrigin };

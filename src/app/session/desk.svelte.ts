import type { RegistryEntry } from '#core/analyses/contract';
import type { Locale, Text } from '#core/messages/text';
import { tableOf, type DataModel } from '#core/model/data-model';
import { columnOf, type Columns, type Scalar } from '#core/model/columns';
import type { Comparison } from '#core/model/comparison';
import type { Part } from '#core/model/presentation';
import type { Issue, Result } from '#core/model/result';
import { ROW_KEYS } from '#core/model/row-key';
import type { Mapping, SourceInfo } from '#core/model/source';
import { resolveAsOf } from '#core/query/context';
import { nextId } from '#core/report/next-id';
import { leaveReport } from '#core/report/leave';
import type { Journal } from '#core/report/journal';
import type { Metric } from '#core/report/notebook-types';
import type { Edit, Report } from '#core/report/types';
import type { Connector } from '#edge/engine/connector';
import type { ReportOrigin } from '#edge/storage/origin';
import type { Loaded, LoadRequest, Preview } from '#edge/load/types';
import type { CellState, LoadDefinition, RunOptions } from '#app/run/types';
import { reportSources } from '#app/run/sources';
import { aheadOf, AskingAhead } from './asking-ahead';
import { Cells } from './cells.svelte';
import { Relating } from './relating';
import { ReportDocument } from './document.svelte';
import { Drafts, fileIds } from './drafts.svelte';
import { Gathering } from './gathering';
import { Joining } from './joining';
import type { Keeping } from './keeping';
import { Loading } from './loading.svelte';
import type { Notices } from './notices.svelte';
import { previewOf, Previews } from './previews';
import { isRefusal } from './refusals';
import { Selecting } from './selecting.svelte';
import type { PreviewAsk, SourceDraft } from './types';

const SEED = 1;

/** What the desk is given by the page. */
export interface DeskDoors {
  readonly engine: Promise<Connector>;
  readonly keeping: Keeping;
  readonly notices: Notices;
  locale(): Locale;
  say(text: Text): string;
  today(): string;
}

/** Data, report and cells, and how each follows the other. */
export class Desk {
  readonly drafts: Drafts;
  readonly gathering: Gathering;
  readonly joining: Joining;
  readonly relating: Relating;
  /** Hears of every load that succeeded, once the screen stands. */
  onLoaded: (sources: Loaded['sources']) => void = () => undefined;
  readonly loading: Loading;
  readonly document: ReportDocument;
  readonly cells = new Cells();
  readonly #previews = new Previews();
  readonly selecting: Selecting;
  readonly ahead = new AskingAhead(aheadOf(this));
  catalogue = $state.raw<readonly RegistryEntry[]>([]);
  model = $state.raw<DataModel | null>(null);
  sources = $state.raw<readonly SourceInfo[]>([]);
  dataIssues = $state.raw<readonly Issue[]>([]);
  #loaded: Loaded['sources'] = [];
  #requests: readonly LoadRequest[] = [];
  /** The next files are understood as that report says. */
  #mapsFiles = false;
  #definitions: Promise<LoadDefinition> | null = null;
  /** Ids of sources that stand beside a published page, which needs no second copy of them. */
  borrowed: readonly string[] = [];

  constructor(private readonly doors: DeskDoors) {
    const { keeping } = doors;
    this.drafts = new Drafts((preview) => this.#recall(preview), {
      recall: (keys) => keeping.recallReading(keys),
      remember: (key, remembered) => keeping.rememberReading(key, remembered),
    });
    this.gathering = new Gathering(this.drafts, (draft, keys) => this.#knownKeys(draft, keys));
    this.joining = new Joining(this.drafts);
    this.relating = new Relating(this.drafts);
    this.loading = new Loading(doors.engine, () => doors.keeping.pseudonymKey());
    this.document = new ReportDocument((journal, origin) => this.#keepJournal(journal, origin));
    this.selecting = new Selecting(this.cells, { run: () => this.run(), say: doors.say, tell: (text) => doors.notices.tell(text) });
  }

  get asOf(): string | null {
    const { report } = this.document;
    return report && this.model ? resolveAsOf(report, this.model) : (this.cells.stored?.results.asOf ?? null);
  }

  /** The report as it leaves the page: with the sources that are loaded now, without values of columns that are kept from showing (LK7). */
  get leaving(): Report | null {
    const { report } = this.document;
    return report && leaveReport(this.sources.length > 0 ? { ...report, sources: reportSources(this.sources) } : report);
  }

  /** The report's currency, else that of the data. */
  get currency(): string | null {
    return this.document.report?.currency ?? this.model?.currency ?? this.cells.stored?.results.currency ?? null;
  }

  get report(): Report | null {
    return this.document.report;
  }

  /** What the cells rest on; null before the first load. */
  get loaded(): Pick<Loaded, 'model' | 'sources'> | null {
    return this.model && { model: this.model, sources: this.#loaded };
  }

  /** The question of a kind, as a title. */
  questionOf(kind: string): Text {
    return this.catalogue.find((entry) => entry.kind === kind)?.question ?? { literal: kind };
  }

  get runOptions(): RunOptions {
    return { locale: this.doors.locale(), seed: SEED, ...(this.document.origin ? { foreign: true } : {}), ...this.selecting.option };
  }

  /** The definitions of analyses; the registry is fetched when it is first needed. */
  definitions(): Promise<LoadDefinition> {
    return (this.#definitions ??= this.#fetchDefinitions());
  }

  run(): void {
    const { report } = this.document;
    this.ahead.stop([report, this.model]);
    if (!report) return;
    this.cells.run(report, this.runOptions);
    void this.cells.settled.then(() => this.ahead.settled());
  }

  edit(edit: Edit): void {
    this.doors.notices.warn(...this.document.edit(edit));
    this.run();
  }

  undo(): void {
    this.document.undo();
    this.run();
  }

  redo(): void {
    this.document.redo();
    this.run();
  }

  /** Loads every file of the data screen; says whether the data are new afterwards. */
  async load(): Promise<boolean> {
    if (this.drafts.list.length === 0) return this.#empty();
    if (!this.drafts.isLoadable) return false;
    this.ahead.stop([]);
    let requests: readonly LoadRequest[] = [];
    const outcome = await this.loading.load(async () => (requests = await this.drafts.requests()));
    if ('loaded' in outcome) {
      this.#requests = requests;
      await this.#take(outcome.loaded);
      return true;
    }
    if ('issues' in outcome) this.dataIssues = outcome.issues;
    else if (!outcome.superseded) this.doors.notices.tell({ key: 'notice_load_cancelled' });
    return false;
  }

  /** Reads all files again, with one in so many customers, or with null all of them. */
  async readOneIn(oneIn: number | null): Promise<void> {
    this.loading.cancel();
    this.drafts.draw(oneIn);
    this.dataIssues = this.dataIssues.filter((issue) => !isRefusal(issue));
    await this.load();
  }

  async addAnalysis(kind: string, index: number): Promise<void> {
    try {
      const [definition, { freshCell }] = await Promise.all([this.definitions().then((load) => load(kind)), import('#core/report/first')]);
      if (!definition) return this.doors.notices.warn({ code: 'issue_run_unknown_kind', values: { kind } });
      const model: DataModel = this.model ?? { tables: [], joins: [], firstOrder: null, lastOrder: null, currency: null };
      const cell = freshCell(definition, model, this.newCellId());
      this.edit({ op: 'add_cell', cell, index });
    } catch (error) {
      this.doors.notices.warn({ code: 'issue_run_definition', values: { detail: error instanceof Error ? error.message : String(error) } });
    }
  }

  /** What a fresh cell of a question would show in the scope of the report. */
  async preview(ask: PreviewAsk, signal: AbortSignal): Promise<CellState> {
    const { report } = this.document;
    if (!report || !this.model) return { state: 'idle' };
    const asked = await previewOf(ask, report, this.model, await this.definitions());
    return asked ? this.#previews.run(asked, { ...this.runOptions, signal }) : { state: 'idle' };
  }

  newCellId(): string {
    return nextId('c', this.document.report?.cells.map((cell) => cell.id) ?? []);
  }

  /** Makes a prebuilt cell one's own (RU16); says why where it cannot be, and where its days will not move. */
  async makeOwn(cellId: string): Promise<void> {
    const [{ makeOwn }, { say: write }] = await Promise.all([import('./own-questions'), import('#core/messages/say')]);
    const { document, cells, runOptions: options } = this;
    const say = (text: Text): string => write(text, { locale: options.locale, currency: this.currency });
    const made = await makeOwn(cellId, { report: document.report!, cells, options, questionOf: (kind) => this.questionOf(kind), say });
    if (!made.ok) return this.doors.notices.warn(...made.issues);
    this.edit(made.value.edit);
    if (made.value.pinned) this.doors.notices.tell({ key: 'own_pinned' });
  }

  people = (cellId: string, part: Part): Promise<Result<Columns>> =>
    this.cells.people(this.document.report!, cellId, part, this.runOptions);
  compare(cellId: string, signal: AbortSignal): Promise<Result<Comparison>> {
    return this.cells.compare(this.document.report!, cellId, { ...this.runOptions, signal });
  }

  tryMetric = (metric: Metric): Promise<Result<Scalar>> => this.cells.tryMetric(this.document.report!, metric, this.runOptions);
  countSegment = (segmentId: string): Promise<Result<number>> => this.cells.countSegment(this.document.report!, segmentId, this.runOptions);
  /** Opens a report from outside; gives what brings the one before back, or null when there was none. */
  async openReport(report: Report, readOnly: boolean, origin: ReportOrigin): Promise<(() => void) | null> {
    const back = this.document.setAside();
    this.cells.showStored(null);
    await this.document.start(report, { readOnly, origin });
    this.#mapsFiles = true;
    return back && (() => (back(), (this.#mapsFiles = false), this.run()));
  }

  /** Clears files and report away for others, and gives what brings them back. */
  setAside(): () => void {
    this.selecting.forget();
    this.cells.showStored(null);
    const files = this.drafts.clear();
    // SE40
    const stays = this.document.origin !== null;
    const report = stays ? null : this.document.setAside();
    if (!stays) this.document.close();
    return () => {
      files();
      report?.();
      void this.load();
    };
  }

  /** Forgets everything. */
  clear(): void {
    this.loading.cancel();
    this.drafts.clear();
    this.document.close();
    this.#mapsFiles = false;
    this.#empty();
  }

  /** Gives the files on the data screen the mappings of the open report where they suit; says whether one changed. */
  async adoptReportMappings(): Promise<boolean> {
    const { adoptMappings } = await import('./adopt-mappings');
    return adoptMappings(this.drafts, this.document.report?.sources ?? []);
  }

  /** Loads the same files into a fresh engine. What was answered still holds; only what failed is asked again. */
  async reload(fresh: Connector): Promise<boolean> {
    const outcome = await this.loading.load(async () => this.#requests, fresh);
    if ('issues' in outcome) this.dataIssues = outcome.issues;
    if (!('loaded' in outcome)) return false;
    this.run();
    return true;
  }

  async #take(loaded: Loaded): Promise<void> {
    const { createRunner } = await import('#app/run/runner');
    const definitions = await this.definitions();
    this.selecting.forget();
    this.sources = loaded.sources.map(({ info }) => info);
    this.dataIssues = loaded.issues;
    this.#loaded = loaded.sources;
    this.#mapsFiles = false;
    this.model = loaded.model;
    this.drafts.loaded(loaded);
    const engine = await this.doors.engine;
    this.cells.use(createRunner(engine, loaded.model, definitions));
    this.#previews.use(createRunner(engine, loaded.model, definitions));
    void this.#keepSources();
    if (!this.document.report) await this.#firstReport(loaded.model, definitions);
    this.onLoaded(loaded.sources);
    this.run();
  }

  async #firstReport(model: DataModel, definitions: LoadDefinition): Promise<void> {
    const [{ FIRST_KINDS, firstReport }, { loadKinds }, { say }] = await Promise.all([
      import('#core/report/first'),
      import('#app/run/definitions'),
      import('#core/messages/say'),
    ]);
    const makers = [...(await loadKinds(definitions, FIRST_KINDS)).values()];
    const sample = this.drafts.isSample;
    const answers = tableOf(model, 'surveys') && !tableOf(model, 'orders');
    const title = say(
      { key: sample ? 'run_sample_title' : answers ? 'run_report_title_answers' : 'run_report_title' },
      { locale: this.doors.locale(), currency: null },
    );
    const report = firstReport(model, makers, { title, today: this.doors.today() });
    await this.document.start(report);
  }

  #empty(): false {
    this.selecting.forget();
    this.model = null;
    this.sources = [];
    this.dataIssues = [];
    this.cells.use(null);
    this.#previews.use(null);
    this.run();
    void this.#keepSources();
    return false;
  }

  async #recall(preview: Preview): Promise<Mapping | null> {
    const { adoptMapping, findPrepared, findSource } = await import('#app/run/adopt-mapping');
    const stored = this.document.report?.sources ?? [];
    const source = findSource(stored, preview);
    const remembered = this.#mapsFiles && source ? null : await this.doors.keeping.recallMapping(preview.head.headers);
    if (remembered) return remembered;
    // The next file of a kind takes the steps of the one before, also where its columns are not quite the same.
    const next = source ?? findPrepared([...stored, ...reportSources(this.sources)], preview);
    return next ? adoptMapping(next.mapping, preview).mapping : null;
  }

  /** Exactly, where the draft is loaded as it stands. */
  async #knownKeys({ ledger, mapping }: SourceDraft, keys: readonly string[]): Promise<number | null> {
    const id = mapping && ROW_KEYS[mapping.grain];
    if (!ledger || !id || !this.model || !tableOf(this.model, id.table)) return null;
    const [engine, { knownKeysSql }] = await Promise.all([this.doors.engine, import('#core/query/load/replace-sql')]);
    const answer = await engine.execute(knownKeysSql(id, keys)).catch(() => null);
    return answer && Number(columnOf(answer, 'known')[0]);
  }

  #keepJournal(journal: Journal | null, origin: ReportOrigin | null): void {
    if (journal) void this.doors.keeping.saveJournal(journal, origin);
  }

  async #keepSources(): Promise<void> {
    const own = this.sources.every(({ id }) => this.borrowed.includes(id)) ? [] : this.sources;
    const files = own.flatMap((info) => {
      const draft = this.drafts.find(info.id);
      const files = draft ? fileIds(draft).flatMap((id) => this.drafts.fileOf(id) ?? []) : [];
      const [file] = files;
      if (!file || files.length !== (info.parts?.length ?? 1)) return [];
      return [info.parts ? { info, file, files } : { info, file }];
    });
    await this.doors.keeping.saveSources(files);
    await this.drafts.keepReadings();
  }

  async #fetchDefinitions(): Promise<LoadDefinition> {
    const [{ registry }, { definitionsOf }] = await Promise.all([import('#core/analyses/registry'), import('#app/run/definitions')]);
    this.catalogue = registry;
    return definitionsOf(registry);
  }
}

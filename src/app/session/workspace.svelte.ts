import type { RegistryEntry } from '#core/analyses/contract';
import type { say } from '#core/messages/say';
import type { Locale, Text } from '#core/messages/text';
import type { Mend } from '#core/intake/mend';
import type { DataModel } from '#core/model/data-model';
import type { FileReading } from '#core/model/reading';
import type { Issue } from '#core/model/result';
import type { Encoding, Mapping, SourceInfo } from '#core/model/source';
import type { PreparationStep } from '#core/model/steps';
import type { Report } from '#core/report/types';
import type { EngineState } from '#edge/engine/connector';
import { startIssue } from '#edge/engine/engine-issue';
import type { CellState } from '#app/run/types';
import { Arrivals } from './arrivals.svelte';
import { Changes } from './changes.svelte';
import { claimReport } from './claiming';
import { comeBack } from './come-back';
import { Desk } from './desk.svelte';
import type { Doors } from './doors';
import { Exports } from './exports';
import { chooseKeeping } from './keep-choice';
import { Keeping } from './keeping';
import { Library } from './library.svelte';
import { Lock } from './lock.svelte';
import { Notices } from './notices.svelte';
import { Privacy } from './privacy.svelte';
import { PageUpdates } from './page-updates';
import { Publishing } from './publishing';
import { Return } from './return';
import { Screens } from './screens.svelte';
import type { Selected } from './selecting.svelte';
import { Settings } from './settings.svelte';
import { SiteVisit } from './site-visit';
import type { Incoming, Notice, Screen, SourceDraft, Workspace } from './types';
import { Updates } from './updates';

/** The one workspace of the page: what the components see, handed on to the parts that hold it. */
export class PageWorkspace implements Workspace {
  readonly #settings: Settings;
  readonly #screens: Screens;
  /** Settles when what came back by itself stands. */
  #back: Promise<unknown> = Promise.resolve();
  #engine = $state.raw<EngineState>({ state: 'starting', loadedBytes: 0, totalBytes: null });
  #say = $state.raw<typeof say | null>(null);
  readonly #notices = new Notices();
  readonly #keeping: Keeping;
  readonly #desk: Desk;
  readonly #updates: Updates;
  readonly outside: Arrivals;
  readonly #exports: Exports;
  readonly #return: Return;
  readonly #site: SiteVisit;
  readonly publishing: Publishing;
  readonly lock: Lock;
  readonly changes: Changes;
  readonly updates: PageUpdates;
  readonly library: Library;
  readonly privacy: Privacy;

  constructor(private readonly doors: Doors) {
    this.#settings = new Settings(doors.preferences, doors.savePreferences);
    this.#keeping = new Keeping(doors.storage);
    this.lock = new Lock(doors.storage, doors.page, this.#keeping, this.#notices);
    const locale = () => this.#settings.locale;
    const say = (text: Text) => this.say(text);
    this.#desk = new Desk({ engine: doors.engine, keeping: this.#keeping, notices: this.#notices, locale, say, today: doors.page.today });
    this.#screens = new Screens(() => (this.#desk.selecting.end(), this.#desk.ahead.at(null)));
    const { show, arrive } = this.#screens;
    this.#updates = new Updates(this.#desk, this.#keeping, this.#notices);
    const openLibrary = (text: string, name: string) => this.library.importText(text, name);
    const openStored = (text: string, name: string) => this.changes.open(text, name);
    const keeps = () => this.keep && this.lock.state === 'none';
    this.outside = new Arrivals(this.#desk, this.#updates, this.#notices, doors.page, show, openLibrary, openStored, keeps);
    this.library = new Library({
      desk: this.#desk,
      keeping: this.#keeping,
      notices: this.#notices,
      say: (text) => this.say(text),
      show,
      openReport: (report) => this.outside.open(report, { from: 'library' }),
    });
    this.#exports = new Exports(this.#desk, doors.page, locale, (text) => this.say(text));
    this.privacy = new Privacy(this.#desk, doors.page, locale, say);
    this.publishing = new Publishing(this.#desk, doors.page, locale, () => this.privacy.outgoing());
    this.changes = new Changes(this.#desk, this.#notices, () => this.publishing.results());
    this.#site = new SiteVisit(this.#desk, this.#notices, doors.page, { show, arrive }, say);
    this.outside.openOfSite = (path) => this.#back.then(() => this.#site.openListed(path));
    this.updates = new PageUpdates(this.#notices, () => this.keep && !this.#keeping.unsaved);
    if (doors.page.published) this.#screens.now = 'report';
    this.#return = new Return(this.#desk, this.#keeping, this.#notices, arrive, () => this.library.refresh(), this.lock.left);
  }

  /** Brings back what was kept and opens what the address asks for. Settles when the screen stands; data may still be loading. */
  async begin(): Promise<void> {
    // Without an engine the state says so, and a load gives the reason.
    this.doors.engine.then(
      (engine) => engine.onRestart((fresh) => this.#return.afterRestart(fresh)),
      () => undefined,
    );
    void import('#core/messages/say').then(({ say }) => (this.#say = say));
    try {
      const site = this.#site.read();
      const back = comeBack(this.lock, this.#return, this.outside, this.doors.page).then(() => this.#site.begin(site));
      this.#back = back.catch(() => undefined);
      await back;
      await this.outside.openAddress();
    } catch (error) {
      this.#notices.warn({ code: 'issue_unknown', values: { detail: error instanceof Error ? error.message : String(error) } });
    }
  }

  /** Called by the owner of the engine whenever its state changes. */
  engineChanged(state: EngineState): void {
    this.#engine = state;
    if (state.state === 'failed' && this.model) this.#notices.warn(startIssue(state));
  }

  get locale(): Locale {
    return this.#settings.locale;
  }
  get theme(): Workspace['theme'] {
    return this.#settings.theme;
  }
  get screen(): Screen {
    return this.#screens.now;
  }
  get engine(): EngineState {
    return this.#engine;
  }
  get keep(): boolean {
    return this.#settings.keep;
  }
  get singleKeys(): boolean {
    return this.#settings.singleKeys;
  }
  get drafts(): readonly SourceDraft[] {
    return this.#desk.drafts.list;
  }
  get reading(): Workspace['reading'] {
    return this.#desk.drafts.reading;
  }
  get loading(): Workspace['loading'] {
    return this.#desk.loading.progress;
  }
  get loadingSince(): number | null {
    return this.#desk.loading.since;
  }
  get sources(): readonly SourceInfo[] {
    return this.#desk.sources;
  }
  get model(): DataModel | null {
    return this.#desk.model;
  }
  get dataIssues(): readonly Issue[] {
    return this.#desk.dataIssues;
  }
  get oneIn(): number | null {
    return this.#desk.drafts.oneIn;
  }
  get report(): Report | null {
    return this.#desk.document.report;
  }
  get leaving(): Report | null {
    return this.#desk.leaving;
  }
  get asOf(): string | null {
    return this.#desk.asOf;
  }
  get stored(): Workspace['stored'] {
    return this.#desk.cells.stored;
  }
  get cells(): Readonly<Record<string, CellState>> {
    return this.#desk.cells.states;
  }
  get selected(): Selected | null {
    return this.#desk.selecting.current;
  }
  get origin(): Workspace['origin'] {
    return this.#desk.document.origin;
  }
  get readOnly(): boolean {
    return this.#desk.document.readOnly;
  }
  get following(): boolean {
    return this.#desk.document.elsewhere;
  }
  get canUndo(): boolean {
    return (this.screen === 'data' && this.canUndoMapping) || this.#desk.document.canUndo;
  }
  get canRedo(): boolean {
    return (this.screen === 'data' && this.canRedoMapping) || this.#desk.document.canRedo;
  }
  get canUndoMapping(): boolean {
    return this.#desk.drafts.history.canUndo;
  }
  get canRedoMapping(): boolean {
    return this.#desk.drafts.history.canRedo;
  }
  get incoming(): Incoming | null {
    return this.outside.incoming;
  }
  get issues(): readonly Issue[] {
    return this.#desk.document.issues;
  }
  get notices(): readonly Notice[] {
    return this.#notices.list;
  }
  get catalogue(): readonly RegistryEntry[] {
    return this.#desk.catalogue;
  }

  setLocale(locale: Locale): void {
    this.#settings.set({ locale });
    this.#desk.run();
  }
  setTheme: Workspace['setTheme'] = (theme) => this.#settings.set({ theme });
  setSingleKeys: Workspace['setSingleKeys'] = (singleKeys) => this.#settings.set({ singleKeys });
  setScreen(screen: Screen): void {
    if (screen === 'library') void this.library.open();
    this.#screens.go(screen);
  }
  setKeep: Workspace['setKeep'] = (keep) => chooseKeeping(keep, this.#keeping, this.#settings, this.#notices, this.lock);
  takeOver: Workspace['takeOver'] = () => this.#keeping.takeOver();
  dropFiles: Workspace['dropFiles'] = (files, leftOut) => this.outside.dropFiles(files, leftOut);
  openSample: Workspace['openSample'] = () => this.outside.openSample();
  openReportText: Workspace['openReportText'] = (text, from, name) => this.outside.openReportText(text, from, name);
  acceptIncoming: Workspace['acceptIncoming'] = () => this.outside.accept();
  declineIncoming: Workspace['declineIncoming'] = () => this.outside.decline();
  setMapping(draftId: string, mapping: Mapping): void {
    this.#desk.loading.cancel();
    this.#desk.drafts.setMapping(draftId, mapping);
  }
  setSteps(draftId: string, steps: readonly PreparationStep[]): void {
    this.#desk.loading.cancel();
    this.#desk.drafts.setSteps(draftId, steps);
  }
  mend(draftId: string, mend: Mend): Promise<void> {
    this.#desk.loading.cancel();
    return this.outside.mend(draftId, mend);
  }
  setEncoding(draftId: string, encoding: Encoding): Promise<void> {
    return this.#readAnew(() => this.#desk.drafts.setEncoding(draftId, encoding), draftId);
  }
  setReading(draftId: string, reading: FileReading | null): Promise<void> {
    return this.#readAnew(() => this.#desk.drafts.setReading(draftId, reading), draftId);
  }
  tryReading: Workspace['tryReading'] = (draftId, reading) => this.#desk.drafts.tryReading(draftId, reading);
  answer(draftId: string, question: string, value: string): void {
    if (this.#desk.drafts.find(draftId)?.joining) return void this.#updates.decide(draftId, value);
    void this.#readAnew(() => this.#desk.drafts.answer(draftId, question, value));
  }
  removeDraft: Workspace['removeDraft'] = (draftId) => this.outside.removeDraft(draftId);
  removePart: Workspace['removePart'] = (draftId, partId) => this.#updates.removePart(draftId, partId);
  takeApart: Workspace['takeApart'] = (draftId) => this.#updates.takeApart(draftId);
  setReplacing(draftId: string, replaces: boolean, key?: string): void {
    this.#desk.loading.cancel();
    this.#desk.joining.setReplacing(draftId, replaces, key);
  }
  load: Workspace['load'] = async () => void (await this.#desk.load());
  readOneIn: Workspace['readOneIn'] = (oneIn) => this.#desk.readOneIn(oneIn);
  cancelLoad: Workspace['cancelLoad'] = () => this.#desk.loading.cancel();
  edit: Workspace['edit'] = (edit) => this.#desk.edit(edit);
  claimReport: Workspace['claimReport'] = () => claimReport(this.#desk, this.#notices);
  addAnalysis: Workspace['addAnalysis'] = (kind, index) => this.#desk.addAnalysis(kind, index);
  newCellId: Workspace['newCellId'] = () => this.#desk.newCellId();
  undo(): void {
    if (this.screen === 'data' && this.canUndoMapping) this.#desk.loading.cancel();
    if (this.screen !== 'data' || !this.#desk.drafts.undo()) this.#desk.undo();
  }
  redo(): void {
    if (this.screen === 'data' && this.canRedoMapping) this.#desk.loading.cancel();
    if (this.screen !== 'data' || !this.#desk.drafts.redo()) this.#desk.redo();
  }
  select: Workspace['select'] = (cellId, chosen, adds = false) => void (this.model && this.#desk.selecting.select(cellId, chosen, adds));
  lookAt: Workspace['lookAt'] = (cellId, wordsOf) => this.#desk.ahead.at(cellId, wordsOf);
  clearSelection: Workspace['clearSelection'] = () => this.#desk.selecting.end();
  cancelCell: Workspace['cancelCell'] = (cellId) => this.#desk.cells.cancel(cellId);
  runCell: Workspace['runCell'] = (cellId) => (this.#desk.cells.retry(cellId), this.#desk.run());
  preview: Workspace['preview'] = (ask, signal) => this.#desk.preview(ask, signal);
  people: Workspace['people'] = (cellId, part) => this.#desk.people(cellId, part);
  makeOwn: Workspace['makeOwn'] = (cellId) => this.#desk.makeOwn(cellId);
  compare: Workspace['compare'] = (cellId, signal) => this.#desk.compare(cellId, signal);
  tryMetric: Workspace['tryMetric'] = (metric) => this.#desk.tryMetric(metric);
  countSegment: Workspace['countSegment'] = (segmentId) => this.#desk.countSegment(segmentId);
  copyLink: Workspace['copyLink'] = (options) => this.#exports.copyLink(options);
  makeLink: Workspace['makeLink'] = (options) => this.#exports.makeLink(options);
  saveReportFile: Workspace['saveReportFile'] = () => void this.#exports.saveReportFile();
  exportResults: Workspace['exportResults'] = () => void this.#exports.exportResults();
  exportPeople: Workspace['exportPeople'] = (columns, name, open = []) => void this.#exports.exportPeople(columns, name, open);
  exportLedger: Workspace['exportLedger'] = (sourceId, which, open = []) => void this.#exports.exportLedger(sourceId, which, open);
  say(text: Text): string {
    if ('literal' in text) return text.literal;
    return this.#say?.(text, { locale: this.locale, currency: this.#desk.currency }) ?? '';
  }
  dismiss: Workspace['dismiss'] = (noticeId) => this.#notices.dismiss(noticeId);
  async clearAll(): Promise<void> {
    const issues = await this.#keeping.clear();
    if (issues.length > 0) return this.#notices.warn(...issues);
    this.lock.cleared();
    this.#desk.clear();
    this.library.clear();
    this.#screens.show('start');
    this.#notices.tell({ key: 'notice_cleared' });
  }

  /** A file is understood differently: a load that runs is ended, and begins again when nothing is left to ask. */
  async #readAnew(change: () => Promise<readonly Issue[]>, asked?: string): Promise<void> {
    this.#desk.loading.cancel();
    this.#notices.warn(...(await this.#desk.gathering.waitFor(change())));
    if (asked !== undefined) await this.#updates.askAnew(asked);
    void this.outside.loadWhenClear();
  }
}

import type { Mend } from '#core/intake/mend';
import type { Issue } from '#core/model/result';
import type { HostedIndex, HostedReport } from '#core/report/hosted';
import type { LinkPlace } from '#core/report/place';
import type { Report } from '#core/report/types';
import type { ReportOrigin } from '#edge/storage/origin';
import type { Desk } from './desk.svelte';
import type { FetchProgress } from '#edge/load/fetch-hosted';
import { askingFor, behindHash, fetchReport, listedPath, plainAddress, readAddress, resolveReportPath } from './address';
import type { Page } from './doors';
import { Hosted } from './hosted.svelte';
import { mendColumn, putBack } from './mending';
import type { Notices } from './notices.svelte';
import { placeIn, readIncoming, sealedCodeIn } from './read-incoming';
import { withAllPlaces } from './refusals';
import type { HostedSource, Incoming, Outside, Screen, SealedLink } from './types';
import type { Updates } from './updates';

const JSON_FILE = /\.json$/i;
const REPORT_FILE = /\.report\.json$/i;
const REPORT_MARK = '"clientele.report"';
/** Reports are much smaller; a larger file is data. */
const LARGEST_REPORT = 4 << 20;

/** A report is JSON that says so; any other JSON is data. */
const isReport = async (file: File): Promise<boolean> =>
  REPORT_FILE.test(file.name) || (JSON_FILE.test(file.name) && file.size <= LARGEST_REPORT && (await file.text()).includes(REPORT_MARK));

const LIBRARY_FILE = /\.library\.json$/i;
const LIBRARY_MARK = '"clientele.library"';
/** A library file says so in its first line or two. */
const LIBRARY_HEAD = 400;

const isLibrary = async (file: File): Promise<boolean> =>
  LIBRARY_FILE.test(file.name) || (JSON_FILE.test(file.name) && (await file.slice(0, LIBRARY_HEAD).text()).includes(LIBRARY_MARK));

const STORED_FILE = /\.stored\.json$/i;
const STORED_MARK = '"clientele.stored"';

const isStored = async (file: File): Promise<boolean> =>
  STORED_FILE.test(file.name) || (JSON_FILE.test(file.name) && (await file.slice(0, LIBRARY_HEAD).text()).includes(STORED_MARK));

/** What comes with a report that is not in its text. */
interface Beside {
  /** Absent: what stands behind the code in the text. */
  readonly place?: LinkPlace;
  readonly data?: readonly HostedSource[];
}

/** Everything that comes in from outside: files, the sample shop, reports. */
export class Arrivals implements Outside {
  incoming = $state.raw<Incoming | null>(null);
  sealed = $state.raw<SealedLink | null>(null);
  readonly #hosted: Hosted;
  #cell = $state.raw<string | null>(null);
  /** Opens what a published page opens by itself, if that is it (PV6). */
  openOfSite: (path: string) => Promise<boolean> = () => Promise.resolve(false);
  /** Settles when what was kept stands again; what comes in meanwhile waits for it (SE47). */
  before: Promise<void> = Promise.resolve();

  constructor(
    private readonly desk: Desk,
    private readonly updates: Updates,
    private readonly notices: Notices,
    private readonly page: Page,
    private readonly show: (screen: Screen) => void,
    private readonly openLibrary: (text: string, name: string) => Promise<void>,
    private readonly openStored: (text: string, name: string) => Promise<void>,
    keeps: () => boolean,
  ) {
    this.#hosted = new Hosted(page, notices, keeps);
  }

  /** Takes dropped files: reports open inert, the others are previewed, and loaded when nothing is left to ask. */
  async dropFiles(files: readonly File[], leftOut: readonly string[] = []): Promise<void> {
    await this.before;
    const unpacked = await this.#unpack(files);
    const libraries = await Promise.all(unpacked.map(isLibrary));
    const library = unpacked.find((_, index) => libraries[index]);
    if (library) await this.openLibrary(await library.text(), library.name);
    const results = await Promise.all(unpacked.map(isStored));
    const stored = unpacked.find((_, index) => results[index]);
    if (stored) await this.openStored(await stored.text(), stored.name);
    const opened = unpacked.filter((_, index) => !libraries[index] && !results[index]);
    const reports = await Promise.all(opened.map(isReport));
    const report = opened.find((_, index) => reports[index]);
    if (report) await this.openReportText(await report.text(), 'file', report.name);
    const data = opened.filter((_, index) => !reports[index]);
    const fresh = data.filter((file) => !this.desk.drafts.has(file));
    for (const { name } of data.filter((file) => !fresh.includes(file)))
      this.notices.tell({ key: 'notice_source_again', values: { name } });
    if (data.length > 0 && !report) this.show('data');
    if (fresh.length === 0) return;
    if (this.desk.drafts.isSample) this.#setAside();
    await this.updates.take(fresh, leftOut);
    await this.loadWhenClear();
  }

  /** The files themselves, archives opened. What cannot be opened is said; the others come in all the same. */
  async #unpack(files: readonly File[]): Promise<readonly File[]> {
    const { openDropped } = await import('#edge/load/open/open-dropped');
    const opened = await openDropped(files, (name) => this.notices.tell({ key: 'notice_opening_archive', values: { name } }));
    if (opened.issues.length > 0) this.notices.warn(...opened.issues);
    return opened.files;
  }

  async openSample(): Promise<void> {
    const { fetchSample } = await import('./sample');
    const files = await fetchSample(this.page);
    if (!files.ok) return this.notices.warn(...files.issues);
    await this.before;
    if (this.desk.drafts.list.length > 0) this.#setAside();
    this.show('report');
    await this.desk.drafts.add(files.value, true);
    if (!(await this.loadWhenClear())) this.show('data');
  }

  /** Loads when every question has an answer; says whether it was done. */
  async loadWhenClear(): Promise<boolean> {
    await this.desk.relating.relate();
    return this.desk.drafts.isClear ? this.desk.load() : false;
  }

  /** V15: changes how a column is read, reads the files again, and says how to take it back. */
  async mend(id: string, mend: Mend): Promise<void> {
    const before = this.desk.drafts.find(id)?.mapping?.columns.find(({ header }) => header === mend.header);
    if (!before || !(await mendColumn(this.desk.drafts, id, mend))) return;
    const back = () => {
      putBack(this.desk.drafts, id, before);
      void this.desk.load();
    };
    if (await this.desk.load()) this.notices.tell({ key: 'notice_mended', values: { header: mend.header } }, this.#undo(back));
  }

  async removeDraft(id: string): Promise<void> {
    const name = this.desk.drafts.find(id)?.name ?? '';
    const back = this.desk.drafts.remove(id);
    const loaded = this.desk.sources.some((source) => source.id === id);
    const reload = () => (loaded ? this.desk.load() : Promise.resolve(false));
    this.notices.tell(
      { key: 'notice_source_removed', values: { name } },
      this.#undo(() => (back(), void reload())),
    );
    await reload();
  }

  /** Shows what the address asks for, inert. */
  async openAddress(): Promise<void> {
    const href = this.page.address();
    const asked = readAddress(href);
    if (!asked) return;
    if ('link' in asked) return this.openReportText(asked.link, 'link');
    const text = await fetchReport(asked.path, href, this.page.fetch);
    if (!text.ok) return this.#refuse(text.issues);
    const { readPlace } = await import('#core/report/place');
    const at = resolveReportPath(asked.path, href);
    const data = at.ok ? await this.#hosted.dataOf(at.value) : [];
    await this.openReportText(text.value, 'address', asked.path, { place: readPlace(behindHash(href)), data });
  }

  get hosted(): HostedIndex | null {
    return this.#hosted.list;
  }

  get fetching(): FetchProgress | null {
    return this.#hosted.fetching;
  }

  lookForReports(): Promise<void> {
    return this.#hosted.look();
  }

  async openHosted(report: HostedReport): Promise<void> {
    if (await this.openOfSite(listedPath(report.path))) return;
    this.page.replaceAddress(askingFor(listedPath(report.path), this.page.address()));
    await this.openAddress();
  }

  async openReportText(text: string, from: Incoming['from'], name?: string, beside: Beside = {}): Promise<void> {
    await this.before;
    const place = beside.place ?? (await placeIn(text));
    const code = await sealedCodeIn(text);
    if (code !== null) {
      this.incoming = null;
      this.sealed = { code, place, busy: false, issues: [] };
      return this.show('incoming');
    }
    const read = await readIncoming(text, from, () => this.desk.definitions());
    if (!read.ok) return this.#refuse(read.issues);
    const { placeReport } = await import('#core/report/place');
    const { report, issues } = placeReport(read.value.report, place);
    if (issues.length > 0) this.notices.warn(...issues);
    const { data = [] } = beside;
    this.sealed = null;
    this.incoming = {
      report,
      readOnly: read.value.readOnly,
      from,
      ...(name ? { name } : {}),
      ...(data.length > 0 ? { data } : {}),
      ...(place.cell === null ? {} : { cell: place.cell }),
    };
    this.show('incoming');
  }

  /** Tries a passphrase; the link stays as long as none opens it. */
  async unseal(passphrase: string): Promise<void> {
    const { sealed } = this;
    if (!sealed || sealed.busy) return;
    this.sealed = { ...sealed, busy: true };
    const { unsealCode } = await import('#edge/share/link');
    const code = await unsealCode(sealed.code, passphrase);
    if (this.sealed?.code !== sealed.code) return;
    if (!code.ok) return void (this.sealed = { ...sealed, busy: false, issues: code.issues });
    this.sealed = null;
    await this.openReportText(`#r=${code.value}`, 'link', undefined, { place: sealed.place });
    if (!this.incoming) this.#leave();
  }

  /** Opens the report that stands inert, over the files that are there or with a call for files. */
  async accept(): Promise<void> {
    const { incoming } = this;
    if (!incoming) return;
    const { report, readOnly, from, name, cell = null } = incoming;
    this.#cell = cell;
    await this.open(report, name ? { from, name } : { from }, { readOnly, opened: () => this.#answered() });
  }

  /** HF1: the same over files of this site. Where they do not come, the report goes on waiting. */
  async acceptHosted(): Promise<void> {
    const { incoming } = this;
    if (!incoming?.data) return;
    const files = await this.#hosted.fetch(incoming.data);
    if (this.incoming !== incoming) return;
    if (files === null) return this.notices.tell({ key: 'share_link_hosted_cancelled' });
    if (!files.ok) return this.notices.warn(...files.issues);
    if (this.desk.drafts.list.length > 0) this.#setAside();
    await this.accept();
    await this.dropFiles(files.value);
    if (this.desk.sources.length > 0) this.show('report');
  }

  cancelFetching(): void {
    this.#hosted.cancel();
  }

  takeCell(ids: readonly string[]): string | null {
    const cell = this.#cell;
    if (cell === null || !ids.includes(cell)) return null;
    this.#cell = null;
    return cell;
  }

  /** Opens a report over the files that are there, or with a call for files; a notice leads back to the one before. */
  async open(
    report: Report,
    origin: ReportOrigin,
    { readOnly = false, opened }: { readOnly?: boolean; opened?: () => void } = {},
  ): Promise<void> {
    const back = await this.desk.openReport(report, readOnly, origin);
    opened?.();
    if (back)
      this.notices.tell({ key: 'notice_report_opened', values: { title: report.title } }, { label: { key: 'notice_back' }, run: back });
    if (this.desk.drafts.list.length === 0) return this.show('data');
    this.show('report');
    if (await this.desk.adoptReportMappings()) await this.loadWhenClear();
    else this.desk.run();
  }

  decline(): void {
    this.#answered();
    this.#leave();
    this.notices.tell({ key: 'notice_report_declined' });
  }

  /** Back to what was there before something came. */
  #leave(): void {
    this.show(this.desk.document.report ? 'report' : this.desk.drafts.list.length > 0 ? 'data' : 'start');
  }

  #answered(): void {
    this.incoming = null;
    this.sealed = null;
    this.page.replaceAddress(plainAddress(this.page.address()));
  }

  #refuse(issues: readonly Issue[]): void {
    this.notices.warn(...withAllPlaces(issues));
    this.page.replaceAddress(plainAddress(this.page.address()));
  }

  /** Clears the desk for other data, with a way back. */
  #setAside(): void {
    const back = this.desk.setAside();
    this.notices.tell({ key: 'notice_data_replaced' }, { label: { key: 'notice_undo' }, run: back });
  }

  #undo(run: () => void) {
    return { label: { key: 'notice_undo' } as const, run };
  }
}

import type { Text } from '#core/messages/text';
import { fail, succeed, type Result } from '#core/model/result';
import type { ReadReport } from '#core/report/parse';
import type { SiteContents } from '#edge/share/site/site-contents';
import type { StoredResults } from '#edge/share/site/stored-results';
import type { Desk } from './desk.svelte';
import type { Page } from './doors';
import type { Notices } from './notices.svelte';
import type { Screen } from './types';

/** What a published page holds, read. */
interface Site {
  readonly contents: SiteContents;
  readonly read: ReadReport;
  readonly results: StoredResults | null;
}

const reasonOf = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));

/** A published page opens its own report (PV1–PV5). */
export class SiteVisit {
  #site: Site | null = null;

  constructor(
    private readonly desk: Desk,
    private readonly notices: Notices,
    private readonly page: Page,
    private readonly screens: { show(screen: Screen): void; arrive(screen: Screen): void },
    private readonly say: (text: Text) => string,
  ) {}

  /** What stands beside the page, fetched at once; null where the page was not published. */
  read(): Promise<Result<Site>> | null {
    return this.page.published ? this.#read() : null;
  }

  /** Opens it, after what this browser kept has come back. Data are loaded behind. */
  async begin(reading: Promise<Result<Site>> | null): Promise<void> {
    const site = await reading;
    if (!site) return;
    const { document, drafts } = this.desk;
    if (!site.ok) {
      this.notices.warn(...site.issues);
      if (!document.report && drafts.list.length === 0) this.screens.arrive('start');
      return;
    }
    const { read } = (this.#site = site.value);
    const ofSite = this.#isOf(site.value);
    const open = { label: { key: 'site_open' } as const, run: () => void this.#open(site.value) };
    if (drafts.list.length > 0 || (document.report && !ofSite))
      return this.notices.offer({ key: 'site_beside', values: { title: read.report.title } }, open);
    const { serializeReport } = await import('#core/report/serialize');
    const isNew = !document.began || serializeReport(document.began) !== serializeReport(read.report);
    if (isNew && (!document.report || !document.canUndo)) return this.#open(site.value, this.screens.arrive);
    if (isNew) this.notices.offer({ key: 'site_newer' }, open);
    this.#showNumbers(site.value, this.screens.arrive);
  }

  /** PV6: opens the site's own report from its list, unless it is another one or the reader has work of their own here; whether it did. */
  async openListed(path: string): Promise<boolean> {
    const site = this.#site;
    const { document, drafts } = this.desk;
    if (site?.contents.report !== path) return false;
    const isOpen = document.report !== null && this.#isOf(site);
    if (!isOpen && (document.report || drafts.list.length > 0)) return false;
    if (!isOpen) await this.#open(site);
    else if (drafts.list.length > 0) this.screens.show('report');
    else this.#showNumbers(site);
    return true;
  }

  #isOf({ contents }: Site): boolean {
    const { origin } = this.desk.document;
    return origin?.from === 'address' && origin.name === contents.report;
  }

  async #open(site: Site, show = this.screens.show): Promise<void> {
    const { contents, read } = site;
    if (this.desk.drafts.list.length > 0) this.desk.setAside();
    await this.desk.openReport(read.report, read.readOnly, { from: 'address', name: contents.report });
    this.#showNumbers(site, show);
  }

  /** PV2 */
  #showNumbers({ contents, results }: Site, show = this.screens.show): void {
    const data = contents.data.length > 0 ? 'loading' : 'none';
    this.desk.cells.showStored(results && { results, data });
    this.desk.run();
    show(results || data === 'loading' ? 'report' : 'data');
    if (data === 'loading') void this.#load(contents, results);
  }

  async #load({ data }: SiteContents, results: StoredResults | null): Promise<void> {
    try {
      const kept = await Promise.all(
        data.map(async ({ info, files: paths }) => {
          const files = await Promise.all(paths.map((path, at) => this.#fetchFile(path, info.parts?.[at]?.name ?? info.name)));
          return { info, file: files[0]!, ...(info.parts ? { files } : {}) };
        }),
      );
      // Files of the visitor came meanwhile: theirs are counted, alone.
      if (this.desk.drafts.list.length > 0) return;
      this.desk.borrowed = data.map(({ info }) => info.id);
      await this.desk.drafts.restore(kept);
      if (await this.desk.load()) return;
      this.notices.warn(...this.desk.dataIssues, ...this.desk.drafts.list.flatMap(({ issues }) => issues));
    } catch (fault) {
      this.notices.warn({ code: 'issue_site_data', values: { detail: reasonOf(fault) } });
    }
    if (results && !this.desk.model) this.desk.cells.showStored({ results, data: 'failed' });
  }

  async #read(): Promise<Result<Site>> {
    try {
      const [{ SITE_CONTENTS, readSiteContents }, { readStored }, { listKinds, readReport }, { loadKinds }] = await Promise.all([
        import('#edge/share/site/site-contents'),
        import('#edge/share/site/stored-results'),
        import('#core/report/parse'),
        import('#app/run/definitions'),
      ]);
      const contents = readSiteContents(await this.#fetchText(SITE_CONTENTS));
      if (!contents.ok) return contents;
      const { report, results } = contents.value;
      const [text, stored] = await Promise.all([
        this.#fetchText(report),
        results === null ? null : this.#fetchText(results).catch((fault: unknown) => ({ fault })),
      ]);
      const kinds = await loadKinds(await this.desk.definitions(), listKinds(text));
      const read = readReport(text, kinds);
      if (!read.ok) return read;
      const numbers = typeof stored === 'string' ? readStored(stored, kinds) : null;
      // PV5
      if (numbers && !numbers.ok)
        this.#leaveOut(numbers.issues.map(({ code, values }) => this.say({ key: code, values: values ?? {} })).join(' '));
      if (stored !== null && typeof stored !== 'string') this.#leaveOut(reasonOf(stored.fault));
      return succeed({ contents: contents.value, read: read.value, results: numbers?.ok ? numbers.value : null });
    } catch (fault) {
      return fail({ code: 'issue_site_report', values: { detail: reasonOf(fault) } });
    }
  }

  #leaveOut(why: string): void {
    this.notices.warn({ code: 'issue_site_results', values: { why } });
  }

  async #fetch(path: string): Promise<Response> {
    const address = new URL(path.split('/').map(encodeURIComponent).join('/'), this.#folder);
    const answer = await this.page.fetch(address, { redirect: 'error', credentials: 'same-origin' });
    if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status}`);
    return answer;
  }

  async #fetchText(path: string): Promise<string> {
    return (await this.#fetch(path)).text();
  }

  async #fetchFile(path: string, name: string): Promise<File> {
    return new File([await (await this.#fetch(path)).blob()], name, { lastModified: 0 });
  }

  get #folder(): URL {
    return new URL('.', this.page.address());
  }
}

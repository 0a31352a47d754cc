import type { Locale } from '#core/messages/text';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import type { ColumnMapping } from '#core/model/source';
import type { Presentation } from '#core/model/presentation';
import type { StoredResults } from '#edge/share/site/stored-results';
import type { Desk } from './desk.svelte';
import type { Page } from './doors';
import { fileIds } from './drafts.svelte';
import type { Publishable, PublishChoice, PublishDesk, PublishProgress } from './types';

/** Results as they may leave the page, by cell id, and what was taken out of them; `k` 1 takes nothing out. */
export interface Leaving {
  readonly cells: Readonly<Record<string, Presentation>>;
  readonly protection: StoredResults['protection'];
}

/** PB5: what this page keeps from showing does not leave in a file. */
const staysHere = ({ role, protect, personal }: ColumnMapping): boolean =>
  protect !== undefined || (role === 'skip' && personal !== undefined);

/** Makes a complete site of the report on the desk. */
export class Publishing implements PublishDesk {
  /** `outgoing`: how results are protected on their way out. */
  constructor(
    private readonly desk: Desk,
    private readonly page: Page,
    private readonly locale: () => Locale,
    private readonly outgoing: () => Promise<Leaving>,
  ) {}

  get offer(): Publishable {
    const { cells, sources } = this.desk;
    const states = Object.values(cells.states);
    return {
      cells: states.length,
      finished: states.filter(({ state }) => state === 'done').length,
      files: sources.map(({ id, name, bytes, headers, mapping }) => ({
        id,
        name,
        bytes,
        headers,
        held: mapping.columns.filter(staysHere).map(({ header }) => header),
        personal: mapping.columns.filter(({ personal }) => personal !== undefined).map(({ header }) => header),
      })),
    };
  }

  async publish(choice: PublishChoice, progress: PublishProgress): Promise<Result<boolean>> {
    // SL4: the same report gives the same document.
    this.desk.selecting.end();
    await this.desk.cells.settled;
    const report = this.desk.leaving;
    if (!report) throw new Error('there is no report to publish');
    const refused = this.#refuse(choice);
    if (refused.length > 0) return fail(...refused);
    const [{ publishSite }, { downloadBlob, fileName }, { say }] = await Promise.all([
      import('#edge/share/site/publish-site'),
      import('#edge/share/download'),
      import('#core/messages/say'),
    ]);
    const day = this.page.today();
    try {
      const zip = await publishSite(
        {
          report,
          title: report.title || say({ key: 'report_untitled' }, { locale: this.locale(), currency: null }),
          day,
          results: choice === 'nothing' ? null : await this.results(choice === 'data'),
          data: choice === 'data' ? this.#data() : [],
        },
        {
          fetch: this.page.fetch,
          folder: new URL('.', this.page.address()).href,
          signal: progress.signal,
          onProgress: (share) => progress.onProgress(share),
        },
      );
      if (!zip.ok) return zip;
      downloadBlob(fileName(report.title, 'zip'), zip.value);
      return succeed(true);
    } catch (fault) {
      if (progress.signal.aborted) return succeed(false);
      return fail({ code: 'issue_unknown', values: { detail: fault instanceof Error ? fault.message : String(fault) } });
    }
  }

  /** The numbers on screen as they are stored: as they may leave, or `whole` where their rows go with them (PB8). */
  async results(whole = false): Promise<StoredResults> {
    const { leaving, loaded, cells, asOf, currency } = this.desk;
    if (!leaving) throw new Error('there is no report');
    const leaves = whole ? this.#asShown() : await this.outgoing();
    const finished = Object.entries(leaves.cells).flatMap(([id, presentation]) => {
      const state = cells.states[id];
      return state?.state === 'done'
        ? [[id, { presentation, steps: state.steps.map(({ id: step, sql }) => ({ id: step, sql })) }] as const]
        : [];
    });
    return {
      format: 'clientele.stored',
      version: 1,
      report: leaving,
      asOf,
      currency,
      sources: (loaded?.sources ?? []).map(({ info: { name, fingerprint }, ledger: { records, kept, rejected, skipped } }) => ({
        name,
        fingerprint,
        ledger: { records, kept, rejected, skipped },
      })),
      cells: Object.fromEntries(finished),
      made: { day: this.page.today() },
      protection: leaves.protection && leaves.protection.k > 1 ? leaves.protection : null,
    };
  }

  #asShown(): Leaving {
    const done = Object.entries(this.desk.cells.states).flatMap(([id, state]) =>
      state.state === 'done' ? [[id, state.presentation] as const] : [],
    );
    return { cells: Object.fromEntries(done), protection: null };
  }

  #refuse(choice: PublishChoice): readonly Issue[] {
    const { finished, files } = this.offer;
    if (choice !== 'nothing' && finished === 0) return [{ code: 'issue_site_no_results' }];
    if (choice !== 'data') return [];
    return files.flatMap(({ name, held }): Issue[] =>
      held.length > 0 ? [{ code: 'issue_site_columns', values: { name, columns: held.join(this.locale() === 'en' ? ', ' : '、') } }] : [],
    );
  }

  #data() {
    return this.desk.sources.map((info) => {
      const draft = this.desk.drafts.find(info.id);
      const files = draft ? fileIds(draft).flatMap((id) => this.desk.drafts.fileOf(id) ?? []) : [];
      if (files.length !== (info.parts?.length ?? 1)) throw new Error(`${info.name} is not at hand any more`);
      return { info, files };
    });
  }
}

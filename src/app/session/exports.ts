import type { Locale, Text } from '#core/messages/text';
import type { Columns } from '#core/model/columns';
import { succeed, type Result } from '#core/model/result';
import type { Desk } from './desk.svelte';
import type { Page } from './doors';
import { recordPrivacy } from './record-privacy';
import type { LinkOptions } from './types';

const NOT_ASCII = /[^\p{ASCII}]/u;

/** Excel reads a table with Chinese only behind a byte order mark; other readers are spared it. */
const forExcel = (csv: string): string => (NOT_ASCII.test(csv) ? `\uFEFF${csv}` : csv);

/** All that leaves the page from the screen; what it looks like is made by `edge/share`. */
export class Exports {
  constructor(
    private readonly desk: Desk,
    private readonly page: Page,
    private readonly locale: () => Locale,
    private readonly say: (text: Text) => string,
  ) {}

  async copyLink(options: LinkOptions = {}): Promise<Result<string>> {
    const link = await this.makeLink(options);
    if (!link.ok) return link;
    const { copyLink } = await import('#edge/share/link');
    return copyLink(link.value);
  }

  async makeLink({ passphrase, cell }: LinkOptions = {}): Promise<Result<string>> {
    const report = this.desk.leaving;
    if (!report) throw new Error('there is no report to link to');
    const { makeLink, makeSealedLink } = await import('#edge/share/link');
    const page = this.page.address();
    const link = passphrase === undefined ? succeed(makeLink(report, page)) : await makeSealedLink(report, page, passphrase);
    return link.ok && cell !== undefined ? succeed(`${link.value}&cell=${encodeURIComponent(cell)}`) : link;
  }

  async saveReportFile(): Promise<void> {
    const report = this.desk.leaving;
    if (!report) return;
    const [{ writeReportFile }, { download, fileName }] = await Promise.all([
      import('#core/report/serialize'),
      import('#edge/share/download'),
    ]);
    download(fileName(report.title, 'report.json'), writeReportFile(report), 'application/json');
  }

  /** Every cell's numbers, as the terminal writes them. */
  async exportResults(): Promise<void> {
    const { report, loaded } = this.desk;
    if (!report || !loaded) return;
    // SL4: the same report gives the same document.
    this.desk.selecting.end();
    await this.desk.cells.settled;
    const [{ collectResults }, { writeResults }, { download, fileName }] = await Promise.all([
      import('#app/run/results'),
      import('#edge/share/results/results'),
      import('#edge/share/download'),
    ]);
    const results = collectResults(report, loaded, new Map(Object.entries(this.desk.cells.states)), this.locale());
    download(fileName(report.title, 'results.json'), writeResults(results), 'application/json');
  }

  /** PR21: `open` names the personal columns that leave unmasked. */
  async exportPeople(columns: Columns, name: string, open: readonly string[]): Promise<void> {
    const [{ columnsToCsv }, { maskColumns }] = await Promise.all([import('#edge/share/table/csv'), import('#edge/share/privacy/mask')]);
    await this.#saveCsv(name, columnsToCsv(maskColumns(columns, open), { bom: false }));
  }

  /** PR26: `open` names the personal columns that leave unmasked. */
  async exportLedger(sourceId: string, which: 'rejected' | 'values', open: readonly string[]): Promise<void> {
    const draft = this.desk.drafts.find(sourceId);
    if (!draft?.ledger) return;
    const { rejectsToCsv, valuesToCsv } = await import('#edge/share/table/ledger');
    const write = which === 'rejected' ? rejectsToCsv : valuesToCsv;
    await this.#saveCsv(
      `${draft.name} ${which}`,
      write(draft.ledger, { bom: false, say: this.say, privacy: { ...recordPrivacy(draft), open } }),
    );
  }

  async #saveCsv(title: string, csv: string): Promise<void> {
    const { download, fileName } = await import('#edge/share/download');
    download(fileName(title, 'csv'), forExcel(csv), 'text/csv');
  }
}

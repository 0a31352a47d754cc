import type { Locale, Text } from '#core/messages/text';
import { isAsked } from '#app/run/asked';
import type { Desk } from './desk.svelte';
import type { Page } from './doors';
import { lookAtOutgoing, outgoing, USUAL_OUTGOING, type Outgoing, type OutgoingOptions } from './outgoing';

/** What the page says of people to others: the results that may leave, and the record of what it reads. */
export class Privacy {
  options = $state.raw<OutgoingOptions>(USUAL_OUTGOING);

  constructor(
    private readonly desk: Desk,
    private readonly page: Page,
    private readonly locale: () => Locale,
    private readonly say: (text: Text) => string,
  ) {}

  /** The results as they may leave. */
  outgoing(options = this.options): Promise<Outgoing> {
    return outgoing(this.desk, options);
  }

  /** The same for a look beforehand; a selection stays. */
  look(options: OutgoingOptions): Promise<Outgoing> {
    return lookAtOutgoing(this.desk, options);
  }

  /** The processing record of the report as a download (A123), in the reader's language. */
  async saveRecord(as: 'csv' | 'json'): Promise<void> {
    const { report, loaded, cells } = this.desk;
    if (!report || !loaded) return;
    const [{ makeRecord, recordJson, recordLines }, { writeCsv }, { download, fileName }] = await Promise.all([
      import('#edge/share/privacy/record/record'),
      import('#edge/share/table/csv'),
      import('#edge/share/download'),
    ]);
    const record = makeRecord({
      report: report.title,
      made: this.page.today(),
      sources: loaded.sources.map(({ info }) => info),
      model: loaded.model,
      cells: report.cells.filter(isAsked).map((cell) => {
        const question: Text = cell.type === 'sql' ? { literal: cell.name } : this.desk.questionOf(cell.kind);
        const state = cells.states[cell.id];
        const sql = state?.state === 'done' ? state.steps.map((step) => step.sql) : [];
        return { id: cell.id, title: cell.title ? { literal: cell.title } : question, purpose: question, sql };
      }),
    });
    const name = `${report.title} ${this.say({ key: 'privacy_record_name' })}`;
    if (as === 'json') return download(fileName(name, 'json'), recordJson(record, this.say), 'application/json');
    // Excel reads Chinese only behind a byte order mark.
    download(fileName(name, 'csv'), writeCsv(recordLines(record, this.say), { bom: this.locale() !== 'en' }), 'text/csv');
  }
}

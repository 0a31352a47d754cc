import type { Issue } from '#core/model/result';
import type { ResultsOnDay } from '#core/report/moves/types';
import type { StoredResults } from '#edge/share/site/stored-results';
import type { CellState } from '#app/run/types';
import type { Desk } from './desk.svelte';
import type { Notices } from './notices.svelte';
import type { ChangesDesk, ShownChanges } from './types';

/** Fetched when there is something to compare. */
const moves = () => import('#core/report/moves/what-changed');

/** The finished cells as results of a day; that day is the latest of their stamps. */
function resultsOf(report: ResultsOnDay['report'], states: Readonly<Record<string, CellState>>): ResultsOnDay {
  const done = Object.entries(states).flatMap(([id, state]) =>
    state.state === 'done' ? [[id, { presentation: state.presentation }] as const] : [],
  );
  const days = done.map(([, { presentation }]) => presentation.stamp.asOf).filter((day) => day !== '');
  return { report, asOf: days.sort().at(-1) ?? null, cells: Object.fromEntries(done) };
}

/** What moved since other files were loaded, or since results that somebody saved (CH1–CH4). */
export class Changes implements ChangesDesk {
  shown = $state.raw<ShownChanges | null>(null);
  wanted = $state(false);
  #before: { readonly results: ResultsOnDay; readonly files: string } | null = null;
  #files = '';

  /** `results`: the numbers on screen as they are stored. */
  constructor(
    private readonly desk: Desk,
    private readonly notices: Notices,
    private readonly results: () => Promise<StoredResults>,
  ) {
    desk.cells.onFresh = (states) => this.#remember(states);
    desk.cells.onSettled = () => void this.#compare();
  }

  async compareWith(text: string, name: string): Promise<readonly Issue[]> {
    const { report, cells } = this.desk;
    if (!report) return [{ code: 'issue_changes_no_report' }];
    const [{ whatChanged }, { readStored }, { listKinds }, { loadKinds }] = await Promise.all([
      moves(),
      import('#edge/share/site/stored-results'),
      import('#core/report/parse'),
      import('#app/run/definitions'),
    ]);
    const kinds = await loadKinds(await this.desk.definitions(), listKinds(JSON.stringify(report)));
    const read = readStored(text, kinds);
    if (!read.ok) return read.issues;
    this.shown = { changed: whatChanged(read.value, resultsOf(report, cells.states)), against: { name, day: read.value.made.day } };
    return [];
  }

  /** Shows a comparison with a file that was dropped, or says why there is none. */
  async open(text: string, name: string): Promise<void> {
    const issues = await this.compareWith(text, name);
    this.notices.warn(...issues);
    this.wanted = issues.length === 0;
  }

  async save(): Promise<void> {
    const [stored, { writeStored }, { download, fileName }] = await Promise.all([
      this.results(),
      import('#edge/share/site/stored-results'),
      import('#edge/share/download'),
    ]);
    download(fileName(`${stored.report.title} ${stored.asOf ?? stored.made.day}`, 'stored.json'), writeStored(stored), 'application/json');
  }

  want(): void {
    this.wanted = true;
  }

  close(): void {
    this.wanted = false;
  }

  #remember(states: Readonly<Record<string, CellState>>): void {
    const { report } = this.desk;
    if (!report || this.#before) return;
    const results = resultsOf(report, states);
    if (Object.keys(results.cells).length > 0) this.#before = { results, files: this.#files };
  }

  /** CH1 */
  async #compare(): Promise<void> {
    const before = this.#before;
    this.#before = null;
    this.#files = JSON.stringify(this.desk.sources.map(({ fingerprint, parts }) => [fingerprint, parts?.map((part) => part.fingerprint)]));
    const { report, cells } = this.desk;
    if (!before || !report || before.files === this.#files) return;
    const now = resultsOf(report, cells.states);
    const changed = (await moves()).whatChanged(before.results, now);
    if (changed.moved.length === 0) return;
    this.shown = { changed, against: null };
    this.notices.tell(
      { key: 'changes_notice', values: { n: changed.moved.length } },
      { label: { key: 'changes_show' }, run: () => this.want() },
    );
  }
}

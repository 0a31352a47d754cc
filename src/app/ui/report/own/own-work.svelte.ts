import { columnsOfTable } from '#core/chart/table/to-columns';
import type { Columns } from '#core/model/columns';
import type { Issue } from '#core/model/result';
import type { CustomDefinition } from '#core/report/notebook-types';
import type { AnalysisCell } from '#core/report/types';
import type { CellState } from '#app/run/types';
import type { Workspace } from '#app/session/types';
import { faultsOf, type QueryFault } from '../cells/sql/faults';
import type { EditorHands } from '../cells/sql/hands';
import { rowsOnly, saveEdit, withStep } from './own-draft';

/** What the cell would show, or the faults that the texts have, for the definition as it was then. */
interface Found {
  readonly of: CustomDefinition;
  readonly state: CellState;
  /** `text` without asking the engine, before it was to be stored. */
  readonly by: 'trial' | 'text' | 'cell';
}
/** The rows of the first step, for the chart. `columns` is null where there are none. */
interface Rows {
  readonly of: string;
  readonly columns: Columns | null;
}

const equal = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
const isFault = (state: CellState | undefined): state is CellState => state?.state === 'failed' || state?.state === 'refused';

/** A definition while it is being written: the report has it when it is saved. */
export class OwnWork {
  draft = $state.raw() as CustomDefinition;
  /** Why it was not stored, other than by its SQL. */
  issues = $state.raw<readonly Issue[]>([]);
  found = $state.raw<Found | null>(null);
  rows = $state.raw<Rows | null>(null);
  asking = $state<'trial' | 'rows' | null>(null);
  /** The chart's text holds something that was not taken. */
  chartOpen = $state(false);
  #hands: readonly (readonly [step: string, hands: EditorHands])[] = [];
  #asked: AbortController | null = null;

  constructor(
    private readonly workspace: Workspace,
    private readonly cell: AnalysisCell,
    private readonly stored: CustomDefinition,
  ) {
    this.draft = stored;
    const state = workspace.cells[cell.id];
    if (isFault(state)) this.found = { of: stored, state, by: 'cell' };
  }

  readonly changed = $derived.by(() => this.chartOpen || !equal(this.draft, this.stored));
  /** Rows or faults are of an earlier text. */
  readonly stale = $derived.by(() => this.found !== null && !equal(this.found.of, this.draft));
  readonly rowsKey = $derived.by(() => JSON.stringify(rowsOnly(this.draft).steps));
  readonly faults: readonly QueryFault[] = $derived.by(() => {
    if (!this.found || !isFault(this.found.state)) return [];
    const sqlOf = ({ steps }: CustomDefinition, id: string) => steps.find((step) => step.id === id)?.sql;
    const { of } = this.found;
    return faultsOf('', this.found.state).filter(({ place }) =>
      place?.step ? sqlOf(of, place.name) === sqlOf(this.draft, place.name) : equal(of.steps, this.draft.steps),
    );
  });

  change(changes: Partial<CustomDefinition>): void {
    this.draft = { ...this.draft, ...changes };
  }
  setStep(id: string, sql: string): void {
    if (this.draft.steps.some((step) => step.id === id && step.sql !== sql)) this.draft = withStep(this.draft, id, sql);
  }
  /** The editor of a step says that it stands, or is gone. */
  setHands(id: string, hands: EditorHands | null): void {
    const others = this.#hands.filter(([step]) => step !== id);
    this.#hands = hands ? [...others, [id, hands]] : others;
  }
  goTo(step: string, offset: number): void {
    this.#hands.find(([id]) => id === step)?.[1].goTo(offset);
  }
  /** Takes what stands in the editors and was not given yet. */
  collect(): void {
    for (const [id, hands] of this.#hands) this.setStep(id, hands.read());
  }

  /** OD2: what the cell would show. */
  async try(): Promise<void> {
    this.collect();
    const of = this.draft;
    const state = await this.#ask('trial', of);
    if (state && state.state !== 'idle' && state.state !== 'running') this.found = { of, state, by: 'trial' };
  }
  /** OD6: the rows that a chart is made over. */
  async takeRows(): Promise<void> {
    this.collect();
    const of = this.rowsKey;
    const state = await this.#ask('rows', rowsOnly(this.draft));
    if (!state) return;
    const columns = state.state === 'done' ? columnsOfTable(state.presentation.table) : null;
    const fresh = columns && columns.rowCount > 0 ? columns : null;
    // A chart that is being made keeps the rows it has.
    if (fresh || !this.rows?.columns) this.rows = { of, columns: fresh };
  }
  /** Gives up what is being asked. */
  stop(): void {
    this.#asked?.abort();
    this.#asked = null;
    this.asking = null;
  }
  /** Null where it was given up. */
  async #ask(what: 'trial' | 'rows', draft: CustomDefinition): Promise<CellState | null> {
    this.stop();
    const asked = new AbortController();
    this.#asked = asked;
    this.asking = what;
    const given = () => asked.signal.aborted;
    try {
      const state = await this.workspace.preview({ draft, cellId: this.cell.id }, asked.signal);
      return given() ? null : state;
    } catch (error) {
      console.error(error);
      return given() ? null : { state: 'failed', message: String(error), sql: null, kind: 'program' };
    } finally {
      if (!given()) this.stop();
    }
  }

  /** Stores it as one edit; false where it says why not. `anyway`: although its texts have faults (OD4). */
  async save(anyway: boolean): Promise<boolean> {
    this.collect();
    const { report, model } = this.workspace;
    if (!report) return false;
    const { draft } = this;
    const edit = saveEdit(draft, report);
    this.issues = this.chartOpen ? [{ code: 'issue_own_chart_text' }] : edit.ok ? [] : edit.issues;
    if (!edit.ok || this.chartOpen) return false;
    const { textIssues } = await import('#app/run/own-text');
    const issues = anyway ? [] : textIssues(draft, report, model);
    if (issues.length > 0) {
      this.found = { of: draft, state: { state: 'refused', issues }, by: 'text' };
      return false;
    }
    this.workspace.edit(edit.value);
    return true;
  }
}

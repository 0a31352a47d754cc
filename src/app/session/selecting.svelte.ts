import type { Text } from '#core/messages/text';
import { partKey } from '#core/model/part-key';
import type { Part } from '#core/model/presentation';
import { showsParts, type Selection } from '#app/run/selection';
import type { CellState } from '#app/run/types';
import type { Cells } from './cells.svelte';

/** One selected part, and its words. */
export interface SelectedPart {
  readonly part: Part;
  readonly words: Text;
}

/** What is selected on screen: parts of one cell, at least one. */
export interface Selected {
  readonly cellId: string;
  readonly parts: readonly SelectedPart[];
}

/** What follows a selection. */
export interface AfterSelecting {
  /** Runs the report again. */
  run(): void;
  say(text: Text): string;
  tell(text: Text): void;
}

/** Holds what is selected; nothing of it is stored (SL1–SL3). */
export class Selecting {
  current = $state.raw<Selected | null>(null);

  constructor(
    cells: Pick<Cells, 'onState' | 'onSelectionGone'>,
    private readonly after: AfterSelecting,
  ) {
    cells.onState = (cellId, state) => this.#follow(cellId, state);
    cells.onSelectionGone = () => this.#drop();
  }

  /** Selects a part, alone or, with `adds`, beside the others of its cell; a part that is selected is taken out. */
  select(cellId: string, chosen: SelectedPart, adds: boolean): void {
    const before = this.current?.cellId === cellId ? this.current.parts : [];
    const rest = before.filter(({ part }) => partKey(part) !== partKey(chosen.part));
    const taken = rest.length < before.length && (adds || rest.length === 0);
    const parts = taken ? rest : adds ? [...rest, chosen] : [chosen];
    this.current = parts.length > 0 ? { cellId, parts } : null;
    this.after.run();
  }

  /** Shows everybody again. */
  end(): void {
    if (!this.current) return;
    this.current = null;
    this.after.run();
  }

  /** Selects nothing, where the report is run or gone anyhow. */
  forget(): void {
    this.current = null;
  }

  /** Part of the options of a run: what is selected, where something is. */
  get option(): { readonly selection?: Selection } {
    if (!this.current) return {};
    const { cellId, parts } = this.current;
    return { selection: { cellId, parts: parts.map(({ part }) => part), name: this.nameOf(...parts.map(({ words }) => words)) } };
  }

  /** What a selection of parts with these words is called. */
  nameOf(...words: readonly Text[]): string {
    return words.map((each) => this.after.say(each)).join(' + ');
  }

  /** SL3 */
  #drop(): void {
    this.after.tell({ key: 'select_dropped' });
    this.end();
  }

  /** SL3: ends the selection when its cell comes to rest without showing all that is selected in it. */
  #follow(cellId: string, state: CellState): void {
    if (this.current?.cellId !== cellId) return;
    const parts = this.current.parts.map(({ part }) => part);
    const isGone = state.state === 'done' ? !showsParts(state.presentation, parts) : state.state === 'refused' || state.state === 'failed';
    if (isGone) this.#drop();
  }
}

import type { Text } from '#core/messages/text';
import { partKey } from '#core/model/part-key';
import type { Part } from '#core/model/presentation';
import { showsParts, type Selection } from '#app/run/selection';
import type { CellState } from '#app/run/types';

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

/** Holds what is selected; nothing of it is stored (SL1–SL3). */
export class Selecting {
  current = $state.raw<Selected | null>(null);

  /** Selects a part, alone or, with `adds`, beside the others of its cell; a part that is selected is taken out. */
  select(cellId: string, chosen: SelectedPart, adds: boolean): void {
    const before = this.current?.cellId === cellId ? this.current.parts : [];
    const rest = before.filter(({ part }) => partKey(part) !== partKey(chosen.part));
    const taken = rest.length < before.length && (adds || rest.length === 0);
    const parts = taken ? rest : adds ? [...rest, chosen] : [chosen];
    this.current = parts.length > 0 ? { cellId, parts } : null;
  }

  /** Selects nothing; says whether something was. */
  clear(): boolean {
    const was = this.current !== null;
    this.current = null;
    return was;
  }

  /** As the runner takes it. */
  optionsFor(say: (text: Text) => string): Selection | null {
    if (!this.current) return null;
    const { cellId, parts } = this.current;
    return { cellId, parts: parts.map(({ part }) => part), name: parts.map(({ words }) => say(words)).join(' + ') };
  }

  /** SL3: the selecting cell came to rest without showing all that is selected in it. */
  isGone(cellId: string, state: CellState): boolean {
    if (this.current?.cellId !== cellId) return false;
    if (state.state === 'done')
      return !showsParts(
        state.presentation,
        this.current.parts.map(({ part }) => part),
      );
    return state.state === 'refused' || state.state === 'failed';
  }
}

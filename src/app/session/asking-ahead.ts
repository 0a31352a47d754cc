import type { Text } from '#core/messages/text';
import { partKey } from '#core/model/part-key';
import type { Part } from '#core/model/presentation';
import type { Report } from '#core/report/types';
import { selectableParts } from '#app/run/selection';
import type { RunOptions } from '#app/run/types';
import type { Cells } from './cells.svelte';
import type { Selecting } from './selecting.svelte';

/** How long the pointer or the focus rests in a cell before it counts, ms. */
const REST = 300;
/** How long is asked ahead for one cell in one state of the report, ms. */
const PATIENCE = 60_000;
const MOST_PARTS = 60;

/** A part in the words that name a selection of it. */
export type WordsOfPart = (part: Part) => Text;

/** What asking ahead rests on. */
export interface AheadOf {
  /** The parts that a cell offers to be selected, in the order of its marks; none while it or another cell is being worked out. */
  parts(cellId: string): readonly Part[];
  /** Where of these a selection stands; 0 without one. */
  from(cellId: string): number;
  /** Settles when all parts were asked or `signal` ended it. */
  ask(cellId: string, parts: readonly Part[], wordsOf: WordsOfPart | undefined, signal: AbortSignal): Promise<void>;
}

/** Asks ahead what a selection in the cell at hand would show (SL5). */
export class AskingAhead {
  #cellId: string | null = null;
  #wordsOf: WordsOfPart | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #controller = new AbortController();
  /** Cells for which enough was asked in the present state of the report. */
  #asked = new Set<string>();
  #state: readonly unknown[] = [];

  constructor(private readonly of: AheadOf) {}

  /** The pointer or the focus came into a cell; null when it left. */
  at(cellId: string | null, wordsOf?: WordsOfPart): void {
    this.#wordsOf = wordsOf;
    if (cellId === this.#cellId) return;
    this.#cellId = cellId;
    this.#later();
  }

  /** Something else is asked: nothing is asked ahead meanwhile. `state` is what the cells rest on, by identity. */
  stop(state: readonly unknown[]): void {
    clearTimeout(this.#timer);
    this.#controller.abort();
    if (state.some((each, at) => each !== this.#state[at])) this.#asked.clear();
    this.#state = state;
  }

  /** Every cell has come to rest. */
  settled(): void {
    this.#later();
  }

  #later(): void {
    clearTimeout(this.#timer);
    if (this.#cellId !== null) this.#timer = setTimeout(() => void this.#begin(), REST);
  }

  async #begin(): Promise<void> {
    const cellId = this.#cellId;
    if (cellId === null || this.#asked.has(cellId)) return;
    const all = this.of.parts(cellId);
    if (all.length === 0) return;
    const from = this.of.from(cellId);
    this.#controller.abort();
    this.#controller = new AbortController();
    const { signal } = this.#controller;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), PATIENCE);
    const parts = [...all.slice(from), ...all.slice(0, from)].slice(0, MOST_PARTS);
    await this.of.ask(cellId, parts, this.#wordsOf, AbortSignal.any([signal, late.signal]));
    clearTimeout(timer);
    if (!signal.aborted) this.#asked.add(cellId);
  }
}

/** What asking ahead rests on in a workspace. */
export const aheadOf = (desk: {
  readonly cells: Cells;
  readonly selecting: Selecting;
  readonly report: Report | null;
  readonly runOptions: RunOptions;
}): AheadOf => ({
  parts(cellId) {
    const states = Object.values(desk.cells.states);
    const shown = desk.cells.states[cellId];
    const isRunning = states.some(({ state }) => state === 'running' || state === 'waiting');
    return shown?.state === 'done' && !isRunning && desk.report ? selectableParts(shown.presentation) : [];
  },
  from(cellId) {
    const shown = desk.cells.states[cellId];
    const { current } = desk.selecting;
    if (shown?.state !== 'done' || current?.cellId !== cellId) return 0;
    const key = partKey(current.parts[0]!.part);
    return Math.max(
      0,
      selectableParts(shown.presentation).findIndex((part) => partKey(part) === key),
    );
  },
  async ask(cellId, parts, wordsOf, signal) {
    if (!desk.report) return;
    const named = wordsOf ? { nameOf: (part: Part) => desk.selecting.nameOf(wordsOf(part)) } : {};
    await desk.cells.ahead(desk.report, { ...desk.runOptions, ...named, selection: { cellId, parts, name: '' }, signal });
  },
});

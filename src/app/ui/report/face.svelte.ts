import { getContext, setContext } from 'svelte';
import type { Text } from '#core/messages/text';
import type { Part } from '#core/model/presentation';
import type { Width } from '#core/report/layout';
import type { Cell, Report } from '#core/report/types';
import { foldedAround } from './reorder';

/** A place in the text of a step of a definition. */
export interface StepPlace {
  readonly step: string;
  /** In UTF-16 units. */
  readonly offset: number;
}

/** What stands over the report; at most one at a time. */
export type OpenDialog =
  | { readonly kind: 'computed' | 'ledger' | 'compare'; readonly cellId: string }
  /** The definition that a cell asks, perhaps at a place in one of its steps. */
  | { readonly kind: 'own'; readonly cellId: string; readonly at?: StepPlace }
  /** `where` says which number it is, for one that stands in no table of the cell; `back` is what it was opened from. */
  | { readonly kind: 'people'; readonly cellId: string; readonly part: Part; readonly where?: Text; readonly back?: OpenDialog }
  | { readonly kind: 'share' };

/** A cell that was just taken out: its name and where it stood. Valid while `after` is the report on screen. */
export interface Removed {
  readonly title: string;
  readonly index: number;
  readonly after: Report | null;
}

/** What the reader has open on this screen. Nothing of it is stored, nothing of it changes a number. */
export class ReportFace {
  face = $state<'report' | 'notebook'>('report');
  /** The cell whose options are open, or that the keyboard stands on. */
  selected = $state<string | null>(null);
  /** The options panel stands open beside the notebook. */
  inspecting = $state(false);
  /** The cell whose text or title is being written. */
  writing = $state<string | null>(null);
  dialog = $state.raw<OpenDialog | null>(null);
  removed = $state.raw<Removed | null>(null);
  /** The cell where the focus was last: what commands of the palette act on. */
  current = $state<string | null>(null);
  /** Headings whose sections are folded. */
  folded = $state.raw<readonly string[]>([]);
  /** A cell whose edge is being dragged, with the width it would get. */
  sizing = $state.raw<{ readonly id: string; readonly width: Width } | null>(null);
  /** The catalogue is open; what is chosen goes to this place among the report's cells. */
  adding = $state<number | null>(null);
  /** The presentation is open, and began at this cell or at the first. */
  presenting = $state.raw<{ readonly from: string | null } | null>(null);
  /** Said to people who do not see what moved. */
  said = $state('');

  /** Chart ⇄ table of each cell on screen, for the key that does it. */
  readonly toggles: Record<string, () => void> = {};

  /** Folds a section, or unfolds it. */
  fold(headingId: string, folds = !this.folded.includes(headingId)): void {
    const others = this.folded.filter((id) => id !== headingId);
    this.folded = folds ? [...others, headingId] : others;
  }

  /** Unfolds what hides a cell. */
  reveal(cells: readonly Cell[], cellId: string): void {
    for (const id of foldedAround(cells, this.folded, cellId)) this.fold(id, false);
  }

  inspect(cellId: string): void {
    this.selected = cellId;
    this.inspecting = true;
  }

  openPeople(cellId: string, part: Part): void {
    this.dialog = { kind: 'people', cellId, part };
  }
}

const KEY = Symbol('report face');
export const provideFace = (face: ReportFace): ReportFace => setContext(KEY, face);
/** The face of the report screen above. Call it while a component is being set up. */
export const getFace = (): ReportFace => getContext<ReportFace>(KEY);

import { getContext, setContext } from 'svelte';
import type { Text } from '#core/messages/text';
import type { Part } from '#core/model/presentation';
import type { Report } from '#core/report/types';

/** What stands over the report; at most one at a time. */
export type OpenDialog =
  | { readonly kind: 'computed' | 'ledger' | 'compare' | 'own'; readonly cellId: string }
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

  /** Chart ⇄ table of each cell on screen, for the key that does it. */
  readonly toggles: Record<string, () => void> = {};

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

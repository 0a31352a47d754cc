import type { JsonObject } from '#core/model/presentation';
import type { CustomDefinition, Metric } from '../notebook-types';
import type { Report, Segment } from '../types';

/** What a library can hold, in the order in which it is shown. Stored, never renamed. */
export const LIBRARY_KINDS = ['definition', 'segment', 'tiers', 'metric', 'report'] as const;
export type LibraryKind = (typeof LIBRARY_KINDS)[number];

/** Tier rules under a name: params of the analysis `tiers`. */
export interface KeptTiers {
  readonly name: string;
  readonly purpose: string;
  /** Version of `params`. */
  readonly version: number;
  readonly params: JsonObject;
}

/** One definition as it was kept. Never a row, never a list of customers (LB2). */
export type LibraryContent =
  | { readonly kind: 'definition'; readonly definition: CustomDefinition }
  /** `rests`: the segments that it rests on, in order, each after those it rests on itself. */
  | { readonly kind: 'segment'; readonly segment: Segment; readonly rests: readonly Segment[] }
  | { readonly kind: 'tiers'; readonly tiers: KeptTiers }
  | { readonly kind: 'metric'; readonly metric: Metric }
  | { readonly kind: 'report'; readonly report: Report };

export interface LibraryVersion {
  /** The moment of saving, UTC: `2026-03-01T08:00:00.000Z`. */
  readonly at: string;
  /** What the person called it; absent where they did not. */
  readonly name?: string;
  readonly content: LibraryContent;
}

/** One thing of the library with its past. */
export interface LibraryItem {
  /** Of this item wherever it travels; not the id of what it holds. */
  readonly id: string;
  /** From the oldest to the newest, at least one, all of one kind. */
  readonly versions: readonly LibraryVersion[];
}

import type { Text } from '#core/messages/text';
import type { Unit } from '#core/messages/unit';
import type { Scalar } from '#core/model/columns';
import type { Presentation, Sentence } from '#core/model/presentation';
import type { Report } from '../types';

/** Results of a report on some day; `StoredResults` are such. */
export interface ResultsOnDay {
  readonly report: Report;
  readonly asOf: string | null;
  readonly cells: Readonly<Record<string, { readonly presentation: Presentation }>>;
}

/** What a number is of. */
export type Moved =
  | { readonly is: 'figure'; readonly label: Text }
  /** Of the insight, by its name there. */
  | { readonly is: 'number'; readonly name: string }
  | {
      readonly is: 'row';
      /** What names the row, in the order of its columns; `text` are the words where the value is a code. */
      readonly keys: readonly { readonly value: Scalar; readonly unit: Unit; readonly text?: Text }[];
      readonly column: Text;
    };

export interface Move {
  readonly of: Moved;
  readonly unit: Unit;
  readonly before: number;
  readonly after: number;
  /** (after − before) / |before|; null where it began at nothing. */
  readonly relative: number | null;
  /** WC5, 0–2. */
  readonly size: number;
}

/** What changed in one cell. */
export interface CellMoves {
  readonly cellId: string;
  /** Those that are named, at most five. */
  readonly moves: readonly Move[];
  /** Moves that are not named. */
  readonly others: number;
  /** Numbers that moved but rest on too few, or are not final (WC4). */
  readonly small: number;
  readonly provisional: number;
  /** Rows that only the later or only the earlier result has. */
  readonly come: number;
  readonly gone: number;
  /** What the insight said before and says now; empty where it says the same. */
  readonly said: { readonly before: readonly Sentence[]; readonly after: readonly Sentence[] };
}

export interface WhatChanged {
  readonly asOf: { readonly before: string | null; readonly after: string | null };
  /** With moves, the largest first. */
  readonly moved: readonly CellMoves[];
  /** Compared, without a move; in the report's order. */
  readonly still: readonly CellMoves[];
  /** Ids of cells that are asked otherwise, or have a result on one side only. */
  readonly otherwise: readonly string[];
}

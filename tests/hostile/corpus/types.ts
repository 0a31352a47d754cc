/**
 * A single thing that a cell would do, for the proofs that reach the canary; or a whole report: `agreed` is run as if somebody had agreed to it,
 * `unanswered` stands in the workspace and nobody answers.
 */
export type Hostile = { readonly id: string; readonly tries: string } & (
  | { readonly kind: 'sql'; readonly sql: string }
  | { readonly kind: 'chart'; readonly spec: object }
  | { readonly kind: 'markdown'; readonly markdown: string }
  | { readonly kind: 'agreed' | 'unanswered'; readonly report: object }
  | { readonly kind: 'filters'; readonly column: string; readonly values: readonly string[] }
);

export type DocumentKind =
  | 'sql_cell'
  | 'sql_definition'
  | 'sql_metric'
  | 'sql_earlier'
  | 'sql_value'
  | 'advisory'
  | 'chart_reach'
  | 'chart_bomb'
  | 'markdown'
  | 'prototype'
  | 'link'
  | 'version'
  | 'engine_bomb'
  | 'impostor';

/**
 * A whole report as a stranger would send it. `ends` is what must become of it: `refused` is never opened, `stopped` is opened and the cell
 * that attacks ends in a sentence, `harmless` may be shown, because nothing of the attack is left.
 */
export interface HostileDocument {
  /** Says its kind; unique. */
  readonly id: string;
  readonly kind: DocumentKind;
  readonly tries: string;
  readonly from: 'file' | 'link';
  /** What is opened, with `{{canary}}` for the address of the canary. */
  text(canary: string): string;
  readonly ends: 'refused' | 'stopped' | 'harmless';
}

/** One step of a funnel over a stream whose rows carry a bit for each class of predicate. */
export interface FunnelStep {
  /** The class of its predicate: the place of its bit in `mask`. Equal predicates share a class. */
  readonly mark: number;
  readonly optional?: boolean;
  /** A window of its own from the step before, in microseconds. */
  readonly within?: number;
}

export type FunnelOrder = 'ordered' | 'strict' | 'any';
export type FunnelAttempt = 'best' | 'first' | 'every';
export type ExclusionPolicy = 'stop' | 'remove';

/**
 * What is asked of a stream: a relation called `stream` with the columns of `unit`, `t` (BIGINT, microseconds) and `mask` (one bit for each class).
 * See rules.md.
 */
export interface FunnelShape {
  /** The columns that make a unit: the actor, and what is held constant. */
  readonly unit: readonly string[];
  readonly steps: readonly FunnelStep[];
  /** `after` and `before` are places of mandatory steps in `steps`; `any` order looks from the entry to the last bar. */
  readonly exclusions: readonly { readonly mark: number; readonly after: number; readonly before: number }[];
  /** Whether rows can match two different classes at once. */
  meets(one: number, other: number): boolean;
  /** Microseconds from the entry. */
  readonly window: number;
  readonly order: FunnelOrder;
  readonly attempt: FunnelAttempt;
  readonly policy: ExclusionPolicy;
  readonly anchorFirst: boolean;
  readonly strictTies: boolean;
  /** SQL over `t` that holds for the times of entries, or null for all. */
  readonly entries: string | null;
  /** SQL over `t_1` for what besides the unit separates attempts, such as the period of entry; null for nothing. */
  readonly period?: string;
}

/** How the value of a unit is found among the rows of its kept attempt (FU19); a number is a place in `steps`. */
export type Attribution = 'first' | 'last' | number;

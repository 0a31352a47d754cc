import type { Text } from '#core/messages/text';
import type { Part } from './presentation';

/** A share with the numbers above and below its line; null where there is none. */
export interface ComparedShare {
  readonly began: number | null;
  readonly reached: number | null;
  /** 0–1. Null where the quotient means nothing. */
  readonly share: number | null;
}

/** One rule of another tool, and what it alone changes: the share before and after it, or the numbers where there is no share. */
export interface ComparedReason {
  readonly text: Text;
  readonly before: ComparedShare;
  readonly after: ComparedShare;
  /** The rule that changes most; false for all where nothing changes. */
  readonly main: boolean;
}

/** Customers who count on one side only. */
export interface ComparedPeople {
  readonly customers: number;
  readonly part: Part;
}

/** The question as one other tool counts it. */
export interface ComparedTool {
  readonly id: string;
  readonly name: Text;
  readonly result: ComparedShare;
  /** In the order in which they are applied; empty where the tool counts the same. */
  readonly reasons: readonly ComparedReason[];
  /** What the tool also does and is not reproduced. */
  readonly notApplied: readonly Text[];
  readonly onlyHere: ComparedPeople;
  readonly onlyThere: ComparedPeople;
}

/** The same question under the documented rules of other tools. */
export interface Comparison {
  /** What the share is of, in a sentence. */
  readonly what: Text;
  readonly began: Text;
  readonly reached: Text;
  readonly here: ComparedShare;
  readonly tools: readonly ComparedTool[];
  /** Where the rules are from. */
  readonly note: Text;
}

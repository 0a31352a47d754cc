import type { MessageKey } from '#core/messages/message-key';
import type { Values } from '#core/messages/text';

/** A fault that the person can mend. Its sentence is the message `code`; the code is also the anchor of its help. */
export interface Issue {
  /** Message key, always beginning with `issue_`; says what happened, why, and what to do. */
  readonly code: Extract<MessageKey, `issue_${string}`>;
  readonly values?: Values;
  /** Where in the input: `['cells', 2, 'params', 'lookbackDays']`. Empty or absent when it concerns the whole. */
  readonly path?: readonly (string | number)[];
}

/** A value, or the reasons why there is none. Faults of the programmer throw instead. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly Issue[] };

export const succeed = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (...issues: readonly Issue[]): Result<never> => ({ ok: false, issues });

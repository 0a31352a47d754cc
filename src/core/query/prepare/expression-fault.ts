import type { Values } from '#core/messages/text';
import type { Issue } from '#core/model/result';

/** Why a text is no expression. `values.at` is the character where, from 1. */
export class ExpressionFault extends Error {
  readonly issue: Issue;

  constructor(code: Issue['code'], at: number, values: Values = {}) {
    super(code);
    this.issue = { code, values: { ...values, at: at + 1 } };
  }
}

import type { CustomDefinition } from '#core/report/notebook-types';
import type { Named, SqlScope } from '../cells/sql/scope';

/** What the suggestions of a definition say beside a name. */
interface StepWords {
  readonly option: string;
  readonly step: string;
}

/**
 * OD1: what a step of a definition may name beside all that a query of the report may: the options, which stand before what the report calls the
 * same, and the steps before it unless it was made from a prebuilt question.
 */
export function stepScope({ readable, values }: SqlScope, draft: CustomDefinition, id: string, words: StepWords): SqlScope {
  const options = draft.form.map(({ key, label }): Named => ({ name: key, detail: label === key || label === '' ? words.option : label }));
  const keys = new Set(options.map(({ name }) => name));
  const at = draft.steps.findIndex((step) => step.id === id);
  const before = draft.base ? [] : draft.steps.slice(0, Math.max(at, 0));
  const steps = before.map((step) => ({ name: step.id, detail: words.step, columns: [] }));
  const names = new Set(steps.map(({ name }) => name.toLowerCase()));
  return {
    readable: [...steps, ...readable.filter(({ name }) => !names.has(name.toLowerCase()))],
    values: [...options, ...values.filter(({ name }) => !keys.has(name))],
  };
}

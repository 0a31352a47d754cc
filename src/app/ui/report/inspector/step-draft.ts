import type { StepParam } from '#core/analyses/step-params';
import { stepChoices } from '#core/analyses/step-words';
import { tableOf, type DataColumn, type DataModel } from '#core/model/data-model';
import type { ColumnCondition, EventPredicate } from '#core/query/events/predicates';

const keyOf = ({ table, where }: EventPredicate): string => JSON.stringify({ table, where });

/** What a step is without its further conditions, as a value of a list; a step that the list does not have is its own value. */
export interface StepKind {
  readonly value: string;
  readonly step: EventPredicate;
  /** The further conditions, in their order. */
  readonly more: readonly ColumnCondition[];
}

/** The choice that a step begins with: that of most conditions that are the first of the step's. */
export function kindOf(step: EventPredicate, model: DataModel): StepKind {
  const fitting = stepChoices(model).filter(
    ({ table, where }) => table === step.table && JSON.stringify(where) === JSON.stringify(step.where.slice(0, where.length)),
  );
  const [best] = fitting.toSorted((a, b) => b.where.length - a.where.length);
  const { table, where } = best ?? step;
  return { value: keyOf({ table, where }), step: { table, where }, more: step.where.slice(where.length) };
}

export const kindsOf = (model: DataModel): readonly { readonly value: string; readonly step: StepParam }[] =>
  stepChoices(model).map((step) => ({ value: keyOf(step), step }));

/** The columns that a step of this table can be narrowed by: those with values to choose. */
export const narrowing = ({ table, where }: EventPredicate, model: DataModel): readonly DataColumn[] =>
  (tableOf(model, table)?.columns ?? []).filter((column) => column.values.length > 0 && !where.some((each) => each.column === column.name));

/** The condition that the form can show: the only further one, and that by one value. */
export function shownCondition({ more }: StepKind): { readonly column: string; readonly value: string } | null {
  const [only] = more;
  if (!only || more.length > 1 || only.condition.op !== 'in' || only.condition.values.length !== 1) return null;
  return { column: only.column, value: only.condition.values[0]! };
}

/** A step with another kind; its further conditions stay only where the table stays. */
export function withKind<Step extends EventPredicate>(step: Step, value: string, model: DataModel): Step {
  const chosen = kindsOf(model).find((each) => each.value === value);
  if (!chosen) return step;
  const more = chosen.step.table === step.table ? kindOf(step, model).more : [];
  return { ...step, table: chosen.step.table, where: [...chosen.step.where, ...more] };
}

/** A step narrowed by one value of a column; null takes further conditions away. */
export function withCondition<Step extends EventPredicate>(
  step: Step,
  condition: { column: string; value: string } | null,
  model: DataModel,
): Step {
  const { step: kind } = kindOf(step, model);
  const more: ColumnCondition[] = condition ? [{ column: condition.column, condition: { op: 'in', values: [condition.value] } }] : [];
  return { ...step, where: [...kind.where, ...more] };
}

/** What somebody typed as the longest time from the step before: a whole number of 1 or more, null for no limit, undefined for what is neither. */
export function readWithin(typed: string): number | null | undefined {
  if (typed.trim() === '') return null;
  const value = Number(typed);
  return Number.isInteger(value) && value >= 1 && value <= 9999 ? value : undefined;
}

/** A step with a window of its own, or without one (null). */
export function withWithin<Step extends { readonly within?: number }>(step: Step, within: number | null): Step {
  const { within: _, ...rest } = step;
  return (within === null ? rest : { ...rest, within }) as Step;
}

/** A list with the item at `place` moved by one, or taken out (`by` null). The first step is never optional and has no window of its own. */
export function rearranged<Step extends { readonly optional?: boolean; readonly within?: number }>(
  steps: readonly Step[],
  place: number,
  by: 1 | -1 | null,
): Step[] {
  const next = [...steps];
  const [taken] = next.splice(place, 1);
  if (by !== null && taken) next.splice(place + by, 0, taken);
  return next.map((step, index) => {
    if (index > 0 || !(step.optional || step.within)) return step;
    const { optional: _, within: __, ...rest } = step;
    return rest as Step;
  });
}

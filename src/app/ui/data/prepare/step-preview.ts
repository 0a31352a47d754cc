import type { Issue } from '#core/model/result';
import type { Mapping, SourceHead } from '#core/model/source';
import type { PreparationStep, StepEffect } from '#core/model/steps';
import { applySteps, type PreparedRecord } from '#core/query/prepare/apply-steps';
import type { ValueType } from '#core/query/prepare/expression-functions';
import { resolveSteps } from '#core/query/prepare/resolve-steps';

type Head = Pick<SourceHead, 'headers' | 'rows'>;

/** A column that a step may use, with the values that the first records show, the most frequent first. */
export interface StepChoice {
  readonly header: string;
  readonly type: ValueType;
  readonly values: readonly string[];
}

/** What a step does with the first records of a file. */
export interface StepPreview {
  /** Why it cannot be done with this file. */
  readonly issue: Issue | null;
  /** How many first records there are. */
  readonly all: number;
  readonly effect: StepEffect | null;
  /** Records that it changes, at most five: values before and after; `after` null where the record is left out. */
  readonly examples: readonly {
    readonly record: number;
    readonly before: readonly (string | null)[];
    readonly after: readonly (string | null)[] | null;
  }[];
  /** The columns of the examples: those that it reads, then those that it changes or makes. */
  readonly headers: { readonly before: readonly string[]; readonly after: readonly string[] };
}

const EXAMPLES = 5;
const OFFERED = 200;

/** The columns before a step, for its form. */
export function choicesBefore(head: Head, mapping: Mapping, steps: readonly PreparationStep[]): readonly StepChoice[] {
  const resolved = resolveSteps(head.headers, { ...mapping, steps });
  const { records } = applySteps(resolved, head.rows);
  return [...resolved.columns.values()].map(({ header, type, index }) => {
    const counts = new Map<string, number>();
    for (const { cells, gone } of records) {
      const text = cells[index] ?? null;
      if (gone === null && text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    const values = [...counts].sort(([, one], [, other]) => other - one).map(([text]) => text);
    return { header, type, values: values.slice(0, OFFERED) };
  });
}

/** What the last of some steps does with the first records. */
export function previewStep(head: Head, mapping: Mapping, steps: readonly PreparationStep[]): StepPreview {
  const place = steps.length - 1;
  const resolved = resolveSteps(head.headers, { ...mapping, steps });
  const own = resolved.steps.find((each) => each.place === place);
  const nothing = { all: head.rows.length, examples: [], headers: { before: [], after: [] } };
  if (!own) return { ...nothing, issue: resolved.issues[place] ?? null, effect: null };
  const before = applySteps(resolveSteps(head.headers, { ...mapping, steps: steps.slice(0, -1) }), head.rows).records;
  const after = applySteps(resolved, head.rows);
  const read = [...new Map(own.reads.map((column) => [column.index, column])).values()].slice(0, 4);
  const changed = [...(own.made.length > 0 ? own.made : own.step.kind === 'recode' || own.step.kind === 'trim' ? read : [])];
  const texts = ({ cells }: PreparedRecord, columns: readonly { readonly index: number }[]) =>
    columns.map(({ index }) => cells[index] ?? null);
  const examples = after.records.flatMap((record, index) => {
    const old = before[index]!;
    if (old.gone !== null) return [];
    const goes = record.gone !== null;
    if (!goes && !changed.some((column) => record.cells[column.index] !== old.cells[column.index])) return [];
    return [{ record: record.record, before: texts(old, read), after: goes ? null : texts(record, changed) }];
  });
  return {
    issue: null,
    all: head.rows.length,
    effect: after.effects[place] ?? null,
    examples: examples.slice(0, EXAMPLES),
    headers: { before: read.map(({ header }) => header), after: changed.map(({ header }) => header) },
  };
}

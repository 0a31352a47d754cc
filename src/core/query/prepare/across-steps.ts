import type { DeduplicateStep } from '#core/model/steps';
import { columnType } from '../load/column-type';
import type { ResolvedSteps } from './resolve-steps';

/** A removal of duplicates from a source of several files (PS18): what its records are compared by stays beside them until all files have joined. */
export interface AcrossFiles {
  /** Of the step, from 0. */
  readonly place: number;
  readonly step: DeduplicateStep;
  /** The columns of the source that make two records equal. */
  readonly headers: readonly string[];
  /** The SQL type of what decides which record stays. */
  readonly type: string;
}

/** The removals of duplicates among the steps of a source of several files. `given`: columns that the load adds and steps do not see. */
export function acrossFiles({ steps }: ResolvedSteps, given: ReadonlySet<string>): readonly AcrossFiles[] {
  return steps.flatMap(({ place, step, columns }): AcrossFiles[] => {
    if (step.kind !== 'deduplicate') return [];
    const headers = step.keys.length > 0 ? step.keys : [...columns.keys()].filter((header) => !given.has(header));
    const decides = 'column' in step.survivor ? columns.get(step.survivor.column)! : null;
    return [{ place, step, headers, type: decides ? columnType(decides) : 'INTEGER' }];
  });
}

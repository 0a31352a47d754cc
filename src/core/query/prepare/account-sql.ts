import type { Scalar } from '#core/model/columns';
import type { SkipReason } from '#core/model/ledger';
import type { StepEffect } from '#core/model/steps';
import { quoteIdentifier } from '#core/sql/identifier';
import type { SourcePlan } from '../load/plan';
import { keptSql } from '../load/relation-sql';
import type { ResolvedStep, ResolvedSteps } from './resolve-steps';
import { countName, GONE } from './steps-sql';

/** What the steps of a source did with its records, as the engine counted it. */
export interface PreparedAccount {
  /** Records that stay and lack nothing they need, counted for themselves (PS13). */
  readonly kept: number;
  /** Records that steps took away. */
  readonly gone: number;
  readonly skipped: readonly { readonly reason: SkipReason; readonly count: number }[];
  /** What each step did, by its place; null = it could not be done. */
  readonly effects: readonly (StepEffect | null)[];
}

const takesAway = ({ step }: ResolvedStep): boolean => step.kind === 'filter' || step.kind === 'deduplicate';

/** One pass over a staged table: `kept`; by a step's place `g` the records it took away, `e` what it counted, `s` the records it met. */
export function accountSql(plan: SourcePlan, { steps }: ResolvedSteps): string {
  const counts = steps.flatMap((each) => {
    const { place } = each;
    if (takesAway(each)) return [`count(*) FILTER (s.${GONE} = ${place}) AS g${place}`];
    return [
      `coalesce(sum(s.${countName(place)}), 0) AS e${place}`,
      `count(*) FILTER (s.${GONE} IS NULL OR s.${GONE} > ${place}) AS s${place}`,
    ];
  });
  return `SELECT ${[`count(*) FILTER (${keptSql(plan)}) AS kept`, ...counts].join(', ')} FROM ${quoteIdentifier(plan.staged)} AS s`;
}

/** The account from the answer of `accountSql`. */
export function readAccount({ steps, issues }: ResolvedSteps, row: Readonly<Record<string, Scalar>>): PreparedAccount {
  const effects: (StepEffect | null)[] = issues.map(() => null);
  for (const { place, step } of steps) {
    const count = Number(row[`g${place}`] ?? row[`e${place}`] ?? 0);
    effects[place] = step.kind === 'derive' ? { count, without: Number(row[`s${place}`]) - count } : { count };
  }
  const skipped = steps.filter(takesAway).map(({ place, step }) => {
    const reason: SkipReason = step.kind === 'filter' ? 'filtered' : 'duplicate';
    return { reason, count: Number(row[`g${place}`]) };
  });
  const gone = skipped.reduce((sum, { count }) => sum + count, 0);
  return { kept: Number(row.kept), gone, skipped, effects };
}

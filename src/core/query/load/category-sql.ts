import { plannedColumn, type SourcePlan } from './plan';
import { stagedValue, standing, type StagedSource, type TargetColumn } from './relation-sql';

/** A column of one source that may turn out to be a category. */
export interface CategoryCandidate {
  readonly key: string;
  readonly value: string;
}

const MOST = 1000;
/** The estimate may be off by a few percent. */
const LIKELY = MOST * 1.2;
const ALWAYS = 20;

/** Whether so many values of so many rows are a category (LD14). */
export const isCategory = (distinct: number, rows: number): boolean => distinct <= Math.max(ALWAYS, Math.min(MOST, rows / 10));

/** The text columns of a source that are to be looked at. A column that was read as ENUM and fitted is one already, if it stands alone. */
export function categoryCandidates(source: StagedSource, targets: readonly TargetColumn[], alone: boolean): CategoryCandidate[] {
  return targets.flatMap((target) => {
    const column = target.type === 'category' ? plannedColumn(source.plan, target.table, target.name) : undefined;
    if (!column || (alone && source.enums.get(column.index)?.clean)) return [];
    return [{ key: `${target.table}.${target.name}`, value: `CAST(${stagedValue(source, column)} AS VARCHAR)` }];
  });
}

/** Only the records that no preparation step took away (PS14). */
const whereSql = (plan: SourcePlan): string =>
  standing(plan)
    .map((condition) => ` WHERE ${condition}`)
    .join('');

/** About how many values each candidate has, as `n0`, `n1` … */
export const estimateSql = ({ plan }: StagedSource, candidates: readonly CategoryCandidate[]): string =>
  `SELECT ${candidates.map(({ value }, index) => `approx_count_distinct(${value}) AS n${index}`).join(', ')} FROM "${plan.staged}" AS s${whereSql(plan)}`;

export const isLikelyCategory = (estimate: number): boolean => estimate <= LIKELY;

/** Every value of the candidates, as `candidate` and `text`. */
export const valuesSql = ({ plan }: StagedSource, candidates: readonly CategoryCandidate[]): string =>
  candidates
    .map(
      ({ value }, index) =>
        `SELECT ${index} AS candidate, text FROM (SELECT DISTINCT ${value} AS text FROM "${plan.staged}" AS s${whereSql(plan)}) WHERE text IS NOT NULL`,
    )
    .join('\nUNION ALL\n');

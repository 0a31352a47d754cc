import { quoteIdentifier } from '#core/sql/identifier';
import type { SourcePlan } from '../load/plan';
import { readSql, stagedRowsSql, stageSql, type StageOptions } from '../load/stage-sql';
import { isRowwise, type ResolvedStep, type ResolvedSteps } from './resolve-steps';
import { acrossColumns, comparedSql } from './across-files';
import type { AcrossFiles } from './across-steps';
import { countName, countsOf, GONE, PLACE, stepSql } from './steps-sql';
import { trimSpacesSql } from './text-functions';

/** Where the records of a source with steps stand as text before its steps; gone when it is staged. */
export const untouchedName = (staged: string): string => `before_${staged}`;

/** The options with which records go through the steps of a source on their way from a table or a file. */
function preparing(plan: SourcePlan, steps: ResolvedSteps, options: StageOptions, from: string, ordered: boolean): StageOptions {
  const { across = [] } = plan;
  const beside = [...countsOf(steps).map(countName), ...acrossColumns(across).map(([name]) => name)];
  const chain = `(\n${chainSql(steps, columnsRead(plan, steps), from, ordered, across)}\n)`;
  const prepared = { from: chain, also: [GONE, ...beside], ...(ordered ? { order: PLACE } : {}) };
  return { ...options, trusting: false, prepared };
}

/**
 * The statements that make the staged table of a source, in their order. A source without steps takes one, `stageSql`. One with steps is read
 * as text, taken through them and cast as ever; every record keeps its row, so that `rowid` + 1 remains its place in what was read.
 */
export function stagingSql(plan: SourcePlan, options: StageOptions): string[] {
  const { steps } = plan;
  if (!steps) return [stageSql(plan, options)];
  if (isRowwise(steps)) return [stageSql(plan, preparing(plan, steps, options, readSql(plan, options), false))];
  const names = columnsRead(plan, steps)
    .map((index) => `c${index}`)
    .join(', ');
  const untouched = quoteIdentifier(untouchedName(plan.staged));
  return [
    `CREATE OR REPLACE TABLE ${untouched} AS SELECT ${names || '1 AS nothing'} FROM ${readSql(plan, options)}`,
    stageSql(plan, preparing(plan, steps, options, untouched, true)),
    `DROP TABLE IF EXISTS ${untouched}`,
  ];
}

/** The rows of one stretch of a file, taken through the steps of their source where it has some. Throws where a step looks at all records. */
export function stretchRowsSql(plan: SourcePlan, options: StageOptions): string {
  const { steps } = plan;
  if (!steps) return stagedRowsSql(plan, options);
  if (!isRowwise(steps)) throw new Error('a step that looks at all records cannot be done in stretches');
  return stagedRowsSql(plan, preparing(plan, steps, options, readSql(plan, options), false));
}

/** The columns of the file that the mapping or a step asks for. */
function columnsRead(plan: SourcePlan, { steps, width }: ResolvedSteps): readonly number[] {
  const asked = new Set([...plan.columns, ...steps.flatMap(({ reads }) => reads)].map(({ index }) => index));
  return Array.from({ length: width }, (_, index) => index).filter((index) => asked.has(index));
}

/** The records after the last step, as a query over the records as they were read. */
function chainSql(
  { steps }: ResolvedSteps,
  read: readonly number[],
  from: string,
  ordered: boolean,
  across: readonly AcrossFiles[],
): string {
  const texts = read.map((index) => `${trimSpacesSql(`c${index}`)} AS c${index}`);
  const first = [...texts, `CAST(NULL AS INTEGER) AS ${GONE}`, ...(ordered ? [`rowid AS ${PLACE}`] : [])];
  const known = new Set(read);
  const parts = [
    `SELECT ${first.join(', ')} FROM ${from}`,
    ...steps.map((each, number) => {
      const before = `t${number}`;
      const query = layerSql(
        each,
        before,
        known,
        across.find(({ place }) => place === each.place),
      );
      for (const { index } of each.made) known.add(index);
      return query;
    }),
  ];
  return `WITH ${parts.map((part, number) => `t${number} AS NOT MATERIALIZED (${part})`).join(',\n')}\nSELECT * FROM t${steps.length}`;
}

/** One step over the relation before it. Changed texts stand beside the old ones first, so that each is written once. */
function layerSql(resolved: ResolvedStep, before: string, known: ReadonlySet<number>, across?: AcrossFiles): string {
  const sql = stepSql(resolved);
  if ('leaves' in sql) {
    const gone = `CASE WHEN ${GONE} IS NULL AND ${sql.leaves} THEN ${resolved.place} ELSE ${GONE} END`;
    const compared = across ? comparedSql(across, resolved.columns) : [];
    return `SELECT ${[`* REPLACE (${gone} AS ${GONE})`, ...compared].join(', ')} FROM ${before}`;
  }
  const indices = [...sql.values.keys()];
  const text = (index: number): string => trimSpacesSql(`v${index}`);
  const replaced = indices.filter((index) => known.has(index));
  const fresh = indices.filter((index) => !known.has(index));
  const counts = (): string => {
    if (typeof sql.counts === 'object') return `CAST(coalesce(${sql.counts.where}, false) AS INTEGER)`;
    const differs = (index: number) =>
      sql.counts === 'given' ? `${text(index)} IS NOT NULL` : `${text(index)} IS DISTINCT FROM c${index}`;
    return indices.map((index) => `CAST(${differs(index)} AS INTEGER)`).join(' + ') || '0';
  };
  const values = indices.map((index) => `${sql.values.get(index)} AS v${index}`);
  const select = [
    `*${values.length > 0 ? ` EXCLUDE (${indices.map((index) => `v${index}`).join(', ')})` : ''}`,
    ...fresh.map((index) => `${text(index)} AS c${index}`),
    `CASE WHEN ${GONE} IS NULL THEN ${counts()} ELSE 0 END AS ${countName(resolved.place)}`,
  ];
  const replace = replaced.length > 0 ? ` REPLACE (${replaced.map((index) => `${text(index)} AS c${index}`).join(', ')})` : '';
  return `SELECT ${select[0]}${replace}, ${select.slice(1).join(', ')} FROM (SELECT ${['*', ...values].join(', ')} FROM ${before})`;
}

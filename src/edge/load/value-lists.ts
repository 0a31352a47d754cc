import { groupMisfits } from '#core/intake/group-misfits';
import type { MisfitText, NullWords, SourceLedger, ValueProblem } from '#core/model/ledger';
import type { PlannedColumn } from '#core/query/load/plan';
import { nullWordsSql, problemCountsSql, problemTextsSql } from '#core/query/load/check-sql';
import type { StagedSource } from '#core/query/load/relation-sql';
import { castColumns } from '#core/query/load/stage-sql';

const MOST_EXAMPLES = 20;
/** Different texts of a column that are put into groups (V16). */
const MOST_TEXTS = 2000;

export type RunRows = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** The ledger's lists of values; what is empty is left out, but for `values`. */
export type ValueLists = Pick<SourceLedger, 'values' | 'refused' | 'nulls'>;

/** Where a position of the staged table stands in the user's files. */
export type PlaceOf = (position: number) => Pick<MisfitText, 'record' | 'file'>;

/** The texts of a staged source that did not become values (LD4, LD19), by what mends them, and those that stood for nothing (LD15). Without lines. */
export async function readValueLists(run: RunRows, source: StagedSource, placeOf: PlaceOf): Promise<ValueLists> {
  const columns = castColumns(source.plan, source.enums).filter(({ index }) => !source.enums.has(index));
  if (columns.length === 0) return { values: [] };
  const counts = (await run(problemCountsSql(source.plan, source.enums)))[0]!;
  const numberOf = (list: 'n' | 'r' | 'e', { index }: PlannedColumn): number => Number(counts[`${list}${index}`] ?? 0);
  const values: ValueProblem[] = [];
  const refused: ValueProblem[] = [];
  const nulls: NullWords[] = [];
  for (const column of columns) {
    const { header } = column;
    const read = async (count: number, rejected: boolean): Promise<ValueProblem> => {
      const texts = (await run(problemTextsSql(source, column, MOST_TEXTS, rejected))).map(({ text, times, position }): MisfitText => ({
        text: String(text),
        count: Number(times),
        ...placeOf(Number(position)),
      }));
      const groups = groupMisfits(texts, column.parse).map((group) => ({ ...group, line: null }));
      const uncounted = count - texts.reduce((sum, each) => sum + each.count, 0);
      return { header, count, examples: texts.slice(0, MOST_EXAMPLES), groups, uncounted };
    };
    if (numberOf('n', column) > 0) values.push(await read(numberOf('n', column), false));
    if (numberOf('r', column) > 0) refused.push(await read(numberOf('r', column), true));
    if (numberOf('e', column) > 0) {
      const words = (await run(nullWordsSql(source, column))).map(({ text, times }) => ({ text: String(text), count: Number(times) }));
      nulls.push({ header, count: numberOf('e', column), words });
    }
  }
  return { values, ...(refused.length > 0 ? { refused } : {}), ...(nulls.length > 0 ? { nulls } : {}) };
}

import type { RecordCount } from '#core/intake/record-count';
import type { ValueProblem } from '#core/model/ledger';
import { problemCountsSql, problemExamplesSql } from '#core/query/load/check-sql';
import type { StagedSource } from '#core/query/load/relation-sql';
import { castColumns } from '#core/query/load/stage-sql';
import { originalRecord } from './lost-records';

const MOST_EXAMPLES = 20;

/** Where the records of one file begin in the joined table, counted from 0, and what was counted in that file. */
export interface JoinedPart {
  readonly name: string;
  readonly start: number;
  readonly count: RecordCount;
}

/** The texts of kept records of a source of several files that did not become values (LD4), with file and record of the first. */
export async function readJoinedProblems(
  run: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>,
  source: StagedSource,
  parts: readonly JoinedPart[],
): Promise<ValueProblem[]> {
  const { plan, enums } = source;
  const counts = (await run(problemCountsSql(plan, enums)))[0]!;
  const found: ValueProblem[] = [];
  for (const column of castColumns(plan, enums)) {
    const count = Number(counts[`n${column.index}`]);
    if (count === 0 || enums.has(column.index)) continue;
    const rows = await run(problemExamplesSql(source, column, MOST_EXAMPLES));
    const examples = rows.map(({ text, times, position }) => ({
      text: String(text),
      count: Number(times),
      ...placeOf(parts, Number(position)),
    }));
    found.push({ header: column.header, count, examples });
  }
  return found;
}

function placeOf(parts: readonly JoinedPart[], position: number): { readonly record: number; readonly file: string } {
  const part = parts.findLast(({ start }) => start <= position)!;
  return { record: originalRecord(part.count, position - part.start + 1), file: part.name };
}

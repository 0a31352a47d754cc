import type { RecordCount } from '#core/intake/record-count';
import { columnOf } from '#core/model/columns';
import type { SourcePlan } from '#core/query/load/plan';
import type { StageOptions } from '#core/query/load/stage-sql';
import { stretchRowsSql } from '#core/query/prepare/staging-sql';
import { quoteIdentifier } from '#core/sql/identifier';
import { QueryError } from '#edge/engine/connector';
import type { StageContext } from './stage-source';
import type { ByteRange, InputFile } from './types';

/** A counted file on its way into its staged table. */
export interface StretchReading {
  readonly file: InputFile;
  readonly count: RecordCount;
  readonly enums: ReadonlyMap<number, readonly string[]>;
  /** About so many records at a time: the next mark of the count ends a stretch. */
  readonly rows: number;
  /** Bytes of the file read so far. */
  readonly onBytes: (read: number) => void;
}

/** The engine's limit for one line is 2 MB; this is the second try's. */
const LONG_LINE = 67_108_864;

/** Stretches of bytes of at least so many records, each beginning with a record. */
export function cutStretches({ marks, bytes }: RecordCount, rows: number): ByteRange[] {
  const starts: { readonly record: number; readonly byteStart: number }[] = [];
  for (const mark of marks) if (starts.length === 0 || mark.record - starts.at(-1)!.record >= rows) starts.push(mark);
  return starts.map(({ byteStart }, index) => ({ byteStart, byteEnd: starts[index + 1]?.byteStart ?? bytes }));
}

/**
 * The bytes of a file that are not in a stretch, or damaged. The header stays: the engine takes the first line end it meets for the way
 * in which records end, and that of a record may stand within quotes.
 */
function besides(stretch: ByteRange, { header, cuts, bytes }: RecordCount): ByteRange[] {
  const { byteStart, byteEnd } = header ?? { byteStart: 0, byteEnd: 0 };
  return [
    { byteStart: 0, byteEnd: byteStart },
    { byteStart: byteEnd, byteEnd: stretch.byteStart },
    ...cuts.filter((cut) => cut.byteStart >= stretch.byteStart && cut.byteStart < stretch.byteEnd),
    { byteStart: stretch.byteEnd, byteEnd: bytes },
  ];
}

/**
 * Reads a counted file into its staged table a stretch after the other (LD21), so that the engine never holds more than one of them as it
 * was read. Each is read trusting first, and carefully if that fails. The rows found, or the fault of a text that the engine cannot read.
 */
export async function stageInStretches(
  { connector, signal, pseudonymKey }: StageContext,
  plan: SourcePlan,
  { file, count, enums, rows, onBytes }: StretchReading,
): Promise<{ readonly rows: number } | { readonly fault: QueryError }> {
  const options = signal ? { signal } : {};
  const staged = quoteIdentifier(plan.staged);
  const key = pseudonymKey ? { key: pseudonymKey } : {};
  const add = async (attached: string, tries: readonly Partial<StageOptions>[]): Promise<void> => {
    const [first, ...others] = tries;
    try {
      await connector.execute(`INSERT INTO ${staged} ${stretchRowsSql(plan, { file: attached, enums, ...key, ...first })}`, options);
    } catch (fault) {
      if (!(fault instanceof QueryError) || fault.kind !== 'sql' || others.length === 0) throw fault;
      await add(attached, others);
    }
  };
  let made = false;
  for (const stretch of cutStretches(count, rows)) {
    const part = await file.without(besides(stretch, count));
    const watch = (read: number) => onBytes(Math.min(stretch.byteStart + read, stretch.byteEnd));
    const attached = await connector.attachFile(`${plan.staged}.csv`, part.engineFile, watch);
    try {
      const empty = stretchRowsSql(plan, { file: attached, enums, ...key });
      if (!made) await connector.execute(`CREATE OR REPLACE TABLE ${staged} AS ${empty} LIMIT 0`, options);
      made = true;
      await add(attached, [{ trusting: true }, {}, { longestLine: LONG_LINE }]);
    } catch (fault) {
      if (!(fault instanceof QueryError) || fault.kind !== 'sql') throw fault;
      return { fault };
    } finally {
      await connector.detachFile(attached);
      await part.release();
    }
    onBytes(stretch.byteEnd);
  }
  return { rows: Number(columnOf(await connector.execute(`SELECT count(*) AS rows FROM ${staged}`), 'rows')[0]) };
}

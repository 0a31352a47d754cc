import type { RecordCount } from '#core/intake/record-count';
import { columnOf } from '#core/model/columns';
import type { Issue } from '#core/model/result';
import type { SourcePlan } from '#core/query/load/plan';
import { countSql } from '#core/query/load/stage-sql';
import { countRecords } from './count-records';
import { findRecords, splitRecords } from './record-text';
import type { StageContext } from './stage-source';
import type { InputFile } from './types';

/** The counted file and the file that the engine read, which is the same without its cuts. */
export interface CountedFiles {
  readonly counted: InputFile;
  readonly count: RecordCount;
  readonly read: InputFile;
  /** The number in the counted file of the nth record of the one that was read. */
  recordOf(nth: number): number;
}

/** A place where a record begins in the file that the engine read, and the number of records before it. */
interface Border {
  readonly byte: number;
  readonly before: number;
}

/**
 * Where the engine and the count disagree: stretches of the file are counted by the engine, halved again and again, until one
 * record is left or the halves agree one by one. The issue names the lines of the user's file.
 */
export async function findLostRecords(context: StageContext, plan: SourcePlan, files: CountedFiles, found: number): Promise<Issue> {
  const { counted, count, read, recordOf } = files;
  const recount = await countRecords(read, plan.dialect, plan.width, context.signal ? { signal: context.signal } : {});
  const end: Border = { byte: read.bytes, before: recount.records };
  const marks = [...recount.marks.map(({ byteStart, record }) => ({ byte: byteStart, before: record - 1 })), end];
  const agrees = (from: Border, to: Border) => engineAgrees(context, plan, read, recount, from, to);
  let [from, to] = await halve(marks, agrees);
  if (to.before - from.before > 1) {
    const bytes = await read.slice(from.byte, to.byte);
    const places = splitRecords(bytes, plan.dialect, { record: from.before + 1, line: 1, byteStart: from.byte });
    [from, to] = await halve([...places.map(({ byteStart, record }) => ({ byte: byteStart, before: record - 1 })), to], agrees);
  }
  const [first, last] = [recordOf(from.before + 1), recordOf(to.before)];
  const places = await findRecords(counted, plan.dialect, count, first === last ? [first] : [first, last]);
  const values = {
    name: read.name,
    expected: recount.good,
    found,
    line: places[0]?.line ?? 1,
    last_line: places.at(-1)?.line ?? count.lines,
  };
  return { code: first === last ? 'issue_load_record_lost' : 'issue_load_records_lost', values };
}

/** The smallest stretch between borders that still disagrees, as far as it can be told. */
async function halve(borders: readonly Border[], agrees: (from: Border, to: Border) => Promise<boolean>): Promise<[Border, Border]> {
  let [low, high] = [0, borders.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (!(await agrees(borders[low]!, borders[middle]!))) high = middle;
    else if (!(await agrees(borders[middle]!, borders[high]!))) low = middle;
    else break;
  }
  return [borders[low]!, borders[high]!];
}

async function engineAgrees(
  { connector, signal }: StageContext,
  plan: SourcePlan,
  read: InputFile,
  recount: RecordCount,
  from: Border,
  to: Border,
): Promise<boolean> {
  const stretch = await read.without([
    { byteStart: 0, byteEnd: from.byte },
    { byteStart: to.byte, byteEnd: read.bytes },
  ]);
  const blank = recount.cuts
    .filter(({ byteStart }) => byteStart >= from.byte && byteStart < to.byte)
    .reduce((sum, cut) => sum + cut.records, 0);
  const attached = await connector.attachFile(`${plan.staged}.part.csv`, stretch.engineFile);
  try {
    const answer = await connector.execute(countSql(plan, { file: attached, headless: true }), signal ? { signal } : {});
    return Number(columnOf(answer, 'records')[0]) === to.before - from.before - blank;
  } finally {
    await connector.detachFile(attached);
    await stretch.release();
  }
}

/** The number in the user's file of the nth record that was not cut. */
export function originalRecord({ cuts }: Pick<RecordCount, 'cuts'>, nth: number): number {
  let record = nth;
  for (const cut of cuts) {
    if (cut.record > record) break;
    record += cut.records;
  }
  return record;
}

import { columnOf, rowsOf } from '#core/model/columns';
import type { RejectedRecord, RejectReason, SkipReason, SourceLedger, ValueProblem } from '#core/model/ledger';
import { problemExamplesSql, reasonsSql, rejectsSql } from '#core/query/load/check-sql';
import { originalRecord } from './lost-records';
import { findRecords, readTexts, type RecordPlace } from './record-text';
import type { StageContext, StagedFile } from './stage-source';

const MOST_REJECTS = 10_000;
const MOST_EXAMPLES = 20;

type Place = RecordPlace & { readonly reason: RejectReason };

/** The account of one source (LD1). Throws when it does not add up: nothing may be shown then. */
export async function writeLedger(context: StageContext, staged: StagedFile): Promise<SourceLedger> {
  const { count, source, tidied, prepared } = staged;
  const lacking = await readLacking(context, staged);
  const structural = count.cuts.filter(({ reason }) => reason !== 'blank') as readonly Place[];
  const places = [...structural, ...lacking.places].sort((one, other) => one.record - other.record).slice(0, MOST_REJECTS);
  const texts = await readTexts(staged.counted, places);
  const rejects = places.map(({ record, line, reason }, index): RejectedRecord => ({
    record,
    line: tidied ? tidied.lineOf(record) : line,
    reason,
    text: texts[index] ?? '',
  }));
  const rejectedBy = new Map<RejectReason, number>(lacking.by);
  for (const { reason } of structural) rejectedBy.set(reason, (rejectedBy.get(reason) ?? 0) + 1);
  const kept = prepared?.kept ?? source.rows - lacking.total;
  const rejected = count.rejected + lacking.total;
  const skipped = count.blank + (prepared?.gone ?? 0);
  if (count.records !== kept + rejected + skipped)
    throw new Error(
      `ledger of ${source.plan.id} does not add up: ${count.records} records, ${kept} kept, ${rejected} rejected, ${skipped} skipped`,
    );
  const skippedBy = addUp([...(tidied?.skipped ?? []), { reason: 'blank', count: count.blank }, ...(prepared?.skipped ?? [])]);
  const besides = skippedBy.reduce((sum, each) => sum + each.count, 0) - skipped;
  return {
    records: count.records + besides,
    kept,
    rejected,
    skipped: skipped + besides,
    rejectedBy: [...rejectedBy].map(([reason, number]) => ({ reason, count: number })),
    skippedBy,
    rejects,
    values: await readProblems(context, staged),
    ...(prepared ? { steps: prepared.effects } : {}),
  };
}

/** The same reason once, what never happened left out. */
function addUp(skips: SourceLedger['skippedBy']): SourceLedger['skippedBy'] {
  const by = new Map<SkipReason, number>();
  for (const { reason, count } of skips) if (count > 0) by.set(reason, (by.get(reason) ?? 0) + count);
  return [...by].map(([reason, count]) => ({ reason, count }));
}

interface Lacking {
  readonly total: number;
  readonly by: readonly (readonly [RejectReason, number])[];
  readonly places: readonly Place[];
}

/** The records that lack a value they need (LD3), found again in the file by their position. */
async function readLacking({ connector, signal }: StageContext, { source, count, counted, lacking }: StagedFile): Promise<Lacking> {
  if (lacking === 0) return { total: 0, by: [], places: [] };
  const options = signal ? { signal } : {};
  const reasons = rowsOf(await connector.execute(reasonsSql(source.plan), options)).filter(({ reason }) => reason !== null);
  const by = reasons.map(({ reason, records }) => [reason as RejectReason, Number(records)] as const);
  const rows = rowsOf(await connector.execute(rejectsSql(source.plan, MOST_REJECTS), options));
  const reasonOf = new Map(rows.map(({ position, reason }) => [originalRecord(count, Number(position) + 1), reason as RejectReason]));
  const found = await findRecords(counted, source.plan.dialect, count, [...reasonOf.keys()]);
  const places = found.map((place) => ({ ...place, reason: reasonOf.get(place.record)! }));
  return { total: by.reduce((sum, [, number]) => sum + number, 0), by, places };
}

/** The texts of kept records that did not become values (LD4). */
async function readProblems({ connector, signal }: StageContext, { source, count, problems }: StagedFile): Promise<ValueProblem[]> {
  const found: ValueProblem[] = [];
  for (const column of source.plan.columns) {
    const number = problems.get(column.index);
    if (!number || source.enums.has(column.index)) continue;
    const answer = await connector.execute(problemExamplesSql(source, column, MOST_EXAMPLES), signal ? { signal } : {});
    const [texts, times, positions] = ['text', 'times', 'position'].map((name) => columnOf(answer, name));
    const examples = Array.from({ length: answer.rowCount }, (_, index) => ({
      text: String(texts![index]),
      count: Number(times![index]),
      record: originalRecord(count, Number(positions![index]) + 1),
    }));
    found.push({ header: column.header, count: number, examples });
  }
  return found;
}

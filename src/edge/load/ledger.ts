import { groupMisfits, type MisfitDraft } from '#core/intake/group-misfits';
import { columnOf, rowsOf } from '#core/model/columns';
import type { NullWords, RejectedRecord, RejectReason, SkipReason, SourceLedger, ValueProblem } from '#core/model/ledger';
import { nullWordsSql, problemTextsSql, reasonsSql, rejectsSql } from '#core/query/load/check-sql';
import { originalRecord } from './lost-records';
import { findRecords, readTexts, type RecordPlace } from './record-text';
import type { StageContext, StagedFile } from './stage-source';

const MOST_REJECTS = 10_000;
const MOST_EXAMPLES = 20;
/** Different texts of a column that are put into groups (V16). */
const MOST_TEXTS = 2000;

type Place = RecordPlace & { readonly reason: RejectReason };

/** The account of one source (LD1). Throws when it does not add up: nothing may be shown then. */
export async function writeLedger(context: StageContext, staged: StagedFile): Promise<SourceLedger> {
  const { count, source, tidied } = staged;
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
  const kept = source.rows - lacking.total;
  const rejected = count.rejected + lacking.total;
  if (count.records !== kept + rejected + count.blank)
    throw new Error(
      `ledger of ${source.plan.id} does not add up: ${count.records} records, ${kept} kept, ${rejected} rejected, ${count.blank} skipped`,
    );
  const skippedBy = addUp([...(tidied?.skipped ?? []), { reason: 'blank', count: count.blank }]);
  const besides = skippedBy.reduce((sum, each) => sum + each.count, 0) - count.blank;
  return {
    records: count.records + besides,
    kept,
    rejected,
    skipped: count.blank + besides,
    rejectedBy: [...rejectedBy].map(([reason, number]) => ({ reason, count: number })),
    skippedBy,
    rejects,
    values: await readProblems(context, staged, false),
    ...(staged.refused.size > 0 ? { refused: await readProblems(context, staged, true) } : {}),
    ...(staged.nulls.size > 0 ? { nulls: await readNulls(context, staged) } : {}),
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

/** The records that lack a value they need (LD3) or hold a text that rejects them (LD16), found again in the file by their position. */
async function readLacking({ connector, signal }: StageContext, { source, count, counted, lacking }: StagedFile): Promise<Lacking> {
  if (lacking === 0) return { total: 0, by: [], places: [] };
  const options = signal ? { signal } : {};
  const reasons = rowsOf(await connector.execute(reasonsSql(source), options)).filter(({ reason }) => reason !== null);
  const by = reasons.map(({ reason, records }) => [reason as RejectReason, Number(records)] as const);
  const rows = rowsOf(await connector.execute(rejectsSql(source, MOST_REJECTS), options));
  const reasonOf = new Map(rows.map(({ position, reason }) => [originalRecord(count, Number(position) + 1), reason as RejectReason]));
  const found = await findRecords(counted, source.plan.dialect, count, [...reasonOf.keys()]);
  const places = found.map((place) => ({ ...place, reason: reasonOf.get(place.record)! }));
  return { total: by.reduce((sum, [, number]) => sum + number, 0), by, places };
}

/** The texts of kept or of rejected records that did not become values (LD4), by what mends them. */
async function readProblems({ connector, signal }: StageContext, staged: StagedFile, rejected: boolean): Promise<ValueProblem[]> {
  const { source, count } = staged;
  const problems = rejected ? staged.refused : staged.problems;
  const drafts: (Omit<ValueProblem, 'groups'> & { readonly groups: readonly MisfitDraft[] })[] = [];
  for (const column of source.plan.columns) {
    const number = problems.get(column.index);
    if (!number || source.enums.has(column.index)) continue;
    const answer = await connector.execute(problemTextsSql(source, column, MOST_TEXTS, rejected), signal ? { signal } : {});
    const [texts, times, positions] = ['text', 'times', 'position'].map((name) => columnOf(answer, name));
    const found = Array.from({ length: answer.rowCount }, (_, index) => ({
      text: String(texts![index]),
      count: Number(times![index]),
      record: originalRecord(count, Number(positions![index]) + 1),
    }));
    const groups = groupMisfits(found, column.parse);
    const uncounted = number - found.reduce((sum, each) => sum + each.count, 0);
    drafts.push({ header: column.header, count: number, examples: found.slice(0, MOST_EXAMPLES), groups, uncounted });
  }
  const lines = await readLines(
    staged,
    drafts.flatMap(({ groups }) => groups.map(({ record }) => record)),
  );
  return drafts.map((draft) => ({ ...draft, groups: draft.groups.map((group) => ({ ...group, line: lines.get(group.record) ?? 0 })) }));
}

/** The lines of the user's own file where some records begin. */
async function readLines({ counted, count, source, tidied }: StagedFile, records: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const wanted = [...new Set(records)].sort((one, other) => one - other);
  if (tidied) return new Map(wanted.map((record) => [record, tidied.lineOf(record)]));
  const found = await findRecords(counted, source.plan.dialect, count, wanted);
  return new Map(found.map(({ record, line }) => [record, line]));
}

/** The texts that stood for nothing (LD15). */
async function readNulls({ connector, signal }: StageContext, { source, nulls }: StagedFile): Promise<NullWords[]> {
  const found: NullWords[] = [];
  for (const column of source.plan.columns) {
    const number = nulls.get(column.index);
    if (!number) continue;
    const answer = rowsOf(await connector.execute(nullWordsSql(source, column), signal ? { signal } : {}));
    found.push({
      header: column.header,
      count: number,
      words: answer.map(({ text, times }) => ({ text: String(text), count: Number(times) })),
    });
  }
  return found;
}

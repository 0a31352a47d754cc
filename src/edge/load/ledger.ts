import { rowsOf } from '#core/model/columns';
import type { RejectedRecord, RejectReason, SkipReason, SourceLedger, ValueProblem } from '#core/model/ledger';
import type { SourcePlan } from '#core/query/load/plan';
import { reasonsSql, rejectsSql } from '#core/query/load/check-sql';
import { hidePersonal } from './hide-personal';
import { findRecords, readTexts, type RecordPlace } from './record-text';
import type { StageContext, StagedFile } from './stage-source';
import { readValueLists, type PlaceOf, type ValueLists } from './value-lists';

const MOST_REJECTS = 10_000;

type Place = RecordPlace & { readonly reason: RejectReason };

/** The account of one source (LD1). Throws when it does not add up: nothing may be shown then. */
export async function writeLedger(context: StageContext, staged: StagedFile): Promise<SourceLedger> {
  const { count, source, tidied, prepared, sampled } = staged;
  const lacking = await readLacking(context, staged);
  const structural = (count.cuts.filter(({ reason }) => reason !== 'blank') as readonly Place[]).map((place): Place => ({
    ...place,
    reason: tidied?.damaged?.get(place.record)?.reason ?? place.reason,
  }));
  const places = [...structural, ...lacking.places].sort((one, other) => one.record - other.record).slice(0, MOST_REJECTS);
  const texts = await readTexts(staged.counted, places);
  const rejects = places.map(({ record, line, reason }, index): RejectedRecord => {
    const own = tidied?.damaged?.get(record)?.text;
    const text = hidePersonal(own ?? texts[index] ?? '', source.plan, own !== undefined);
    return { record, line: tidied ? tidied.lineOf(record) : line, reason, text };
  });
  const rejectedBy = new Map<RejectReason, number>(lacking.by);
  for (const { reason } of structural) rejectedBy.set(reason, (rejectedBy.get(reason) ?? 0) + 1);
  const kept = prepared?.kept ?? source.rows - lacking.total;
  const rejected = count.rejected + lacking.total;
  const skipped = count.blank + (prepared?.gone ?? 0) + sampled;
  if (count.records !== kept + rejected + skipped)
    throw new Error(
      `ledger of ${source.plan.id} does not add up: ${count.records} records, ${kept} kept, ${rejected} rejected, ${skipped} skipped`,
    );
  const drawn: SourceLedger['skippedBy'] = [{ reason: 'sampled', count: sampled }, ...(prepared?.skipped ?? [])];
  const skippedBy = addUp([...(tidied?.skipped ?? []), { reason: 'blank', count: count.blank }, ...drawn]);
  const besides = skippedBy.reduce((sum, each) => sum + each.count, 0) - skipped;
  return {
    records: count.records + besides,
    kept,
    rejected,
    skipped: skipped + besides,
    rejectedBy: [...rejectedBy].map(([reason, number]) => ({ reason, count: number })),
    skippedBy,
    rejects,
    ...(await readValues(context, staged)),
    ...(tidied?.mended ? { mended: hideMended(tidied.mended, source.plan) } : {}),
    ...(prepared ? { steps: prepared.effects } : {}),
  };
}

/** The records that were put right, as they may be listed. */
const hideMended = ({ by, records }: Mended, plan: SourcePlan): Mended => ({
  by,
  records: plan.hidden.length > 0 ? records.map((each) => ({ ...each, text: hidePersonal(each.text, plan, true) })) : records,
});
type Mended = NonNullable<SourceLedger['mended']>;

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
async function readLacking(
  { connector, signal }: StageContext,
  { source, count, counted, lacking, recordOf }: StagedFile,
): Promise<Lacking> {
  if (lacking === 0) return { total: 0, by: [], places: [] };
  const options = signal ? { signal } : {};
  const reasons = rowsOf(await connector.execute(reasonsSql(source), options)).filter(({ reason }) => reason !== null);
  const by = reasons.map(({ reason, records }) => [reason as RejectReason, Number(records)] as const);
  const rows = rowsOf(await connector.execute(rejectsSql(source, MOST_REJECTS), options));
  const reasonOf = new Map(rows.map(({ position, reason }) => [recordOf(Number(position) + 1), reason as RejectReason]));
  const found = await findRecords(counted, source.plan.dialect, count, [...reasonOf.keys()]);
  const places = found.map((place) => ({ ...place, reason: reasonOf.get(place.record)! }));
  return { total: by.reduce((sum, [, number]) => sum + number, 0), by, places };
}

/** What became of the values (LD4, LD15, LD19), with the lines where groups begin. */
async function readValues({ connector, signal }: StageContext, staged: StagedFile): Promise<ValueLists> {
  if (!staged.unread) return { values: [] };
  const run = async (sql: string) => rowsOf(await connector.execute(sql, signal ? { signal } : {}));
  const placeOf: PlaceOf = (position) => ({ record: staged.recordOf(position + 1) });
  const lists = await readValueLists(run, staged.source, placeOf);
  const { values, refused = [] } = lists;
  const records = [...values, ...refused].flatMap(({ groups }) => groups.map(({ record }) => record));
  const lines = await readLines(staged, records);
  const withLines = (problems: readonly ValueProblem[]): ValueProblem[] =>
    problems.map((problem) => ({
      ...problem,
      groups: problem.groups.map((group) => ({ ...group, line: lines.get(group.record) ?? null })),
    }));
  return { ...lists, values: withLines(values), ...(lists.refused ? { refused: withLines(refused) } : {}) };
}

/** The lines of the user's own file where some records begin. */
async function readLines({ counted, count, source, tidied }: StagedFile, records: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const wanted = [...new Set(records)].sort((one, other) => one - other);
  if (tidied) return new Map(wanted.map((record) => [record, tidied.lineOf(record)]));
  const found = await findRecords(counted, source.plan.dialect, count, wanted);
  return new Map(found.map(({ record, line }) => [record, line]));
}

import { rowsOf } from '#core/model/columns';
import type { PartChange, PartLedger, SourceLedger } from '#core/model/ledger';
import type { Issue } from '#core/model/result';
import type { SourceInfo, SourcePart } from '#core/model/source';
import { joinedEnums, joinedTableSql, partTable } from '#core/query/load/parts-sql';
import type { SourcePlan } from '#core/query/load/plan';
import { requiredColumns, type StagedSource } from '#core/query/load/relation-sql';
import { changesSql, keyColumn, partFactsSql, recurringSql, replaceSql } from '#core/query/load/replace-sql';
import { quoteIdentifier } from '#core/sql/identifier';
import { addUpParts, type PartAccount } from './add-up-parts';
import { removeAcross } from './duplicates-across';
import { findRuns } from './file-runs';
import { placeInParts } from './joined-place';
import { PartReader } from './part-reader';
import type { StageContext } from './stage-source';
import { LoadError, type LoadRequest } from './types';
import { readValueLists } from './value-lists';

/** A source of several files that the engine has read whole, with its account already written. */
export interface StagedParts {
  readonly source: StagedSource;
  readonly ledger: SourceLedger;
  /** Findings that do not stop the load. */
  readonly issues: readonly Issue[];
  /** Nothing is held: what a file occupied was given back when its records had joined the others. */
  release(): Promise<void>;
}

/**
 * Reads the files of a source in their order, small ones alike at once, each proven as `stageSource` proves one, joins their records in one staged table, and does what
 * later files do to earlier ones (MF10–MF17). Throws `LoadError`.
 */
export async function stageParts(
  context: StageContext,
  plan: SourcePlan,
  request: LoadRequest,
  place: number,
  offset: number,
): Promise<StagedParts> {
  const { info } = request;
  const parts = info.parts ?? [];
  refuseLacking(plan, info, parts);
  const run = async (sql: string) => rowsOf(await context.connector.execute(sql, context.signal ? { signal: context.signal } : {}));
  await run(joinedTableSql(plan, parts));
  const reader = new PartReader(context, plan, request, run);
  for (const places of findRuns(parts)) {
    context.signal?.throwIfAborted();
    if (places.length > 1 && !plan.steps && !plan.draw && (await reader.readTogether(places))) continue;
    for (const at of places) await reader.readAlone(at, place);
  }
  await run(`DROP TABLE IF EXISTS ${quoteIdentifier(partTable(plan))}`);
  const { accounts, joined, gaps, rows, lacking, unread } = reader;
  const complete = lacking + reader.gone === 0 && !plan.across;
  const source: StagedSource = { plan, place, offset, rows, gaps, enums: joinedEnums(plan), complete };
  const changes = await readChanges(run, plan, info, accounts);
  const replace = replaceSql(plan, parts, keyColumn(plan, info.key));
  const recurring = plan.across ? null : await findRecurring(run, plan, info);
  if (replace) await run(replace);
  const after = (await removeAcross(run, plan, accounts, joined)) ?? accounts;
  const issues = recurring ?? (await findRecurring(run, plan, info));
  const facts = new Map((await run(partFactsSql(plan))).map((row) => [Number(row.part), row]));
  const values = unread ? await readValueLists(run, source, placeInParts(joined)) : { values: [] };
  const ledgers = after.map((account, at) => accountOf(account, facts.get(at), changes.get(at) ?? null));
  return { source, ledger: addUpParts(after, ledgers, values), issues, release: async () => {} };
}

/** Asks the engine and gives the rows. */
export type Run = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** MF17: without such a column every record of the file would be rejected. */
function refuseLacking(plan: SourcePlan, { headers }: SourceInfo, parts: readonly SourcePart[]): void {
  const needed = requiredColumns(plan).map(({ column }) => column);
  const issues = parts.flatMap(({ name, columns }) =>
    needed
      .filter(({ index }) => index < plan.width && !columns.includes(index))
      .map(({ index }): Issue => ({ code: 'issue_load_part_lacks', values: { name, header: headers[index]! } })),
  );
  if (issues.length > 0) throw new LoadError(issues);
}

/** MF15, by the file's place. */
async function readChanges(run: Run, plan: SourcePlan, { parts = [], key: header }: SourceInfo, accounts: readonly PartAccount[]) {
  const changes = new Map<number, PartChange>();
  if (parts.every(({ update }) => !update)) return changes;
  const key = keyColumn(plan, header);
  if (!key)
    for (const [at, { part, ledger }] of accounts.entries()) {
      if (part.update) changes.set(at, { update: part.update, key: null, added: ledger.kept, changed: 0, same: 0, gone: 0 });
    }
  for (const { part, added, changed, same, gone } of key ? await run(changesSql(plan, parts, key)) : []) {
    const update = parts[Number(part)]!.update;
    const counts = { added: Number(added), changed: Number(changed), same: Number(same), gone: Number(gone) };
    if (update) changes.set(Number(part), { update, key: key!.header, ...counts });
  }
  return changes;
}

/** MF18. Lines of one order may well come in two files, and of a customer the last record counts anyway. */
async function findRecurring(run: Run, plan: SourcePlan, { name, parts = [], key: header }: SourceInfo): Promise<Issue[]> {
  const key = keyColumn(plan, header);
  if (plan.grain !== 'order' || !key || parts.filter(({ update }) => !update).length < 2) return [];
  const keys = Number((await run(recurringSql(plan, parts, key)))[0]?.keys ?? 0);
  return keys > 0 ? [{ code: 'issue_load_keys_recur', values: { name, keys, header: key.header } }] : [];
}

/** The account of one file after all that later files did to it. */
function accountOf(
  { ledger }: PartAccount,
  facts: Readonly<Record<string, unknown>> | undefined,
  change: PartChange | null,
): Omit<PartLedger, 'name'> {
  const kept = Number(facts?.records ?? 0);
  const replaced = ledger.kept - kept;
  if (replaced < 0) throw new Error(`more records of a file are kept than it had: ${kept} of ${ledger.kept}`);
  const skippedBy = replaced > 0 ? [...ledger.skippedBy, { reason: 'replaced' as const, count: replaced }] : ledger.skippedBy;
  const covers = facts?.from_day ? { from: String(facts.from_day), to: String(facts.to_day) } : null;
  const { records, rejected, skipped } = ledger;
  return { records, kept, rejected, skipped: skipped + replaced, skippedBy, covers, change };
}

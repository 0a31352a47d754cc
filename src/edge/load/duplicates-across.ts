import type { RejectReason, SkipReason, SourceLedger } from '#core/model/ledger';
import type { StepEffect } from '#core/model/steps';
import type { SourcePlan } from '#core/query/load/plan';
import { goneAcrossSql, lackingReasons, partAccountSql, removeAcrossSql } from '#core/query/prepare/across-files';
import type { ResolvedSteps } from '#core/query/prepare/resolve-steps';
import type { PartAccount } from './add-up-parts';
import { placeInParts, type JoinedPart } from './joined-place';
import type { Run } from './stage-parts';

/** How much a number of a file's account changed by its name in `partAccountSql`. */
type Change = (name: string) => number;

const changeBy = <Reason extends string>(
  list: readonly { readonly reason: Reason; readonly count: number }[],
  changes: ReadonlyMap<Reason, number>,
): { readonly reason: Reason; readonly count: number }[] => {
  const by = new Map(list.map(({ reason, count }) => [reason, count]));
  for (const [reason, count] of changes) by.set(reason, (by.get(reason) ?? 0) + count);
  return [...by].map(([reason, count]) => ({ reason, count })).filter(({ count }) => count > 0);
};

const sum = (changes: ReadonlyMap<string, number>): number => [...changes.values()].reduce((total, count) => total + count, 0);

/** The account of a file after records of it were found to be duplicates of other files'. `records`: their numbers. */
function changeLedger(
  ledger: SourceLedger,
  { steps }: ResolvedSteps,
  reasons: readonly RejectReason[],
  change: Change,
  records: ReadonlySet<number>,
): SourceLedger {
  const rejected = new Map(reasons.map((reason) => [reason, change(`r_${reason}`)]));
  const skipped = new Map<SkipReason, number>();
  const effects: (StepEffect | null)[] = [...(ledger.steps ?? [])];
  for (const { place, step } of steps) {
    const reason = step.kind === 'filter' ? 'filtered' : step.kind === 'deduplicate' ? 'duplicate' : null;
    const count = change(`${reason ? 'g' : 'e'}${place}`);
    if (reason) skipped.set(reason, (skipped.get(reason) ?? 0) + count);
    const before = effects[place];
    if (!before) continue;
    const without = before.without === undefined ? {} : { without: before.without + change(`s${place}`) - count };
    effects[place] = { count: before.count + count, ...without };
  }
  return {
    ...ledger,
    kept: ledger.kept + change('kept'),
    rejected: ledger.rejected + sum(rejected),
    skipped: ledger.skipped + sum(skipped),
    rejectedBy: changeBy(ledger.rejectedBy, rejected),
    skippedBy: changeBy(ledger.skippedBy, skipped),
    rejects: ledger.rejects.filter(({ record }) => !records.has(record)),
    ...(ledger.steps ? { steps: effects } : {}),
  };
}

/**
 * Takes the duplicates that stand in different files of a source away (PS18), after later files have replaced what they replace; gives the
 * accounts of the files after it, or null where the source has no such step.
 */
export async function removeAcross(
  run: Run,
  plan: SourcePlan,
  accounts: readonly PartAccount[],
  joined: readonly JoinedPart[],
): Promise<readonly PartAccount[] | null> {
  const { steps, across = [] } = plan;
  if (!steps || across.length === 0) return null;
  const count = async () => new Map((await run(partAccountSql(plan, steps))).map((row) => [Number(row['part']), row]));
  const before = await count();
  for (const each of across) await run(removeAcrossSql(plan, each));
  const after = await count();
  const placeOf = placeInParts(joined);
  const gone = accounts.map(() => new Set<number>());
  const names = new Map(accounts.map(({ part }, at) => [part.name, at]));
  for (const { position } of await run(goneAcrossSql(plan))) {
    const { record, file = '' } = placeOf(Number(position));
    gone[names.get(file)!]!.add(record);
  }
  const reasons = lackingReasons(plan);
  return accounts.map(({ part, ledger }, at) => {
    const change: Change = (name) => Number(after.get(at)?.[name] ?? 0) - Number(before.get(at)?.[name] ?? 0);
    return { part, ledger: changeLedger(ledger, steps, reasons, change, gone[at]!) };
  });
}

import type { Mending, PartLedger, SourceLedger } from '#core/model/ledger';
import type { SourcePart } from '#core/model/source';
import type { ValueLists } from './value-lists';
import type { StepEffect } from '#core/model/steps';

/** A file of a source with its account as it was before later files came. */
export interface PartAccount {
  readonly part: SourcePart;
  readonly ledger: SourceLedger;
}

const MOST_REJECTS = 10_000;

type Counted<Reason extends string> = readonly { readonly reason: Reason; readonly count: number }[];

function sumBy<Reason extends string>(lists: readonly Counted<Reason>[]): { readonly reason: Reason; readonly count: number }[] {
  const by = new Map<Reason, number>();
  for (const { reason, count } of lists.flat()) by.set(reason, (by.get(reason) ?? 0) + count);
  return [...by].map(([reason, count]) => ({ reason, count }));
}

/** What was mended in any of the files, by the file. */
function joinMended(accounts: readonly PartAccount[]): Pick<SourceLedger, 'mended'> {
  const by: Partial<Record<Mending, number>> = {};
  for (const { ledger } of accounts)
    for (const [how, count] of Object.entries(ledger.mended?.by ?? {})) by[how as Mending] = (by[how as Mending] ?? 0) + count;
  const records = accounts.flatMap(({ part, ledger }) => (ledger.mended?.records ?? []).map((each) => ({ ...each, file: part.name })));
  return records.length > 0 ? { mended: { by, records: records.slice(0, MOST_REJECTS) } } : {};
}

/** What each preparation step did with all files together; null where it could be done with none. */
function addUpSteps(accounts: readonly PartAccount[]): Pick<SourceLedger, 'steps'> {
  const lists = accounts.flatMap(({ ledger }) => (ledger.steps ? [ledger.steps] : []));
  if (lists.length === 0) return {};
  const steps = lists[0]!.map((_, place): StepEffect | null => {
    const done = lists.flatMap((list) => list[place] ?? []);
    if (done.length === 0) return null;
    const sum = (of: 'count' | 'without') => done.reduce((total, effect) => total + (effect[of] ?? 0), 0);
    return done[0]!.without === undefined ? { count: sum('count') } : { count: sum('count'), without: sum('without') };
  });
  return { steps };
}

/** The account of a source from those of its files (MF11). Throws when it does not add up. */
export function addUpParts(accounts: readonly PartAccount[], after: readonly Omit<PartLedger, 'name'>[], values: ValueLists): SourceLedger {
  const parts = after.map((ledger, at): PartLedger => ({ name: accounts[at]!.part.name, ...ledger }));
  const sum = (of: 'records' | 'kept' | 'rejected' | 'skipped') => parts.reduce((total, part) => total + part[of], 0);
  for (const { name, records, kept, rejected, skipped } of parts)
    if (records !== kept + rejected + skipped)
      throw new Error(`ledger of ${name} does not add up: ${records} records, ${kept} kept, ${rejected} rejected, ${skipped} skipped`);
  return {
    records: sum('records'),
    kept: sum('kept'),
    rejected: sum('rejected'),
    skipped: sum('skipped'),
    rejectedBy: sumBy(accounts.map(({ ledger }) => ledger.rejectedBy)),
    skippedBy: sumBy(parts.map(({ skippedBy }) => skippedBy)),
    rejects: accounts
      .flatMap(({ part, ledger }) => ledger.rejects.map((reject) => ({ ...reject, file: part.name })))
      .slice(0, MOST_REJECTS),
    ...values,
    ...joinMended(accounts),
    parts,
    ...addUpSteps(accounts),
  };
}

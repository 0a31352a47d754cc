import type { Issue } from '#core/model/result';
import { reckonMemory, TAB_LIMIT, type SampledSource } from '#core/query/load/memory';
import type { SourcePlan } from '#core/query/load/plan';
import { sampleRecords } from './sample-records';
import { LoadError, type LoadRequest } from './types';

/** Above so many records or bytes a staged table does not fit beside the canonical ones in a browser's tab. */
const LARGE = 3_000_000;
const LARGE_BYTES = 250_000_000;
/** Smaller files are not looked at: their records are too many only if they are very short. */
const WORTH_IT = 90_000_000;
/** At a time: eight of the engine's row groups and a half, or fewer long ones; about 0.13 GB as they are read. */
const STRETCH = 1_048_576;
const STRETCH_BYTES = 100_000_000;

/**
 * How many records at a time a load is to take (LD21); null: all at once. The engine of the terminal has the disk to turn to. Throws
 * `LoadError` where a tab has not the memory for it (LD23).
 */
export async function chooseStretches(requests: readonly LoadRequest[], plans: readonly SourcePlan[]): Promise<number | null> {
  const inPage = requests.every(({ file, parts = [file] }) => parts.every(({ engineFile }) => 'blob' in engineFile));
  const bytes = requests.reduce((sum, { info }) => sum + info.bytes, 0);
  if (!inPage || bytes < WORTH_IT) return null;
  const sampled: SampledSource[] = [];
  for (const [place, request] of requests.entries()) sampled.push({ plan: plans[place]!, ...(await sampleRecords(request)) });
  const { records, bytes: need, leaveOut } = reckonMemory(sampled);
  if (need > TAB_LIMIT) throw new LoadError([refusal(requests, { bytes, records, need, leaveOut })]);
  if (records <= LARGE && bytes <= LARGE_BYTES) return null;
  return records > 0 ? Math.min(STRETCH, Math.ceil((STRETCH_BYTES * records) / bytes)) : STRETCH;
}

type Figures = Pick<ReturnType<typeof reckonMemory>, 'records' | 'leaveOut'> & { readonly bytes: number; readonly need: number };

const size = (amount: number) => ({ amount, unit: 'bytes' }) as const;
const rounded = (records: number): number => Number(records.toPrecision(2));

function refusal(requests: readonly LoadRequest[], { bytes, records, need, leaveOut }: Figures): Issue {
  const name = requests.map(({ info }) => info.name).join(', ');
  const values = { name, size: size(bytes), records: rounded(records), need: size(need), limit: size(TAB_LIMIT) };
  const command = `npm run report -- report.json --file "orders=${requests[0]!.info.name}"`;
  if (leaveOut === null) return { code: 'issue_load_too_many', values: { ...values, command } };
  const columns = leaveOut.map(({ header }): string => `“${header}”`).join(', ');
  return {
    code: 'issue_load_too_large',
    values: { ...values, columns, saved: size(leaveOut.reduce((sum, each) => sum + each.bytes, 0)), command },
  };
}

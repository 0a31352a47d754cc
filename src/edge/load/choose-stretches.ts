import type { Issue } from '#core/model/result';
import { findShare, fitsInStretches, reckonMemory, TAB_LIMIT, type SampledSource } from '#core/query/load/memory';
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
  const { records, read, bytes: need, leaveOut } = reckonMemory(sampled);
  if (need > TAB_LIMIT) {
    const duplicates: Issue[] = fitsInStretches(sampled) ? [{ code: 'issue_load_duplicates' }] : [];
    throw new LoadError([refusal(requests, { bytes, records, need, leaveOut, share: findShare(sampled) }), ...duplicates]);
  }
  // Bytes of a drawn file are fewer in the same measure as its records.
  const given = records > 0 ? (bytes * read) / records : bytes;
  if (read <= LARGE && given <= LARGE_BYTES) return null;
  return read > 0 ? Math.min(STRETCH, Math.ceil((STRETCH_BYTES * read) / given)) : STRETCH;
}

interface Figures extends Pick<ReturnType<typeof reckonMemory>, 'records' | 'leaveOut'> {
  readonly bytes: number;
  readonly need: number;
  readonly share: number | null;
}

const size = (amount: number) => ({ amount, unit: 'bytes' }) as const;
const rounded = (records: number): number => Number(records.toPrecision(2));

function refusal(requests: readonly LoadRequest[], { bytes, records, need, leaveOut, share }: Figures): Issue {
  const name = requests.map(({ info }) => info.name).join(', ');
  const command = `npm run report -- report.json --file "orders=${requests[0]!.info.name}"`;
  const offered = share === null ? {} : { one_in: share };
  const values = { name, size: size(bytes), records: rounded(records), need: size(need), limit: size(TAB_LIMIT), command, ...offered };
  if (leaveOut === null) return { code: 'issue_load_too_many', values };
  const columns = leaveOut.map(({ header }): string => `“${header}”`).join(', ');
  return { code: 'issue_load_too_large', values: { ...values, columns, saved: size(leaveOut.reduce((sum, each) => sum + each.bytes, 0)) } };
}

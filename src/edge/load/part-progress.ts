import type { SourceInfo, SourcePart } from '#core/model/source';
import type { StageContext } from './stage-source';
import type { LoadProgress } from './types';

/**
 * What a run of files of a source tells of its bytes, as progress of the whole source that never goes back. Where a file is decoded
 * or written anew first, each of its bytes is met twice and counts half each time.
 */
export function watchParts(
  { onProgress }: StageContext,
  { id, bytes: totalBytes, parts = [] }: SourceInfo,
  run: readonly number[],
): Pick<StageContext, 'onProgress'> {
  if (!onProgress) return {};
  const sizeOf = (some: readonly SourcePart[]) => some.reduce((sum, { bytes }) => sum + bytes, 0);
  const own = run.map((at) => parts[at]!);
  const [before, size] = [sizeOf(parts.slice(0, run[0])), Math.max(1, sizeOf(own))];
  const twice = own.some(({ reading, dialect }) => reading !== undefined || dialect.encoding !== 'utf-8');
  let furthest = 0;
  const tell = (share: number): void => {
    furthest = Math.max(furthest, Math.min(1, share));
    const read = furthest * size;
    const within = own.findIndex((_, at) => read < sizeOf(own.slice(0, at + 1)));
    const files = { at: run[0]! + 1 + (within < 0 ? own.length - 1 : within), of: parts.length };
    onProgress({ sourceId: id, phase: 'reading', bytes: Math.round(before + read), totalBytes, files });
  };
  tell(0);
  return {
    onProgress: ({ phase, bytes, totalBytes: all }: LoadProgress) => {
      const share = bytes / Math.max(1, all);
      tell(twice ? (phase === 'decoding' ? share / 2 : 0.5 + share / 2) : share);
    },
  };
}

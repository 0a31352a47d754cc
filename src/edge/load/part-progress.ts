import type { SourceInfo } from '#core/model/source';
import type { StageContext } from './stage-source';
import type { LoadProgress } from './types';

/**
 * What the file at a place of a source tells of its bytes, as progress of the whole source that never goes back. Where a file is decoded
 * or written anew first, each of its bytes is met twice and counts half each time.
 */
export function watchParts(
  { onProgress }: StageContext,
  { id, bytes: totalBytes, parts = [] }: SourceInfo,
  at: number,
): Pick<StageContext, 'onProgress'> {
  if (!onProgress) return {};
  const before = parts.slice(0, at).reduce((sum, { bytes }) => sum + bytes, 0);
  const part = parts[at]!;
  const twice = part.reading !== undefined || part.dialect.encoding !== 'utf-8';
  const files = { at: at + 1, of: parts.length };
  let furthest = 0;
  const tell = (share: number): void => {
    furthest = Math.max(furthest, Math.min(1, share));
    onProgress({ sourceId: id, phase: 'reading', bytes: Math.round(before + furthest * part.bytes), totalBytes, files });
  };
  tell(0);
  return {
    onProgress: ({ phase, bytes, totalBytes: own }: LoadProgress) => {
      const share = bytes / Math.max(1, own);
      tell(twice ? (phase === 'decoding' ? share / 2 : 0.5 + share / 2) : share);
    },
  };
}

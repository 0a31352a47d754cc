import { Inflate } from 'fflate';

const STEP = 1024;

/** Inflates in steps of 1 KiB and stops at `limit` bytes. */
export function inflateCapped(packed: Uint8Array, dictionary: Uint8Array, limit: number): Uint8Array | 'too_large' | 'damaged' {
  const parts: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  const stream = new Inflate({ dictionary }, (part, final) => {
    size += part.length;
    ended = final;
    if (size <= limit) parts.push(part);
  });
  try {
    for (let from = 0; from < packed.length && size <= limit; from += STEP)
      stream.push(packed.subarray(from, from + STEP), from + STEP >= packed.length);
  } catch {
    return 'damaged';
  }
  if (size > limit) return 'too_large';
  if (!ended) return 'damaged';
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

import type { InputFile } from './types';

const BLOCK = 4 * 1024 * 1024;

/** Whether two files hold the same bytes. Meant for files of one fingerprint, which is made of samples only. */
export async function haveSameContent(one: InputFile, other: InputFile): Promise<boolean> {
  if (one.bytes !== other.bytes) return false;
  for (let from = 0; from < one.bytes; from += BLOCK) {
    const [first, second] = await Promise.all([one, other].map((file) => file.slice(from, Math.min(one.bytes, from + BLOCK))));
    if (!first!.every((byte, at) => byte === second![at])) return false;
  }
  return true;
}

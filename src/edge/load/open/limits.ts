import type { Issue } from '#core/model/result';
import { LoadError } from '../types';

const GIB = 2 ** 30;
const MIB = 2 ** 20;

/** F7: how far unpacking goes. `free`: so much is unpacked whatever the ratio. */
export const LIMITS = { bytes: 4 * GIB, ratio: 200, free: 64 * MIB, files: 1000 } as const;
export type Limits = { readonly [Name in keyof typeof LIMITS]: number };

/** Counts what comes out of one archive and stops it in time. Throws `LoadError`. */
export interface Budget {
  spend(bytes: number): void;
}

/** A budget for an archive of so many packed bytes. */
export function createBudget(name: string, packed: number, limits: Limits = LIMITS): Budget {
  let out = 0;
  return {
    spend(bytes) {
      out += bytes;
      if (out > limits.bytes) throw tooLarge(name, limits.bytes);
      if (out > limits.free && out > packed * limits.ratio) throw tooLarge(name, out);
    },
  };
}

const tooLarge = (name: string, bytes: number): LoadError =>
  new LoadError([{ code: 'issue_file_bomb', values: { name, megabytes: Math.floor(bytes / MIB) } }]);

/** F6: the file is not whole. `kind`: what it is, as people call it. */
export const damaged = (name: string, kind: string): LoadError => new LoadError([damagedIssue(name, kind)]);
export const damagedIssue = (name: string, kind: string): Issue => ({ code: 'issue_file_damaged', values: { name, kind } });

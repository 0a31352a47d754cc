import type { Issue } from '#core/model/result';

/** The lock on what this browser keeps. Methods say by `issues` and notices what they did; none rejects. */
export interface LockDesk {
  /** `looking`: it was locked at the last visit, and storage has not answered yet. `open`: a passphrase is set, and was given. */
  readonly state: 'looking' | 'none' | 'locked' | 'open';
  /** A passphrase is being tried, or everything written anew. */
  readonly busy: boolean;
  /** Bytes of files, while everything is written anew; null otherwise. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Why the last try failed. */
  readonly issues: readonly Issue[];
  /** A report in the address is opened once this is. */
  readonly waiting: boolean;
  /** This page can encrypt. */
  readonly possible: boolean;
  /** Forgets the issues. */
  begin(): void;
  unlock(passphrase: string): Promise<void>;
  /** While locked: deletes everything that is kept, the lock with it, and starts anew. */
  forget(): Promise<void>;
  /** Sets a passphrase, changes it (`current` is then needed), or with null takes it off; says whether it was done. */
  set(next: string | null, current: string | null): Promise<boolean>;
  /** Forgets the key and all that is on screen: the page begins anew, locked. */
  lockNow(): Promise<void>;
}

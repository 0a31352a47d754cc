import { fail, succeed, type Result } from '#core/model/result';
import { makePlaceKey, openPlaceKey, type PlaceKey } from '#edge/seal/place-key';
import { closedBackend } from './closed-backend';
import { clearDatabase, openDatabase, readLockHead, type Database, type LockHead } from './database';
import { ChangedLockError } from './fault';
import { idbBackend } from './idb-backend';
import { plainShelf } from './plain-shelf';
import { saveLockMark } from './preferences';
import { rewrite, tidy, type OnRewrite, type Side } from './rewrite';
import { sealedShelf } from './sealed-shelf';
import type { Backend, LockState } from './types';

const REWRITING = 'clientele.rewriting';

/** While one tab rewrites everything, no other takes what it has half written for left over. `wait` false: only if nobody does. */
async function alone(place: string, wait: boolean, work: () => Promise<void>): Promise<void> {
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return work();
  await locks.request(REWRITING + place, { ifAvailable: !wait }, (lock) => (lock ? work() : undefined));
}

/** The browser's database with the lock before it. Holds the key as long as it is open, and nothing of the passphrase. */
export class Vault {
  #side: Side = null;
  #state: LockState;
  backend: Backend;

  private constructor(
    private readonly database: Database,
    private readonly place: string,
    private head: unknown,
  ) {
    this.#state = head ? 'locked' : 'none';
    this.backend = head ? this.#closed() : idbBackend(plainShelf(database));
    saveLockMark(head !== undefined, place);
  }

  static async open(onLost: () => void, place: string): Promise<Vault> {
    const database = await openDatabase(onLost, place);
    await alone(place, false, () => tidy(database)).catch(() => undefined);
    return new Vault(database, place, await readLockHead(database));
  }

  get state(): LockState {
    return this.#state;
  }

  /** Issues: `issue_lock_wrong`, `issue_seal_newer`, `issue_seal_unavailable`. */
  async unlock(passphrase: string): Promise<Result<null>> {
    // Another tab may have changed it since, or taken it off.
    this.head = await readLockHead(this.database);
    if (!this.head) {
      this.#hold(null);
      return succeed(null);
    }
    const opened = await this.#keyOf(passphrase);
    if (!opened.ok) return opened;
    this.#hold({ head: this.head as LockHead, key: opened.value });
    return succeed(null);
  }

  /**
   * Puts a passphrase on, changes it (`current` is then needed), or with null takes it off. Rejects where everything could not be written
   * anew; it is as before then. Issues: `issue_lock_wrong`, `issue_seal_short`, `issue_seal_unavailable`.
   */
  async change(current: string | null, next: string | null, onRewrite: OnRewrite): Promise<Result<null>> {
    if (this.#state === 'locked') throw new ChangedLockError();
    if (this.#side) {
      const opened = await this.#keyOf(current ?? '');
      if (!opened.ok) return opened;
    }
    const made = next === null ? null : await makePlaceKey(next);
    if (made && !made.ok) return made;
    const to: Side = made && { head: { generation: crypto.randomUUID(), header: made.value.header }, key: made.value.key };
    await alone(this.place, true, () => rewrite(this.database, this.#side, to, onRewrite));
    this.#hold(to);
    return succeed(null);
  }

  /** Drops the key. */
  shut(): void {
    this.#side = null;
    this.#state = 'locked';
    this.backend = this.#closed();
  }

  /** Empties everything; what is kept from now on is plain. */
  async clear(): Promise<void> {
    await clearDatabase(this.database);
    this.#hold(null);
  }

  #hold(side: Side): void {
    this.#side = side;
    this.head = side?.head;
    this.#state = side ? 'open' : 'none';
    saveLockMark(side !== null, this.place);
    this.backend = idbBackend(side ? sealedShelf(this.database, side.head.generation, side.key) : plainShelf(this.database));
  }

  #closed(): Backend {
    return closedBackend(() => this.database.close());
  }

  async #keyOf(passphrase: string): Promise<Result<PlaceKey>> {
    const header = (this.head as Partial<LockHead> | undefined)?.header;
    const opened = await openPlaceKey(passphrase, header);
    if (opened.ok || opened.issues[0]?.code !== 'issue_seal_wrong') return opened;
    return fail({ code: 'issue_lock_wrong' });
  }
}

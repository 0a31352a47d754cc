import type { Issue } from '#core/model/result';
import { canSeal } from '#edge/seal/place-key';
import type { WorkspaceStorage } from '#edge/storage/types';
import { readAddress } from './address';
import type { Page } from './doors';
import { forgetHosted } from './hosted.svelte';
import type { Keeping } from './keeping';
import type { LockDesk } from './lock-types';
import type { Notices } from './notices.svelte';

/** The lock on what this browser keeps (LW1–LW8). Never holds a passphrase. */
export class Lock implements LockDesk {
  state = $state<LockDesk['state']>('none');
  busy = $state(false);
  progress = $state.raw<LockDesk['progress']>(null);
  issues = $state.raw<readonly Issue[]>([]);
  readonly possible = canSeal();
  #opened = (): void => undefined;

  constructor(
    private readonly storage: Promise<WorkspaceStorage>,
    private readonly page: Page,
    private readonly keeping: Keeping,
    private readonly notices: Notices,
  ) {
    if (page.wasLocked) this.state = 'looking';
  }

  get waiting(): boolean {
    return readAddress(this.page.address()) !== null;
  }

  /** Settles when what is kept may be read; that may take as long as the person takes. */
  async opened(): Promise<void> {
    // A storage that cannot even be loaded is told by whoever asks it next.
    const storage = await this.storage.catch(() => null);
    this.state = storage?.lock ?? 'none';
    if (this.state === 'locked') await new Promise<void>((resolve) => (this.#opened = resolve));
  }

  begin(): void {
    this.issues = [];
  }

  async unlock(passphrase: string): Promise<void> {
    const storage = await this.#work((each) => each.unlock(passphrase));
    if (storage) this.#open(storage);
  }

  async forget(): Promise<void> {
    await forgetHosted();
    const storage = await this.#work((each) => each.clear());
    if (!storage) return;
    this.#open(storage);
    this.notices.tell({ key: 'notice_cleared' });
  }

  async set(next: string | null, current: string | null): Promise<boolean> {
    const onProgress = (done: number, total: number) => (this.progress = { done, total });
    const before = this.state;
    const storage = await this.#work((each) => each.setPassphrase({ current, next, onProgress }));
    this.progress = null;
    if (!storage) return false;
    this.state = storage.lock;
    await forgetHosted();
    this.notices.tell({ key: next === null ? 'notice_lock_removed' : before === 'open' ? 'notice_lock_changed' : 'notice_locked' });
    return true;
  }

  async lockNow(): Promise<void> {
    if (this.keeping.unsaved) return this.notices.warn({ code: 'issue_lock_unsaved' });
    await (await this.storage).lockNow();
    this.page.reload();
  }

  /** Another tab locked what is kept, or changed the lock. What could not be stored stays on screen. */
  readonly left = (): void => {
    if (this.keeping.unsaved) this.notices.warn({ code: 'issue_storage_locked' });
    else this.page.reload();
  };

  /** Everything was cleared, the lock with it. */
  cleared(): void {
    this.state = 'none';
  }

  #open(storage: WorkspaceStorage): void {
    this.state = storage.lock;
    this.#opened();
  }

  /** Null: it failed, and `issues` say why. */
  async #work(action: (storage: WorkspaceStorage) => Promise<readonly Issue[]>): Promise<WorkspaceStorage | null> {
    this.busy = true;
    const storage = await this.storage;
    this.issues = await action(storage);
    this.busy = false;
    return this.issues.length === 0 ? storage : null;
  }
}

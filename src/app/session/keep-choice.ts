import type { Keeping } from './keeping';
import type { Lock } from './lock.svelte';
import type { Notices } from './notices.svelte';
import type { Settings } from './settings.svelte';

/** SE8: switches keeping on or off, and says so. */
export async function chooseKeeping(keep: boolean, keeping: Keeping, settings: Settings, notices: Notices, lock: Lock): Promise<void> {
  const issues = await keeping.setKeep(keep);
  if (issues.length > 0) return notices.warn(...issues);
  settings.set({ keep });
  if (!keep) lock.cleared();
  notices.tell({ key: keep ? 'notice_kept' : 'notice_not_kept' });
}

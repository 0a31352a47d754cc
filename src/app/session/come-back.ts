import type { Arrivals } from './arrivals.svelte';
import type { Page } from './doors';
import type { Lock } from './lock.svelte';
import type { Return } from './return';

/** SE47: brings back what was kept, once it may be read; what comes in from outside meanwhile waits. */
export async function comeBack(lock: Lock, kept: Return, outside: Arrivals, page: Page): Promise<void> {
  const back = lock.opened().then(() => {
    page.onAddress(() => void outside.openAddress());
    return kept.begin();
  });
  outside.before = back.catch(() => undefined);
  await back;
}

import type { Desk } from './desk.svelte';
import type { Notices } from './notices.svelte';

/** SE42, SE43: the foreign report on the desk counts as the reader's own from now on; what was stopped for its time is asked again. */
export function claimReport(desk: Desk, notices: Notices): void {
  if (!desk.document.origin) return;
  const claimed = desk.document.claim();
  if (!claimed.ok) return notices.warn(...claimed.issues);
  const back = () => (claimed.value(), desk.run());
  notices.tell({ key: 'report_claimed' }, { label: { key: 'notice_undo' }, run: back });
  desk.run();
}

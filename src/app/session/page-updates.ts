import type { Notices } from './notices.svelte';

/** What is said of the page itself: new versions, and parts that are missing. */
export class PageUpdates {
  /** `mayReload`: nothing on screen would be lost. */
  constructor(
    private readonly notices: Notices,
    private readonly mayReload: () => boolean,
  ) {}

  /** OF4: a new version waits; `begin` reloads with it. */
  waits(begin: () => void): void {
    if (this.mayReload()) this.notices.offer({ key: 'offline_update' }, { label: { key: 'offline_update_begin' }, run: begin });
    else this.notices.offer({ key: 'offline_update_later' });
  }

  /** OF5: another tab has begun one. */
  replaced(reload: () => void): void {
    this.notices.offer({ key: 'offline_replaced' }, { label: { key: 'offline_replaced_reload' }, run: reload });
  }

  /** OF8: a part of the page that is loaded late could not be had. */
  partMissing(): void {
    this.notices.warn({ code: 'issue_page_part' });
  }
}

import type { Text } from '#core/messages/text';
import type { Issue } from '#core/model/result';
import type { Notice } from './types';

const SHOWN_MS = 12_000;

/** The quiet lines at the foot of the page. What went well leaves by itself; a problem stays until it is dismissed. */
export class Notices {
  list = $state.raw<readonly Notice[]>([]);
  #next = 1;

  /** Shows a line; one with the same words is replaced. */
  tell(text: Text, action?: Notice['action']): void {
    const id = this.#show({ text, tone: 'info', ...(action ? { action } : {}) });
    setTimeout(() => this.dismiss(id), SHOWN_MS);
  }

  /** Shows a line that stays until it is answered or dismissed. */
  offer(text: Text, action?: Notice['action']): void {
    this.#show({ text, tone: 'info', ...(action ? { action } : {}) });
  }

  /** Shows what went wrong, once for each kind of problem. */
  warn(...issues: readonly Issue[]): void {
    for (const { code, values } of issues) this.#show({ text: values ? { key: code, values } : { key: code }, tone: 'problem' });
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  #show(notice: Omit<Notice, 'id'>): number {
    const id = this.#next++;
    const same = (other: Notice) => 'key' in other.text && 'key' in notice.text && other.text.key === notice.text.key;
    this.list = [...this.list.filter((other) => !same(other)), { ...notice, id }];
    return id;
  }
}

import type { Issue } from '#core/model/result';

/** The lock is not as this tab knows it: closed, or changed by another tab. */
export class ChangedLockError extends Error {
  override readonly name = 'ChangedLockError';
}

/** A kept value does not open, and nobody was told yet. */
export class UnopenedError extends Error {
  override readonly name = 'UnopenedError';
}

/** Why something was not kept. Names are those of the IndexedDB specification and of Chromium's way to report a cleared site. */
export function issueOf(fault: unknown): Issue {
  const name = fault instanceof Error || fault instanceof DOMException ? fault.name : '';
  if (name === 'QuotaExceededError') return { code: 'issue_storage_quota' };
  if (name === 'InvalidStateError') return { code: 'issue_storage_cleared' };
  if (name === 'ChangedLockError') return { code: 'issue_storage_locked' };
  if (name === 'UnopenedError') return { code: 'issue_lock_damaged' };
  const detail = fault instanceof Error ? fault.message : String(fault);
  return { code: 'issue_storage_failed', values: { detail } };
}

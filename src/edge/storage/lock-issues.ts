import type { Issue, Result } from '#core/model/result';
import { issueOf } from './fault';

/** Why the lock could not be opened or changed. Everything is as before then. */
function lockIssueOf(fault: unknown): Issue {
  const issue = issueOf(fault);
  if (issue.code === 'issue_storage_quota') return { code: 'issue_lock_quota' };
  return issue.code === 'issue_storage_failed' ? { code: 'issue_lock_failed', values: issue.values ?? {} } : issue;
}

/** Issues of what is done to the lock; none when it was done. */
export async function changeLock(action: () => Promise<Result<null>>): Promise<readonly Issue[]> {
  try {
    const result = await action();
    return result.ok ? [] : result.issues;
  } catch (fault) {
    return [lockIssueOf(fault)];
  }
}

import type { Issue } from '#core/model/result';

const REFUSALS: ReadonlySet<Issue['code']> = new Set<Issue['code']>([
  'issue_load_too_large',
  'issue_load_too_many',
  'issue_load_duplicates',
  'issue_load_cannot_draw',
]);

/** Whether an issue says that files were not read because they, or a sample of them, cannot be. */
export const isRefusal = ({ code }: Issue): boolean => REFUSALS.has(code);

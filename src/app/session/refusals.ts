import type { Issue } from '#core/model/result';

const REFUSALS: ReadonlySet<Issue['code']> = new Set<Issue['code']>([
  'issue_load_too_large',
  'issue_load_too_many',
  'issue_load_duplicates',
  'issue_load_cannot_draw',
]);

/** Whether an issue says that files were not read because they, or a sample of them, cannot be. */
export const isRefusal = ({ code }: Issue): boolean => REFUSALS.has(code);

/** Entries of a document that are not understood, said in one issue with all their places; the others as they are. */
export function withAllPlaces(issues: readonly Issue[]): readonly Issue[] {
  const isInvalid = ({ code }: Issue) => code === 'issue_report_invalid';
  const places = issues.filter(isInvalid).map(({ values }) => String(values?.['place']));
  if (places.length < 2) return issues;
  return [...issues.filter((issue) => !isInvalid(issue)), { code: 'issue_report_invalid', values: { place: places.join(', ') } }];
}

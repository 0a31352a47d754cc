import type { Issue } from '#core/model/result';
import { ChartError } from './types';

/** The sentence of a chart that is not drawn: what happened and what stands in its place. */
export function chartIssue(fault: unknown): Issue {
  if (!(fault instanceof ChartError) || fault.reason === 'library') return { code: 'issue_chart_failed' };
  return fault.reason === 'timeout' ? { code: 'issue_chart_timeout' } : { code: 'issue_chart_refused', values: { what: fault.message } };
}

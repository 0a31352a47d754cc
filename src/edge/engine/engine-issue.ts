import type { Issue } from '#core/model/result';
import type { EngineState, QueryError } from './connector';

const firstLine = (message: string) => message.split('\n', 1)[0]!.replace(/[.。]$/, '');

/** The sentence of an engine's fault: what happened, why, what to do. */
export const engineIssue = ({ kind, message }: Pick<QueryError, 'kind' | 'message'>): Issue => ({
  code: `issue_engine_${kind}`,
  values: { detail: firstLine(message) },
});

/** The sentence of an engine that could not be started. */
export const startIssue = ({ message }: Extract<EngineState, { state: 'failed' }>): Issue => ({
  code: 'issue_engine_start',
  values: { detail: firstLine(message) },
});

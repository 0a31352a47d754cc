import { QueryError } from './connector';
import { cancelled, toQueryError } from './query-fault';
import type { EngineSession } from './session';

/** How long a cancelled statement may go on, and a running one say nothing, before the engine is thrown away. */
const CANCEL_MILLIS = 5000;
const SILENCE_MILLIS = 120_000;

/**
 * Runs one task on a session and settles whatever happens. The engine is thrown away after a trap, which leaves its memory in no
 * known state, after a cancel that it does not hear, and after a long silence.
 */
export async function superviseTask<T>(
  session: EngineSession,
  sql: string,
  signal: AbortSignal | undefined,
  task: () => Promise<T>,
): Promise<T> {
  const timers = new Set<ReturnType<typeof setInterval>>();
  const late = () =>
    timers.add(
      setTimeout(
        () => session.end(new QueryError('cancelled', 'The query was cancelled; the engine had to be stopped.', sql)),
        CANCEL_MILLIS,
      ),
    );
  signal?.addEventListener('abort', late);
  const started = performance.now();
  const listen = () => {
    if (Math.min(session.silence(), performance.now() - started) > SILENCE_MILLIS)
      session.end(new QueryError('timeout', 'The engine gave no sign of life.', sql));
  };
  timers.add(setInterval(listen, 1000));
  try {
    return await task();
  } catch (fault) {
    const error = toQueryError(fault, sql);
    if (error.kind === 'crashed' || error.kind === 'timeout') session.end(error);
    if (signal?.aborted) throw cancelled(sql);
    throw error.sql === sql || error.list !== undefined ? error : new QueryError(error.kind, error.message, sql);
  } finally {
    signal?.removeEventListener('abort', late);
    for (const timer of timers) clearInterval(timer);
  }
}

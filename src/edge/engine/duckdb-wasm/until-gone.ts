import type { QueryError } from '../connector';

/** Settles as `work` does, or rejects with the reason of the engine's end where that comes first. */
export type UntilGone = <T>(work: Promise<T>) => Promise<T>;

/**
 * The engine's own promises stay open for ever when its worker goes, so each call waits for that too. A race against `gone` would do the
 * same and keep every outcome for as long as the engine lives (https://github.com/nodejs/node/issues/17469). Whoever looks after the
 * engine hears of its end first: a call that is asked anew at once must find the next one.
 */
export function untilGone(gone: Promise<QueryError>): UntilGone {
  const waiting = new Set<(reason: QueryError) => void>();
  let ended: QueryError | undefined;
  void gone.then((reason) =>
    setTimeout(() => {
      ended = reason;
      for (const reject of waiting) reject(reason);
      waiting.clear();
    }),
  );
  return (work) =>
    new Promise((resolve, reject) => {
      waiting.add(reject);
      const settle =
        <A>(how: (outcome: A) => void) =>
        (outcome: A) => (waiting.delete(reject), how(outcome));
      work.then(settle(resolve), settle(reject));
      const reason = ended;
      if (reason) setTimeout(() => settle(reject)(reason));
    });
}

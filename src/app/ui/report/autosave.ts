/** What is typed becomes an edit this long after the first key that is not saved yet, ms: it is on disk within a second. */
const AUTOSAVE_MS = 400;

/** Calls `save` while a person types, never more often than every 400 ms. `stop` forgets what waits. */
export function autosave(save: () => unknown): { typed(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    typed: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        save();
      }, AUTOSAVE_MS);
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

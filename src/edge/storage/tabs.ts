const LOCK = 'clientele.workspace';
const CHANNEL = 'clientele.workspace';

/** One tab of several on the same workspace. */
export interface Tab {
  /** Whether this tab holds the pen. */
  readonly writes: boolean;
  /** Tells the other tabs that something was written. */
  tell(): void;
  leave(): void;
}

export interface TabEvents {
  /** The tab that wrote is gone, and this one writes now. */
  onPen(): void;
  /** Another tab wrote something. */
  onChange(): void;
}

/** Takes the pen when it is free, holding it until `released` settles; gives whether it was free. */
function takePen(locks: LockManager, released: Promise<void>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    locks
      .request(LOCK, { ifAvailable: true }, async (lock) => {
        resolve(lock !== null);
        if (lock) await released;
      })
      .catch(reject);
  });
}

/**
 * Joins the tabs of this browser: the first one writes, the others read and wait for the pen. Without Web Locks (a page that is not
 * served securely has none) every tab writes, as there is no way to know.
 */
export async function joinTabs(events: TabEvents): Promise<Tab> {
  const locks = typeof navigator === 'undefined' ? undefined : (navigator as Partial<Navigator>).locks;
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
  const waiting = new AbortController();
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  let writes = locks ? await takePen(locks, released).catch(() => true) : true;
  if (channel) channel.onmessage = () => events.onChange();
  if (!writes && locks)
    locks
      .request(LOCK, { signal: waiting.signal }, async () => {
        writes = true;
        events.onPen();
        await released;
      })
      .catch(() => undefined);
  return {
    get writes() {
      return writes;
    },
    tell: () => channel?.postMessage('changed'),
    leave: () => {
      waiting.abort();
      release();
      channel?.close();
    },
  };
}

const LOCK = 'clientele.workspace';
const CHANNEL = 'clientele.workspace';
/** How long the tab that writes may take to finish before it counts as hung, ms. */
const PATIENCE = 1500;
/** After this long without being relieved, a tab that offered the pen writes again, ms. */
const OFFER = 4000;

/** `changed`: something was written. `relocked`: it is locked now, or under another lock. `give`, `given`: another tab wants the pen, and may take it. `hello`, `here`: who cannot be told apart. */
type Message = 'changed' | 'relocked' | 'give' | 'given' | 'hello' | 'here';

/** One tab of several on the same workspace. */
export interface Tab {
  /** Whether this tab holds the pen. */
  readonly writes: boolean;
  /** Tells the other tabs that something was written, or that the lock is another one. */
  tell(what?: 'changed' | 'relocked'): void;
  /** Takes the pen from the tab that holds it. Settles when this tab has it. */
  takeOver(): Promise<void>;
  leave(): void;
}

export interface TabEvents {
  /** This tab writes now: the one that wrote is gone, or handed over. */
  onPen(): void;
  /** Another tab takes the pen; it waits until the promise settles. */
  onPenGone(): Promise<void>;
  /** Another tab wrote something. */
  onChange(): void;
  /** Another tab locked what is kept, or changed the lock. */
  onRelocked(): void;
  /** There are other tabs, and no way to let only one of them write. */
  onOthers(): void;
}

/** The pen of a browser that has Web Locks. */
class Pen {
  writes = false;
  /** The browser counts this tab as the one that writes; `writes` may be off while the pen is handed over. */
  holds = false;
  #left = false;
  #release = (): void => undefined;
  #waiting: AbortController | null = null;

  constructor(
    private readonly locks: LockManager,
    private readonly events: TabEvents,
    private readonly name: string,
  ) {}

  /** Takes the pen if it is free; else waits for it in line. A browser that denies locks lets everybody write. */
  async begin(): Promise<void> {
    const free = await new Promise<boolean>((resolve) => this.#ask({ ifAvailable: true }, resolve, () => resolve(true)));
    if (!free) this.#wait();
    else this.writes = true;
  }

  /** Takes the pen before all who wait in line. */
  async steal(): Promise<void> {
    this.#waiting?.abort();
    await new Promise<void>((resolve) => this.#ask({ steal: true }, () => resolve(), resolve));
    this.writes = true;
    this.events.onPen();
  }

  leave(): void {
    this.#left = true;
    this.#waiting?.abort();
    this.#release();
  }

  #wait(): void {
    const waiting = (this.#waiting = new AbortController());
    this.#ask({ signal: waiting.signal }, () => {
      this.writes = true;
      this.events.onPen();
    });
  }

  #ask(options: LockOptions, granted: (free: boolean) => void, denied: () => void = () => undefined): void {
    let held = false;
    const work = (lock: Lock | null): Promise<void> | undefined => {
      granted(lock !== null);
      if (!lock) return undefined;
      held = this.holds = true;
      return new Promise((resolve) => (this.#release = resolve));
    };
    this.locks.request(this.name, options, work).catch(() => (held ? this.#stolen() : denied()));
  }

  /** Another tab took the pen away. */
  #stolen(): void {
    if (this.#left) return;
    const had = this.writes;
    this.writes = this.holds = false;
    if (had) void this.events.onPenGone();
    this.#wait();
  }
}

/**
 * Joins the tabs of this browser that have the same place: the first one writes, the others read and wait for the pen, or take it over. Without Web Locks (a page
 * that is not served securely has none) every tab writes, and tabs that hear of each other say so.
 */
export async function joinTabs(events: TabEvents, place = ''): Promise<Tab> {
  const locks = typeof navigator === 'undefined' ? undefined : (navigator as Partial<Navigator>).locks;
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL + place);
  const say = (message: Message): void => channel?.postMessage(message);
  const pen = locks ? new Pen(locks, events, LOCK + place) : null;
  let answered = (): void => undefined;
  let left = false;

  /** Offers the pen, with nothing left unwritten. */
  const give = async (): Promise<void> => {
    if (!pen?.writes) return;
    pen.writes = false;
    await events.onPenGone();
    if (left) return;
    say('given');
    setTimeout(() => {
      // Whoever asked is gone, and nobody else writes.
      if (left || pen.writes || !pen.holds) return;
      pen.writes = true;
      events.onPen();
    }, OFFER);
  };

  const hear: Readonly<Record<Message, () => void>> = {
    changed: () => events.onChange(),
    relocked: () => events.onRelocked(),
    give: () => void give(),
    given: () => answered(),
    hello: () => {
      if (pen) return;
      say('here');
      events.onOthers();
    },
    here: () => {
      if (!pen) events.onOthers();
    },
  };
  if (channel) channel.onmessage = ({ data }: MessageEvent<Message>) => hear[data]?.();
  if (pen) await pen.begin();
  else say('hello');

  return {
    get writes() {
      return pen?.writes ?? true;
    },
    tell: (what = 'changed') => say(what),
    takeOver: async () => {
      if (!pen || pen.writes) return;
      const answer = new Promise<void>((resolve) => (answered = resolve));
      say('give');
      if (channel) await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
      if (!pen.writes) await pen.steal();
    },
    leave: () => {
      left = true;
      pen?.leave();
      channel?.close();
    },
  };
}

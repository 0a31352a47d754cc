import type { Locale } from '#core/messages/text';
import type { Connector, EngineState } from '#edge/engine/connector';
import type { Preferences } from '#edge/storage/preferences';
import type { WorkspaceStorage } from '#edge/storage/types';

/** An engine that outlives its worker. */
export interface LivingEngine extends Connector {
  readonly state: EngineState;
  onRestart(rebuild: (engine: Connector) => Promise<void>): void;
  restart(): Promise<void>;
}

/** The page around the workspace: address, clipboard, downloads, network. Only `main.ts` and tests make one. */
export interface Page {
  address(): string;
  /** Puts another address in its place without leaving the page. */
  replaceAddress(href: string): void;
  onAddress(listener: () => void): void;
  fetch: typeof fetch;
  /** Loads the page anew, and with that drops everything it holds. */
  reload(): void;
  /** What is kept was locked when this page was here last; only storage knows for sure. */
  readonly wasLocked?: boolean;
  /** The page was published with a report of its own beside it. */
  readonly published?: boolean;
  /** The day on the reader's calendar, `YYYY-MM-DD`. */
  readonly today: () => string;
}

/** Everything the workspace is given. */
export interface Doors {
  /** Fetched behind the first screen. */
  readonly engine: Promise<LivingEngine>;
  readonly storage: Promise<WorkspaceStorage>;
  readonly preferences: Preferences & { readonly locale: Locale };
  readonly page: Page;
  savePreferences(preferences: Preferences): void;
}

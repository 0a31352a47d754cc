import type { Result } from '#core/model/result';
import type { HostedIndex } from '#core/report/hosted';
import type { FetchProgress } from '#edge/load/fetch-hosted';
import { dropCache } from '#edge/offline/forget';
import { inList, indexAddress } from './address';
import type { Page } from './doors';
import type { Notices } from './notices.svelte';
import type { HostedSource } from './types';

/** Where fetched files are kept. */
const STORE = 'clientele-hosted';

/** Forgets every file of the site that was kept. */
export async function forgetHosted(): Promise<void> {
  if ('caches' in globalThis) await dropCache(STORE, caches).catch(() => undefined);
}

/** What the site offers beside the page: its list of reports, and their data. */
export class Hosted {
  list = $state.raw<HostedIndex | null>(null);
  fetching = $state.raw<FetchProgress | null>(null);
  #looked: Promise<void> | null = null;
  #abort: AbortController | null = null;

  constructor(
    private readonly page: Page,
    private readonly notices: Notices,
    private readonly keeps: () => boolean,
  ) {}

  /** HR1: reads the list once a visit. Nothing is said where there is none. */
  look(): Promise<void> {
    return (this.#looked ??= this.#read());
  }

  async #read(): Promise<void> {
    const text = await this.#text();
    if (text === null) return;
    const { readHostedIndex } = await import('#core/report/hosted');
    const read = readHostedIndex(text);
    if (read.ok) this.list = read.value;
    else this.notices.warn(...read.issues);
  }

  async #text(): Promise<string | null> {
    try {
      const response = await this.page.fetch(indexAddress(this.page.address()), { redirect: 'error', credentials: 'same-origin' });
      return response.ok ? await response.text() : null;
    } catch {
      return null;
    }
  }

  /** The data that the list names for a report at an address of this site; none where it names none. */
  async dataOf(report: URL): Promise<readonly HostedSource[]> {
    await this.look();
    const page = this.page.address();
    const listed = this.list?.reports.find(({ path }) => inList(path, page).href === report.href);
    return (listed?.data ?? []).map(({ path, bytes = null }) => ({ address: inList(path, page), bytes }));
  }

  /** The files themselves; null where they were cancelled. */
  async fetch(sources: readonly HostedSource[]): Promise<Result<File[]> | null> {
    this.#abort?.abort();
    const abort = (this.#abort = new AbortController());
    const { fetchHosted } = await import('#edge/load/fetch-hosted');
    const result = await fetchHosted(
      sources.map(({ address }) => address),
      { get: this.page.fetch, store: await this.#store(), signal: abort.signal, onProgress: (step) => (this.fetching = step) },
    );
    this.fetching = null;
    return result;
  }

  cancel(): void {
    this.#abort?.abort();
  }

  async #store(): Promise<Cache | null> {
    if (!this.keeps() || !('caches' in globalThis)) return null;
    return caches.open(STORE).catch(() => null);
  }
}

import type { Issue } from '#core/model/result';
import { engineIssue, startIssue } from '#edge/engine/engine-issue';
import { QueryError, type Connector } from '#edge/engine/connector';
import { LoadError, type Loaded, type LoadProgress, type LoadRequest } from '#edge/load/types';

/** `superseded`: a newer load began before this one ended. */
export type LoadOutcome =
  { readonly loaded: Loaded } | { readonly issues: readonly Issue[] } | { readonly cancelled: true; readonly superseded?: true };

/** One load at a time, with its progress. */
export class Loading {
  progress = $state.raw<LoadProgress | null>(null);
  /** When the engine began to read, in milliseconds of the page's clock. */
  since = $state<number | null>(null);
  #controller: AbortController | null = null;
  #ended: Promise<unknown> = Promise.resolve();

  /** `keyOf`: the key of pseudonyms, asked for only where a column is to have some. */
  constructor(
    private readonly engine: Promise<Connector>,
    private readonly keyOf: () => Promise<string>,
  ) {}

  /** Loads all sources anew; a load under way is cancelled first. The tables change only when it succeeds. */
  async load(requests: () => Promise<readonly LoadRequest[]>, fresh?: Connector): Promise<LoadOutcome> {
    this.cancel();
    const controller = (this.#controller = new AbortController());
    const before = this.#ended;
    const outcome = before.then(() => this.#load(requests, fresh, controller.signal));
    this.#ended = outcome;
    try {
      const ended = await outcome;
      return 'cancelled' in ended && this.#controller !== controller ? { ...ended, superseded: true } : ended;
    } finally {
      if (this.#controller === controller) {
        this.#controller = null;
        this.progress = null;
        this.since = null;
      }
    }
  }

  cancel(): void {
    this.#controller?.abort();
  }

  async #load(requestsNow: () => Promise<readonly LoadRequest[]>, fresh: Connector | undefined, signal: AbortSignal): Promise<LoadOutcome> {
    try {
      if (signal.aborted) return { cancelled: true };
      const requests = await requestsNow();
      const first = requests[0]?.info;
      if (first) this.progress = { sourceId: first.id, phase: 'decoding', bytes: 0, totalBytes: first.bytes };
      const [{ loadSources }, engine] = await Promise.all([import('#edge/load/loader'), fresh ?? this.engine]);
      await engine.ready().catch((fault: unknown) => Promise.reject(notStarted(fault)));
      this.since = performance.now();
      const onProgress = (progress: LoadProgress) => {
        if (!signal.aborted) this.progress = progress;
      };
      const key = requests.some(makesPseudonyms) ? { pseudonymKey: await this.keyOf() } : {};
      return { loaded: await loadSources(engine, requests, { signal, onProgress, ...key }) };
    } catch (error) {
      if (signal.aborted) return { cancelled: true };
      return { issues: issuesOf(error) };
    }
  }
}

/** An id that is to be masked gets a pseudonym, too. */
const makesPseudonyms = ({ info }: LoadRequest): boolean => info.mapping.columns.some(({ protect }) => protect !== undefined);

const notStarted = (fault: unknown): LoadError =>
  new LoadError([startIssue({ state: 'failed', message: fault instanceof Error ? fault.message : String(fault) })]);

function issuesOf(error: unknown): readonly Issue[] {
  if (error instanceof LoadError) return error.issues;
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof QueryError && error.kind === 'memory') return [{ code: 'issue_run_load_memory' }];
  if (error instanceof QueryError && (error.kind === 'crashed' || error.kind === 'timeout')) return [engineIssue(error)];
  return [{ code: 'issue_run_load_failed', values: { detail } }];
}

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { openMemoryStorage } from '#edge/storage/storage';
import type { WorkspaceStorage } from '#edge/storage/types';
import type { LivingEngine } from './doors';
import { PageWorkspace } from './workspace.svelte';

export const ADDRESS = 'https://shop.example/stats/';
/** The day on the calendar of every stage. */
export const TODAY = '2026-11-22';
const FIXTURES = path.resolve(import.meta.dirname, '../../../tests/fixtures/headers');

/** A workspace with what surrounds it, for a test to look at. */
export interface Stage {
  readonly workspace: PageWorkspace;
  readonly storage: WorkspaceStorage;
  readonly engine: Connector;
  /** Does what the supervisor does after an engine died: calls the hook with the fresh one. */
  restart(): Promise<void>;
  address(): string;
  close(): Promise<void>;
}

export interface StageOptions {
  readonly storage?: WorkspaceStorage;
  readonly address?: string;
  readonly fetch?: typeof fetch;
  /** The page was published with a report of its own. */
  readonly published?: boolean;
  /** False: given back while it begins. */
  readonly waits?: boolean;
  /** Called where the page would be loaded anew. */
  readonly reloaded?: () => void;
  /** `never`: it goes on starting. `failed`: it did not start. */
  readonly engine?: 'never' | 'failed';
}

/** Opens a workspace as `main.ts` does, on the native engine. The same storage given again is a reload. */
async function openStage(options: StageOptions = {}): Promise<Stage> {
  const storage = options.storage ?? openMemoryStorage();
  const engine = await openNodeEngine();
  let rebuild: (fresh: Connector) => Promise<void> = async () => undefined;
  let address = options.address ?? ADDRESS;
  const living: LivingEngine = Object.assign(Object.create(engine) as Connector, {
    state: { state: 'ready' } as const,
    onRestart: (hook: typeof rebuild) => void (rebuild = hook),
    restart: async () => undefined,
    ...(options.engine === 'failed' && { ready: () => Promise.reject(new Error('no wasm')) }),
  });
  const workspace = new PageWorkspace({
    engine: options.engine === 'never' ? new Promise(() => undefined) : Promise.resolve(living),
    storage: Promise.resolve(storage),
    preferences: { locale: 'en', theme: 'light', keep: true, singleKeys: true },
    savePreferences: () => undefined,
    page: {
      address: () => address,
      replaceAddress: (href) => void (address = href),
      onAddress: () => undefined,
      reload: () => void (options.reloaded ?? (() => undefined))(),
      fetch: options.fetch ?? (() => Promise.reject(new Error('no network'))),
      today: () => TODAY,
      published: options.published ?? false,
    },
  });
  const began = workspace.begin();
  if (options.waits ?? true) await began;
  return { workspace, storage, engine, restart: () => rebuild(engine), address: () => address, close: () => engine.close() };
}

/** Opens stages for a test file and closes all that it opened. */
export function stageKeeper(): { open(options?: StageOptions): Promise<Stage>; closeAll(): Promise<void> } {
  const stages: Stage[] = [];
  return {
    async open(options) {
      const stage = await openStage(options);
      stages.push(stage);
      return stage;
    },
    async closeAll() {
      for (const stage of stages.splice(0)) await stage.close();
    },
  };
}

/** Waits until something is so. */
export async function until(check: () => boolean, what: string): Promise<void> {
  for (let waited = 0; !check(); waited += 10) {
    if (waited > 20_000) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The cells of the report have all come to rest. */
export const settled = ({ workspace }: Stage): Promise<void> =>
  until(() => {
    const states = (workspace.report?.cells ?? []).map((cell) => workspace.cells[cell.id]?.state ?? 'waiting');
    return states.length > 0 && states.every((state) => state !== 'waiting' && state !== 'running');
  }, 'cells settled');

export const fixture = async (name: string): Promise<File> => new File([await readFile(path.join(FIXTURES, name))], name);
export const csv = (name: string, lines: readonly string[]): File => new File([lines.join('\n')], name, { lastModified: 1 });

/** Sixty orders of twenty customers over five months, with a status. */
export function ordersFile(name = 'orders.csv'): File {
  const rows = Array.from({ length: 60 }, (_, index) => {
    const month = String(1 + (index % 5)).padStart(2, '0');
    const day = String(1 + ((index * 7) % 28)).padStart(2, '0');
    return `A${1000 + index},C${100 + (index % 20)},2026-${month}-${day},${10 + index}.50,${index % 9 === 0 ? 'web' : 'shop'}`;
  });
  return csv(name, ['Order Number,Customer ID,Order Date,Total,Channel', ...rows]);
}

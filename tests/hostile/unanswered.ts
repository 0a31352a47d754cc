import type { Connector } from '#edge/engine/connector';
import { openWasmEngine } from '#edge/engine/duckdb-wasm/connector';
import { openMemoryStorage } from '#edge/storage/storage';
import { PageWorkspace } from '#app/session/workspace.svelte';
import type { ShopTables } from '../support/shop-tables';

/** How long nobody answers, ms. */
const STANDS = 3000;
const PATIENCE = 30_000;

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
async function until(check: () => boolean, what: string): Promise<void> {
  for (const began = performance.now(); !check(); await wait(20))
    if (performance.now() - began > PATIENCE) throw new Error(`never: ${what}`);
}

/** The workspace of the page with its own data loaded, before which a report from outside stands. Nobody agrees to it. Says what reached the engine. */
export async function standUnanswered(text: string, { orders }: ShopTables): Promise<string> {
  const engine = openWasmEngine({ workerUrl: 'engine/duckdb-eh.worker.js', wasmUrl: 'engine/duckdb-eh.wasm.gz' });
  let asked = 0;
  const query: Connector['query'] = (sql, options) => ((asked += 1), engine.query(sql, options));
  const workspace = new PageWorkspace({
    engine: Promise.resolve(Object.assign(Object.create(engine) as typeof engine, { query })),
    storage: Promise.resolve(openMemoryStorage()),
    preferences: { locale: 'en', theme: 'light', keep: false, singleKeys: false },
    savePreferences: () => undefined,
    page: {
      address: () => 'https://shop.example/',
      replaceAddress: () => undefined,
      reload: () => undefined,
      onAddress: () => undefined,
      fetch: () => Promise.reject(new Error('no network')),
      today: () => '2026-11-22',
    },
  });
  await workspace.begin();
  await workspace.dropFiles([new File([orders!.map((row) => row.join(',')).join('\n')], 'orders.csv')]);
  const isRunning = () => Object.values(workspace.cells).some(({ state }) => state === 'running' || state === 'waiting');
  await until(() => workspace.model !== null && Object.keys(workspace.cells).length > 0 && !isRunning(), 'the data are loaded');
  asked = 0;
  await workspace.openReportText(text, 'file');
  await wait(STANDS);
  await engine.close();
  return `${workspace.screen}, ${asked} queries`;
}

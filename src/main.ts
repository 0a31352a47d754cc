import { mount } from 'svelte';
import type { Locale } from '#core/messages/text';
import { readPreferences, savePreferences } from '#edge/storage/preferences';
import { fetchAhead } from '#app/session/fetch-ahead';
import { rehearse } from '#app/session/rehearse';
import { today } from '#app/session/today';
import { PageWorkspace } from '#app/session/workspace.svelte';
import type { LivingEngine } from '#app/session/doors';
import App from './app/ui/App.svelte';

const stored = readPreferences();
const browserLocale = (): Locale => {
  const spoken = navigator.languages.find((language) => /^(en|zh)\b/i.test(language));
  return spoken?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
};

async function startEngine(): Promise<LivingEngine> {
  try {
    const { openWasmEngine } = await import('#edge/engine/duckdb-wasm/connector');
    return openWasmEngine({
      workerUrl: 'engine/duckdb-eh.worker.js',
      wasmUrl: 'engine/duckdb-eh.wasm.gz',
      onState: (state) => workspace.engineChanged(state),
    });
  } catch (error) {
    workspace.engineChanged({ state: 'failed', message: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}

async function startStorage() {
  const { openStorage } = await import('#edge/storage/storage');
  return (await openStorage({ keep: stored.keep })).storage;
}

const engine = startEngine();
const workspace = new PageWorkspace({
  engine,
  storage: startStorage(),
  preferences: { ...stored, locale: stored.locale ?? browserLocale() },
  savePreferences,
  page: {
    address: () => location.href,
    replaceAddress: (href) => history.replaceState(history.state, '', href),
    onAddress: (listener) => addEventListener('hashchange', listener),
    fetch: (input, init) => fetch(input, init),
    today,
  },
});

mount(App, { target: document.getElementById('app')!, props: { workspace } });
const whenIdle = window.requestIdleCallback ?? setTimeout;
void workspace.begin().then(() => whenIdle(() => void fetchAhead().then(() => whenIdle(() => void rehearse(engine, workspace)))));

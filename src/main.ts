import { mount } from 'svelte';
import type { Locale } from '#core/messages/text';
import { onMissingPart } from '#edge/offline/missing-part';
import { registerOffline } from '#edge/offline/register';
import { readLockMark, readPreferences, savePreferences } from '#edge/storage/preferences';
import { fetchAhead } from '#app/session/fetch-ahead';
import { rehearse } from '#app/session/rehearse';
import { today } from '#app/session/today';
import { PageWorkspace } from '#app/session/workspace.svelte';
import type { LivingEngine } from '#app/session/doors';
import App from './app/ui/App.svelte';
import { screens } from './app/ui/screens';

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

const published = document.querySelector('meta[name="clientele-site"]') !== null;
const place = published ? ` ${new URL('.', location.href).pathname}` : '';

async function startStorage() {
  const { openStorage } = await import('#edge/storage/storage');
  return (await openStorage({ keep: stored.keep, place })).storage;
}

/** A published page shows its stored numbers first: the engine would take their time. */
let show = (): void => undefined;
const shown = new Promise<void>((resolve) => (show = resolve));
/** What a published page shows first is fetched beside its contents, not after them. */
if (published) void Promise.allSettled([screens.report(), import('#edge/draw/mount')]);
const engine = published ? shown.then(startEngine) : startEngine();
const workspace = new PageWorkspace({
  engine,
  storage: startStorage(),
  preferences: { ...stored, locale: stored.locale ?? browserLocale() },
  savePreferences,
  page: {
    address: () => location.href,
    replaceAddress: (href) => history.replaceState(history.state, '', href),
    reload: () => location.reload(),
    wasLocked: readLockMark(place),
    onAddress: (listener) => addEventListener('hashchange', listener),
    fetch: (input, init) => fetch(input, init),
    published,
    today,
  },
});

/** After the first screen, so that the copy never competes with it for the network. */
const keepCopy = () =>
  registerOffline({
    onWaiting: (begin) => workspace.updates.waits(begin),
    onReplaced: () => workspace.updates.replaced(() => location.reload()),
  });

onMissingPart(window, () => workspace.updates.partMissing());
mount(App, { target: document.getElementById('app')!, props: { workspace } });
const whenIdle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run));
void workspace.begin().then(() => {
  if (published) whenIdle(show, { timeout: 2000 });
  if (import.meta.env.PROD) whenIdle(() => void keepCopy());
  whenIdle(() => void fetchAhead().then(() => whenIdle(() => void rehearse(engine, workspace))));
});

import type { Mapping, RememberedReading } from '#core/model/source';
import type { Journal } from '#core/report/journal';
import type { Backend, StoredSource, UpdateChoice } from './types';

/** Keeps as long as the page is open: where there is no IndexedDB, under “keep nothing”, in the terminal and in tests. */
export function openMemoryBackend(): Backend {
  const sources = new Map<string, StoredSource>();
  const mappings = new Map<string, Mapping>();
  const updates = new Map<string, UpdateChoice | null>();
  const secrets = new Map<string, string>();
  const readings = new Map<string, RememberedReading>();
  let journal: Journal | null = null;
  return {
    mode: 'memory',
    readSources: async () => [...sources].map(([key, value]) => ({ key, value })),
    readJournal: async () => journal,
    putSource: async (source) => void sources.set(source.info.id, source),
    removeSource: async (id) => void sources.delete(id),
    putJournal: async (next) => void (journal = next),
    setAside: async (what) => {
      if (what === 'journal') journal = null;
      else sources.delete(what.source);
    },
    getMapping: async (key) => mappings.get(key),
    putMapping: async (key, mapping) => void mappings.set(key, mapping),
    getUpdate: async (key) => updates.get(key),
    putUpdate: async (key, choice) => void updates.set(key, choice),
    getSecret: async (name) => secrets.get(name),
    putSecret: async (name, value) => void secrets.set(name, value),
    getReadings: async (keys) => keys.map((key) => readings.get(key)),
    putReading: async (key, remembered) => void (remembered ? readings.set(key, remembered) : readings.delete(key)),
    clear: async () => {
      updates.clear();
      sources.clear();
      mappings.clear();
      secrets.clear();
      readings.clear();
      journal = null;
    },
    close: () => undefined,
  };
}

import type { Mapping, RememberedReading } from '#core/model/source';
import type { Journal } from '#core/report/journal';
import type { ReportOrigin } from './origin';
import type { Backend, StoredSource, UpdateChoice } from './types';

/** Keeps as long as the page is open: where there is no IndexedDB, under “keep nothing”, in the terminal and in tests. */
export function openMemoryBackend(): Backend {
  const sources = new Map<string, StoredSource>();
  const mappings = new Map<string, Mapping>();
  const updates = new Map<string, UpdateChoice | null>();
  const secrets = new Map<string, string>();
  const readings = new Map<string, RememberedReading>();
  const library = new Map<string, unknown>();
  let journal: Journal | null = null;
  let origin: ReportOrigin | null = null;
  return {
    mode: 'memory',
    readSources: async () => [...sources].map(([key, value]) => ({ key, value })),
    readJournal: async () => ({ journal, origin }),
    putSource: async (source) => void sources.set(source.info.id, source),
    removeSource: async (id) => void sources.delete(id),
    putJournal: async (next, from) => {
      journal = next;
      origin = next && from;
    },
    setAside: async (what) => {
      if (what === 'journal') journal = origin = null;
      else if ('item' in what) library.delete(what.item);
      else sources.delete(what.source);
    },
    readLibrary: async () => [...library].map(([key, document]) => ({ key, document })),
    putLibrary: async (changes) => {
      for (const { key, document } of changes)
        if (document === null) library.delete(key);
        else library.set(key, document);
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
      library.clear();
      journal = origin = null;
    },
    close: () => undefined,
  };
}

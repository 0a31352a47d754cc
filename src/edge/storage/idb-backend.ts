import type { Journal } from '#core/report/journal';
import type { Head } from './database';
import { diffJournal } from './journal-diff';
import type { Change, Shelf } from './shelf';
import type { Backend } from './types';

const HEAD = 'head';
/** No key of a mapping begins so: those are lists in JSON. */
const READING = 'reading/';
const UPDATE = 'update:';

/** The changes by which one stored journal becomes another. */
function journalChanges(before: Journal | null, journal: Journal | null, origin: unknown): readonly Change[] {
  if (!journal)
    return [
      { store: 'document', gone: HEAD },
      { store: 'entries', from: 0 },
    ];
  const { from, entries } = diffJournal(before, journal);
  const { snapshot, position, entries: all } = journal;
  const head: Head = { snapshot, position, count: all.length, ...(origin ? { origin } : {}) };
  return [
    { store: 'entries', from },
    ...entries.map((value, index): Change => ({ store: 'entries', key: from + index, value })),
    { store: 'document', key: HEAD, value: head },
  ];
}

/** Keeps in the browser's database, as values go onto its shelf. */
export function idbBackend(shelf: Shelf): Backend {
  let written: Journal | null = null;
  const one = async (store: 'mappings' | 'secrets', key: string): Promise<unknown> => (await shelf.get(store, [key]))[0];
  const put = (store: 'mappings' | 'secrets', key: string, value: unknown) => shelf.write([{ store, key, value }]);
  return {
    mode: 'kept',
    readSources: () => shelf.getAll('sources'),
    readJournal: async () => {
      const { head, entries } = await shelf.getJournal();
      if (!head) return { journal: null, origin: null };
      const { snapshot, position, origin } = head as Partial<Head>;
      return { journal: { snapshot, position, entries }, origin };
    },
    putSource: (source) => shelf.write([{ store: 'sources', key: source.info.id, value: source }]),
    removeSource: (id) => shelf.write([{ store: 'sources', gone: id }]),
    putJournal: async (journal, origin) => {
      // `strict`: the promise of the page is that an edit survives a crash, not only a closed tab.
      await shelf.write(journalChanges(written, journal, origin), true);
      written = journal;
    },
    setAside: async (what) => {
      written = null;
      if (what === 'journal') return shelf.setAside(what);
      await shelf.setAside('item' in what ? { store: 'library', key: what.item } : { store: 'sources', key: what.source });
    },
    readLibrary: async () => (await shelf.getAll('library')).map(({ key, value }) => ({ key, document: value })),
    putLibrary: (changes) =>
      shelf.write(
        changes.map(({ key, document }) =>
          document === null ? { store: 'library', gone: key } : { store: 'library', key, value: document },
        ),
        true,
      ),
    getMapping: (key) => one('mappings', key),
    putMapping: (key, mapping) => put('mappings', key, mapping),
    getUpdate: (key) => one('mappings', UPDATE + key),
    putUpdate: (key, choice) => put('mappings', UPDATE + key, choice),
    getSecret: (name) => one('secrets', name),
    putSecret: (name, value) => put('secrets', name, value),
    getReadings: (keys) =>
      shelf.get(
        'mappings',
        keys.map((key) => READING + key),
      ),
    putReading: (key, remembered) =>
      remembered ? put('mappings', READING + key, remembered) : shelf.write([{ store: 'mappings', gone: READING + key }]),
    clear: async () => {
      written = null;
      await shelf.clear();
    },
    close: () => shelf.close(),
  };
}

import type { SourceInfo } from '#core/model/source';
import { recordEdit, startJournal, type OpenJournal } from '#core/report/journal';
import { emptyReport } from '../../../tests/support/reports';
import { openStorage } from './storage';
import type { WorkspaceStorage } from './types';

export const PASSPHRASE = '山南茶行 spring 2026';
export const OTHER = 'lantern orchid slow river';
/** Words that must be nowhere while locked, by what they stand in. */
export const CANARIES = {
  content: 'kanarie-content',
  file: 'kanarie-file',
  column: '金丝雀列',
  title: 'kanarie-title',
  question: 'kanarie-question',
  library: 'kanarie-library',
  key: 'kanarie-key',
} as const;

export const sourceInfo: SourceInfo = {
  id: 's1',
  name: `${CANARIES.file}.csv`,
  bytes: 100,
  fingerprint: 'abc',
  dialect: { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true },
  headers: [CANARIES.column, 'x'],
  mapping: { grain: 'order', columns: [{ header: CANARIES.column, role: 'customer_id', parse: { type: 'text' } }] },
};
/** More than two pieces, with every byte value in it. */
export const content = (): File =>
  new File([CANARIES.content.repeat(600_000), Uint8Array.from({ length: 256 }, (_, index) => index)], `${CANARIES.file}.csv`, {
    type: 'text/csv',
  });

export function journalOf(...titles: string[]): OpenJournal {
  const question = { id: 'c1', type: 'text' as const, text: CANARIES.question };
  return titles.reduce(
    (current, title) => {
      const next = recordEdit(current, { op: 'set_title', title });
      if (!next.ok) throw new Error(title);
      return next.value;
    },
    startJournal({ ...emptyReport, title: CANARIES.title, cells: [question] as never }),
  );
}

/** Puts something of every kind into a storage; gives its key of pseudonyms. */
export async function fill(storage: WorkspaceStorage, file: Blob = content()): Promise<string> {
  await storage.saveSource({ info: sourceInfo, blob: file });
  await storage.saveJournal(journalOf('one', `two ${CANARIES.title}`).journal, { from: 'file', name: CANARIES.file });
  await storage.rememberMapping(sourceInfo.headers, sourceInfo.mapping);
  await storage.rememberUpdate(sourceInfo.headers, 'append');
  await storage.rememberReading(CANARIES.key, { encoding: 'gb18030', headers: sourceInfo.headers, line: null });
  await storage.saveLibrary([
    { key: 'i1', document: { title: CANARIES.library } },
    { key: 'i2', document: { title: `${CANARIES.library} 2` } },
  ]);
  return storage.pseudonymKey();
}

/** Everything that a storage gives back, files as text. */
export async function readAll(storage: WorkspaceStorage) {
  const { workspace, issues } = await storage.readWorkspace();
  const library = await storage.readLibrary();
  return {
    issues: [...issues, ...library.issues],
    sources: await Promise.all(
      workspace.sources.map(async ({ info, blob }) => ({ info, name: (blob as File).name, type: blob.type, text: await blob.text() })),
    ),
    journal: workspace.journal,
    origin: workspace.origin,
    library: library.items,
    mapping: await storage.recallMapping(sourceInfo.headers),
    update: await storage.recallUpdate(sourceInfo.headers),
    reading: await storage.recallReading([CANARIES.key]),
  };
}

/** Opens storages as tabs do, and closes them all. */
export function tabKeeper() {
  const opened: WorkspaceStorage[] = [];
  return {
    async open(passphrase?: string): Promise<WorkspaceStorage> {
      const { storage } = await openStorage({ keep: true });
      opened.push(storage);
      if (passphrase !== undefined) {
        const issues = await storage.unlock(passphrase);
        if (issues.length > 0) throw new Error(issues[0]!.code);
      }
      return storage;
    },
    /** As a reload does. */
    async close(storage: WorkspaceStorage): Promise<void> {
      storage.close();
      await new Promise((resolve) => setTimeout(resolve, 30));
    },
    async closeAll(): Promise<void> {
      opened.splice(0).forEach((storage) => storage.close());
      await new Promise((resolve) => setTimeout(resolve, 30));
    },
  };
}

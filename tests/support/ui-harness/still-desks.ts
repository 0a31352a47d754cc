import { succeed } from '#core/model/result';
import type { LockDesk } from '#app/session/lock-types';
import type { ChangesDesk, LibraryDesk, Outside, PublishDesk } from '#app/session/types';

/** A library in which nothing can be done. */
export const stillLibrary: LibraryDesk = {
  items: [],
  incoming: null,
  open: async () => undefined,
  keep: async () => undefined,
  keepVersion: async () => false,
  restoreReport: async () => undefined,
  place: async () => undefined,
  rename: async () => undefined,
  remove: async () => undefined,
  restore: async () => undefined,
  exportItems: async () => undefined,
  importText: async () => undefined,
  accept: async () => undefined,
  decline: () => undefined,
};

/** Nothing to compare with. */
export const stillChanges: ChangesDesk = {
  shown: null,
  wanted: false,
  compareWith: async () => [],
  save: async () => undefined,
  close: () => undefined,
};

/** Nothing is there that could be published. */
export const stillPublishing: PublishDesk = { offer: { cells: 0, finished: 0, files: [] }, publish: async () => succeed(false) };

/** Nothing waits outside. */
export const nothingOutside: Outside = {
  sealed: null,
  unseal: async () => undefined,
  hosted: null,
  lookForReports: async () => undefined,
  openHosted: async () => undefined,
  fetching: null,
  acceptHosted: async () => undefined,
  cancelFetching: () => undefined,
  takeCell: () => null,
};

/** No passphrase is set. */
export const noLock: LockDesk = {
  state: 'none',
  busy: false,
  progress: null,
  issues: [],
  waiting: false,
  possible: true,
  begin: () => undefined,
  unlock: async () => undefined,
  forget: async () => undefined,
  set: async () => false,
  lockNow: async () => undefined,
};

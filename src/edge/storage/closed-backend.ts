import { ChangedLockError } from './fault';
import type { Backend } from './types';

/** While locked nothing can be asked of what is kept: every method rejects. */
export function closedBackend(close: () => void): Backend {
  const refuse = () => Promise.reject(new ChangedLockError());
  return {
    mode: 'kept',
    readSources: refuse,
    readJournal: refuse,
    putSource: refuse,
    removeSource: refuse,
    putJournal: refuse,
    setAside: refuse,
    readLibrary: refuse,
    putLibrary: refuse,
    getUpdate: refuse,
    putUpdate: refuse,
    getMapping: refuse,
    putMapping: refuse,
    getSecret: refuse,
    putSecret: refuse,
    getReadings: refuse,
    putReading: refuse,
    clear: refuse,
    close,
  };
}

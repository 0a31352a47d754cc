import { LOCALES, type Locale } from '#core/messages/text';

/** Small settings, read at once when the page begins, before anything asynchronous. */
export interface Preferences {
  /** Null: as the browser prefers. */
  readonly locale: Locale | null;
  readonly theme: 'light' | 'dark' | 'system';
  /** False: nothing outlives the page. */
  readonly keep: boolean;
  /** False: keys without Ctrl, Cmd or Alt do nothing. */
  readonly singleKeys: boolean;
}

const KEY = 'clientele.preferences';
/** In the tab's own storage, which ends with the tab: “keep nothing” survives a reload and nothing else. */
const KEEP_NOTHING = 'clientele.keep-nothing';
const LOCKED = 'clientele.locked';
const THEMES = ['light', 'dark', 'system'] as const;

/** Storage that the browser denies throws on the first touch. */
function attempt<T>(action: () => T, otherwise: T): T {
  try {
    return action();
  } catch {
    return otherwise;
  }
}

const isKeeping = () => attempt(() => sessionStorage.getItem(KEEP_NOTHING) === null, true);

/** The settings of this browser; defaults where there are none or they cannot be read. */
export function readPreferences(): Preferences {
  const stored = attempt<Partial<Record<keyof Preferences, unknown>> | null>(
    () => JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Record<keyof Preferences, unknown>> | null,
    null,
  );
  return {
    locale: LOCALES.find((locale) => locale === stored?.locale) ?? null,
    theme: THEMES.find((theme) => theme === stored?.theme) ?? 'system',
    keep: isKeeping(),
    singleKeys: stored?.singleKeys !== false,
  };
}

/** Keeps the settings, or, under “keep nothing”, keeps none and clears those that were. */
export function savePreferences({ locale, theme, keep, singleKeys }: Preferences): void {
  attempt(() => (keep ? sessionStorage.removeItem(KEEP_NOTHING) : sessionStorage.setItem(KEEP_NOTHING, '1')), undefined);
  attempt(
    () =>
      keep
        ? localStorage.setItem(KEY, JSON.stringify({ locale, theme, ...(!singleKeys && { singleKeys }) }))
        : localStorage.removeItem(KEY),
    undefined,
  );
}

/** Whether what is kept at a place was locked when it was opened last: for the first paint, before the database answers. */
export const readLockMark = (place = ''): boolean => attempt(() => localStorage.getItem(LOCKED + place) !== null, false);

/** Leaves or takes away that mark. */
export function saveLockMark(locked: boolean, place = ''): void {
  attempt(() => (locked ? localStorage.setItem(LOCKED + place, '1') : localStorage.removeItem(LOCKED + place)), undefined);
}

/** Forgets every setting, “keep nothing” among them. */
export function clearPreferences(): void {
  attempt(() => localStorage.removeItem(KEY), undefined);
  attempt(() => sessionStorage.removeItem(KEEP_NOTHING), undefined);
}

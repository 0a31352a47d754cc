import type { Locale } from '#core/messages/text';
import type { Preferences } from '#edge/storage/preferences';
import type { Workspace } from './types';

type Chosen = Pick<Workspace, 'locale' | 'theme' | 'keep' | 'singleKeys'>;

/** What a person set for the page; every change is stored at once. */
export class Settings implements Chosen {
  locale = $state<Locale>('en');
  theme = $state<Workspace['theme']>('system');
  keep = $state(true);
  singleKeys = $state(true);

  constructor(
    preferences: Preferences & { readonly locale: Locale },
    private readonly save: (preferences: Preferences) => void,
  ) {
    const { locale, theme, keep, singleKeys } = preferences;
    Object.assign(this, { locale, theme, keep, singleKeys } satisfies Chosen);
  }

  set(change: Partial<Chosen>): void {
    Object.assign(this, change);
    const { locale, theme, keep, singleKeys } = this;
    this.save({ locale, theme, keep, singleKeys });
  }
}

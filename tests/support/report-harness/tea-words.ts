import type { Locale, Text } from '#core/messages/text';

/** Words of the invented shop in the language on screen. */
export const words =
  (locale: Locale) =>
  (en: string, zh: string): Text => ({ literal: locale === 'en' ? en : zh });

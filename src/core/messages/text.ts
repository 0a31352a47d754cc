import type { MessageKey } from './message-key';
import type { Amount } from './unit';

/** What fills a placeholder of a message. Numbers carry their unit so that each language writes them its way. */
export type Value = string | number | Amount | { readonly date: string } | { readonly month: string } | Text;
export type Values = Readonly<Record<string, Value>>;

/** A text before it meets a language: a message with its values, or words that belong to the user (a header, a name). */
export type Text = { readonly key: MessageKey; readonly values?: Values } | { readonly literal: string };

/** The languages of the page. `zh-CN` is written by hand, never translated from the English at run time. */
export type Locale = 'en' | 'zh-CN';
export const LOCALES: readonly Locale[] = ['en', 'zh-CN'];

import { formatAmount, formatDay, formatMonth, type FormatOptions } from './format';
import { m } from './generated/messages';
import type { MessageKey } from './message-key';
import type { Text, Value } from './text';

function sayValue(value: Value, options: FormatOptions): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatAmount({ amount: value, unit: 'count' }, options);
  if ('amount' in value) return formatAmount(value, options);
  if ('date' in value) return formatDay(value.date, options.locale);
  if ('month' in value) return formatMonth(value.month, options.locale);
  return say(value, options);
}

/**
 * A text in the reader's language. Reaches every message, so the first screen must not import this file:
 * it calls `m.name()` itself and stays small.
 */
export function say(text: Text, options: FormatOptions): string {
  if ('literal' in text) return text.literal;
  const values = Object.fromEntries(Object.entries(text.values ?? {}).map(([name, value]) => [name, sayValue(value, options)]));
  const message = m[text.key] as (inputs: Record<string, string>, options: { locale: FormatOptions['locale'] }) => string;
  return message(values, { locale: options.locale });
}

/** Whether this page has a message of that name: for texts that come from outside. */
export const isMessage = (key: string): key is MessageKey => Object.hasOwn(m, key);

import { formatAmount } from '#core/messages/format';
import type { Locale } from '#core/messages/text';

/** `1204` → “1,204”. */
export const countWords = (amount: number, locale: Locale): string => formatAmount({ amount, unit: 'count' }, { locale, currency: null });
/** `412000` → “412 kB”. */
export const bytesWords = (amount: number, locale: Locale): string => formatAmount({ amount, unit: 'bytes' }, { locale, currency: null });
/** `0.97` → “97%”. */
export const percentWords = (share: number, locale: Locale): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);
/** Names joined as the language does it: “orders and customers”, “订单和客户”. */
export const listWords = (words: readonly string[], locale: Locale): string =>
  new Intl.ListFormat(locale, { type: 'conjunction' }).format(words);

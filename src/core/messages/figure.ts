import { formatAmount, type FormatOptions } from './format';
import type { Amount } from './unit';

/** A headline number in two sizes: the figure itself, and the unit that is set smaller beside it. */
export interface HeadlineFigure {
  readonly figure: string;
  readonly unit: string;
}

const WORDS: Readonly<Record<string, string>> = { CNY: '元' };

/**
 * An amount for large type. English is shortened from a million, Chinese from ten thousand (万, 亿); renminbi is written with 元
 * after the number in Chinese, other currencies keep their sign in front.
 */
export function formatFigure({ amount, unit }: Amount, options: FormatOptions): HeadlineFigure {
  const shortFrom = options.locale === 'en' ? 1e6 : 1e4;
  const word = unit === 'money' && options.locale !== 'en' && options.currency ? (WORDS[options.currency] ?? '') : '';
  if (amount === null || !Number.isFinite(amount)) return { figure: formatAmount({ amount, unit }, options), unit: '' };
  const plain = word ? { ...options, currency: null } : options;
  if (unit === 'rate' || unit === 'points' || unit === 'bytes' || Math.abs(amount) < shortFrom) {
    const rounded = unit === 'money' && Math.abs(amount) >= 100 ? Math.round(amount) : amount;
    return { figure: formatAmount({ amount: rounded, unit }, plain), unit: word };
  }
  const parts = new Intl.NumberFormat(options.locale, {
    notation: 'compact',
    maximumFractionDigits: 2,
    maximumSignificantDigits: 4,
    roundingPriority: 'lessPrecision',
    ...(unit === 'money' && plain.currency ? { style: 'currency', currency: plain.currency, currencyDisplay: 'narrowSymbol' } : {}),
  }).formatToParts(amount);
  const scale = parts.find((part) => part.type === 'compact')?.value ?? '';
  const figure = parts.filter((part) => part.type !== 'compact').map((part) => part.value);
  return { figure: figure.join('').trim(), unit: scale + word };
}

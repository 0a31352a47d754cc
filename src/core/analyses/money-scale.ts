import type { Text } from '#core/messages/text';
import type { PresentContext } from './contract';

/** What axis figures are divided by, and how that is said beside the axis. */
export interface MoneyScale {
  readonly divisor: number;
  readonly unit: Text | null;
  /** A figure in the scale, at most one decimal below 100. */
  write(amount: number): string;
}

function symbolOf({ currency, locale }: PresentContext): string {
  if (!currency) return '';
  if (currency === 'CNY' && locale === 'zh-CN') return '元';
  const parts = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0);
  return parts.find((part) => part.type === 'currency')?.value ?? currency;
}

const STEPS = {
  en: [
    [1e6, 'axis_million'],
    [1e3, 'axis_thousand'],
  ],
  'zh-CN': [
    [1e8, 'axis_yi'],
    [1e4, 'axis_wan'],
  ],
} as const;

/** Thousands and millions in English, 万 and 亿 in Chinese, chosen by the largest amount. */
export function moneyScale(amounts: readonly number[], context: PresentContext): MoneyScale {
  const largest = amounts.reduce((most, amount) => Math.max(most, Math.abs(amount)), 0);
  const step = STEPS[context.locale].find(([size]) => largest >= 2 * size);
  const divisor = step?.[0] ?? 1;
  const symbol = symbolOf(context);
  const unit: Text | null = step ? { key: step[1], values: { currency: symbol } } : symbol ? { literal: symbol } : null;
  const digits = largest / divisor >= 100 ? 0 : 1;
  const format = new Intl.NumberFormat(context.locale, { maximumFractionDigits: digits, minimumFractionDigits: 0 });
  return { divisor, unit, write: (amount) => format.format(amount / divisor) };
}

import type { Text } from '#core/messages/text';
import { isSmall } from './withhold';

/** What nobody may read any more: withheld numbers, and the names of rows that lost some. */
export interface Hidden {
  readonly k: number;
  readonly numbers: readonly number[];
  /** Texts that name such a row. */
  readonly names: readonly Text[];
  /** Values of key columns that name such a row: a code, a day, a name. */
  readonly words: ReadonlySet<string>;
}

const COUNTED: ReadonlySet<unknown> = new Set(['customers', 'orders', 'count']);
/** Names of placeholders of whole numbers that count nobody (PR15). */
const NOBODY: ReadonlySet<string> = new Set(
  'cohorts day days gap k month months needed nth periods place sides step window years'.split(' '),
);
/** Messages that name a stretch of time or a column, and count nobody. */
const NAMES_TIME = /_length_|_column_|_day$/;

const same = (a: number, b: number): boolean => a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

/** A withheld number but zero, which stands for nobody. */
export const repeats = (value: number, { numbers }: Hidden): boolean => value !== 0 && numbers.some((each) => same(each, value));

/** Whether a text says what nobody may read (PR15). */
export function tells(text: Text, hidden: Hidden): boolean {
  if ('literal' in text) return hidden.words.has(text.literal);
  const itself = JSON.stringify(text);
  if (hidden.names.some((name) => JSON.stringify(name) === itself)) return true;
  if (NAMES_TIME.test(text.key)) return false;
  return Object.entries(text.values ?? {}).some(([name, value]) => {
    if (NOBODY.has(name) && typeof value === 'object' && 'amount' in value) return false;
    if (typeof value === 'string') return hidden.words.has(value) || (/^\d+$/.test(value) && tellsNumber(Number(value), name, hidden));
    if (typeof value === 'number') return tellsNumber(value, name, hidden);
    if ('amount' in value) {
      if (value.amount === null) return false;
      return (COUNTED.has(value.unit) && isSmall(value.amount, hidden.k)) || repeats(value.amount, hidden);
    }
    if ('date' in value) return hidden.words.has(value.date);
    if ('month' in value) return hidden.words.has(value.month);
    return tells(value, hidden);
  });
}

const tellsNumber = (value: number, name: string, hidden: Hidden): boolean =>
  !NOBODY.has(name) && ((Number.isInteger(value) && isSmall(value, hidden.k)) || repeats(value, hidden));

/** Days, months and their numbers in texts of charts, in both languages. */
const TIMES =
  /\d+\s*年(?:\s*\d+\s*月)?(?:\s*\d+\s*日)?|第\s*\d+(?:[–-]\d+)?|\b(?:Months?|Days?|Weeks?|Quarters?|Years?|Q)\s*\d+(?:[–-]\d+)?|\d+ (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/g;

/** Whether a text of a chart, which is written already, says a whole number from 1 to k − 1 that is no day and no month. */
export function saysSmall(text: string, k: number): boolean {
  const numbers = text.replace(TIMES, ' ').match(/(?<![\p{L}\d.,])\d[\d,]*(?:\.\d+)?(?![\d]*%)/gu) ?? [];
  return numbers.some((each) => !each.includes('.') && isSmall(Number(each.replaceAll(',', '')), k));
}

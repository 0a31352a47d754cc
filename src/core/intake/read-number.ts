/** Words and signs of currencies that stand before or after an amount. The longer ones first. */
const MARKS = ['人民币', 'RMB', 'CNY', 'USD', 'EUR', 'GBP', 'HKD', 'TWD', 'NT$', 'HK$', 'US$', '¥', '￥', '$', '€', '£', '元'];

const GROUPED = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/;
const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

export interface ReadNumber {
  readonly value: number;
  /** What had to be removed from the text, in the order of removal. */
  readonly strip: readonly string[];
}

/** A number as exports write it: `1234.5`, `1,234.50`, `¥1,234.50`, `-¥3`, `12元`. Null for anything else, also for `007` and 16 digits or more, which are ids. */
export function readNumber(text: string): ReadNumber | null {
  let rest = text.trim();
  if (rest === '') return null;
  const strip: string[] = [];
  for (const mark of MARKS) {
    if (!rest.includes(mark)) continue;
    rest = rest.replace(mark, '').trim();
    strip.push(mark);
  }
  if (GROUPED.test(rest)) {
    rest = rest.replaceAll(',', '');
    strip.push(',');
  }
  if (!PLAIN.test(rest) || /^[+-]?0\d/.test(rest) || rest.replace(/\..*$/, '').replace(/\D/g, '').length > 15) return null;
  const value = Number(rest);
  return Number.isFinite(value) ? { value, strip } : null;
}

import type { Text } from '#core/messages/text';
import type { Row, Scalar } from '#core/model/columns';
import type { Insight } from '#core/model/presentation';
import { formatAmount } from '#core/messages/format';
import type { PresentContext } from '../contract';

const written = (value: Scalar, { locale, currency }: PresentContext): string =>
  typeof value === 'number' ? formatAmount({ amount: value, unit: 'number' }, { locale, currency }) : String(value ?? '–');

/** QC14: a person's sentence with the values of the first row. A name that no column has stays as it was written. */
export function fillSentence(template: string, rows: readonly Row[], context: PresentContext): Insight {
  const [row] = rows;
  const numbers: Record<string, number | null> = {};
  const words = template.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (whole, name: string) => {
    if (!row || !Object.hasOwn(row, name)) return whole;
    const value = row[name] ?? null;
    if (typeof value === 'number' || value === null) numbers[name] = value;
    return written(value, context);
  });
  const finding: Text = { literal: words };
  return { sentences: words === '' ? [] : [{ finding }], numbers };
}

import { formatAmount, formatDay, formatMonth, type FormatOptions } from '#core/messages/format';
import type { Unit } from '#core/messages/unit';
import type { Scalar } from './columns';

/** One value of a result as people read it. */
export function formatScalar(value: Scalar, unit: Unit, options: FormatOptions): string {
  if (value === null) return formatAmount({ amount: null, unit: 'count' }, options);
  if (typeof value === 'number') return formatAmount({ amount: value, unit }, options);
  if (typeof value === 'string' && unit === 'date') return formatDay(value, options.locale);
  if (typeof value === 'string' && unit === 'month') return formatMonth(value, options.locale);
  return String(value);
}

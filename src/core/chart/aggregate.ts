import type { Scalar } from '#core/model/columns';
import { quantile } from '#core/stats/quantiles';
import { exactSum } from './exact-sum';

export type AggregateOp = 'sum' | 'mean' | 'median' | 'min' | 'max' | 'count' | 'distinct';

const isNumber = (value: Scalar): value is number => typeof value === 'number' && Number.isFinite(value);

/**
 * One number out of many values; empty values are left out (PV2). `count` and `distinct` count filled values of any kind and are 0 without;
 * the others take numbers and are null without. Does not depend on the order.
 */
export function aggregate(op: AggregateOp, values: readonly Scalar[]): number | null {
  if (op === 'count') return values.reduce<number>((sum, value) => sum + (value === null ? 0 : 1), 0);
  if (op === 'distinct') return new Set(values.filter((value) => value !== null)).size;
  const numbers = values.filter(isNumber);
  if (numbers.length === 0) return null;
  switch (op) {
    case 'sum':
      return exactSum(numbers);
    case 'mean':
      return exactSum(numbers) / numbers.length;
    case 'median':
      return quantile(Float64Array.from(numbers).toSorted(), 0.5);
    case 'min':
      return numbers.reduce((least, value) => Math.min(least, value));
    case 'max':
      return numbers.reduce((most, value) => Math.max(most, value));
  }
}

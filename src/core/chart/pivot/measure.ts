import type { Unit } from '#core/messages/unit';
import type { ColumnShape } from '../builder/columns';
import type { PivotMeasure, PivotOp } from './types';

const unitOf = ({ unit }: ColumnShape, op: PivotOp): Unit => {
  if (op === 'count' || op === 'distinct') return 'count';
  // An average of counts has decimals.
  return op === 'mean' && ['customers', 'orders', 'count', 'days'].includes(unit) ? 'number' : unit;
};

/**
 * A measure over a column of the result; null = the rows themselves, which can only be counted. Numbers of an unknown kind are added up when a person
 * asks for it; averages and people are not (PV5, PV6).
 */
export function pivotMeasure(shape: ColumnShape | null, op: PivotOp): PivotMeasure {
  if (!shape) return { key: 'count', op: 'count', column: null, unit: 'count', holds: 'amounts' };
  const holds = shape.holds === 'people' || shape.holds === 'averages' ? shape.holds : 'amounts';
  return { key: `${op}:${shape.name}`, op, column: shape.name, unit: unitOf(shape, op), holds };
}

import type { Row, Scalar } from '#core/model/columns';
import { aggregate } from '../aggregate';
import { exactSum } from '../exact-sum';
import type { PivotMeasure, PivotNumber, PivotReason } from './types';

const empty = (reason: PivotReason): PivotNumber => ({ value: null, reason });
const numberOf = (value: Scalar | undefined): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/** Σ weight · value ÷ Σ weight; rows without a value or weight stay out (PV5). */
function weighted(rows: readonly Row[], column: string, weight: string): PivotNumber {
  const pairs = rows.flatMap((row) => {
    const [value, cases] = [numberOf(row[column]), numberOf(row[weight])];
    return value === null || cases === null ? [] : [{ value, cases }];
  });
  if (pairs.length === 0) return empty('none');
  const cases = exactSum(pairs.map((pair) => pair.cases));
  if (pairs.some((pair) => pair.cases < 0) || cases === 0) return empty('weight');
  return { value: exactSum(pairs.map((pair) => pair.value * pair.cases)) / cases };
}

/** One number of a pivot from the rows behind it, never from other numbers of it (PV2, PV4–PV6). */
export function compute(measure: PivotMeasure, rows: readonly Row[]): PivotNumber {
  const { op, column, holds, weight } = measure;
  if (column === null) return rows.length > 0 ? { value: rows.length } : empty('none');
  const values = rows.map((row) => row[column] ?? null);
  if (op === 'mean' && weight !== undefined) return weighted(rows, column, weight);
  const filled = values.filter((value) => numberOf(value) !== null);
  const adds = op === 'sum' || op === 'mean';
  if (adds && holds !== 'amounts' && filled.length > 1) return empty(holds);
  if (rows.length === 0) return empty('none');
  const value = aggregate(op, values);
  return value === null ? empty('none') : { value };
}

/** A part of a whole, 0 to 1 (PV7). `behind` are the rows of the whole. */
export function shareOf(measure: PivotMeasure, part: PivotNumber, whole: PivotNumber, behind: readonly Row[]): PivotNumber {
  if (measure.op !== 'sum' && measure.op !== 'count') return empty('not_additive');
  if (part.value === null) return part;
  if (whole.value === null) return empty(whole.reason);
  if (whole.value === 0) return empty('whole_empty');
  const signs = new Set(measure.op === 'sum' ? behind.map((row) => Math.sign(numberOf(row[measure.column ?? '']) ?? 0)) : []);
  return signs.has(1) && signs.has(-1) ? empty('signs') : { value: part.value / whole.value };
}

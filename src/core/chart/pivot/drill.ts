import type { Part } from '#core/model/presentation';
import type { Scalar } from '#core/model/columns';
import type { Pivot, PivotHead, PivotPlace } from './types';

/** A place as the `part` of a shown number (PV10). */
export const partOfPlace = ({ row, column, measure }: PivotPlace): Part => ({
  pivot: measure,
  row: row === null ? null : [...row],
  column: column === null ? null : [...column],
});

const isScalar = (value: unknown): value is Scalar => value === null || ['string', 'number', 'boolean'].includes(typeof value);
const isHead = (value: unknown, length: number): value is PivotHead | null =>
  value === null || (Array.isArray(value) && value.length === length && value.every(isScalar));

/** The place of a part; null where it is none of this pivot. */
export function placeOfPart(pivot: Pivot, part: Part): PivotPlace | null {
  const { pivot: measure, row, column } = part;
  const { question } = pivot;
  if (typeof measure !== 'string' || !question.measures.some(({ key }) => key === measure)) return null;
  if (!isHead(row, question.rows.length) || !isHead(column, question.columns.length)) return null;
  return { row, column, measure };
}

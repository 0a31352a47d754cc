import { tableOf, type DataColumn, type DataModel } from '#core/model/data-model';
import { topBoxes } from '#core/stats/scales';

/** Shapley shares are exact up to so many. */
const MOST = 10;

/** The columns of `surveys` that a person may take as grades: numbers without a role of their own, in the order of the file. */
export const gradeCandidates = (model: DataModel): readonly DataColumn[] =>
  (tableOf(model, 'surveys')?.columns ?? []).filter((column) => column.attribute && (column.type === 'number' || column.type === 'score'));

/** Whether all values of a column may be grades: a duration or an age is none. */
const mayBeGrades = ({ min, max }: DataColumn): boolean => (min === null || Number(min) >= 0) && (max === null || Number(max) <= 10);

/** The chosen columns that are there, by name; without a choice those that may be grades, ten at the most. In the order of the file. */
export const gradedColumns = (model: DataModel, chosen: readonly string[]): readonly DataColumn[] =>
  chosen.length > 0
    ? gradeCandidates(model).filter(({ name }) => chosen.includes(name))
    : gradeCandidates(model).filter(mayBeGrades).slice(0, MOST);

const SCALES = ['3', '4', '5', '6', '7', '10'] as const;
export type Points = (typeof SCALES)[number];
export const POINTS: readonly Points[] = SCALES;

/** How sides may be graded: in so many points from 1 on, or with a slider from 0 to 100. */
export type GradePoints = Points | '100';
export const GRADE_POINTS: readonly GradePoints[] = [...SCALES, '100'];
/** The scale of points as a choice. */
export const gradeLabel = (points: GradePoints): string => (points === '100' ? '0–100' : points);

/** Valid grades: whole numbers from `low` to `high`; `middle`: below it they are low; `best`: from there on they are the best (DI3, DI10). */
export interface GradeScale {
  readonly low: number;
  readonly high: number;
  readonly middle: number;
  readonly best: number;
}

export function gradeScale(points: GradePoints): GradeScale {
  if (points === '100') return { low: 0, high: 100, middle: 50, best: 80 };
  const high = Number(points);
  return { low: 1, high, middle: (1 + high) / 2, best: high - (topBoxes(high) ?? 1) + 1 };
}

/** The shortest usual scale that holds all grades of the columns; five points where nobody knows. */
export function suggestPoints(columns: readonly DataColumn[]): Points {
  const most = Math.max(0, ...columns.map(({ max }) => Number(max ?? 0)));
  return (['5', '7', '10'] as const).find((points) => most <= Number(points)) ?? '5';
}

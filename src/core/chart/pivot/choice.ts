import type { ColumnShape } from '../builder/columns';
import { pivotMeasure } from './measure';
import type { PivotShading } from './shade';
import type { PivotSort } from './sort';
import type { PivotMeasure, PivotOp, PivotQuestion } from './types';

/** One kind of number of a pivot as a document keeps it; unit and what may be added up follow from the result. */
export interface MeasureChoice {
  readonly op: PivotOp;
  /** Null only with `count`. */
  readonly column: string | null;
  /** Column with the number of cases behind each row (PV5). */
  readonly weight?: string;
  readonly percent?: 'row' | 'column' | 'total';
}

/** A pivot as a document keeps it: names of columns, never rows. */
export interface PivotChoice {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly measures: readonly MeasureChoice[];
  readonly sortRows?: PivotSort;
  readonly sortColumns?: PivotSort;
  readonly colour?: PivotShading;
}

/** The key of a measure, by which sort and colour name it. */
export const measureKey = ({ op, column, percent }: MeasureChoice): string =>
  `${column === null ? 'count' : `${op}:${column}`}${percent ? `%${percent}` : ''}`;

function measureOf(choice: MeasureChoice, shapes: readonly ColumnShape[]): PivotMeasure | null {
  const shape = choice.column === null ? null : shapes.find(({ name }) => name === choice.column);
  if (shape === undefined) return null;
  const weight = choice.weight !== undefined && shapes.some(({ name }) => name === choice.weight) ? choice.weight : undefined;
  return {
    ...pivotMeasure(shape, choice.op),
    key: measureKey(choice),
    ...(weight === undefined ? {} : { weight }),
    ...(choice.percent ? { percent: choice.percent } : {}),
  };
}

/** The question of a choice, over the columns that the result still has; `missing` names those that it has no more (PV13). */
export function questionOf(
  choice: PivotChoice,
  shapes: readonly ColumnShape[],
): { readonly question: PivotQuestion; readonly missing: readonly string[] } {
  const has = (name: string) => shapes.some((shape) => shape.name === name);
  const named = [...choice.rows, ...choice.columns, ...choice.measures.flatMap(({ column }) => (column === null ? [] : [column]))];
  const measures = choice.measures.flatMap((each) => measureOf(each, shapes) ?? []);
  const once = measures.filter(({ key }, at) => measures.findIndex((other) => other.key === key) === at);
  return {
    question: { rows: choice.rows.filter(has), columns: choice.columns.filter(has), measures: once },
    missing: [...new Set(named.filter((name) => !has(name)))],
  };
}

/** A first pivot of a result: the first name down, the second across where it has at most 20 values, the first amount added up; else rows are counted. */
export function firstPivot(shapes: readonly ColumnShape[]): PivotChoice {
  const names = shapes.filter(({ role, distinct }) => (role === 'key' || role === 'time') && distinct > 0);
  const [down] = names;
  const across = names.find((shape) => shape !== down && shape.distinct <= 20);
  const amount = shapes.find(({ holds }) => holds === 'amounts');
  return {
    rows: down ? [down.name] : [],
    columns: across ? [across.name] : [],
    measures: [amount ? { op: 'sum', column: amount.name } : { op: 'count', column: null }],
  };
}

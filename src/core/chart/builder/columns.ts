import type { Unit } from '#core/messages/unit';
import type { Column, Columns, Scalar } from '#core/model/columns';
import { quantile } from '#core/stats/quantiles';
import { saysAverage, saysIdentifier, saysYear, unitInName } from './column-words';
import { mayChart } from './field';

/** What a column is for (CB1). */
export type ColumnRole = 'key' | 'measure' | 'time' | 'text';
/** What its numbers are, which says whether adding them means something (CB4); `none`: it is no measure. */
export type Holds = 'amounts' | 'people' | 'averages' | 'unknown' | 'none';

export interface ColumnShape {
  readonly name: string;
  readonly type: Column['type'];
  readonly role: ColumnRole;
  readonly unit: Unit;
  readonly holds: Holds;
  /** Different values, empty ones not among them. */
  readonly distinct: number;
  readonly filled: number;
  readonly nulls: number;
  /** Width of the longest value as text; a Chinese character counts as two. */
  readonly longest: number;
  /** Of measures; null for others and where nothing is filled. */
  readonly min: number | null;
  readonly max: number | null;
  /** A time made of texts or years: its values are names in order, not instants. */
  readonly named: boolean;
  /** A chart can carry it (CB5). */
  readonly chartable: boolean;
}

const PERIODS = [/^\d{4}-(0[1-9]|1[0-2])$/, /^\d{4}-?Q[1-4]$/, /^\d{4}-?W(0[1-9]|[1-4]\d|5[0-3])$/, /^\d{4}-\d{2}-\d{2}$/];
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

/** Width of a text in half characters. */
export const widthOf = (text: string): number => [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);

function timeKind(column: Column, different: readonly Scalar[]): 'instant' | 'named' | null {
  if (column.type === 'date' || column.type === 'timestamp') return 'instant';
  if (different.length === 0) return null;
  if (column.type === 'text') return PERIODS.some((form) => different.every((value) => form.test(String(value)))) ? 'named' : null;
  const years = column.type === 'integer' && saysYear(column.name);
  return years && different.every((value) => Number(value) >= 1800 && Number(value) <= 2200) ? 'named' : null;
}

function isIdentifier(column: Column, numbers: readonly number[]): boolean {
  return saysIdentifier(column.name) && numbers.every((value) => Number.isInteger(value));
}

function roleOf(column: Column, different: readonly Scalar[], filled: number, time: 'instant' | 'named' | null): ColumnRole {
  if (time) return 'time';
  if (column.type === 'integer' || column.type === 'number')
    return isIdentifier(column, different as readonly number[]) ? 'key' : 'measure';
  if (column.type !== 'text' || different.length === 0) return 'key';
  const lengths = Float64Array.from(different, (value) => String(value).length).toSorted();
  return quantile(lengths, 0.5)! > 40 && different.length > filled / 2 ? 'text' : 'key';
}

function unitOf(column: Column, role: ColumnRole, time: 'instant' | 'named' | null, min: number | null, max: number | null): Unit {
  if (time === 'instant') return 'date';
  if (role !== 'measure') return 'text';
  const named = unitInName(column.name);
  if (named === 'rate') return min !== null && min >= -1 && max! <= 1 ? 'rate' : 'number';
  return named ?? 'number';
}

function holdsOf(name: string, role: ColumnRole, unit: Unit): Holds {
  if (role !== 'measure') return 'none';
  if (saysAverage(name) || unit === 'rate' || unit === 'score' || unitInName(name) === 'rate') return 'averages';
  if (unit === 'customers') return 'people';
  return unit === 'money' || unit === 'orders' || unit === 'count' ? 'amounts' : 'unknown';
}

function shapeOf(column: Column): ColumnShape {
  const values = Array.from(column.values as ArrayLike<Scalar>);
  const filled = values.filter((value) => value !== null && !(typeof value === 'number' && Number.isNaN(value)));
  const different = [...new Set(filled)];
  const time = timeKind(column, different);
  const role = roleOf(column, different, filled.length, time);
  const measured = role === 'measure' && filled.length > 0;
  const min = measured ? (filled as number[]).reduce((least, value) => Math.min(least, value)) : null;
  const max = measured ? (filled as number[]).reduce((most, value) => Math.max(most, value)) : null;
  const unit = unitOf(column, role, time, min, max);
  return {
    name: column.name,
    type: column.type,
    role,
    unit,
    holds: holdsOf(column.name, role, unit),
    distinct: different.length,
    filled: filled.length,
    nulls: values.length - filled.length,
    longest: different.reduce<number>((most, value) => Math.max(most, widthOf(String(value))), 0),
    min,
    max,
    named: time === 'named',
    chartable: mayChart(column.name),
  };
}

/** The shape of every column of a result, in their order (CB1–CB5). One pass a column. */
export const shapesOf = (result: Columns): ColumnShape[] => result.columns.map(shapeOf);

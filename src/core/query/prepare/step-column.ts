import type { ColumnParse } from '#core/model/source';
import type { ValueType } from './expression-functions';

/** A column as steps see it. `index` is its place in the file, or after the file's columns where a step made it; in SQL it is `c<index>`. */
export interface StepColumn {
  readonly header: string;
  readonly index: number;
  /** How its text is read where numbers or days are asked for. */
  readonly parse: ColumnParse;
  /** What it is in an expression and in a comparison. */
  readonly type: ValueType;
}

/** What a column of the file is by its mapping (PS3). */
export const typeOfParse = ({ type }: ColumnParse): ValueType => (type === 'number' ? 'number' : type === 'date' ? 'day' : 'text');

/** How a column made with a type is read (PS4). */
export function parseOf(type: ValueType): ColumnParse {
  switch (type) {
    case 'number':
      return { type: 'number', strip: [] };
    case 'day':
      return { type: 'date', formats: [], grain: 'date' };
    case 'condition':
      return { type: 'boolean', yes: ['true'], no: ['false'] };
    case 'text':
      return { type: 'text' };
  }
}

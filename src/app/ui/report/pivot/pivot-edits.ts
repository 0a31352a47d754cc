import type { ColumnShape } from '#core/chart/builder/columns';
import { measureKey, type MeasureChoice, type PivotChoice } from '#core/chart/pivot/choice';

type Side = 'rows' | 'columns';
const other = (side: Side): Side => (side === 'rows' ? 'columns' : 'rows');

/** The order by numbers under a head goes with the head's columns: that head is there no more. */
function unsorted(choice: PivotChoice, side: Side): PivotChoice {
  const { sortRows, sortColumns, ...rest } = choice;
  const keepRows = sortRows && !(side === 'columns' && sortRows.by === 'measure' && sortRows.across !== null);
  const keepColumns = sortColumns && !(side === 'rows' && sortColumns.by === 'measure' && sortColumns.across !== null);
  return { ...rest, ...(keepRows ? { sortRows } : {}), ...(keepColumns ? { sortColumns } : {}) };
}

/** A column at the end of a side; it stands on one side only. */
export function addName(choice: PivotChoice, side: Side, name: string): PivotChoice {
  const left = choice[other(side)].filter((each) => each !== name);
  const moved = left.length < choice[other(side)].length;
  const next = unsorted({ ...choice, [side]: [...choice[side].filter((each) => each !== name), name], [other(side)]: left }, side);
  return moved ? unsorted(next, other(side)) : next;
}

/** A column one place further out. */
export function moveName(choice: PivotChoice, side: Side, index: number): PivotChoice {
  const names = [...choice[side]];
  const [name] = names.splice(index, 1);
  if (name === undefined || index === 0) return choice;
  names.splice(index - 1, 0, name);
  return unsorted({ ...choice, [side]: names }, side);
}

/** The pivot without a column on either side. */
export function without(choice: PivotChoice, name: string): PivotChoice {
  const side: Side = choice.rows.includes(name) ? 'rows' : 'columns';
  return unsorted({ ...choice, [side]: choice[side].filter((each) => each !== name) }, side);
}

/** Sort and colour that name a measure follow it under its new key. */
function renamed(choice: PivotChoice, from: string, to: string): PivotChoice {
  const { sortRows, sortColumns, colour, ...rest } = choice;
  const sort = (each: PivotChoice['sortRows']) => (each?.by === 'measure' && each.measure === from ? { ...each, measure: to } : each);
  const [rows, columns] = [sort(sortRows), sort(sortColumns)];
  return {
    ...rest,
    ...(rows ? { sortRows: rows } : {}),
    ...(columns ? { sortColumns: columns } : {}),
    ...(colour ? { colour: colour.measure === from ? { ...colour, measure: to } : colour } : {}),
  };
}

/** One measure in place of another; as it is where the same one is there already. */
export function withMeasure(choice: PivotChoice, index: number, measure: MeasureChoice): PivotChoice {
  const before = choice.measures[index];
  const key = measureKey(measure);
  if (!before || choice.measures.some((each, at) => at !== index && measureKey(each) === key)) return choice;
  const { weight: _weight, percent: _percent, ...plain } = measure;
  const fitting: MeasureChoice = {
    ...plain,
    ...(measure.op === 'mean' && measure.weight !== undefined ? { weight: measure.weight } : {}),
    ...((measure.op === 'sum' || measure.op === 'count') && measure.percent ? { percent: measure.percent } : {}),
  };
  const next = { ...choice, measures: choice.measures.map((each, at) => (at === index ? fitting : each)) };
  return renamed(next, measureKey(before), measureKey(fitting));
}

/** Adds a column as a number: amounts are added up, other numbers averaged, names counted by their different values; null counts rows. */
export function addMeasure(choice: PivotChoice, shape: ColumnShape | null): PivotChoice {
  const op = shape === null ? 'count' : shape.role !== 'measure' ? 'distinct' : shape.holds === 'amounts' ? 'sum' : 'mean';
  const measure: MeasureChoice = { op, column: shape?.name ?? null };
  const known = choice.measures.some((each) => measureKey(each) === measureKey(measure));
  return known ? choice : { ...choice, measures: [...choice.measures, measure] };
}

import { columnIn, type DataModel } from '#core/model/data-model';
import type { Choices, Control } from '#core/report/notebook-types';
import type { Report } from '#core/report/types';
import type { PlaceholderValue } from '#core/sql/placeholders';
import type { CompileContext } from '../contract';

/** QC2: the first and the last day there can be. */
const [EVER, FOREVER] = ['0001-01-01', '9999-12-31'];
type Named = readonly [name: string, value: PlaceholderValue];

const day = (value: string): PlaceholderValue => ({ is: 'day', value });
const literal = (value: string | number | null): PlaceholderValue => ({ is: 'literal', value });

/** The values that a list of choices offers; of a column those that the data hold. */
export function choicesOf(choices: Choices, model: DataModel): readonly string[] {
  if (choices.of === 'list') return choices.values;
  return columnIn(model, choices.table, choices.column)?.values ?? [];
}

/** QC3: what a control gives to placeholders of its name. */
function valuesOf(name: string, control: Control, context: CompileContext): readonly Named[] {
  switch (control.type) {
    case 'date_range':
      return [
        [`${name}.from`, day(control.value.from ?? EVER)],
        [`${name}.to`, day(control.value.to ?? FOREVER)],
      ];
    case 'as_of':
      return [[name, day(control.value ?? context.asOf)]];
    case 'multi_choice': {
      const values = control.value.length > 0 ? control.value : choicesOf(control.choices, context.model);
      return [[name, { is: 'list', values }]];
    }
    case 'segment': {
      const segment = context.segments?.find(({ id }) => id === control.value);
      return [[name, { is: 'relation', name: segment?.relation ?? 'people' }]];
    }
    default:
      return [[name, literal(control.value)]];
  }
}

/** Everything that placeholders of a report may ask for (QC2, QC3). Segments of controls stand in `context.segments`. */
export function notebookValues(cells: Report['cells'], context: CompileContext): ReadonlyMap<string, PlaceholderValue> {
  const { asOf, range } = context;
  const own: readonly Named[] = [
    ['as_of', day(asOf)],
    ['range.from', day(range.from ?? EVER)],
    ['range.to', day(range.to ?? asOf)],
  ];
  return new Map([...own, ...cells.flatMap((cell) => (cell.type === 'control' ? valuesOf(cell.name, cell.control, context) : []))]);
}

/** Ids of the segments that controls of a report stand at. */
export const segmentsOfControls = (cells: Report['cells']): readonly string[] =>
  cells.flatMap((cell) => (cell.type === 'control' && cell.control.type === 'segment' && cell.control.value ? [cell.control.value] : []));

import { tableOf, type DataModel } from '#core/model/data-model';
import { nameOf, RESERVED_NAMES } from './notebook-check';
import type { BuiltQuery, Choices, Control } from './notebook-types';
import type { ControlCell, Report, SqlCell } from './types';

/** LA3: the first of `base_1`, `base_2`, … that no query or control of the report has. */
export function nextCellName(report: Report | null, base = 'result'): string {
  const taken = new Set(report?.cells.map((cell) => nameOf(cell)?.toLowerCase()));
  let number = 1;
  while (taken.has(`${base}_${number}`) || RESERVED_NAMES.has(`${base}_${number}`)) number++;
  return `${base}_${number}`;
}

/** The table that a fresh query begins with. */
const firstTable = (model: DataModel | null): string =>
  (model && tableOf(model, 'orders') ? 'orders' : model?.tables.find(({ rows }) => rows > 0)?.name) ?? 'orders';

/** A query that shows the first rows of a table. */
export function freshQuery(report: Report | null, model: DataModel | null, id: string): SqlCell {
  const text = `SELECT *\nFROM ${firstTable(model)}\nLIMIT 100`;
  return { id, type: 'sql', name: nextCellName(report), query: { by: 'sql', text } };
}

/** A question of the visual builder that counts the rows of a table. */
export function freshBuilt(report: Report | null, model: DataModel | null, id: string): SqlCell {
  const query: BuiltQuery = { by: 'builder', from: firstTable(model), filters: [], groups: [], measures: [{ of: 'count' }] };
  return { id, type: 'sql', name: nextCellName(report), query };
}

/** The first column of the data with values to choose, tables of people and orders first; an empty list where there is none. */
function firstChoices(model: DataModel | null): Choices {
  const order = ['orders', 'customers'];
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  const tables = [...(model?.tables ?? [])].sort((one, other) => rank(one.name) - rank(other.name));
  for (const table of tables) {
    const column = table.columns.find(({ values, distinct }) => values.length > 1 && values.length === distinct);
    if (column) return { of: 'column', table: table.name, column: column.name };
  }
  return { of: 'list', values: [] };
}

/** What a control of each kind is called, before its number. */
const NAMES: Readonly<Record<Control['type'], string>> = {
  date_range: 'period',
  choice: 'choice',
  multi_choice: 'choices',
  number: 'number',
  text: 'text',
  segment: 'who',
  as_of: 'day',
};

function emptyControl(type: Control['type'], model: DataModel | null): Control {
  switch (type) {
    case 'date_range':
      return { type, value: { from: null, to: null } };
    case 'choice':
      return { type, choices: firstChoices(model), value: null };
    case 'multi_choice':
      return { type, choices: firstChoices(model), value: [] };
    case 'number':
      return { type, min: null, max: null, value: null };
    case 'text':
      return { type, value: '' };
    default:
      return { type, value: null };
  }
}

/** A control of a kind at which nothing is chosen yet. */
export function freshControl(report: Report | null, model: DataModel | null, id: string, type: Control['type']): ControlCell {
  return { id, type: 'control', width: 3, name: nextCellName(report, NAMES[type]), control: emptyControl(type, model) };
}

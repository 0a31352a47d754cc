import { holdsColumn, tableOf, type DataColumn, type DataModel } from '#core/model/data-model';
import { datesAnswers } from '#core/query/answers';
import { areApart, EVENT_TABLES, type EventPredicate, type EventTable } from '#core/query/events/predicates';
import { stepsOf } from '../funnel/question';
import type { ConversionParams } from './params';

/** CD5. */
const MOST_VALUES = 100;

/** Columns of things done that speak of the thing itself; further columns of orders and lines are added. */
const TOLD: Readonly<Record<EventTable, readonly string[]>> = {
  orders: ['channel', 'store', 'promo_code'],
  order_items: ['category'],
  usage_events: ['event'],
  tickets: ['ticket_type', 'ticket_category', 'severity'],
  surveys: [],
};
const WITH_ATTRIBUTES: readonly EventTable[] = ['orders', 'order_items'];
/** Tables of which any record is something done; a line is never without its order, and an event always has a name. */
const WITHOUT_VALUE: readonly EventTable[] = ['orders', 'tickets', 'surveys'];

/** A column whose values are traits; `steps` are those that cannot be told from a step or an exclusion (CD5). */
export interface TraitColumn {
  readonly column: DataColumn;
  readonly steps: readonly string[];
}

/** Things done that are looked for in one table. */
export interface DoneSource {
  readonly table: EventTable;
  /** Whether any record of the table is a trait. */
  readonly any: boolean;
  readonly columns: readonly TraitColumn[];
}

/** Everything that may go with converting (CD3, CD5). */
export interface Candidates {
  readonly customers: readonly DataColumn[];
  /** What may open an attempt, with the columns of its rows. */
  readonly entries: readonly { readonly rows: EventPredicate; readonly columns: readonly DataColumn[] }[];
  readonly done: readonly DoneSource[];
}

const isTrait = ({ type, attribute, values, distinct }: DataColumn): boolean =>
  (type === 'boolean' || ((type === 'category' || (attribute && type === 'text')) && values.length > 0)) && distinct <= MOST_VALUES;

const traitColumns = (model: DataModel, table: EventTable | 'customers'): readonly DataColumn[] =>
  (tableOf(model, table)?.columns ?? []).filter(isTrait);

/** The predicates whose rows may open an attempt. */
function openings(params: ConversionParams, model: DataModel): readonly EventPredicate[] {
  const steps = stepsOf(params, model);
  return params.order === 'any' && !params.anchorFirst ? steps : steps.slice(0, 1);
}

function doneSource(table: EventTable, used: readonly EventPredicate[], model: DataModel): DoneSource[] {
  const known = table === 'orders' || table === 'order_items' || holdsColumn(model, table, 'customer_id');
  if (!tableOf(model, table) || !known || (table === 'surveys' && !datesAnswers(model))) return [];
  const isFree = (where: EventPredicate['where']): boolean => used.every((each) => areApart(each, { table, where }));
  const columns = traitColumns(model, table)
    .filter(({ name, attribute }) => TOLD[table].includes(name) || (attribute && WITH_ATTRIBUTES.includes(table)))
    .map((column): TraitColumn => ({
      column,
      steps: column.values.filter((value) => !isFree([{ column: column.name, condition: { op: 'in', values: [value] } }])),
    }))
    .filter(({ column, steps }) => (column.values.length > 0 ? steps.length < column.values.length : isFree([])));
  const any = WITHOUT_VALUE.includes(table) && isFree([]);
  return any || columns.length > 0 ? [{ table, any, columns }] : [];
}

export function candidatesOf(params: ConversionParams, model: DataModel): Candidates {
  const used = [...stepsOf(params, model), ...params.exclusions];
  return {
    customers: traitColumns(model, 'customers'),
    entries: openings(params, model)
      .map(({ table, where }) => ({ rows: { table, where }, columns: traitColumns(model, table) }))
      .filter(({ columns }) => columns.length > 0),
    done: EVENT_TABLES.flatMap((table) => doneSource(table, used, model)),
  };
}

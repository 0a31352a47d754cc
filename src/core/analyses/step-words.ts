import type { Text } from '#core/messages/text';
import { columnIn, tableOf, type DataModel } from '#core/model/data-model';
import { datesAnswers } from '#core/query/answers';
import { ORDER_NUMBER, type EventPredicate } from '#core/query/events/predicates';
import { conditionPhrase } from './stamp';
import type { StepParam } from './step-params';

const NAMED = ['first', 'second', 'third', 'fourth'] as const;

/** Texts one after another: “a, b” or “a → b”. */
export const joinTexts = (key: 'step_and' | 'step_then', texts: readonly Text[]): Text =>
  texts.length < 2 ? (texts[0] ?? { literal: '' }) : { key, values: { first: texts[0]!, rest: joinTexts(key, texts.slice(1)) } };

/** A step as people would call it: the event's name, the number of the order, or the kind of record with its conditions. */
export function stepText({ table, where }: EventPredicate, model: DataModel | null): Text {
  const [only] = where.length === 1 ? where : [];
  if (only && table === 'usage_events' && only.column === 'event' && only.condition.op === 'in')
    return { literal: only.condition.values.join(' / ') };
  if (only && only.column === ORDER_NUMBER && only.condition.op === 'between' && only.condition.from === only.condition.to) {
    const n = Number(only.condition.from);
    const name = NAMED[n - 1];
    return name ? { key: `step_order_${name}` } : { key: 'step_order_n', values: { n } };
  }
  const kind: Text = { key: `step_table_${table}` };
  if (where.length === 0) return kind;
  const conditions = where.map(({ column, condition }) => {
    const label: Text =
      column === ORDER_NUMBER
        ? { key: 'step_order_number' }
        : { literal: (model ? columnIn(model, table, column)?.label : undefined) ?? column };
    return conditionPhrase(label, condition);
  });
  return { key: 'step_where', values: { step: kind, conditions: joinTexts('step_and', conditions) } };
}

/** A list of steps in one line. */
export const stepsText = (steps: readonly EventPredicate[], model: DataModel | null): Text =>
  joinTexts(
    'step_then',
    steps.map((step) => stepText(step, model)),
  );

const orderNumber = (n: number): StepParam => ({
  table: 'orders',
  where: [{ column: ORDER_NUMBER, condition: { op: 'between', from: n, to: n } }],
});
const event = (value: string): StepParam => ({
  table: 'usage_events',
  where: [{ column: 'event', condition: { op: 'in', values: [value] } }],
});

/** A path that the data suggest (FC1): the most frequent events, at most four, or a customer's first three orders. */
export function suggestSteps(model: DataModel): StepParam[] {
  const events = tableOf(model, 'usage_events') ? (columnIn(model, 'usage_events', 'event')?.values ?? []) : [];
  return events.length > 1 ? events.slice(0, 4).map(event) : [1, 2, 3].map(orderNumber);
}

/** Everything one can choose as a step without a condition, by table; at most so many events as are listed in the model. */
export function stepChoices(model: DataModel): readonly StepParam[] {
  const events = tableOf(model, 'usage_events') ? (columnIn(model, 'usage_events', 'event')?.values ?? []) : [];
  const plain = (['orders', 'order_items', 'usage_events', 'tickets', 'surveys'] as const).filter(
    (name) => tableOf(model, name) && (name !== 'surveys' || datesAnswers(model)),
  );
  return [
    ...(tableOf(model, 'orders') ? [1, 2, 3, 4].map(orderNumber) : []),
    ...events.map(event),
    ...plain.map((table): StepParam => ({ table, where: [] })),
  ];
}

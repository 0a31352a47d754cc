import type { Text } from '#core/messages/text';
import { columnIn } from '#core/model/data-model';
import { ORDER_NUMBER } from '#core/query/events/predicates';
import type { PresentContext } from '../contract';
import { conditionPhrase } from '../stamp';
import type { StepParam } from '../step-params';
import { saying } from '../words';
import type { FunnelParams } from './params';

const NAMED = ['first', 'second', 'third', 'fourth'] as const;

/** A step as people would call it: the event's name, the number of the order, or the kind of record with its conditions. */
export function stepText({ table, where }: Pick<StepParam, 'table' | 'where'>, context: PresentContext): Text {
  const [only] = where.length === 1 ? where : [];
  if (only && table === 'usage_events' && only.column === 'event' && only.condition.op === 'in')
    return { literal: only.condition.values.join(' / ') };
  if (only && only.column === ORDER_NUMBER && only.condition.op === 'between' && only.condition.from === only.condition.to) {
    const n = Number(only.condition.from);
    const name = NAMED[n - 1];
    return name ? { key: `funnel_order_${name}` } : { key: 'funnel_order_n', values: { n } };
  }
  const kind: Text = { key: `funnel_table_${table}` };
  if (where.length === 0) return kind;
  const say = saying(context);
  const conditions = where.map(({ column, condition }) => {
    const label: Text =
      column === ORDER_NUMBER ? { key: 'funnel_order_number' } : { literal: columnIn(context.model, table, column)?.label ?? column };
    return say(conditionPhrase(label, condition));
  });
  return { key: 'funnel_step_where', values: { step: kind, conditions: conditions.join(', ') } };
}

/** “30 days”. */
export const windowText = ({ window, windowUnit }: Pick<FunnelParams, 'window' | 'windowUnit'>): Text => ({
  key: `funnel_length_${windowUnit}`,
  values: { n: window },
});

/** A wait in the unit in which it is a small number. */
export function waitText(microseconds: number): Text {
  const seconds = microseconds / 1e6;
  const rounded = (value: number): number => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
  if (seconds >= 86_400) return { key: 'funnel_wait_days', values: { n: rounded(seconds / 86_400) } };
  if (seconds >= 3600) return { key: 'funnel_wait_hours', values: { n: rounded(seconds / 3600) } };
  return seconds >= 60
    ? { key: 'funnel_wait_minutes', values: { n: rounded(seconds / 60) } }
    : { key: 'funnel_wait_seconds', values: { n: rounded(seconds) } };
}

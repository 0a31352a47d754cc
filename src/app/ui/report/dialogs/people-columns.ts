import type { Column } from '#core/model/columns';
import type { MessageKey } from '#core/messages/message-key';
import type { Text } from '#core/messages/text';
import type { Unit } from '#core/messages/unit';

interface Known {
  readonly label: MessageKey;
  readonly unit: Unit;
}

/** Columns that lists of customers share; others keep their own names. */
const KNOWN: Readonly<Record<string, Known>> = {
  customer_id: { label: 'cell_people_customer', unit: 'text' },
  name: { label: 'cell_people_name', unit: 'text' },
  orders: { label: 'cell_people_orders', unit: 'orders' },
  order_count: { label: 'cell_people_orders', unit: 'orders' },
  revenue: { label: 'cell_people_revenue', unit: 'money' },
  net_amount: { label: 'cell_people_revenue', unit: 'money' },
  first_order: { label: 'cell_people_first_order', unit: 'date' },
  first_ordered_on: { label: 'cell_people_first_order', unit: 'date' },
  last_order: { label: 'cell_people_last_order', unit: 'date' },
  last_ordered_on: { label: 'cell_people_last_order', unit: 'date' },
  recency_days: { label: 'cell_people_recency', unit: 'days' },
  frequency: { label: 'cell_people_frequency', unit: 'orders' },
  monetary: { label: 'cell_people_monetary', unit: 'money' },
  average_order: { label: 'cell_people_average_order', unit: 'money' },
  r_score: { label: 'cell_people_r', unit: 'number' },
  f_score: { label: 'cell_people_f', unit: 'number' },
  m_score: { label: 'cell_people_m', unit: 'number' },
  rfm_cell: { label: 'cell_people_rfm_cell', unit: 'text' },
  segment: { label: 'cell_people_segment', unit: 'text' },
  r: { label: 'cell_people_r', unit: 'number' },
  f: { label: 'cell_people_f', unit: 'number' },
  m: { label: 'cell_people_m', unit: 'number' },
  paid_before: { label: 'cell_people_paid_before', unit: 'money' },
  paid_after: { label: 'cell_people_paid_after', unit: 'money' },
  paid_change: { label: 'cell_people_paid_change', unit: 'money' },
};

/** How one column of a list of customers is headed and written. */
export function peopleColumn({ name, type }: Pick<Column, 'name' | 'type'>): { readonly label: Text; readonly unit: Unit } {
  const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
  if (known) return { label: { key: known.label }, unit: known.unit };
  const unit: Unit = type === 'date' || type === 'timestamp' ? 'date' : type === 'integer' || type === 'number' ? 'number' : 'text';
  return { label: { literal: name }, unit };
}

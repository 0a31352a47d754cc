import type { CanonicalTable, Grain, Role } from './canonical';

/** The id of what a row is, and the canonical table that it names rows of; for lines that is their order. Null where rows have none. */
export const ROW_KEYS: Readonly<Record<Grain, { readonly table: CanonicalTable; readonly name: Role } | null>> = {
  order_line: { table: 'orders', name: 'order_id' },
  order: { table: 'orders', name: 'order_id' },
  customer: { table: 'customers', name: 'customer_id' },
  product: { table: 'products', name: 'product_id' },
  event: null,
  ticket: { table: 'tickets', name: 'ticket_id' },
  response: { table: 'surveys', name: 'response_id' },
  spend: null,
  opportunity: { table: 'opportunities', name: 'opportunity_id' },
  stage_change: null,
  contract: { table: 'contracts', name: 'contract_id' },
  invitation: null,
  interaction: null,
};

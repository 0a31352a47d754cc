/** What a relation that stands in front of every query gives, for those who write queries; held against the relations by a test. */
export const RELATION_COLUMNS = {
  people: ['customer_key', 'customer_id'],
  history: ['order_key', 'customer_key', 'ordered_on', 'ordered_at', 'amount'],
  in_range: ['order_key', 'customer_key', 'ordered_on', 'amount'],
  selected: ['order_key', 'customer_key', 'ordered_on', 'amount'],
  money: ['order_key', 'customer_key', 'happened_on', 'amount'],
  money_in_range: ['order_key', 'customer_key', 'happened_on', 'amount'],
  paid_orders: ['order_key', 'order_id', 'customer_key', 'ordered_on', 'ordered_at', 'net_amount'],
  first_orders: ['customer_key', 'first_on'],
} as const;

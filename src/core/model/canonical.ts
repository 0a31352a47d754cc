/** What a canonical column holds. `id` is text that is never computed with; `category` is text to group by. */
export type CanonicalType = 'id' | 'text' | 'category' | 'day' | 'instant' | 'money' | 'number' | 'score' | 'boolean';

export interface CanonicalColumn {
  readonly name: string;
  readonly type: CanonicalType;
  /** A record without it cannot be kept in this table (it is rejected with that reason). Of answers, id and date may be lacking as a whole column. */
  readonly required?: true;
}

type Named<Name extends string> = CanonicalColumn & { readonly name: Name };
const column = <const Name extends string>(name: Name, type: CanonicalType): Named<Name> => ({ name, type });
const required = <const Name extends string>(name: Name, type: CanonicalType): Named<Name> => ({ name, type, required: true });

/**
 * The canonical tables and their known columns, after `analyses.md` §2. Further columns of a file are attributes and
 * keep their own names. `orders.order_id` and `surveys.response_id` may be made from the record number when the file has none.
 */
export const CANONICAL = {
  customers: [
    required('customer_id', 'id'),
    column('name', 'text'),
    column('created_at', 'day'),
    column('region', 'category'),
    column('province', 'category'),
    column('city', 'category'),
    column('industry', 'category'),
    column('birth_date', 'day'),
    column('age', 'number'),
    column('gender', 'category'),
    column('income_band', 'category'),
    column('occupation', 'category'),
    column('member_tier', 'category'),
    column('acquisition_source', 'category'),
    column('acquisition_campaign', 'category'),
    column('referrer_id', 'id'),
    column('owner_id', 'id'),
  ],
  orders: [
    required('order_id', 'id'),
    column('customer_id', 'id'),
    required('ordered_at', 'instant'),
    column('net_amount', 'money'),
    column('currency', 'category'),
    column('status', 'category'),
    column('channel', 'category'),
    column('promo_code', 'category'),
    column('discount', 'money'),
    column('cost', 'money'),
    column('refund_of', 'id'),
    column('refunded_amount', 'money'),
    column('refunded_at', 'instant'),
    column('store', 'category'),
  ],
  order_items: [
    required('order_id', 'id'),
    column('product_id', 'id'),
    column('product_name', 'text'),
    column('category', 'category'),
    column('quantity', 'number'),
    column('unit_price', 'money'),
    column('line_amount', 'money'),
    column('line_cost', 'money'),
  ],
  products: [
    required('product_id', 'id'),
    column('product_name', 'text'),
    column('category', 'category'),
    column('tier', 'category'),
    column('list_price', 'money'),
    column('product_cost', 'money'),
  ],
  usage_events: [
    required('customer_id', 'id'),
    required('event_at', 'instant'),
    required('event', 'category'),
    column('device', 'category'),
    column('session_id', 'id'),
  ],
  tickets: [
    required('ticket_id', 'id'),
    column('customer_id', 'id'),
    required('opened_at', 'instant'),
    column('closed_at', 'instant'),
    column('ticket_type', 'category'),
    column('ticket_category', 'category'),
    column('severity', 'category'),
    column('first_response_at', 'instant'),
    column('agent_id', 'id'),
  ],
  surveys: [
    required('response_id', 'id'),
    column('customer_id', 'id'),
    column('order_id', 'id'),
    required('responded_at', 'instant'),
    column('invited_at', 'instant'),
    column('mode', 'category'),
    column('wave', 'category'),
    column('nps_0_10', 'score'),
    column('csat', 'score'),
    column('ces', 'score'),
    column('comment', 'text'),
  ],
  marketing_spend: [
    required('spent_on', 'day'),
    column('channel', 'category'),
    required('spend', 'money'),
    column('campaign', 'category'),
    column('purpose', 'category'),
  ],
  opportunities: [
    required('opportunity_id', 'id'),
    column('customer_id', 'id'),
    column('created_at', 'instant'),
    column('stage', 'category'),
    column('outcome', 'category'),
    column('amount', 'money'),
    column('currency', 'category'),
    column('expected_close', 'day'),
    column('closed_at', 'instant'),
    column('lost_reason', 'category'),
    column('lost_to', 'category'),
    column('owner_id', 'category'),
    column('probability', 'number'),
  ],
  stage_history: [required('opportunity_id', 'id'), required('stage', 'category'), required('entered_at', 'instant')],
  contracts: [
    required('contract_id', 'id'),
    column('customer_id', 'id'),
    required('signed_at', 'instant'),
    column('amount', 'money'),
    column('currency', 'category'),
    column('starts_on', 'day'),
    column('ends_on', 'day'),
    column('renewal_of', 'id'),
  ],
  survey_invites: [
    required('customer_id', 'id'),
    required('invited_at', 'instant'),
    column('mode', 'category'),
    column('wave', 'category'),
    column('delivered', 'boolean'),
  ],
  interactions: [
    required('customer_id', 'id'),
    required('happened_at', 'instant'),
    column('channel', 'category'),
    column('interaction_type', 'category'),
    column('direction', 'category'),
    column('agent_id', 'id'),
    column('content', 'text'),
  ],
} as const satisfies Record<string, readonly CanonicalColumn[]>;

export type CanonicalTable = keyof typeof CANONICAL;
export const CANONICAL_TABLES = Object.keys(CANONICAL) as readonly CanonicalTable[];

/** What one row of a source is. */
export type Grain =
  | 'order_line'
  | 'order'
  | 'customer'
  | 'product'
  | 'event'
  | 'ticket'
  | 'response'
  | 'spend'
  | 'opportunity'
  | 'stage_change'
  | 'contract'
  | 'invitation'
  | 'interaction';

/** The canonical tables that a source of each grain can yield, its own table first. */
export const GRAIN_TABLES: Readonly<Record<Grain, readonly CanonicalTable[]>> = {
  order_line: ['order_items', 'orders', 'customers'],
  order: ['orders', 'customers'],
  customer: ['customers'],
  product: ['products'],
  event: ['usage_events'],
  ticket: ['tickets'],
  response: ['surveys'],
  spend: ['marketing_spend'],
  opportunity: ['opportunities', 'customers'],
  stage_change: ['stage_history'],
  contract: ['contracts', 'customers'],
  invitation: ['survey_invites'],
  interaction: ['interactions'],
};

type ColumnName<Table extends CanonicalTable> = (typeof CANONICAL)[Table][number]['name'];
/** What a source column is: a canonical column's name, or an attribute kept under its own name, or left out. */
export type Role = { [Table in CanonicalTable]: ColumnName<Table> }[CanonicalTable] | 'attribute' | 'skip';

import { CANONICAL, GRAIN_TABLES, type CanonicalTable, type CanonicalType, type Grain } from '#core/model/canonical';
import type { KnownRole } from './match-header';

/** What makes a file one of each grain. */
export interface GrainRule {
  readonly grain: Grain;
  /** One role of each group must be found. */
  readonly must: readonly (readonly KnownRole[])[];
  /** Roles that speak for this grain; the others of its tables only a little. */
  readonly marks: readonly KnownRole[];
}

export const GRAIN_RULES: readonly GrainRule[] = [
  {
    grain: 'order_line',
    must: [['order_id'], ['product_id', 'product_name', 'quantity', 'unit_price']],
    marks: ['order_id', 'product_id', 'product_name', 'category', 'quantity', 'unit_price', 'line_amount', 'ordered_at'],
  },
  {
    grain: 'order',
    must: [['ordered_at'], ['order_id', 'customer_id']],
    marks: ['order_id', 'ordered_at', 'net_amount', 'status', 'currency', 'channel', 'promo_code', 'discount', 'refunded_amount', 'store'],
  },
  {
    grain: 'customer',
    must: [['customer_id']],
    marks: [
      ...(['customer_id', 'name', 'created_at', 'birth_date', 'age', 'gender', 'income_band', 'occupation', 'member_tier'] as const),
      ...(['acquisition_source', 'acquisition_campaign', 'industry', 'city', 'province'] as const),
    ],
  },
  { grain: 'product', must: [['product_id']], marks: ['product_id', 'product_name', 'category', 'list_price', 'product_cost', 'tier'] },
  { grain: 'event', must: [['event'], ['event_at']], marks: ['event', 'event_at', 'device', 'session_id'] },
  {
    grain: 'ticket',
    must: [['opened_at'], ['ticket_id', 'ticket_type', 'ticket_category', 'severity', 'closed_at']],
    marks: ['ticket_id', 'opened_at', 'closed_at', 'severity', 'first_response_at', 'agent_id', 'ticket_type', 'ticket_category'],
  },
  {
    grain: 'response',
    must: [['responded_at'], ['nps_0_10', 'csat', 'ces']],
    marks: ['response_id', 'responded_at', 'nps_0_10', 'csat', 'ces', 'comment', 'wave', 'mode'],
  },
  { grain: 'spend', must: [['spent_on'], ['spend']], marks: ['spent_on', 'spend', 'campaign', 'channel', 'purpose'] },
  {
    grain: 'opportunity',
    must: [['opportunity_id'], ['stage', 'outcome', 'probability']],
    marks: [
      'opportunity_id',
      'created_at',
      'stage',
      'outcome',
      'amount',
      'expected_close',
      'closed_at',
      'lost_reason',
      'lost_to',
      'probability',
    ],
  },
  { grain: 'stage_change', must: [['opportunity_id'], ['stage'], ['entered_at']], marks: ['opportunity_id', 'stage', 'entered_at'] },
  {
    grain: 'contract',
    must: [['contract_id'], ['signed_at']],
    marks: ['contract_id', 'signed_at', 'amount', 'starts_on', 'ends_on', 'renewal_of'],
  },
  { grain: 'invitation', must: [['customer_id'], ['invited_at']], marks: ['invited_at', 'mode', 'wave', 'delivered'] },
  {
    grain: 'interaction',
    must: [['customer_id'], ['happened_at']],
    marks: ['happened_at', 'channel', 'interaction_type', 'direction', 'content'],
  },
];

export const ruleOf = (grain: Grain): GrainRule => GRAIN_RULES.find((rule) => rule.grain === grain)!;

/** The table in which a role stands for a file of this grain, its own table first; null when it has no place there. */
export function tableOfRole(grain: Grain, role: string): CanonicalTable | null {
  return GRAIN_TABLES[grain].find((table) => CANONICAL[table].some((column) => column.name === role)) ?? null;
}

/** What a role's column holds, in the tables of this grain. */
export function typeOfRole(grain: Grain, role: string): CanonicalType | null {
  const table = tableOfRole(grain, role);
  return CANONICAL[table ?? 'customers'].find((column) => table !== null && column.name === role)?.type ?? null;
}

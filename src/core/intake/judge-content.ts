import type { CanonicalType, Grain } from '#core/model/canonical';
import type { ColumnFacts, Study } from './column-facts';
import { measureConstancy } from './groups';
import { speaksOf, namesPrice } from './header-words';
import type { KnownRole } from './match-header';
import { typeOfRole } from './grain-rules';

const share = (unread: number, filled: number): number => 1 - unread / Math.max(1, filled);

/** How well a column's values suit a type, 0–1. An empty sample suits everything half. */
function judgeType(type: CanonicalType, facts: ColumnFacts): number {
  if (facts.kind === 'empty') return 0.5;
  switch (type) {
    case 'id':
      if (facts.kind === 'date') return facts.dates?.readings[0]?.formats[0]?.startsWith('%Y%m%d') ? 0.8 : 0.1;
      if (facts.kind === 'boolean') return 0.1;
      if (facts.kind === 'number') return facts.numbers?.whole ? 1 : 0.3;
      return facts.averageLength > 48 ? 0.3 : 1;
    case 'day':
    case 'instant':
      return facts.kind === 'date' ? share(facts.unread, facts.filled) : 0.05;
    case 'money':
    case 'number':
    case 'score':
      return facts.kind === 'number' ? share(facts.unread, facts.filled) : 0.1;
    case 'boolean':
      return facts.kind === 'boolean' ? 1 : 0.2;
    case 'category':
      if (facts.kind === 'date') return 0.2;
      if (facts.kind === 'number' && !facts.numbers?.whole) return 0.4;
      return facts.distinct > 50 && facts.distinct > facts.filled * 0.8 ? 0.7 : 1;
    case 'text':
      return facts.kind === 'text' ? 1 : 0.5;
  }
}

/** Records without these are rejected, so that a column with gaps suits less: a date of payment is empty where nobody paid. */
const NEVER_MISSING: ReadonlySet<string> = new Set([
  'ordered_at',
  'event_at',
  'opened_at',
  'responded_at',
  'spent_on',
  'entered_at',
  'signed_at',
]);

/** The id without which a record of each grain is rejected: a column with gaps is not it (M3). */
const OWN_ID: Readonly<Partial<Record<Grain, string>>> = {
  order_line: 'order_id',
  order: 'order_id',
  customer: 'customer_id',
  product: 'product_id',
  ticket: 'ticket_id',
  response: 'response_id',
  opportunity: 'opportunity_id',
  contract: 'contract_id',
};
const AMOUNTS: ReadonlySet<string> = new Set(['net_amount', 'line_amount', 'cost', 'line_cost', 'discount', 'refunded_amount']);

const SCORES: ReadonlySet<string> = new Set(['nps_0_10', 'csat', 'ces']);
/** Whether a value lies where no usual scale of scores goes (M20). */
const leavesScale = ({ numbers }: ColumnFacts): boolean => numbers !== null && (numbers.min < 0 || numbers.max > 10);

function judgeGaps(grain: Grain, role: KnownRole, { filled, samples }: ColumnFacts): number {
  const share = filled / Math.max(1, samples);
  if (OWN_ID[grain] === role) return share;
  return NEVER_MISSING.has(role) ? 0.6 + 0.4 * share : 1;
}

/** How well a column's values suit a role of a grain, 0–1. */
export function judgeContent(study: Study, grain: Grain, role: KnownRole, facts: ColumnFacts, order: ColumnFacts | null): number {
  const type = typeOfRole(grain, role);
  if (!type) return 0;
  const suits = judgeType(type, facts) * judgeGaps(grain, role, facts);
  // Shop platforms call an order's number its name; people's names hold no digits.
  if (role === 'order_id' && facts.matches.get('name')?.exact) return facts.coded ? suits : 0;
  if (role === 'name' && facts.coded) return 0;
  // What one piece costs is no amount, and what was really paid comes before what was asked (M6).
  if (AMOUNTS.has(role) && !facts.matches.get(role)?.exact && (namesPrice(facts.name) || speaksOf('piece', facts.name))) return suits * 0.4;
  if (SCORES.has(role) && leavesScale(facts)) return suits * 0.3;
  if (role === 'age' && facts.numbers && (facts.numbers.min < 0 || facts.numbers.max > 125)) return suits * 0.3;
  if (role === 'quantity' && facts.numbers && !facts.numbers.whole) return suits * 0.85;
  if (role === 'order_id' && facts.distinct < 2 && facts.filled > 5) return suits * 0.3;
  if (grain === 'order_line' && order && (role === 'net_amount' || role === 'line_amount'))
    return suits * (isPerOrder(study, order, facts) === (role === 'net_amount') ? 1 : 0.3);
  return suits;
}

/** True when an amount is repeated on every line of an order: then it is the order's, and must not be added up by line. */
function isPerOrder(study: Study, order: ColumnFacts, amount: ColumnFacts): boolean {
  const { groups, constant } = measureConstancy(study, order, amount);
  return groups >= 3 && constant > 0.9;
}

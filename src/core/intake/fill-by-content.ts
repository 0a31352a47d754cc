import { CANONICAL, GRAIN_TABLES, type Grain } from '#core/model/canonical';
import type { Assignment } from './assign-roles';
import type { ColumnFacts, Study } from './column-facts';
import { findDate } from './find-date';
import { measureConstancy, mirrorsColumn } from './groups';
import { isQuestion, namesPrice, speaksOf } from './header-words';
import { meansOther, namesRowNumber, type KnownRole } from './match-header';
import { namesIdentifier } from './names-identifier';
import { multiplies } from './multiplies';
import type { ValueShape } from './value-shapes';

/** Roles that have been found so far; the fillers below add to them. */
export interface Filling {
  readonly study: Study;
  readonly grain: Grain;
  /** The column of order ids, as far as names say. */
  readonly order: ColumnFacts | null;
  readonly found: Map<ColumnFacts, Assignment>;
}

const OWN_ID: Partial<Record<Grain, readonly [role: KnownRole, confidence: number]>> = {
  order: ['order_id', 0.7],
  customer: ['customer_id', 0.7],
  product: ['product_id', 0.6],
  ticket: ['ticket_id', 0.6],
  response: ['response_id', 0.6],
  opportunity: ['opportunity_id', 0.7],
};

/** Texts or whole numbers under a name that ends like an identifier, and no mere line numbers. */
export const looksLikeId = (facts: ColumnFacts): boolean =>
  namesIdentifier(facts.name) && !namesRowNumber(facts.name) && (facts.kind === 'text' || facts.numbers?.whole === true);

const SOLD: ReadonlySet<Grain> = new Set(['order', 'order_line', 'customer', 'product']);
const isUnique = (facts: ColumnFacts): boolean => facts.distinct === facts.samples && facts.samples > 1;

/** Columns that may be the id of a row, because they are always filled and never repeat (M3). */
export function proposeOwnIds(study: Study, grain: Grain): readonly (Assignment & { readonly facts: ColumnFacts })[] {
  const own = OWN_ID[grain];
  if (!own) return [];
  const [role, confidence] = own;
  const unique = study.columns.filter(
    // A ticket or an answer may have no other id than its running number.
    (facts) =>
      (looksLikeId(facts) || (!SOLD.has(grain) && namesRowNumber(facts.name))) &&
      isUnique(facts) &&
      facts.personal === null &&
      !meansOther(facts.matches, role),
  );
  return unique.map((facts, at) => ({ facts, role, confidence: at === 0 ? confidence : 0.5, match: null, by: 'identifier' }));
}

const holds = ({ found }: Filling, role: KnownRole): boolean => [...found.values()].some((each) => each.role === role);
const columnOf = ({ found }: Filling, role: KnownRole): ColumnFacts | null =>
  [...found].find(([, each]) => each.role === role)?.[0] ?? null;
const free = ({ study, found }: Filling): readonly ColumnFacts[] => study.columns.filter((facts) => !found.has(facts));

function give(filling: Filling, facts: ColumnFacts | undefined, assignment: Omit<Assignment, 'match'>): void {
  if (facts) filling.found.set(facts, { ...assignment, match: null });
}

/** The same on all lines of an order; true where there are no lines to compare. */
function isPerOrder({ study }: Filling, order: ColumnFacts | null, facts: ColumnFacts): boolean {
  if (!order) return true;
  const { groups, constant } = measureConstancy(study, order, facts);
  return groups === 0 || constant >= 0.95;
}

/** Fills the roles that a grain needs and no name gave, by what the columns hold (M2–M8). */
export function fillByContent(filling: Filling): void {
  const { grain, study } = filling;
  const order = columnOf(filling, 'order_id') ?? filling.order;
  const date = findDate(study, grain, free(filling), order);
  if (date && !holds(filling, date.role)) give(filling, date.facts, date);
  if (grain === 'response') fillScores(filling);
  if (grain === 'order' || grain === 'order_line') {
    if (!holds(filling, 'customer_id')) fillCustomer(filling, order);
    if (grain === 'order_line') fillLine(filling, order);
    else if (!holds(filling, 'net_amount') && holds(filling, 'customer_id')) {
      const amounts = free(filling).filter((facts) => facts.numbers && !facts.numbers.whole && !looksLikeId(facts));
      if (amounts.length === 1) give(filling, amounts[0], { role: 'net_amount', confidence: 0.55, by: 'only_amount' });
    }
  }
  if (grain === 'opportunity' || grain === 'contract') {
    if (!holds(filling, 'customer_id')) fillCustomer(filling, null);
    if (grain === 'opportunity') fillDealDates(filling);
  }
  fillShapes(filling);
}

/** When a deal began and ended, by what the names of its dates speak of (M5). */
function fillDealDates(filling: Filling): void {
  for (const [role, topic] of [
    ['closed_at', 'end'],
    ['created_at', 'begin'],
  ] as const) {
    if (holds(filling, role)) continue;
    const dates = free(filling).filter(
      (facts) =>
        facts.kind === 'date' && speaksOf(topic, facts.name) && !speaksOf('later', facts.name) && !meansOther(facts.matches, role, DEAL),
    );
    const fullest = dates.reduce<ColumnFacts | undefined>((one, other) => (one && one.filled >= other.filled ? one : other), undefined);
    give(filling, fullest, { role, confidence: dates.length === 1 ? 0.7 : 0.6, by: dates.length === 1 ? 'only_date' : 'first_date' });
  }
}
const DEAL: ReadonlySet<string> = new Set(CANONICAL.opportunities.map(({ name }) => name));

const isContact = (facts: ColumnFacts): boolean => (facts.personal === 'email' || facts.personal === 'phone') && facts.filled > 0;

/** M4 */
function fillCustomer(filling: Filling, order: ColumnFacts | null): void {
  const serves = (facts: ColumnFacts) => speaksOf('staff', facts.name) || speaksOf('goods', facts.name);
  const shared = free(filling).filter(
    (facts) =>
      facts.repeated > 0.1 &&
      facts.distinct > 1 &&
      !serves(facts) &&
      !meansOther(facts.matches, 'customer_id') &&
      isPerOrder(filling, order, facts),
  );
  const most = (columns: readonly ColumnFacts[]) => [...columns].sort((one, other) => other.distinct - one.distinct);
  const known = shared.filter((facts) => looksLikeId(facts) && facts.personal === null && facts.filled >= facts.samples * 0.5);
  const buyers = known.filter((facts) => !speaksOf('contact', facts.name));
  const ids = most(buyers.length > 0 ? buyers : known);
  const contact = free(filling).find(isContact);
  const deals = filling.grain === 'opportunity' || filling.grain === 'contract';
  const firms = most(
    shared.filter(
      (facts) => facts.shape === 'firm' || (deals && facts.kind === 'text' && facts.personal === null && speaksOf('firm', facts.name)),
    ),
  );
  // One that has a value for each value of the first says the same, whichever is taken.
  const alike = ids.filter(
    (facts, at) => facts.distinct >= ids[0]!.distinct * 0.95 && (at === 0 || !mirrorsColumn(filling.study, ids[0]!, facts)),
  );
  if (ids.length > 0)
    give(filling, ids[0], {
      role: 'customer_id',
      confidence: ids.length === 1 ? 0.7 : 0.6,
      by: 'identifier',
      ...(alike.length > 1 ? { alike } : {}),
    });
  else if (contact) give(filling, contact, { role: 'customer_id', confidence: 0.7, by: 'contact' });
  else give(filling, firms[0], { role: 'customer_id', confidence: 0.6, by: 'firm' });
}

/** What the lines of an order cannot do without: the product by its id, and its price by arithmetic (M7). */
function fillLine(filling: Filling, order: ColumnFacts | null): void {
  if (!holds(filling, 'product_id')) {
    const ids = free(filling).filter((facts) => looksLikeId(facts) && facts.personal === null && speaksOf('goods', facts.name));
    give(filling, ids[0], { role: 'product_id', confidence: 0.65, by: 'identifier' });
  }
  const quantity = columnOf(filling, 'quantity');
  if (holds(filling, 'unit_price') || !quantity) return;
  const prices = free(filling).filter((facts) => facts.numbers && facts.distinct > 1 && !isMeantOtherwise(facts));
  const adds = prices.find((price) => multiplies(filling.study, { quantity, price, order }));
  if (adds) return give(filling, adds, { role: 'unit_price', confidence: 0.75, by: 'price_adds_up' });
  give(
    filling,
    prices.find((facts) => namesPrice(facts.name)),
    { role: 'unit_price', confidence: 0.6, by: 'price' },
  );
}

/** Its name says that it is an amount or a cost of something else. */
const isMeantOtherwise = (facts: ColumnFacts): boolean => facts.matches.has('product_cost') || facts.matches.has('discount');

/** M8 */
function fillScores(filling: Filling): void {
  const scale = (facts: ColumnFacts, from: number, to: number, least: number): boolean =>
    facts.numbers !== null && facts.numbers.whole && facts.numbers.min >= from && facts.numbers.max <= to && facts.numbers.max >= least;
  const asked = free(filling).filter(({ name }) => isQuestion(name) || speaksOf('recommend', name));
  if (!holds(filling, 'nps_0_10')) {
    const wide = asked.filter((facts) => scale(facts, 0, 10, 6));
    const named = wide.find(({ name }) => speaksOf('recommend', name)) ?? wide[0];
    give(filling, named, { role: 'nps_0_10', confidence: 0.7, by: 'score' });
  }
  if (!holds(filling, 'csat')) {
    const narrow = asked.find((facts) => !filling.found.has(facts) && scale(facts, 1, 5, 4));
    give(filling, narrow, { role: 'csat', confidence: 0.6, by: 'score' });
  }
}

const BY_SHAPE: readonly (readonly [ValueShape, KnownRole])[] = [
  ['currency', 'currency'],
  ['status', 'status'],
  ['province', 'province'],
  ['gender', 'gender'],
];

/** Texts that tell by themselves what they are. */
function fillShapes(filling: Filling): void {
  const roles = new Set(GRAIN_TABLES[filling.grain].flatMap((table) => CANONICAL[table].map((column) => column.name as KnownRole)));
  for (const [shape, role] of BY_SHAPE) {
    if (!roles.has(role) || holds(filling, role)) continue;
    const facts = free(filling).find((each) => each.shape === shape && each.matches.size === 0 && each.filled >= each.samples * 0.5);
    give(filling, facts, { role, confidence: 0.65, by: 'shape' });
  }
}

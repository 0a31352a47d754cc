import { CANONICAL, GRAIN_TABLES, type Grain } from '#core/model/canonical';
import type { ColumnFacts, Study } from './column-facts';
import { ruleOf } from './grain-rules';
import { judgeContent } from './judge-content';
import { namesIdentifier, type HeaderMatch, type KnownRole } from './match-header';

/** A role found for a column, and on what grounds. */
export interface Assignment {
  readonly role: KnownRole;
  readonly confidence: number;
  /** Null when only the content speaks for it. */
  readonly match: HeaderMatch | null;
  readonly by: 'name' | 'only_date' | 'first_date' | 'only_amount' | 'identifier' | 'contact';
}

export type Assignments = ReadonlyMap<ColumnFacts, Assignment>;

/** A column may take a role that its name fits nearly as well as the role it fits best. */
const NEARLY = 0.16;
const ENOUGH = 0.45;

const rolesOf = (grain: Grain): readonly KnownRole[] => [
  ...new Set(GRAIN_TABLES[grain].flatMap((table) => CANONICAL[table].map((column) => column.name as KnownRole))),
];

/** Finds for each role of a grain the column that suits it best, by header and content, then fills what must be by content alone. */
export function assignRoles(study: Study, grain: Grain): Assignments {
  const roles = rolesOf(grain);
  const order = findOrderColumn(study);
  const candidates = study.columns.flatMap((facts) => {
    const judged = roles.flatMap((role) => {
      const match = facts.matches.get(role);
      return match ? [{ role, match, confidence: match.score * judgeContent(study, grain, role, facts, order) }] : [];
    });
    const best = Math.max(0, ...judged.map((each) => each.match.score));
    return judged.filter((each) => each.match.score >= best - NEARLY && each.confidence >= ENOUGH).map((each) => ({ facts, ...each }));
  });
  const marks = new Set(ruleOf(grain).marks);
  const rank = (each: { readonly confidence: number; readonly role: KnownRole }): number =>
    each.confidence + (marks.has(each.role) ? 0.005 : 0);
  const found = new Map<ColumnFacts, Assignment>();
  const taken = new Set<KnownRole>();
  for (const { facts, role, match, confidence } of candidates.sort((one, other) => rank(other) - rank(one))) {
    if (found.has(facts) || taken.has(role) || unsuited(grain, role, facts)) continue;
    found.set(facts, { role, confidence, match, by: 'name' });
    taken.add(role);
  }
  fillByContent(study, grain, found);
  return found;
}

/** Names of people stay in a file of customers only, where a list of customers is read by people. */
const unsuited = (grain: Grain, role: KnownRole, facts: ColumnFacts): boolean =>
  (ORDERS.has(grain) && role === 'created_at' && facts.matches.has('ordered_at')) ||
  (facts.personal !== null && !(role === 'name' && grain === 'customer') && !(facts.personal === 'name' && role.endsWith('_id')));

function findOrderColumn(study: Study): ColumnFacts | null {
  const scored = study.columns.map((facts) => ({ facts, score: facts.matches.get('order_id')?.score ?? 0 }));
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one), { facts: null as ColumnFacts | null, score: 0 });
  return best.facts;
}

const ORDERS: ReadonlySet<Grain> = new Set(['order', 'order_line']);
const DATES: Partial<Record<Grain, KnownRole>> = {
  order: 'ordered_at',
  order_line: 'ordered_at',
  event: 'event_at',
  ticket: 'opened_at',
  response: 'responded_at',
  spend: 'spent_on',
};

function fillByContent(study: Study, grain: Grain, found: Map<ColumnFacts, Assignment>): void {
  const free = (): readonly ColumnFacts[] => study.columns.filter((facts) => !found.has(facts));
  const holds = (role: KnownRole): boolean => [...found.values()].some((each) => each.role === role);
  const give = (facts: ColumnFacts | undefined, role: KnownRole, confidence: number, by: Assignment['by']): void => {
    if (facts) found.set(facts, { role, confidence, match: null, by });
  };
  const date = DATES[grain];
  if (date && !holds(date)) {
    const dates = free().filter((facts) => facts.kind === 'date');
    give(dates[0], date, dates.length === 1 ? 0.7 : 0.5, dates.length === 1 ? 'only_date' : 'first_date');
  }
  if (grain === 'customer' && !holds('customer_id')) {
    const unique = free().filter((facts) => looksLikeId(facts) && facts.personal === null && facts.distinct === facts.samples);
    give(unique[0], 'customer_id', 0.65, 'identifier');
  }
  if (!ORDERS.has(grain)) return;
  if (!holds('customer_id')) {
    const ids = free().filter((facts) => looksLikeId(facts) && facts.personal === null && facts.repeated > 0.1 && facts.distinct > 1);
    if (ids.length > 0) give(ids[0], 'customer_id', ids.length === 1 ? 0.7 : 0.6, 'identifier');
    else
      give(
        free().find((facts) => isContact(facts) && facts.filled > 0),
        'customer_id',
        0.7,
        'contact',
      );
  }
  if (grain === 'order' && !holds('order_id')) {
    const unique = free().filter((facts) => looksLikeId(facts) && facts.personal === null && facts.distinct === facts.samples);
    if (unique.length === 1) give(unique[0], 'order_id', 0.6, 'identifier');
  }
  if (grain === 'order' && !holds('net_amount') && holds('customer_id')) {
    const amounts = free().filter((facts) => facts.numbers && !facts.numbers.whole && !looksLikeId(facts));
    if (amounts.length === 1) give(amounts[0], 'net_amount', 0.55, 'only_amount');
  }
}

const isContact = (facts: ColumnFacts): boolean => facts.personal === 'email' || facts.personal === 'phone';
const looksLikeId = (facts: ColumnFacts): boolean =>
  namesIdentifier(facts.header) && (facts.kind === 'text' || facts.numbers?.whole === true);

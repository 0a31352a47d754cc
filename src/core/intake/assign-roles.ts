import { CANONICAL, GRAIN_TABLES, type Grain } from '#core/model/canonical';
import type { ColumnFacts, Study } from './column-facts';
import { fillByContent, proposeOwnIds } from './fill-by-content';
import { ruleOf } from './grain-rules';
import { speaksOf } from './header-words';
import { judgeContent } from './judge-content';
import type { HeaderMatch, KnownRole } from './match-header';

/** How a role was found: by a column's name, or by what its content shows. */
export type AssignedBy =
  | 'name'
  | 'only_date'
  | 'first_date'
  | 'earliest_date'
  | 'only_amount'
  | 'identifier'
  | 'contact'
  | 'firm'
  | 'price'
  | 'price_adds_up'
  | 'score'
  | 'shape'
  | 'relation';

/** A role found for a column, and on what grounds. */
export interface Assignment {
  readonly role: KnownRole;
  readonly confidence: number;
  /** Null when only the content speaks for it. */
  readonly match: HeaderMatch | null;
  readonly by: AssignedBy;
  /** Columns that suit the role as well, this one first; absent where there is no other. */
  readonly alike?: readonly ColumnFacts[];
}

export type Assignments = ReadonlyMap<ColumnFacts, Assignment>;

/** A column may take a role that its name fits nearly as well as the role it fits best. */
const NEARLY = 0.16;
const ENOUGH = 0.45;

const rolesOf = (grain: Grain): readonly KnownRole[] => [
  ...new Set(GRAIN_TABLES[grain].flatMap((table) => CANONICAL[table].map((column) => column.name as KnownRole))),
];

interface Candidate extends Assignment {
  readonly facts: ColumnFacts;
}

function candidatesByName(study: Study, grain: Grain, order: ColumnFacts | null): readonly Candidate[] {
  const roles = rolesOf(grain);
  return study.columns.flatMap((facts) => {
    const judged = roles.flatMap((role) => {
      const match = facts.matches.get(role);
      return match ? [{ role, match, confidence: match.score * judgeContent(study, grain, role, facts, order) }] : [];
    });
    const best = Math.max(0, ...judged.map((each) => each.match.score));
    return judged
      .filter((each) => each.match.score >= best - NEARLY && each.confidence >= ENOUGH)
      .map((each) => ({ facts, by: 'name' as const, ...each }));
  });
}

/** Finds for each role of a grain the column that suits it best, by name and content, then fills what must be by content alone (M1, M2). */
export function assignRoles(study: Study, grain: Grain): Assignments {
  const order = findOrderColumn(study);
  const candidates: Candidate[] = [...candidatesByName(study, grain, order), ...proposeOwnIds(study, grain)];
  const marks = new Set(ruleOf(grain).marks);
  // Of two amounts the one that was really paid (M6).
  const paid = ({ role, match, facts }: Candidate): number =>
    match && !match.exact && (role === 'net_amount' || role === 'line_amount') && speaksOf('paid', facts.name) ? 0.08 : 0;
  const rank = (each: Candidate): number => each.confidence + paid(each) + (marks.has(each.role) ? 0.005 : 0);
  const found = new Map<ColumnFacts, Assignment>();
  const taken = new Set<KnownRole>();
  for (const { facts, ...assignment } of candidates.sort((one, other) => rank(other) - rank(one))) {
    if (found.has(facts) || taken.has(assignment.role) || unsuited(grain, assignment.role, facts)) continue;
    found.set(facts, assignment);
    taken.add(assignment.role);
  }
  fillByContent({ study, grain, order, found });
  return found;
}

const ORDERS: ReadonlySet<Grain> = new Set(['order', 'order_line']);

/** Names of people stay in a file of customers only, where a list of customers is read by people. */
const unsuited = (grain: Grain, role: KnownRole, facts: ColumnFacts): boolean =>
  (ORDERS.has(grain) && role === 'created_at' && facts.matches.has('ordered_at')) ||
  (facts.personal !== null && !(role === 'name' && grain === 'customer') && !(facts.personal === 'name' && role.endsWith('_id')));

/** The column that tells the orders of a file apart, as far as names say. */
function findOrderColumn(study: Study): ColumnFacts | null {
  const score = (facts: ColumnFacts) => (facts.matches.get('order_id')?.score ?? 0) * (facts.filled / Math.max(1, facts.samples));
  const best = study.columns.reduce<ColumnFacts | null>((one, other) => (score(other) > (one ? score(one) : 0) ? other : one), null);
  return best;
}

import { CANONICAL, GRAIN_TABLES, type Grain } from '#core/model/canonical';
import type { Assignment } from './assign-roles';
import type { ColumnFacts, Study } from './column-facts';
import { measureConstancy } from './groups';
import { speaksOf } from './header-words';
import { readDay } from './read-date';
import { meansOther, type KnownRole } from './match-header';

const DATES: Partial<Record<Grain, KnownRole>> = {
  order: 'ordered_at',
  order_line: 'ordered_at',
  event: 'event_at',
  ticket: 'opened_at',
  response: 'responded_at',
  spend: 'spent_on',
  customer: 'created_at',
};

const DAYS_OF_TEN_YEARS = 3652;
const DAY = 86_400_000;

type Found = Omit<Assignment, 'match'> & { readonly facts: ColumnFacts };

/** The date that a row of this grain needs, when no name gave it (M5); null where no column suits. */
export function findDate(study: Study, grain: Grain, free: readonly ColumnFacts[], order: ColumnFacts | null): Found | null {
  const role = DATES[grain];
  if (!role) return null;
  const known = new Set<string>(GRAIN_TABLES[grain].flatMap((table) => CANONICAL[table].map(({ name }) => name)));
  const dates = free.filter((facts) => facts.kind === 'date' && !meansOther(facts.matches, role, known));
  const full = dates.filter((facts) => facts.filled === facts.samples && !speaksOf('later', facts.name));
  if (grain === 'customer') return findEarliest(study, role, full, dates);
  const perOrder = full.filter((facts) => !order || measureConstancy(study, order, facts).constant >= 0.95);
  const ends = grain === 'order' || grain === 'order_line' ? perOrder.filter((facts) => speaksOf('end', facts.name)) : [];
  const sorted = [...ends, ...perOrder.filter((facts) => !ends.includes(facts))];
  const facts = sorted[0] ?? full[0] ?? dates[0];
  if (!facts) return null;
  if (dates.length === 1) return { facts, role, confidence: 0.7, by: 'only_date' };
  return { facts, role, confidence: sorted.length === 1 ? 0.65 : 0.5, by: 'first_date', ...(sorted.length > 1 ? { alike: sorted } : {}) };
}

/** A customer is there since the earliest of the dates on each of the rows. Dates of birth, which are earlier still, end ten years before all others do. */
function findEarliest(study: Study, role: KnownRole, full: readonly ColumnFacts[], dates: readonly ColumnFacts[]): Found | null {
  const latest = (facts: ColumnFacts): number => Date.parse(facts.dates?.readings[0]?.to ?? '') / DAY;
  const last = Math.max(...dates.map(latest).filter(Number.isFinite));
  const recent = dates.filter((facts) => last - latest(facts) < DAYS_OF_TEN_YEARS);
  const dayIn = (row: readonly string[], facts: ColumnFacts): string | null => {
    const order = facts.dates?.readings[0]?.order;
    return readDay((row[facts.index] ?? '').trim())?.readings.find((each) => each.order === order)?.iso ?? null;
  };
  if (recent.length < 2) return null;
  let candidates = recent.filter((each) => full.includes(each));
  for (const row of study.rows) {
    if (candidates.length === 0) return null;
    const days = new Map(recent.map((facts) => [facts, dayIn(row, facts)]));
    const earliest = [...days.values()].reduce((one, other) => (one === null || (other !== null && other < one) ? other : one), null);
    candidates = candidates.filter((each) => days.get(each) === null || days.get(each) === earliest);
  }
  const [facts] = candidates;
  return facts ? { facts, role, confidence: 0.7, by: 'earliest_date' } : null;
}

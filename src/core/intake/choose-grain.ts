import type { Grain } from '#core/model/canonical';
import { assignRoles, type Assignments } from './assign-roles';
import type { ColumnFacts, Study } from './column-facts';
import { gradedSeries } from './graded-series';
import { isQuestion, speaksOf } from './header-words';
import { GRAIN_RULES, ruleOf, type GrainRule } from './grain-rules';
import type { KnownRole } from './match-header';

export interface GrainChoice {
  readonly grain: Grain;
  readonly score: number;
  readonly assignments: Assignments;
}

/** A grain this much below the best is not worth asking about. */
const CLOSE = 0.25;

function scoreGrain(study: Study, rule: GrainRule, assignments: Assignments): number {
  const confidence = new Map<KnownRole, number>();
  const column = new Map<KnownRole, ColumnFacts>();
  for (const [facts, { role, confidence: value }] of assignments) {
    confidence.set(role, value);
    column.set(role, facts);
  }
  let score = 0;
  const answers = rule.grain === 'response' && looksAnswered(study, assignments);
  for (const group of rule.must) score += Math.max(...group.map((role) => confidence.get(role) ?? (answers ? 0 : -3)));
  for (const [role, value] of confidence) score += rule.marks.includes(role) ? value : value * 0.2;
  return (
    score +
    scoreRepetition(rule.grain, column, assignments) +
    (rule.grain === 'response' ? scoreQuestions(study) + (gradedSeries(study).length > 0 ? 2 : 0) : 0)
  );
}

/** Whether names say that a file holds answers, so that it needs no date (M19). */
function looksAnswered(study: Study, assignments: Assignments): boolean {
  const named = [...assignments].some(
    ([facts, { role, match }]) => match !== null && ['nps_0_10', 'csat', 'ces'].includes(role) && speaksOf('graded', facts.name),
  );
  return named || gradedSeries(study).length > 0;
}

/** Names that are questions speak for survey answers (M8). */
function scoreQuestions({ columns }: Study): number {
  const questions = columns.filter(({ name }) => isQuestion(name)).length;
  return questions >= Math.max(2, columns.length * 0.3) ? 3 : 0;
}

/** A list of customers or products names each once; orders name their customers again and again. */
function scoreRepetition(grain: Grain, column: ReadonlyMap<KnownRole, ColumnFacts>, assignments: Assignments): number {
  const owner = grain === 'customer' ? column.get('customer_id') : grain === 'product' ? column.get('product_id') : undefined;
  const named = owner && assignments.get(owner)?.match;
  // Any table has an id that never repeats; only a name says that it is a customer's or a product's.
  if (owner) return owner.filled > 1 && owner.repeated < 0.02 ? (named ? 2 : 0.5) : -4 * Math.min(1, owner.repeated * 4);
  const order = column.get('order_id');
  const deal = column.get('opportunity_id');
  // A list of deals names each once, its history again and again.
  if (deal) return grain === 'opportunity' ? (deal.repeated > 0.3 ? -3 : 0) : deal.repeated === 0 && deal.filled >= 10 ? -3 : 0;
  if (grain === 'order' && order && order.repeated > 0.3) return -3;
  // Orders of one line each: what stands beside them says something of the whole order.
  if (grain === 'order_line' && order && order.repeated === 0 && order.filled >= 10) return -1;
  return 0;
}

/** True when the file has all that its grain cannot do without. */
function isComplete(study: Study, { grain, assignments }: GrainChoice): boolean {
  if (grain === 'response' && looksAnswered(study, assignments)) return true;
  const found = new Set([...assignments.values()].map((each) => each.role));
  return ruleOf(grain).must.every((group) => group.some((role) => found.has(role)));
}

/** Whether a row is an order or a line of it is seen from its ids; where none repeats, both give the same orders. */
const SALES: readonly Grain[] = ['order', 'order_line'];
const differs = (one: GrainChoice, other: GrainChoice): boolean =>
  one !== other && !(SALES.includes(one.grain) && SALES.includes(other.grain));

/** The readings of a file. */
export interface GrainChoices {
  /** The one that fits best with its roles, followed by those that are as complete and nearly as good. */
  readonly choices: readonly GrainChoice[];
  /** How well the next best fits, whether it is worth asking about or not. */
  readonly next: number;
}

/** What a row of the file may be. */
export function chooseGrain(study: Study): GrainChoices {
  const choices = GRAIN_RULES.map((rule) => {
    const assignments = assignRoles(study, rule.grain);
    return { grain: rule.grain, score: scoreGrain(study, rule, assignments), assignments };
  }).sort((one, other) => other.score - one.score);
  const best = choices[0]!;
  const rivals = choices.filter((choice) => best.score - choice.score < CLOSE && isComplete(study, choice) && differs(choice, best));
  const next = choices.find((choice) => differs(choice, best))?.score ?? -Infinity;
  return { choices: isComplete(study, best) ? [best, ...rivals] : [best], next };
}

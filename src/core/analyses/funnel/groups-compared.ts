import { columnIn } from '#core/model/data-model';
import type { Row } from '#core/model/columns';
import type { Insight, Sentence } from '#core/model/presentation';
import { compareWithRest, type RestComparison } from '#core/stats/findings';
import type { PresentContext } from '../contract';
import { amount, countOf } from '../words';
import { unitWord, type FunnelParams } from './params';
import { breakdownOf, stepsOf } from './question';

/** Groups, and rests, of fewer are compared and never named. */
const SMALLEST = 30;

/** A group against all the others together: shares that went all the way. */
interface ComparedGroup extends RestComparison {
  /** Null: those without a value, or several groups put together. */
  readonly name: string | null;
  readonly n: number;
}

/** FC20: whether a customer's group is known before anything was done on the way, and each customer is in one group. */
function isComparable(params: FunnelParams, { model }: PresentContext): boolean {
  const breakdown = breakdownOf(params);
  if (!breakdown || unitWord(params) !== 'customers') return false;
  if (breakdown.table === 'customers') return true;
  const anchored = params.order !== 'any' || params.anchorFirst;
  const complete = columnIn(model, breakdown.table, breakdown.column)?.missing === 0;
  return params.attribution === 'first' && anchored && complete && stepsOf(params, model)[0]?.table === breakdown.table;
}

/** Every group of a breakdown (rows of `barsSql` with `kind` and `grp`) against all the others together; empty where they cannot be compared. */
function comparedGroups(rows: readonly Row[], params: FunnelParams, context: PresentContext): ComparedGroup[] {
  if (!isComparable(params, context)) return [];
  const last = stepsOf(params, context.model).findLastIndex((step) => !step.optional) + 1;
  const groups = new Map<string, { readonly name: string | null; hits: number; n: number }>();
  for (const row of rows) {
    const { kind, grp } = row;
    const key = JSON.stringify([kind, grp ?? null]);
    const group = groups.get(key) ?? { name: kind === 'value' && typeof grp === 'string' ? grp : null, hits: 0, n: 0 };
    groups.set(key, group);
    const k = countOf(row, 'k');
    if (k === 1) group.n = countOf(row, 'units');
    if (k === last) group.hits = countOf(row, 'units');
  }
  const all = [...groups.values()];
  return compareWithRest(all).map((compared, at) => ({ ...compared, name: all[at]!.name, n: all[at]!.n }));
}

/** FC20: the group that differs most from the others, among those that differ beyond chance. */
function standout(groups: readonly ComparedGroup[]): ComparedGroup | null {
  const total = groups.reduce((sum, { n }) => sum + n, 0);
  const found = groups.filter(({ name, n, q }) => name !== null && n >= SMALLEST && total - n >= SMALLEST && q !== null && q <= 0.05);
  return found.toSorted((one, other) => Math.abs(other.difference!) - Math.abs(one.difference!))[0] ?? null;
}

function sentenceOf(groups: readonly ComparedGroup[], named: ComparedGroup | null): Sentence | null {
  const total = groups.reduce((sum, { n }) => sum + n, 0);
  if (!named) {
    const judged = groups.filter(({ name, n }) => name !== null && n >= SMALLEST && total - n >= SMALLEST).length;
    return judged > 0 ? { finding: { key: 'funnel_groups_alike', values: { n: groups.length } } } : null;
  }
  const values = {
    group: named.name ?? '',
    n: named.n,
    share: amount(named.share, 'rate'),
    rest: amount(named.rest, 'rate'),
    low: amount(named.interval?.low ?? null, 'points'),
    high: amount(named.interval?.high ?? null, 'points'),
  };
  const key = (named.difference ?? 0) > 0 ? 'funnel_groups_more' : 'funnel_groups_less';
  return { finding: { key, values }, rest: { key: 'funnel_groups_rest', values } };
}

/** FC20: what the groups of a breakdown say, added to what the funnel says; `named` is the value of the group, null without one. */
export function sayGroups(
  insight: Insight,
  rows: readonly Row[],
  params: FunnelParams,
  context: PresentContext,
): { readonly insight: Insight; readonly named: string | null } {
  const groups = comparedGroups(rows, params, context);
  if (groups.length < 2) return { insight, named: null };
  const named = standout(groups);
  const sentence = sentenceOf(groups, named);
  const numbers = {
    ...insight.numbers,
    group_share: named?.share ?? null,
    group_rest: named?.rest ?? null,
    group_difference: named?.difference ?? null,
    group_low: named?.interval?.low ?? null,
    group_high: named?.interval?.high ?? null,
    group_q: named?.q ?? null,
  };
  return { insight: { sentences: [...insight.sentences, ...(sentence ? [sentence] : [])], numbers }, named: named?.name ?? null };
}

import type { Text } from '#core/messages/text';
import type { ComparedReason, ComparedShare } from '#core/model/comparison';
import type { CompileContext } from './contract';

/** The day on which the documentation of other tools was read. */
export const DOCUMENTED_ON = '2026-11-22';

/** One way in which another tool counts. */
export interface ToolRule<Params> {
  /** In a sentence, for the question as it is before the rule. */
  text(params: Params): Text;
  /** The question under the rule, or null where the rule leaves it as it is. Pure. */
  apply(params: Params, context: CompileContext): Params | null;
}

/** Another tool as its documentation describes it (WD1). */
export interface Tool<Params, Id extends string = string> {
  readonly id: Id;
  readonly name: Text;
  readonly rules: readonly ToolRule<Params>[];
}

/** The question after one more rule. */
export interface Stage<Params> {
  readonly text: Text;
  readonly params: Params;
}

/** The chain of questions from ours to the tool's, without those rules that change nothing (WD1). */
export function stagesOf<Params>({ rules }: Tool<Params>, ours: Params, context: CompileContext): Stage<Params>[] {
  const stages: Stage<Params>[] = [];
  let params = ours;
  for (const rule of rules) {
    const next = rule.apply(params, context);
    if (next === null) continue;
    stages.push({ text: rule.text(params), params: next });
    params = next;
  }
  return stages;
}

/** The step of the plan that answers the n-th stage of a tool; 0 is our own question. */
export const stageId = (tool: string, stage: number): string => (stage === 0 ? 'here' : `${tool}_${stage}`);

/** Each stage with what it alone changes; the largest change is the main one. */
export function reasonsOf<Params>(
  stages: readonly Stage<Params>[],
  here: ComparedShare,
  found: readonly ComparedShare[],
): ComparedReason[] {
  const reasons = stages.map(({ text }, place) => ({ text, before: place === 0 ? here : found[place - 1]!, after: found[place]! }));
  const sizes = reasons.map(({ before, after }) => sizeOf(before, after));
  const most = Math.max(0, ...sizes);
  const main = most > 0 ? sizes.indexOf(most) : -1;
  return reasons.map((reason, place) => ({ ...reason, main: place === main }));
}

/** A change of shares, and above all of them one to numbers without a share. */
function sizeOf(before: ComparedShare, after: ComparedShare): number {
  if (before.share !== null && after.share !== null) return Math.abs(after.share - before.share);
  return before.share === after.share && before.reached === after.reached && before.began === after.began ? 0 : 2;
}

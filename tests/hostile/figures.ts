import type { Ended } from './bites';

/** One report of a run: how it ended, or what came instead of an answer. */
export interface Seen {
  readonly id: string;
  readonly outcome: Ended | string;
  /** From asking for it until nothing of it was left to press, ms. */
  readonly took: number;
}

const ms = (amount: number): string => `${Math.round(amount).toLocaleString('en')} ms`;

/** What a run over the corpus came to, as lines to be printed. */
export function figuresOf(seen: readonly Seen[], { foreign, canary }: { readonly foreign: number; readonly canary: number }): string[] {
  const answers = seen.flatMap(({ id, outcome, took }) => (typeof outcome === 'string' ? [] : [{ id, took, ...outcome }]));
  const ended = (way: Ended['ended']) => answers.filter((each) => each.ended === way).length;
  const longest = <T>(list: readonly T[], of: (each: T) => number) => list.toSorted((one, other) => of(other) - of(one))[0];
  const times = seen.map(({ took }) => took).toSorted((one, other) => one - other);
  const at = (share: number) => ms(times[Math.ceil(times.length * share) - 1] ?? 0);
  const [hung, slow] = [longest(answers, ({ hang }) => hang), longest(seen, ({ took }) => took)];
  return [
    `${seen.length} documents: ${ended('refused')} refused, ${ended('stopped')} stopped, ${ended('answered')} harmless, ${seen.length - answers.length} without an answer`,
    `foreign requests ${foreign}, knocks at the canary ${canary}, texts that became code ${answers.reduce((sum, { code }) => sum + code, 0)}, queries before agreement ${answers.reduce((sum, { before }) => sum + before, 0)}`,
    `longest hang ${hung ? `${ms(hung.hang)} (${hung.id})` : 'none'}; time a document: half within ${at(0.5)}, 95 of 100 within ${at(0.95)}, longest ${slow ? `${ms(slow.took)} (${slow.id})` : 'none'}`,
  ];
}

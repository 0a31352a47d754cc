import type { DataModel } from '#core/model/data-model';
import { fail, succeed, type Result } from '#core/model/result';
import { addDays } from '#core/query/days';
import { areApart, samePredicate, type EventPredicate } from '#core/query/events/predicates';
import { eventStream } from '#core/query/events/stream';
import { funnelRelations } from '#core/query/funnel/funnel-relations';
import { trendPeriod } from '#core/query/funnel/trend';
import type { FunnelShape } from '#core/query/funnel/types';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import { readBreakdown, type Breakdown } from '../breakdown';
import type { CompileContext } from '../contract';
import type { StepParam } from '../step-params';
import { suggestSteps } from '../step-words';
import type { FunnelParams, WindowUnit } from './params';

const SESSION = { table: 'usage_events', column: 'session_id' } as const;
/** `owners`: the customer of each session, of several the one with the smallest key. */
const OWNERS: Relation = { name: 'owners', sql: 'SELECT actor, min(customer) AS customer\nFROM stream\nGROUP BY actor' };
const DAY = 86_400_000_000;
const MICROSECONDS: Readonly<Record<WindowUnit, number>> = {
  minute: 60_000_000,
  hour: 3_600_000_000,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
};
const startOfDay = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) * 1000;

/** The steps in force. */
export const stepsOf = ({ steps }: Pick<FunnelParams, 'steps'>, model: DataModel): readonly StepParam[] =>
  steps.length > 0 ? steps : suggestSteps(model);

export const windowOf = ({ window, windowUnit }: Pick<FunnelParams, 'window' | 'windowUnit'>): number => window * MICROSECONDS[windowUnit];

/** Microseconds of the whole question: where entries begin and end (FC2), and the end of `as_of`. */
export interface Clock {
  readonly from: number | null;
  readonly to: number;
  readonly end: number;
}

export function clockOf(params: FunnelParams, { range, asOf }: CompileContext): Clock {
  const end = startOfDay(addDays(asOf, 1));
  return { from: range.from ? startOfDay(range.from) : null, to: params.mature ? end - windowOf(params) : end, end };
}

/** What the bars are broken down by; the other faces are not (FC15). */
export const breakdownOf = ({ breakdown, show }: FunnelParams): Breakdown | null => (show === 'bars' ? readBreakdown(breakdown) : null);

/** The name of the column held constant (FC10), or null. */
export const heldOf = ({ hold }: Pick<FunnelParams, 'hold'>): string | null => (hold ? hold.slice(hold.indexOf('.') + 1) : null);

/** The places (from 1) of the steps between which times are taken (FC13). */
export function timeStepsOf(params: Pick<FunnelParams, 'timeFrom' | 'timeTo'>, steps: readonly StepParam[]): { from: number; to: number } {
  const last = steps.findLastIndex((step) => !step.optional) + 1;
  return { from: Number(params.timeFrom), to: params.timeTo === 'last' ? last : Number(params.timeTo) };
}

export interface FunnelQuery {
  readonly query: Query;
  readonly shape: FunnelShape;
  readonly clock: Clock;
  /** From the records to `kept`, and `owners` where the actor is no customer. */
  readonly relations: readonly Relation[];
  /** The customer of a relation's `actor`: what to join, with its line break, and the column. */
  owner(alias: string): { readonly join: string; readonly column: string };
  /** Rows that match step 1, over `mask`. */
  readonly first: number;
}

/** The question of a cell as relations. `value`: rows carry the value of the breakdown; `split`: it is part of the unit. */
export function askFunnel(
  params: FunnelParams,
  context: CompileContext,
  options: { value?: boolean; split?: boolean } = {},
): Result<FunnelQuery> {
  const started = startQuery(context, { from: context.range.from, to: context.asOf });
  if (!started.ok) return started;
  const steps = stepsOf(params, context.model);
  const predicates: EventPredicate[] = [];
  const markOf = ({ table, where }: EventPredicate): number => {
    const known = predicates.findIndex((each) => samePredicate(each, { table, where }));
    return known >= 0 ? known : predicates.push({ table, where }) - 1;
  };
  const wrong = params.exclusions.some(
    ({ after, before }) => after >= before || [after, before].some((k) => !steps[k - 1] || steps[k - 1]!.optional === true),
  );
  if (wrong) return fail({ code: 'issue_funnel_exclusion', path: ['exclusions'] });
  const clock = clockOf(params, context);
  const unit = windowOf({ window: 1, windowUnit: params.windowUnit });
  const held = heldOf(params);
  const shape: FunnelShape = {
    unit: ['actor', ...(held ? ['held'] : []), ...(options.split ? ['value'] : [])],
    steps: steps.map((step) => ({
      mark: markOf(step),
      ...(step.optional ? { optional: true } : {}),
      ...(step.within === undefined ? {} : { within: step.within * unit }),
    })),
    exclusions: params.exclusions.map((each) => ({ mark: markOf(each), after: each.after - 1, before: each.before - 1 })),
    meets: (one, other) => !areApart(predicates[one]!, predicates[other]!),
    window: windowOf(params),
    order: params.order,
    attempt: params.attempt,
    policy: params.exclusionPolicy,
    anchorFirst: params.anchorFirst,
    strictTies: params.strictTies,
    ...(params.show === 'trend' ? { period: trendPeriod(params.grain, context.weekStart, context.dialect) } : {}),
    entries: [...(clock.from === null ? [] : [`t >= ${clock.from}`]), `t < ${clock.to}`].join(' AND '),
  };
  const breakdown = options.value || options.split ? breakdownOf(params) : null;
  const value = breakdown && breakdown.table !== 'customers' ? { table: breakdown.table, column: breakdown.column } : null;
  const actor = params.actor === 'session' ? SESSION : null;
  const stream = eventStream(started.value, { predicates, whole: params.order === 'strict', value, actor, held });
  if (!stream.ok) return stream;
  const funnel = funnelRelations(shape);
  if (!funnel.ok) return funnel;
  const split = options.split ? stream.value.map((each) => (each.name === 'stream' ? present(each) : each)) : stream.value;
  const marks = params.order === 'any' && !params.anchorFirst ? shape.steps.map(({ mark }) => mark) : [shape.steps[0]!.mark];
  const first = [...new Set(marks)].reduce((bits, mark) => bits + 2 ** mark, 0);
  return succeed({
    query: started.value,
    shape,
    clock,
    relations: [...split, ...funnel.value, ...(actor ? [OWNERS] : [])],
    owner: (alias) =>
      actor ? { join: `\nJOIN owners AS o ON o.actor = ${alias}.actor`, column: 'o.customer' } : { join: '', column: `${alias}.actor` },
    first,
  });
}

/** A stream held constant has no rows without a value (FU14). */
const present = ({ name, sql }: Relation): Relation => ({ name, sql: `SELECT *\nFROM (\n${sql}\n) AS valued\nWHERE value IS NOT NULL` });

import type { Row } from '#core/model/columns';
import type { ComparedShare, ComparedTool, Comparison } from '#core/model/comparison';
import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { customerListSql } from '#core/query/customer-list';
import { mandatoryOf } from '#core/query/funnel/columns';
import type { Relation } from '#core/query/types';
import type { Compare, CompileContext, Plan, SqlStep } from '../contract';
import { stepText } from '../step-words';
import { DOCUMENTED_ON, reasonsOf, stageId, stagesOf, type Stage, type Tool } from '../tools';
import { countOf, ratio } from '../words';
import { windowText } from './lengths';
import { unitWord, type FunnelParams } from './params';
import { askFunnel, stepsOf } from './question';
import { notApplied, TOOLS, type Counted, type ToolId } from './tools';

const indent = (sql: string): string => sql.replace(/^/gm, '  ');
const withTwo = (one: readonly [string, string], other: readonly [string, string], body: string): string =>
  `WITH ${[one, other].map(([name, sql]) => `${name} AS (\n${indent(sql)}\n)`).join(',\n')}\n${body}`;

/** The cell's own question, its steps written out, without its breakdown (WD2). */
const oursOf = (params: FunnelParams, context: CompileContext): Counted => ({
  ...params,
  show: 'bars',
  steps: stepsOf(params, context.model),
  breakdown: null,
});

/** One step of the funnel as a funnel of its own (WD8). */
const aloneOf = (params: Counted, which: 'first' | 'last'): FunnelParams => {
  const { anyStage: _, ...rest } = params;
  const step = which === 'first' ? params.steps[0]! : params.steps.findLast(({ optional }) => !optional)!;
  const { within: __, ...bare } = step;
  return { ...rest, steps: [bare], exclusions: [], mature: false, order: 'ordered', attempt: 'first', actor: 'customer' };
};

/** The customers who reached the end, one row each: a complete SELECT. */
function reachedSql(counted: Counted, context: CompileContext): Result<string> {
  const asked = askFunnel(counted.anyStage ? aloneOf(counted, 'last') : counted, context);
  if (!asked.ok) return asked;
  const { query, shape, relations, owner } = asked.value;
  const { join, column } = owner('kept');
  return succeed(
    query.select(`SELECT DISTINCT ${column} AS customer_key\nFROM kept${join}\nWHERE kept.depth = ${mandatoryOf(shape).length}`, relations),
  );
}

/** How many began and reached the end. */
function countSql(counted: Counted, context: CompileContext): Result<string> {
  if (counted.anyStage) {
    const [first, last] = [reachedSql(aloneOf(counted, 'first'), context), reachedSql(aloneOf(counted, 'last'), context)];
    if (!first.ok) return first;
    if (!last.ok) return last;
    const body = 'SELECT (SELECT count(*) FROM first_step) AS began, (SELECT count(*) FROM last_step) AS reached';
    return succeed(withTwo(['first_step', first.value], ['last_step', last.value], body));
  }
  const asked = askFunnel(counted, context);
  if (!asked.ok) return asked;
  const { query, shape, relations } = asked.value;
  const body = `SELECT count(*) AS began, count(*) FILTER (depth = ${mandatoryOf(shape).length}) AS reached, (SELECT dated FROM stream_clock) AS dated\nFROM kept`;
  return succeed(query.select(body, relations));
}

/** How many customers reached the end on one side only (WD11). */
function sidesSql(here: string, there: string): string {
  const only = (one: string, other: string): string =>
    `(SELECT count(*) FROM (SELECT customer_key FROM ${one} EXCEPT SELECT customer_key FROM ${other}) AS d)`;
  const body = `SELECT ${only('here', 'there')} AS only_here, ${only('there', 'here')} AS only_there`;
  return withTwo(['here', here], ['there', there], body);
}

const lastOf = (tool: Tool<Counted>, ours: Counted, context: CompileContext): Counted =>
  stagesOf(tool, ours, context).at(-1)?.params ?? ours;

function compile(params: FunnelParams, context: CompileContext): Result<Plan> {
  const ours = oursOf(params, context);
  const here = reachedSql(ours, context);
  if (!here.ok) return here;
  const asked: (readonly [string, Result<string>])[] = [['here', countSql(ours, context)]];
  for (const tool of TOOLS) {
    const stages = stagesOf(tool, ours, context);
    asked.push(...stages.map((stage, place) => [stageId(tool.id, place + 1), countSql(stage.params, context)] as const));
    const there = reachedSql(stages.at(-1)?.params ?? ours, context);
    if (stages.length > 0) asked.push([`${tool.id}_sides`, there.ok ? succeed(sidesSql(here.value, there.value)) : there]);
  }
  const steps: SqlStep[] = [];
  for (const [id, sql] of asked) {
    if (!sql.ok) return sql;
    steps.push({ id, sql: sql.value });
  }
  return succeed({ steps });
}

function shareOf(row: Row | undefined, counted: Counted): ComparedShare {
  const [began, reached] = [countOf(row, 'began'), countOf(row, 'reached')];
  return { began, reached, share: counted.anyStage ? null : ratio(reached, began) };
}

export const compare: Compare<FunnelParams> = {
  compile,
  present(results, params, context): Comparison {
    const ours = oursOf(params, context);
    const own = results['here']?.[0];
    const here = shareOf(own, ours);
    const text = (step: Counted['steps'][number] | undefined) => (step ? stepText(step, context.model) : { literal: '' });
    const toolOf = (tool: Tool<Counted, ToolId>): ComparedTool => {
      const stages: readonly Stage<Counted>[] = stagesOf(tool, ours, context);
      const found = stages.map((stage, place) => shareOf(results[stageId(tool.id, place + 1)]?.[0], stage.params));
      const sides = results[`${tool.id}_sides`]?.[0];
      return {
        id: tool.id,
        name: tool.name,
        result: found.at(-1) ?? here,
        reasons: reasonsOf(stages, here, found),
        notApplied: notApplied(tool.id, stages.at(-1)?.params ?? ours, own?.['dated'] === true),
        onlyHere: { customers: countOf(sides, 'only_here'), part: { tool: tool.id, side: 'here' } },
        onlyThere: { customers: countOf(sides, 'only_there'), part: { tool: tool.id, side: 'there' } },
      };
    };
    return {
      what: {
        key: `compare_funnel_${unitWord(params)}`,
        values: {
          first: text(ours.steps[0]),
          last: text(ours.steps.findLast(({ optional }) => !optional)),
          window: windowText(params),
        },
      },
      began: { key: 'compare_began' },
      reached: { key: 'compare_reached' },
      here,
      tools: TOOLS.map(toolOf),
      note: { key: 'compare_note', values: { day: { date: DOCUMENTED_ON } } },
    };
  },
};

/** The customers who reached the end on one side only: `{tool, side}` (WD11). */
export function comparedPeople({ tool: id, side }: Part, params: FunnelParams, context: CompileContext): Result<SqlStep> {
  const tool = TOOLS.find((each) => each.id === id);
  if (!tool || (side !== 'here' && side !== 'there')) return fail({ code: 'issue_query_part' });
  const ours = oursOf(params, context);
  const [one, other] = [reachedSql(ours, context), reachedSql(lastOf(tool, ours, context), context)];
  if (!one.ok) return one;
  if (!other.ok) return other;
  const asked = askFunnel(ours, context);
  if (!asked.ok) return asked;
  const [from, without] = side === 'here' ? [one.value, other.value] : [other.value, one.value];
  const chosen: Relation = {
    name: 'chosen_people',
    sql: `SELECT customer_key FROM (\n${indent(from)}\n) AS counted\nEXCEPT\nSELECT customer_key FROM (\n${indent(without)}\n) AS others`,
  };
  return succeed({ id: 'people', sql: customerListSql(asked.value.query, chosen) });
}

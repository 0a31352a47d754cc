import type { ComparedShare, ComparedTool, Comparison } from '#core/model/comparison';
import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { customerListSql } from '#core/query/customer-list';
import { addDays } from '#core/query/days';
import { startQuery, type Query } from '#core/query/start';
import type { Compare, CompileContext, Results, SqlStep } from '../contract';
import { DOCUMENTED_ON, reasonsOf, stageId, stagesOf, type Tool } from '../tools';
import { countOf } from '../words';
import { cellRelations } from './cells-sql';
import { lastColumn, type CohortParams } from './params';
import { indexOf } from './period-sql';
import { whenText } from './phrases';
import { compile as compileTable } from './query';
import { notApplied, TOOLS, type Counted, type ToolId } from './tools';
import { triangleOf } from './triangle';

/** The column that is compared (WD20). */
const COLUMN = 1;
const indent = (sql: string): string => sql.replace(/^/gm, '  ');

function queryOf({ weekStart }: Counted, context: CompileContext): Result<Query> {
  const own = weekStart === 'report' ? context : { ...context, weekStart };
  return startQuery(own, { from: context.range.from, to: context.asOf });
}

/** The customers back in the column, in cohorts that are complete there (WD20): a complete SELECT. */
function backSql(params: Counted, context: CompileContext): Result<string> {
  const started = queryOf(params, context);
  if (!started.ok) return started;
  const query = started.value;
  const end = context.dialect.day(addDays(context.asOf, 1));
  const open = params.criterion === 'on_or_after' || params.criterion === 'bounded_after';
  const last = open ? Math.max(COLUMN, params.horizon) : COLUMN;
  const settled = {
    name: 'settled_cohorts',
    sql: `SELECT cohort\nFROM members AS m\nGROUP BY cohort\nHAVING min(${indexOf(params, query, { day: end, at: `CAST(${end} AS TIMESTAMP)` })}) > ${last}`,
  };
  return succeed(
    query.select(
      `SELECT DISTINCT k.customer_key\nFROM kept AS k\nJOIN settled_cohorts AS s ON s.cohort = k.cohort\nWHERE k.k = ${COLUMN}`,
      [...cellRelations(params, query), settled],
    ),
  );
}

/** The steps of the table that its shares need. */
function tableSteps(id: string, { bySize: _, ...params }: Counted, context: CompileContext): Result<SqlStep[]> {
  const plan = compileTable(params, context);
  if (!plan.ok) return plan;
  return succeed(
    plan.value.steps.flatMap((step) =>
      'sql' in step && (step.id === 'cells' || step.id === 'cohorts') ? [{ id: `${id}_${step.id}`, sql: step.sql }] : [],
    ),
  );
}

function sidesSql(here: string, there: string): string {
  const only = (one: string, other: string): string =>
    `(SELECT count(*) FROM (SELECT customer_key FROM ${one} EXCEPT SELECT customer_key FROM ${other}) AS d)`;
  return `WITH here AS (\n${indent(here)}\n),\nthere AS (\n${indent(there)}\n)
SELECT ${only('here', 'there')} AS only_here, ${only('there', 'here')} AS only_there`;
}

const lastOf = (tool: Tool<Counted>, ours: Counted, context: CompileContext): Counted =>
  stagesOf(tool, ours, context).at(-1)?.params ?? ours;

/** The overall row is that of all members, whatever the cell splits them by. */
const whole = (params: CohortParams): CohortParams => ({ ...params, breakdown: null, sameValue: false });

function compile(shown: CohortParams, context: CompileContext) {
  const ours = whole(shown);
  if (ours.measure !== 'rate' || ours.brackets.length > 0 || lastColumn(ours) < COLUMN)
    return fail({ code: 'issue_compare_measure', path: ['measure'] });
  const steps: SqlStep[] = [];
  const here = backSql(ours, context);
  if (!here.ok) return here;
  const questions = [
    { id: 'here', params: ours },
    ...TOOLS.flatMap((tool) =>
      stagesOf(tool, ours, context).map(({ params }, place) => ({ id: stageId(tool.id, place + 1), params: params as Counted })),
    ),
  ];
  for (const { id, params } of questions) {
    const table = tableSteps(id, params, context);
    if (!table.ok) return table;
    steps.push(...table.value);
  }
  for (const tool of TOOLS) {
    const there = backSql(lastOf(tool, ours, context), context);
    if (!there.ok) return there;
    steps.push({ id: `${tool.id}_sides`, sql: sidesSql(here.value, there.value) });
  }
  return succeed({ steps });
}

function shareOf(id: string, { bySize, ...params }: Counted, results: Results, asOf: string): ComparedShare {
  const rows = { cells: results[`${id}_cells`] ?? [], cohorts: results[`${id}_cohorts`] };
  const { cohorts, overall } = triangleOf(rows, params, { asOf });
  const column = overall.find(({ k }) => k === COLUMN);
  if (!column || column.bottom === 0) return { began: null, reached: null, share: null };
  const counts = { began: column.bottom, reached: column.top };
  if (!bySize) return { ...counts, share: column.value };
  const cells = cohorts.flatMap((cohort) =>
    cohort.cells
      .filter(({ k, state }) => k === COLUMN && state === 'complete')
      .map(({ top, bottom }) => ({ top, bottom, size: cohort.size })),
  );
  const sum = (of: (cell: (typeof cells)[number]) => number): number => cells.reduce((total, cell) => total + cell.size * of(cell), 0);
  return { ...counts, share: sum(({ top }) => top) / sum(({ bottom }) => bottom) };
}

export const compare: Compare<CohortParams> = {
  compile,
  present(results, shown, context): Comparison {
    const ours = whole(shown);
    const here = shareOf('here', ours, results, context.asOf);
    const toolOf = (tool: Tool<Counted, ToolId>): ComparedTool => {
      const stages = stagesOf(tool, ours, context);
      const found = stages.map(({ params }, place) => shareOf(stageId(tool.id, place + 1), params, results, context.asOf));
      const sides = results[`${tool.id}_sides`]?.[0];
      const timed = stages.some((_, place) =>
        (results[`${stageId(tool.id, place + 1)}_cohorts`] ?? []).some((row) => row['last_timed'] !== null),
      );
      return {
        id: tool.id,
        name: tool.name,
        result: found.at(-1) ?? here,
        reasons: reasonsOf(stages, here, found),
        notApplied: notApplied(tool.id, timed),
        onlyHere: { customers: countOf(sides, 'only_here'), part: { tool: tool.id, side: 'here' } },
        onlyThere: { customers: countOf(sides, 'only_there'), part: { tool: tool.id, side: 'there' } },
      };
    };
    return {
      what: { key: 'compare_cohort_what', values: { when: whenText(ours, COLUMN) } },
      began: { key: 'compare_could' },
      reached: { key: 'compare_back' },
      here,
      tools: TOOLS.map(toolOf),
      note: { key: 'compare_note', values: { day: { date: DOCUMENTED_ON } } },
    };
  },
};

/** The customers who were back on one side only: `{tool, side}` (WD11, WD20). */
export function comparedPeople({ tool: id, side }: Part, shown: CohortParams, context: CompileContext): Result<SqlStep> {
  const ours = whole(shown);
  const tool = TOOLS.find((each) => each.id === id);
  if (!tool || (side !== 'here' && side !== 'there')) return fail({ code: 'issue_query_part' });
  const started = queryOf(ours, context);
  if (!started.ok) return started;
  const [here, there] = [backSql(ours, context), backSql(lastOf(tool, ours, context), context)];
  if (!here.ok) return here;
  if (!there.ok) return there;
  const [from, without] = side === 'here' ? [here.value, there.value] : [there.value, here.value];
  const sql = `SELECT customer_key FROM (\n${indent(from)}\n) AS counted\nEXCEPT\nSELECT customer_key FROM (\n${indent(without)}\n) AS others`;
  return succeed({ id: 'people', sql: customerListSql(started.value, { name: 'chosen_people', sql }) });
}

import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { customerListSql } from '#core/query/customer-list';
import { stepBefore } from '#core/query/funnel/outcome';
import type { FunnelShape } from '#core/query/funnel/types';
import type { Relation } from '#core/query/types';
import type { CompileContext, Plan, SqlStep } from '../contract';
import { accountRelations } from './account-sql';
import { faceSql } from './faces-sql';
import { checkBreakdown, isSplit, splitStep } from './groups-sql';
import { askFunnel } from './question';
import type { FunnelParams } from './params';

/** Everything a cell counts, over one `kept`, in one answer: each row says by `part` what it is of. */
const together = (parts: readonly (readonly [part: string, relation: string])[]): string =>
  `${parts.map(([part, relation]) => `SELECT '${part}' AS part, *\nFROM ${relation}`).join('\nUNION ALL BY NAME\n')}\nORDER BY ALL`;

export function compile(params: FunnelParams, context: CompileContext): Result<Plan> {
  const known = checkBreakdown(params, context);
  if (!known.ok) return known;
  const asked = askFunnel(params, context, { value: !isSplit(params) });
  if (!asked.ok) return asked;
  const { query, relations } = asked.value;
  const face = faceSql(params, asked.value, context);
  if (!face.ok) return face;
  const body = together([...face.value.parts, ['account', 'customer_places']]);
  const all = [...relations, ...face.value.relations, ...accountRelations(asked.value, params)];
  const steps: SqlStep[] = [{ id: 'funnel', sql: query.select(body, all) }];
  if (isSplit(params)) {
    const split = splitStep(params, context);
    if (!split.ok) return split;
    steps.push(split.value);
  }
  return succeed({ steps });
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value);

/** What must hold of a row of `kept` for its customer to stand behind a number; null where a part is not one of this cell's. */
function conditionOf({ step = 1, lost, period, from, low, high }: Part, shape: FunnelShape, context: CompileContext): string | null {
  const isStep = (place: unknown): place is number => isNumber(place) && shape.steps[place - 1] !== undefined;
  if (!isStep(step) || (lost !== undefined && typeof lost !== 'boolean')) return null;
  const before = stepBefore(shape)[step - 1]! + 1;
  const conditions = lost ? [`t_${before} IS NOT NULL`, `t_${step} IS NULL`] : [`t_${step} IS NOT NULL`];
  if (period !== undefined) {
    if (!shape.period || typeof period !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(period)) return null;
    conditions.push(`period = ${context.dialect.day(period)}`);
  }
  if (from !== undefined) {
    if (!isStep(from)) return null;
    conditions.push(`t_${from} IS NOT NULL`);
    for (const [bound, sign] of [
      [low, '>='],
      [high, '<'],
    ] as const) {
      if (bound === undefined) continue;
      if (!isNumber(bound)) return null;
      conditions.push(`t_${step} - t_${from} ${sign} ${bound}`);
    }
  }
  return conditions.join(' AND ');
}

/**
 * FC7: the customers who reached step `{step}`, those lost there `{step, lost: true}`, or all `{}`; of the trend those of a `period` of entry; of times those who took from step
 * `from` at least `low` and less than `high` microseconds.
 */
export function people(part: Part, params: FunnelParams, context: CompileContext): Result<SqlStep> {
  const asked = askFunnel(params, context);
  if (!asked.ok) return asked;
  const { query, shape, relations, owner } = asked.value;
  const condition = conditionOf(part, shape, context);
  if (condition === null) return fail({ code: 'issue_query_part' });
  const { join, column } = owner('kept');
  const sql = `SELECT DISTINCT ${column} AS customer_key\nFROM kept${join}\nWHERE ${condition}`;
  const chosen: Relation = { name: 'chosen_people', sql };
  return succeed({ id: 'people', sql: customerListSql(query, chosen, relations) });
}

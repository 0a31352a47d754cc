import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { customerListSql } from '#core/query/customer-list';
import { barsSql, stepBefore } from '#core/query/funnel/outcome';
import type { Relation } from '#core/query/types';
import type { CompileContext, Plan, SqlStep } from '../contract';
import { accountRelations } from './account-sql';
import { checkBreakdown, groupRelations, isSplit, splitStep } from './groups-sql';
import { askFunnel, type FunnelQuery } from './question';
import { unitWord, type FunnelParams } from './params';

/** `kept_owned`: attempts and sessions with their customers. */
function ownedOf({ owner }: FunnelQuery): Relation {
  const { join, column } = owner('kept');
  return { name: 'kept_owned', sql: `SELECT kept.*, ${column} AS people\nFROM kept${join}` };
}

/** Everything a cell counts, over one `kept`, in one answer: each row says by `part` what it is of. */
const together = (parts: readonly (readonly [part: string, relation: string])[]): string =>
  `${parts.map(([part, relation]) => `SELECT '${part}' AS part, *\nFROM ${relation}`).join('\nUNION ALL BY NAME\n')}\nORDER BY ALL`;

export function compile(params: FunnelParams, context: CompileContext): Result<Plan> {
  const known = checkBreakdown(params, context);
  if (!known.ok) return known;
  const asked = askFunnel(params, context, { value: !isSplit(params) });
  if (!asked.ok) return asked;
  const { query, shape, relations } = asked.value;
  const counted = unitWord(params) === 'customers';
  const bars: Relation = { name: 'step_bars', sql: counted ? barsSql(shape, 'kept') : barsSql(shape, 'kept_owned', [], true) };
  const groups = groupRelations(params, asked.value, context);
  const body = together([
    ['bars', 'step_bars'],
    ['account', 'customer_places'],
    ...(groups.length > 0 ? [['groups', 'group_bars'] as const] : []),
  ]);
  const steps: SqlStep[] = [
    {
      id: 'funnel',
      sql: query.select(body, [...relations, ownedOf(asked.value), bars, ...accountRelations(asked.value, params), ...groups]),
    },
  ];
  if (isSplit(params)) {
    const split = splitStep(params, context);
    if (!split.ok) return split;
    steps.push(split.value);
  }
  return succeed({ steps });
}

/** FC7: the customers who reached step `{step}`, those lost there `{step, lost: true}`, or all `{}`. */
export function people(part: Part, params: FunnelParams, context: CompileContext): Result<SqlStep> {
  const asked = askFunnel(params, context);
  if (!asked.ok) return asked;
  const { query, shape, relations, owner } = asked.value;
  const { step = 1, lost } = part;
  if (typeof step !== 'number' || !Number.isInteger(step) || !shape.steps[step - 1]) return fail({ code: 'issue_query_part' });
  if (lost !== undefined && typeof lost !== 'boolean') return fail({ code: 'issue_query_part' });
  const before = stepBefore(shape)[step - 1]! + 1;
  const condition = lost ? `t_${before} IS NOT NULL AND t_${step} IS NULL` : `t_${step} IS NOT NULL`;
  const { join, column } = owner('kept');
  const chosen: Relation = {
    name: 'chosen_people',
    sql: `SELECT DISTINCT ${column} AS customer_key\nFROM kept${join}\nWHERE ${condition}`,
  };
  return succeed({ id: 'people', sql: customerListSql(query, chosen, relations) });
}

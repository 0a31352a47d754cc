import { columnIn } from '#core/model/data-model';
import { fail, succeed, type Result } from '#core/model/result';
import { shownGroups } from '#core/query/funnel/groups-shown';
import { barsSql, grouped } from '#core/query/funnel/outcome';
import type { FunnelShape } from '#core/query/funnel/types';
import type { Relation } from '#core/query/types';
import type { CompileContext, SqlStep } from '../contract';
import { askFunnel, breakdownOf, type FunnelQuery } from './question';
import type { FunnelParams } from './params';

/** Groups of fewer units are put together (FC8). */
const MIN_CELL = 5;
const MOST_GROUPS = 8;

const SHOWN = shownGroups({ minCell: MIN_CELL, limit: MOST_GROUPS });
const groupBars = (shape: FunnelShape): string => barsSql(shape, 'shown', ['kind', 'grp']);

/** Whether each value has a funnel of its own, which needs a stream of its own (FU19 `all`). */
export function isSplit(params: FunnelParams): boolean {
  const breakdown = breakdownOf(params);
  return breakdown !== null && breakdown.table !== 'customers' && params.attribution === 'all';
}

/** `group_bars` (FC8): the steps of each group of `kept`; none without a breakdown, or where each value has a funnel of its own. */
export function groupRelations(params: FunnelParams, { shape, owner }: FunnelQuery, { dialect }: CompileContext): Relation[] {
  const breakdown = breakdownOf(params);
  if (!breakdown || isSplit(params)) return [];
  const { join, column } = owner('k');
  const own = `CAST(c.${dialect.identifier(breakdown.column)} AS VARCHAR)`;
  const values: readonly Relation[] =
    breakdown.table === 'customers'
      ? [
          {
            name: 'grouped',
            sql: `SELECT k.*, ${own} AS grp\nFROM kept AS k${join}\nJOIN customers AS c ON c.customer_key = ${column}`,
          },
        ]
      : grouped(shape, params.attribution === 'last' ? 'last' : 'first');
  return [...values, ...SHOWN, { name: 'group_bars', sql: groupBars(shape) }];
}

/** The funnels of each value as a step of their own. */
export function splitStep(params: FunnelParams, context: CompileContext): Result<SqlStep> {
  const asked = askFunnel(params, context, { value: true, split: true });
  if (!asked.ok) return asked;
  const { query, shape, relations } = asked.value;
  const all = [...relations, { name: 'grouped', sql: 'SELECT *, value AS grp\nFROM kept' }, ...SHOWN];
  return succeed({ id: 'groups', sql: query.select(groupBars(shape), all) });
}

/** The column of the breakdown is there. */
export function checkBreakdown(params: FunnelParams, { model }: CompileContext): Result<null> {
  const breakdown = breakdownOf(params);
  if (!breakdown || columnIn(model, breakdown.table, breakdown.column)) return succeed(null);
  return fail({ code: 'issue_query_filter_column', values: { column: breakdown.column }, path: ['breakdown'] });
}

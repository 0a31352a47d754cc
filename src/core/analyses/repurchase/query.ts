import { accountSql } from '#core/query/account';
import { customerListSql } from '#core/query/customer-list';
import { startQuery } from '#core/query/start';
import { succeed, type Result } from '#core/model/result';
import type { CompileContext, Plan, SqlStep } from '../contract';

export function compile(context: CompileContext): Result<Plan> {
  const query = startQuery(context);
  if (!query.ok) return query;
  const { select } = query.value;
  return succeed({
    steps: [
      { id: 'total', sql: select('SELECT count(DISTINCT customer_key) AS customers FROM in_range'), additive: { keys: [], measures: ['customers'] } },
      { id: 'account', sql: accountSql(query.value) },
    ],
  });
}

/** Everyone who is counted (RX1). */
export function people(context: CompileContext): Result<SqlStep> {
  const query = startQuery(context);
  if (!query.ok) return query;
  return succeed({ id: 'people', sql: customerListSql(query.value, { name: 'chosen', sql: 'SELECT DISTINCT customer_key FROM in_range' }) });
}

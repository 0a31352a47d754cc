import { columnIn } from '#core/model/data-model';
import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { customerListSql } from '#core/query/customer-list';
import type { CompileContext, Plan, SqlStep } from '../contract';
import type { ResponseParams } from './params';
import { attributesOf, begin, knowsInvitations, type Begun } from './relations';

const RATES = `SELECT part, count(*) AS invited, count(*) FILTER (WHERE answered) AS answered,
  count(DISTINCT customer_key) - count(DISTINCT customer_key) FILTER (WHERE answered) AS silent
FROM invitations
GROUP BY part
ORDER BY part`;

/** Responders and silent on what they did, up to `as_of` (RE6). */
const profile = ({
  dialect,
  asOf,
}: CompileContext): string => `SELECT CASE a.responded WHEN 1 THEN 'responders' ELSE 'silent' END AS who, count(*) AS customers,
  avg(coalesce(o.orders, 0)) AS orders, var_samp(coalesce(o.orders, 0)) AS orders_variance,
  avg(coalesce(m.revenue, 0)) AS revenue, var_samp(coalesce(m.revenue, 0)) AS revenue_variance,
  count(o.last_on) AS buyers, avg(${dialect.dateDiff('day', 'o.last_on', dialect.day(asOf))}) AS days,
  var_samp(${dialect.dateDiff('day', 'o.last_on', dialect.day(asOf))}) AS days_variance
FROM asked AS a
LEFT JOIN (SELECT customer_key, count(*) AS orders, max(ordered_on) AS last_on FROM history GROUP BY customer_key) AS o ON o.customer_key = a.customer_key
LEFT JOIN (SELECT customer_key, sum(amount) AS revenue FROM money GROUP BY customer_key) AS m ON m.customer_key = a.customer_key
GROUP BY a.responded
ORDER BY who`;

function attributeSql(names: readonly string[], { dialect }: CompileContext): string {
  const each = names.map(
    (
      name,
    ) => `SELECT ${dialect.literal(name)} AS attribute, CAST(c.${dialect.identifier(name)} AS VARCHAR) AS value, count(*) AS asked, CAST(sum(a.responded) AS INTEGER) AS responders
FROM asked AS a
JOIN customers AS c ON c.customer_key = a.customer_key
GROUP BY c.${dialect.identifier(name)}`,
  );
  return `${each.join('\nUNION ALL\n')}\nORDER BY attribute, value`;
}

/** Each customer in one place: asked, or the reason why not; of several invitations the one that came furthest. */
function accountSql({ query, relations }: Begun, context: CompileContext): string {
  const invited = knowsInvitations(context);
  const furthest = `LEFT JOIN (
    SELECT customer_key, min(CASE place WHEN 'too_recent' THEN 1 WHEN 'undelivered' THEN 2 ELSE 3 END) AS came
    FROM sent_invitations
    GROUP BY customer_key
  ) AS i ON i.customer_key = c.customer_key`;
  const reasons = "WHEN i.came = 1 THEN 'too_recent'\n    WHEN i.came = 2 THEN 'undelivered'\n    ";
  return query.select(
    `SELECT place, count(*) AS customers
FROM (
  SELECT CASE
    WHEN p.customer_key IS NULL THEN 'other_customers'
    WHEN a.customer_key IS NOT NULL THEN 'counted'
    ${invited ? reasons : ''}ELSE 'not_asked' END AS place
  FROM customers AS c
  LEFT JOIN people AS p ON p.customer_key = c.customer_key
  LEFT JOIN asked AS a ON a.customer_key = c.customer_key${invited ? `\n  ${furthest}` : ''}
)
GROUP BY place
ORDER BY place`,
    relations,
  );
}

export function compile(params: ResponseParams, context: CompileContext): Result<Plan> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { query, relations, scored } = begun.value;
  const invited = knowsInvitations(context);
  const step = (id: string, sql: string): SqlStep => ({ id, sql: query.select(sql, relations) });
  const attributes = attributesOf(params, context);
  const counts = invited
    ? '(SELECT count(*) FROM invitations) AS invited, (SELECT count(*) FROM invitations WHERE answered) AS answered'
    : 'CAST(NULL AS INTEGER) AS invited, CAST(NULL AS INTEGER) AS answered';
  return succeed({
    steps: [
      step('asked', `SELECT ${counts}, count(*) AS asked, count(*) FILTER (WHERE responded = 0) AS silent\nFROM asked`),
      ...(invited && params.split !== null ? [step('rates', RATES)] : []),
      step('profile', profile(context)),
      ...(attributes.length > 0 ? [step('attributes', attributeSql(attributes, context))] : []),
      ...(scored
        ? [
            step(
              'scores',
              `SELECT p.stratum, p.score, count(*) AS answers
FROM placed_answers AS p
JOIN asked AS a ON a.customer_key = p.customer_key
WHERE p.place = 'counted'
GROUP BY p.stratum, p.score
ORDER BY p.stratum, p.score`,
            ),
          ]
        : []),
      { id: 'account', sql: accountSql(begun.value, context) },
    ],
  });
}

/** The silent customers (RE10): of all `{}`, of a group of invitations `{part}`, of a value of an attribute `{attribute, value}`. Null: without a value. */
export function people(part: Part, params: ResponseParams, context: CompileContext): Result<SqlStep> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { query, relations } = begun.value;
  const { dialect, model } = context;
  const equals = (column: string, value: Part[string] | undefined): string | null =>
    value === null ? `${column} IS NULL` : typeof value === 'string' ? `${column} = ${dialect.literal(value)}` : null;
  let sql = 'SELECT customer_key\nFROM asked\nWHERE responded = 0';
  if (part['part'] !== undefined) {
    const inGroup = equals('part', part['part']);
    if (inGroup === null || !knowsInvitations(context)) return fail({ code: 'issue_query_part' });
    sql = `SELECT customer_key\nFROM invitations\nWHERE ${inGroup}\nGROUP BY customer_key\nHAVING count(*) FILTER (WHERE answered) = 0`;
  } else if (part['attribute'] !== undefined) {
    const name = part['attribute'];
    if (typeof name !== 'string' || !columnIn(model, 'customers', name)) return fail({ code: 'issue_query_part' });
    const same = equals(`CAST(c.${dialect.identifier(name)} AS VARCHAR)`, part['value']);
    if (same === null) return fail({ code: 'issue_query_part' });
    sql = `SELECT a.customer_key\nFROM asked AS a\nJOIN customers AS c ON c.customer_key = a.customer_key\nWHERE a.responded = 0 AND ${same}`;
  }
  return succeed({ id: 'people', sql: customerListSql(query, { name: 'chosen', sql }, relations) });
}

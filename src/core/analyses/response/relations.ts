import { columnIn, holdsColumn, tableOf } from '#core/model/data-model';
import { fail, succeed, type Result } from '#core/model/result';
import { answerRelations } from '#core/query/answers';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import type { CompileContext } from '../contract';
import { scoreOf } from './score';
import type { ResponseParams } from './params';

export const knowsInvitations = ({ model }: CompileContext): boolean => tableOf(model, 'survey_invites') !== undefined;

/** The columns of the customers that responders and silent are compared on (RE6), the attribute of the weights among them. */
export function attributesOf({ weight }: ResponseParams, { model }: CompileContext): readonly string[] {
  const wanted = ['member_tier', 'region', ...(weight?.startsWith('customers.') ? [weight.slice('customers.'.length)] : [])];
  return [...new Set(wanted)].filter((name) => columnIn(model, 'customers', name));
}

/** A stored `table.column` as SQL over `i` (invitations) and `c` (customers). */
function columnSql(stored: string | null, context: CompileContext): Result<string | null> {
  if (stored === null) return succeed(null);
  for (const [table, alias] of [['survey_invites', 'i'] as const, ['customers', 'c'] as const]) {
    const name = stored.startsWith(`${table}.`) ? stored.slice(table.length + 1) : null;
    if (name !== null && columnIn(context.model, table, name)) return succeed(`${alias}.${context.dialect.identifier(name)}`);
  }
  return fail({ code: 'issue_satisfaction_split', values: { column: stored }, path: ['split'] });
}

/** `invitations`: every row of `survey_invites` with its place, its group and whether it was answered (RE1, RE2). */
function invitations(split: string | null, { wait }: ResponseParams, { context }: Query): Relation[] {
  const { dialect, model, asOf, range } = context;
  const has = (table: 'survey_invites' | 'surveys', column: string): boolean => columnIn(model, table, column) !== undefined;
  const day = 'CAST(i.invited_at AS DATE)';
  const waves = has('survey_invites', 'wave') && has('surveys', 'wave');
  const places = [
    `WHEN ${day} > ${dialect.day(asOf)}${range.from ? ` OR ${day} < ${dialect.day(range.from)}` : ''} THEN 'outside_window'`,
    "WHEN i.customer_key IS NULL OR i.customer_key NOT IN (SELECT customer_key FROM people) THEN 'other_customers'",
    ...(has('survey_invites', 'delivered') ? ["WHEN i.delivered = false THEN 'undelivered'"] : []),
    `WHEN ${dialect.dateAdd('day', day, String(wait))} > ${dialect.day(asOf)} THEN 'too_recent'`,
  ];
  const wave = has('survey_invites', 'wave') ? 'CAST(i.wave AS VARCHAR)' : 'CAST(NULL AS VARCHAR)';
  const answer =
    'SELECT 1 FROM surveys AS s\n    WHERE s.customer_key = i.customer_key AND CAST(s.responded_at AS DATE) <= ' + dialect.day(asOf);
  const later = `EXISTS (\n    ${answer} AND CAST(s.responded_at AS DATE) >= i.invited_on\n      AND (i.next_on IS NULL OR CAST(s.responded_at AS DATE) < i.next_on)\n  )`;
  const same = `EXISTS (\n    ${answer} AND CAST(s.wave AS VARCHAR) = i.wave\n  )`;
  return [
    {
      name: 'sent_invitations',
      sql: `SELECT i.customer_key, ${day} AS invited_on, ${wave} AS wave, CAST(${split ?? 'NULL'} AS VARCHAR) AS part,
  CASE
    ${places.join('\n    ')}
    ELSE 'counted' END AS place
FROM survey_invites AS i${split?.startsWith('c.') ? '\nLEFT JOIN customers AS c ON c.customer_key = i.customer_key' : ''}`,
    },
    {
      name: 'first_invitations',
      sql: `SELECT customer_key, invited_on, wave, part
FROM sent_invitations
WHERE place = 'counted'
QUALIFY wave IS NULL OR row_number() OVER (PARTITION BY customer_key, wave ORDER BY invited_on, part) = 1`,
    },
    {
      name: 'dated_invitations',
      sql: `SELECT *, min(invited_on) OVER (PARTITION BY customer_key ORDER BY invited_on RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND UNBOUNDED FOLLOWING) AS next_on
FROM first_invitations`,
    },
    {
      name: 'invitations',
      sql: `SELECT i.customer_key, i.part,
  ${waves ? `CASE WHEN i.wave IS NULL THEN ${later} ELSE ${same} END` : later} AS answered
FROM dated_invitations AS i`,
    },
  ];
}

/** `asked`: one row a customer, `responded` 1 or 0 (RE5). */
function asked(context: CompileContext): Relation {
  const { dialect, range, asOf } = context;
  if (knowsInvitations(context))
    return {
      name: 'asked',
      sql: 'SELECT customer_key, CAST(max(CASE WHEN answered THEN 1 ELSE 0 END) AS INTEGER) AS responded\nFROM invitations\nGROUP BY customer_key',
    };
  const from = range.from ? ` AND CAST(responded_at AS DATE) >= ${dialect.day(range.from)}` : '';
  return {
    name: 'asked',
    sql: `SELECT DISTINCT customer_key,
  CASE WHEN customer_key IN (SELECT customer_key FROM surveys WHERE customer_key IS NOT NULL AND CAST(responded_at AS DATE) <= ${dialect.day(asOf)}${from}) THEN 1 ELSE 0 END AS responded
FROM in_range`,
  };
}

export interface Begun {
  readonly query: Query;
  readonly relations: readonly Relation[];
  /** Whether the answers have a score (RE7). */
  readonly scored: boolean;
}

export function begin(params: ResponseParams, context: CompileContext): Result<Begun> {
  const { model } = context;
  if (!holdsColumn(model, 'surveys', 'customer_id')) return fail({ code: 'issue_response_no_customers' });
  if (params.split?.startsWith('survey_invites.') && !knowsInvitations(context))
    return fail({ code: 'issue_response_no_invites', path: ['split'] });
  const split = columnSql(params.split, context);
  if (!split.ok) return split;
  const weight = columnSql(params.weight, context);
  if (!weight.ok) return fail({ code: 'issue_satisfaction_split', values: { column: params.weight ?? '' }, path: ['weight'] });
  const started = startQuery(context, { from: context.range.from, to: context.asOf });
  if (!started.ok) return started;
  const { column, low, high } = scoreOf(params);
  const scored = columnIn(model, 'surveys', column) !== undefined;
  const stratum = { stratum: `CAST(${weight.value ?? 'NULL'} AS VARCHAR)` };
  return succeed({
    query: started.value,
    scored,
    relations: [
      ...(knowsInvitations(context) ? invitations(split.value, params, started.value) : []),
      asked(context),
      ...(scored ? answerRelations({ column, low, high, latest: true, more: stratum }, started.value) : []),
    ],
  });
}

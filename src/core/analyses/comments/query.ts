import { columnIn, holdsColumn, tableOf } from '#core/model/data-model';
import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { ANSWER_ACCOUNT, answerRelations, datesAnswers } from '#core/query/answers';
import { customerListSql } from '#core/query/customer-list';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import { refuseUndated } from '../answer-dates';
import { ANSWER_DAY, periodSql } from '../answer-periods';
import type { CompileContext, Plan, SqlStep } from '../contract';
import { readThemes } from '../theme-lines';
import type { CommentsParams } from './params';
import { patternOf } from './pattern';

/** CM2. */
const MOST_THEMES = 20;

interface Begun {
  readonly query: Query;
  readonly relations: readonly Relation[];
  readonly keys: readonly string[];
  readonly tickets: boolean;
}

/** One row for each theme of each text of a relation, `none` where it has no theme; `text` is in small letters. */
function themedSql(from: string, columns: string, patterns: readonly string[], { literal }: CompileContext['dialect']): string {
  const has = (pattern: string): string => `regexp_matches(text, ${literal(pattern)})`;
  const each = patterns.map(
    (pattern, at) => `SELECT ${columns}, ${literal(`theme_${at + 1}`)} AS theme\nFROM ${from}\nWHERE ${has(pattern)}`,
  );
  const none = `SELECT ${columns}, 'none' AS theme\nFROM ${from}\nWHERE NOT ${has(patterns.join('|'))}`;
  return [...each, none].join('\nUNION ALL\n');
}

/** The texts of tickets that count (CM1). */
function ticketsSql({ model, dialect, asOf, range, filters }: CompileContext): string | null {
  const columns = ['ticket_type', 'ticket_category'].filter((name) => columnIn(model, 'tickets', name));
  if (tableOf(model, 'tickets') === undefined || columns.length === 0) return null;
  const known = holdsColumn(model, 'tickets', 'customer_id');
  const text = `concat_ws(' ', ${columns.map((name) => `CAST(${name} AS VARCHAR)`).join(', ')})`;
  const day = 'CAST(opened_at AS DATE)';
  const conditions = [
    `${day} <= ${dialect.day(asOf)}`,
    ...(range.from ? [`${day} >= ${dialect.day(range.from)}`] : []),
    ...(filters.some(({ table }) => table === 'customers') ? [known ? 'customer_key IN (SELECT customer_key FROM people)' : 'false'] : []),
    `coalesce(${columns.map((name) => `CAST(${name} AS VARCHAR)`).join(', ')}) IS NOT NULL`,
  ];
  const key = known ? 'customer_key' : 'CAST(NULL AS INTEGER) AS customer_key';
  return `SELECT ${key}, opened_at AS written_at, ${text} AS words, lower(${text}) AS text\nFROM tickets\nWHERE ${conditions.join('\n  AND ')}`;
}

function begin(params: CommentsParams, context: CompileContext): Result<Begun> {
  const { model, dialect, range, asOf } = context;
  const themes = readThemes(params.themes);
  if (!columnIn(model, 'surveys', 'comment')) return fail({ code: 'issue_comments_none' });
  const undated = refuseUndated(params.over, model);
  if (undated) return fail(undated);
  if (themes.length === 0) return fail({ code: 'issue_comments_no_themes', path: ['themes'] });
  if (themes.length > MOST_THEMES) return fail({ code: 'issue_comments_many', values: { n: MOST_THEMES }, path: ['themes'] });
  const started = startQuery(context, { from: range.from, to: asOf });
  if (!started.ok) return started;
  const [column, low, high] = params.measure === 'nps' ? (['nps_0_10', 0, 10] as const) : (['csat', 1, Number(params.points)] as const);
  const raw = `s.${column}`;
  const grade = columnIn(model, 'surveys', column)
    ? `CASE WHEN ${raw} BETWEEN ${low} AND ${high} AND ${raw} = floor(${raw}) THEN ${raw} END`
    : 'CAST(NULL AS DOUBLE)';
  const period = periodSql(params.over, context);
  const more = {
    grade,
    words: 's.comment',
    written_at: datesAnswers(model) ? 's.responded_at' : 's.response_id',
    ...(period === null ? {} : { period, written_on: ANSWER_DAY }),
  };
  const written = { sql: "CASE WHEN trim(s.comment) <> '' THEN 1 END" };
  const patterns = themes.map(({ words }) => patternOf(words));
  const columns = ['customer_key', 'grade', 'words', 'written_at', ...(period === null ? [] : ['period', 'written_on'])].join(', ');
  const tickets = ticketsSql(context);
  return succeed({
    query: started.value,
    keys: [...themes.map((_, at) => `theme_${at + 1}`), 'none'],
    tickets: tickets !== null,
    relations: [
      ...answerRelations({ column: written, low: 1, high: 1, latest: false, more }, started.value),
      { name: 'comments', sql: `SELECT ${columns}, lower(words) AS text\nFROM placed_answers\nWHERE place = 'counted'` },
      { name: 'themed_comments', sql: themedSql('comments', columns, patterns, dialect) },
      ...(tickets === null
        ? []
        : [
            { name: 'written_tickets', sql: tickets },
            { name: 'themed_tickets', sql: themedSql('written_tickets', 'customer_key, words, written_at', patterns, dialect) },
          ]),
    ],
  });
}

export function compile(params: CommentsParams, context: CompileContext): Result<Plan> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { query, relations, tickets } = begun.value;
  const step = (id: string, sql: string): SqlStep => ({ id, sql: query.select(sql, relations) });
  return succeed({
    steps: [
      step('all', 'SELECT grade AS score, count(*) AS comments\nFROM comments\nGROUP BY grade\nORDER BY grade'),
      step(
        'mentions',
        'SELECT theme, grade AS score, count(*) AS comments\nFROM themed_comments\nGROUP BY theme, grade\nORDER BY theme, grade',
      ),
      step('customers', 'SELECT theme, count(DISTINCT customer_key) AS customers\nFROM themed_comments\nGROUP BY theme\nORDER BY theme'),
      ...(params.over === 'none'
        ? []
        : [
            step(
              'periods',
              'SELECT theme, period, count(*) AS comments\nFROM themed_comments\nGROUP BY theme, period\nORDER BY theme, period',
            ),
            step('totals', 'SELECT period, count(*) AS comments\nFROM comments\nGROUP BY period\nORDER BY period'),
          ]),
      ...(tickets
        ? [
            step(
              'tickets',
              'SELECT theme, count(*) AS tickets, count(DISTINCT customer_key) AS customers\nFROM themed_tickets\nGROUP BY theme\nORDER BY theme',
            ),
            step('all_tickets', 'SELECT count(*) AS tickets\nFROM written_tickets'),
          ]
        : []),
      step('account', ANSWER_ACCOUNT),
    ],
  });
}

/** The customers who wrote about a theme, with their latest such text: `{theme}`, of tickets `{theme, source: 'tickets'}`. */
export function people({ theme, source }: Part, params: CommentsParams, context: CompileContext): Result<SqlStep> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { query, relations, keys, tickets } = begun.value;
  const ofTickets = source === 'tickets';
  if (typeof theme !== 'string' || !keys.includes(theme) || (ofTickets && !tickets)) return fail({ code: 'issue_query_part' });
  const { dialect } = context;
  const chosen = {
    name: 'chosen',
    sql: `SELECT customer_key, ${dialect.argMax('words', 'written_at')} AS comment\nFROM ${ofTickets ? 'themed_tickets' : 'themed_comments'}\nWHERE theme = ${dialect.literal(theme)} AND customer_key IS NOT NULL\nGROUP BY customer_key`,
  };
  return succeed({ id: 'people', sql: customerListSql(query, chosen, relations, ['comment']) });
}

import type { Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import type { Question } from './question';

/** Why a record of `opportunities` is not counted, in the order in which it is looked at (PF1, PF3–PF5). */
export const PLACES = [
  'repeated',
  'later',
  'undated',
  'outside_window',
  'other_customers',
  'closed_later',
  'still_open',
  'unplaced',
] as const;

type Say = (value: string) => string;
const within = (column: string, texts: readonly string[], say: Say): string =>
  texts.length === 0 ? 'false' : `coalesce(CAST(${column} AS VARCHAR) IN (${texts.map(say).join(', ')}), false)`;

/** Won, lost or open (PF2). */
function stateSql({ outcomes, won, lost }: Question, say: Say): string {
  const byOutcome = outcomes
    ? [`WHEN ${within('o.outcome', outcomes.won, say)} THEN 'won'`, `WHEN ${within('o.outcome', outcomes.lost, say)} THEN 'lost'`]
    : [];
  return `CASE ${[...byOutcome, `WHEN ${within('o.stage', won, say)} THEN 'won'`, `WHEN ${within('o.stage', lost, say)} THEN 'lost'`].join(' ')} ELSE 'open' END`;
}

/** One row for each record: `opportunity_id`, `customer_key`, `stage`, `state`, `amount`, `created_on`, `closed_on`, `part`, `record` (1: the one that counts). */
function recordsSql(question: Question, { context }: Query): string {
  const { dialect } = context;
  const { has, split } = question;
  const say: Say = (text) => dialect.literal(text);
  const date = (name: string): string => (has(name) ? `CAST(o.${name} AS DATE)` : 'CAST(NULL AS DATE)');
  const latest = ['closed_at', 'created_at'].filter(has).map((name) => `o.${name} DESC NULLS LAST`);
  const columns = [
    'o.opportunity_id',
    has('customer_id') ? 'o.customer_key' : 'CAST(NULL AS INTEGER) AS customer_key',
    'CAST(o.stage AS VARCHAR) AS stage',
    `${stateSql(question, say)} AS state`,
    has('amount') ? 'o.amount' : 'CAST(NULL AS DOUBLE) AS amount',
    `${date('created_at')} AS created_on`,
    `${date('closed_at')} AS closed_on`,
    `CAST(${split ?? 'NULL'} AS VARCHAR) AS part`,
    `row_number() OVER (PARTITION BY o.opportunity_id ORDER BY ${[...latest, 'o.stage'].join(', ')}) AS record`,
  ];
  const customers = split?.startsWith('c.') && has('customer_id') ? '\nLEFT JOIN customers AS c ON c.customer_key = o.customer_key' : '';
  const none = split?.startsWith('c.') && !has('customer_id') ? '\nLEFT JOIN customers AS c ON false' : '';
  return `SELECT ${columns.join(',\n  ')}\nFROM opportunities AS o${customers}${none}`;
}

/** The records with their `place`, and what was not yet so on the last day taken back (PF3). */
function placedSql({ params, history, has }: Question, { context }: Query): string {
  const { dialect, asOf, range, filters } = context;
  const end = dialect.day(asOf);
  const from = range.from ? dialect.day(range.from) : null;
  const stranger = has('customer_id') ? 'customer_key IS NULL OR customer_key NOT IN (SELECT customer_key FROM people)' : 'true';
  const after = `state <> 'open' AND closed_on > ${end}`;
  const dated = params.which === 'created' ? 'created_on' : 'closed_on';
  const places = [
    "WHEN record > 1 THEN 'repeated'",
    `WHEN created_on > ${end} THEN 'later'`,
    ...(filters.some(({ table }) => table === 'customers') ? [`WHEN ${stranger} THEN 'other_customers'`] : []),
    ...(history && params.which === 'created' ? [] : [`WHEN ${after} THEN 'closed_later'`]),
    ...(params.which === 'closed' ? ["WHEN state = 'open' THEN 'still_open'"] : []),
    ...(from ? [`WHEN ${dated} IS NULL THEN 'undated'`, `WHEN ${dated} < ${from} THEN 'outside_window'`] : []),
  ];
  const open = history ? `CASE WHEN ${after} THEN 'open' ELSE state END` : 'state';
  return `SELECT opportunity_id, customer_key, CASE WHEN ${after} THEN NULL ELSE stage END AS stage, ${open} AS state, amount, created_on,
  CASE WHEN closed_on > ${end} THEN NULL ELSE closed_on END AS closed_on, part,
  CASE
    ${places.join('\n    ')}
    ELSE 'chosen'
  END AS place
FROM records`;
}

/** Every entry of a stage up to the last day: `opportunity_id`, `k`, `entered_at`. */
const movesSql = ({ context }: Query): string => `SELECT h.opportunity_id, s.k, h.entered_at
FROM stage_history AS h
JOIN stages AS s ON s.stage = CAST(h.stage AS VARCHAR)
WHERE CAST(h.entered_at AS DATE) <= ${context.dialect.day(context.asOf)}`;

/** The deals with the place of the stage they are in now, `now`, and the furthest known one, `furthest` (PF6); both null where nothing says. */
function dealsSql({ stages, history }: Question): string {
  const far = history ? 'greatest(coalesce(s.k, 0), coalesce(m.k, 0))' : 'coalesce(s.k, 0)';
  const moves = history
    ? '\nLEFT JOIN (SELECT opportunity_id, max(k) AS k FROM moves GROUP BY opportunity_id) AS m USING (opportunity_id)'
    : '';
  return `SELECT p.opportunity_id, p.customer_key, p.state, p.amount, p.created_on, p.closed_on, p.part, s.k AS now,
  CASE WHEN p.state = 'won' THEN ${stages.length + 1} ELSE nullif(${far}, 0) END AS furthest,
  CASE WHEN p.place = 'chosen' AND p.state = 'open' AND ${far} = 0 THEN 'unplaced' WHEN p.place = 'chosen' THEN 'counted' ELSE p.place END AS place
FROM placed AS p
LEFT JOIN stages AS s ON s.stage = p.stage${moves}`;
}

/** `in_order_1` …: the deals that entered the stages up to each in order, at the earliest time that allows it (PF8). */
const inOrder = ({ stages }: Question): Relation[] =>
  stages.map((_, at) => ({
    name: `in_order_${at + 1}`,
    sql:
      at === 0
        ? 'SELECT opportunity_id, min(entered_at) AS entered_at\nFROM moves\nWHERE k = 1\nGROUP BY opportunity_id'
        : `SELECT opportunity_id, min(m.entered_at) AS entered_at\nFROM in_order_${at} AS before\nJOIN moves AS m USING (opportunity_id)\nWHERE m.k = ${at + 1} AND m.entered_at >= before.entered_at\nGROUP BY opportunity_id`,
  }));

/** The stages that each counted deal passed, as `opportunity_id` and `k` (PF6–PF8). */
function passedSql({ params, stages }: Question): string {
  const end = stages.length + 1;
  const of = (name: string, k: string): string =>
    `SELECT d.opportunity_id, ${k} AS k\nFROM counted AS d\nJOIN ${name} AS p ON p.opportunity_id = d.opportunity_id`;
  if (params.rule === 'reached')
    return `SELECT d.opportunity_id, s.k\nFROM counted AS d\nJOIN (SELECT k FROM stages UNION ALL SELECT ${end}) AS s ON s.k <= d.furthest`;
  if (params.rule === 'any')
    return [
      of('moves', 'p.k'),
      'SELECT opportunity_id, now FROM counted WHERE now IS NOT NULL',
      `SELECT opportunity_id, ${end} FROM counted WHERE state = 'won'`,
    ].join('\nUNION\n');
  return [
    ...stages.map((_, at) => of(`in_order_${at + 1}`, String(at + 1))),
    `${of(`in_order_${stages.length}`, String(end))}\nWHERE d.state = 'won'`,
  ].join('\nUNION ALL\n');
}

/** `deals` (every record with its `place`), `counted`, `passed` and `ended` (the last stage that each deal passed, as `k`). */
export function dealRelations(question: Question, query: Query): Relation[] {
  const { dialect } = query.context;
  const listed = question.stages.map((stage, at) => `(${at + 1}, ${dialect.literal(stage)})`).join(', ');
  return [
    { name: 'stages', sql: `SELECT * FROM (VALUES ${listed}) AS listed(k, stage)` },
    { name: 'records', sql: recordsSql(question, query) },
    { name: 'placed', sql: placedSql(question, query) },
    ...(question.history ? [{ name: 'moves', sql: movesSql(query) }] : []),
    { name: 'deals', sql: dealsSql(question) },
    { name: 'counted', sql: "SELECT * FROM deals WHERE place = 'counted'" },
    ...(question.params.rule === 'all' ? inOrder(question) : []),
    { name: 'passed', sql: passedSql(question) },
    { name: 'ended', sql: 'SELECT opportunity_id, max(k) AS k FROM passed GROUP BY opportunity_id' },
  ];
}

/** `stays`: how long each deal was in a stage, `waited` days up to the next or to the last day, `gone` where it left (PF12). */
export function staysSql({ params, stages }: Question, { context }: Query): string {
  const { dialect } = context;
  const until = `coalesce(left_on, ${dialect.day(context.asOf)})`;
  const moves = `SELECT d.opportunity_id, m.k, CAST(m.entered_at AS DATE) AS entered_on, m.entered_at, d.state, d.closed_on
  FROM counted AS d JOIN moves AS m ON m.opportunity_id = d.opportunity_id`;
  const left = `CASE WHEN state <> 'open' THEN closed_on END`;
  const every = `SELECT opportunity_id, k, entered_on, coalesce(lead(entered_on) OVER (PARTITION BY opportunity_id ORDER BY entered_at, k), ${left}) AS left_on
FROM (\n  ${moves}\n) AS entries`;
  const first = `SELECT opportunity_id, k, entered_on, coalesce(CAST(min(later) AS DATE), any_value(${left})) AS left_on
FROM (
  SELECT a.opportunity_id, a.k, a.entered_on, a.state, a.closed_on, b.entered_at AS later
  FROM (
    SELECT opportunity_id, k, min(entered_on) AS entered_on, min(entered_at) AS entered_at, any_value(state) AS state, any_value(closed_on) AS closed_on
    FROM (\n  ${moves}\n) AS entries
    GROUP BY opportunity_id, k
  ) AS a
  LEFT JOIN moves AS b ON b.opportunity_id = a.opportunity_id AND b.k > a.k AND b.entered_at >= a.entered_at
) AS waits
GROUP BY opportunity_id, k, entered_on`;
  return `SELECT k, ${dialect.dateDiff('day', 'entered_on', until)} AS waited, left_on IS NOT NULL AS gone, count(*) AS stays
FROM (
${params.entries === 'every' ? every : first}
) AS stays
WHERE k <= ${stages.length} AND ${until} >= entered_on
GROUP BY k, waited, gone
ORDER BY k, waited, gone`;
}

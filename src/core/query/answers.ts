import { columnIn, holdsColumn, type DataModel } from '#core/model/data-model';
import type { Query } from './start';
import type { QueryContext, Relation } from './types';

/** Which answers of `surveys` are counted. */
export interface AnswerChoice {
  /** Column of `surveys` with the score, or an expression over `s`. */
  readonly column: string | { readonly sql: string };
  /** Valid scores: whole numbers from `low` to `high`. */
  readonly low: number;
  readonly high: number;
  /** One answer a customer and wave, the latest; otherwise all. */
  readonly latest: boolean;
  /** Names of further columns within which one answer counts, where only the latest does. */
  readonly within?: readonly string[];
  /** Further columns: an expression over `s` (surveys) and `c` (customers) by its name. */
  readonly more: Readonly<Record<string, string>>;
}

/** Whether any answer has a date (AN4). */
export const datesAnswers = (model: DataModel): boolean => columnIn(model, 'surveys', 'responded_at') !== undefined;

/** Where an answer stands to the range: none of these places matters where no answer has a date (AN4). */
function windowPlaces({ model, dialect, range, asOf }: QueryContext): string[] {
  const column = columnIn(model, 'surveys', 'responded_at');
  if (!column) return [];
  const day = 'CAST(s.responded_at AS DATE)';
  const outside = [`${day} > ${dialect.day(asOf)}`, ...(range.from ? [`${day} < ${dialect.day(range.from)}`] : [])];
  const bounded = range.from !== null || range.to !== null;
  return [
    ...(bounded && column.missing > 0 ? ["WHEN s.responded_at IS NULL THEN 'undated'"] : []),
    `WHEN ${outside.join(' OR ')} THEN 'outside_window'`,
  ];
}

/** That a later answer of the same customer takes the place of an answer (AN3); answers without a date are never that (AN4). */
function laterSql(each: string, { model }: QueryContext): string {
  const undated = (columnIn(model, 'surveys', 'responded_at')?.missing ?? 0) > 0;
  return `customer_key IS NOT NULL${undated ? ' AND responded_at IS NOT NULL' : ''} AND row_number() OVER (PARTITION BY ${each} ORDER BY responded_at DESC${undated ? ' NULLS LAST' : ''}, response_id DESC) > 1`;
}

/**
 * `answers` and `placed_answers`: every row of `surveys` with `customer_key`, `score`, the further columns, and its `place` – `counted`, `outside_window`,
 * `undated`, `other_customers`, `unanswered`, `out_of_scale` or `later_answer` (AN1–AN4).
 */
export function answerRelations({ column, low, high, latest, within = [], more }: AnswerChoice, { context }: Query): Relation[] {
  const { dialect, model } = context;
  const score = typeof column === 'string' ? `s.${dialect.identifier(column)}` : column.sql;
  const known = holdsColumn(model, 'surveys', 'customer_id');
  const ofPeople = context.filters.some((filter) => filter.table === 'customers');
  const dated = datesAnswers(model);
  const stranger = known ? 's.customer_key IS NULL OR s.customer_key NOT IN (SELECT customer_key FROM people)' : 'true';
  const places = [
    ...windowPlaces(context),
    ...(ofPeople ? [`WHEN ${stranger} THEN 'other_customers'`] : []),
    `WHEN ${score} IS NULL THEN 'unanswered'`,
    `WHEN ${score} NOT BETWEEN ${dialect.literal(low)} AND ${dialect.literal(high)} OR ${score} <> floor(${score}) THEN 'out_of_scale'`,
    "ELSE 'valid' END AS state",
  ];
  const columns = [
    's.response_id',
    ...(dated ? ['s.responded_at'] : []),
    known ? 's.customer_key' : 'CAST(NULL AS INTEGER) AS customer_key',
    columnIn(model, 'surveys', 'wave') ? 's.wave' : 'NULL AS wave',
    `${score} AS score`,
    ...Object.entries(more).map(([name, sql]) => `${sql} AS ${name}`),
  ];
  const ofCustomers = known && Object.values(more).some((sql) => /\bc\./.test(sql));
  const answers = `SELECT ${columns.join(', ')},
  CASE
    ${places.join('\n    ')}
FROM surveys AS s${ofCustomers ? '\nLEFT JOIN customers AS c ON c.customer_key = s.customer_key' : ''}`;
  const each = ['state', 'customer_key', 'wave', ...within].join(', ');
  const place =
    latest && dated
      ? `CASE WHEN state <> 'valid' THEN state WHEN ${laterSql(each, context)} THEN 'later_answer' ELSE 'counted' END`
      : "replace(state, 'valid', 'counted')";
  const kept = ['customer_key', 'score', ...Object.keys(more)].join(', ');
  return [
    { name: 'answers', sql: answers },
    { name: 'placed_answers', sql: `SELECT ${kept}, ${place} AS place\nFROM answers` },
  ];
}

/** How many rows of `surveys` are in each place. */
export const ANSWER_ACCOUNT = 'SELECT place, count(*) AS answers\nFROM placed_answers\nGROUP BY place\nORDER BY place';

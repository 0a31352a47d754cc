import { tableOf } from '#core/model/data-model';
import { fail, succeed, type Result } from '#core/model/result';
import type { Metric } from '#core/report/notebook-types';
import { unquote } from '#core/sql/quotes';
import { issueAt, readStatement } from '#core/sql/statement';
import { isCode, type Token } from '#core/sql/tokens';
import type { CompileContext } from '../contract';

/** Unquoted, none of these names a column. */
const RESERVED: ReadonlySet<string> = new Set(
  'all and any as asc between both case cast collate desc distinct else end exists false filter from group having ilike in is isnull like limit not notnull null offset on or order over partition select similar some symmetric then true try_cast union unique using when where window with within'.split(
    ' ',
  ),
);
const VALUES: readonly Token['kind'][] = ['number', 'text'];

const bareName = ({ kind, text }: Token): string | null =>
  kind === 'name' ? unquote(text) : kind === 'word' && !RESERVED.has(text.toLowerCase()) ? text : null;

/** A word that stands where a type, a part of a date, a function or a member of something stands is no column. */
function standsForColumn(before: Token | undefined, after: Token | undefined): boolean {
  if (before && (before.text === '.' || before.text === ':' || before.text.toLowerCase() === 'as' || VALUES.includes(before.kind)))
    return false;
  return !after || !(after.text === '.' || after.text === '(' || after.text.toLowerCase() === 'from' || after.kind === 'text');
}

/** The first comma that stands in no brackets. */
function findComma(code: readonly Token[]): Token | undefined {
  let depth = 0;
  return code.find(({ kind, text }) => {
    if (kind !== 'sign') return false;
    if ('([{'.includes(text)) depth += 1;
    else if (')]}'.includes(text)) depth -= 1;
    return text === ',' && depth === 0;
  });
}

/**
 * QC23: the formula of a metric with its columns said to be of its own table, so that joined tables change nothing. Fails where it is not one
 * whole expression: quotes, comments and brackets that close, no comma beside them, and nothing after `;`.
 */
export function qualifyFormula({ table, formula }: Pick<Metric, 'table' | 'formula'>, { model, dialect }: CompileContext): Result<string> {
  const read = readStatement(formula);
  if (!read.ok) return read;
  const tokens = read.value.tokens.filter(({ text }) => text !== ';');
  const columns = new Set(tableOf(model, table)?.columns.map(({ name }) => name.toLowerCase()));
  const code = tokens.filter(isCode);
  const comma = findComma(code);
  if (comma) return fail(issueAt(formula, 'issue_query_formula_comma', comma));
  const own = new Set(
    code.filter((token, at) => {
      const name = bareName(token);
      return name !== null && columns.has(name.toLowerCase()) && standsForColumn(code[at - 1], code[at + 1]);
    }),
  );
  const written = tokens.map((token) =>
    own.has(token) ? `${dialect.identifier(table)}.${token.text}` : token.kind === 'comment' ? ' ' : token.text,
  );
  return succeed(`(${written.join('').trim()})`);
}

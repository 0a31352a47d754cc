import { tableOf } from '#core/model/data-model';
import { succeed, type Result } from '#core/model/result';
import type { Metric } from '#core/report/notebook-types';
import { unquote } from '#core/sql/quotes';
import { readStatement } from '#core/sql/statement';
import { isCode, type Token } from '#core/sql/tokens';
import type { CompileContext } from '../contract';

const bareName = ({ kind, text }: Token): string | null => (kind === 'word' ? text : kind === 'name' ? unquote(text) : null);

/**
 * QC23: the formula of a metric with its columns said to be of its own table, so that joined tables change nothing. Fails where it is not one
 * whole expression: quotes, comments and brackets that close, and nothing after `;`.
 */
export function qualifyFormula({ table, formula }: Metric, { model, dialect }: CompileContext): Result<string> {
  const read = readStatement(formula);
  if (!read.ok) return read;
  const columns = new Set(tableOf(model, table)?.columns.map(({ name }) => name.toLowerCase()));
  const code = read.value.tokens.filter(isCode);
  const own = new Set(
    code.filter((token, at) => {
      const name = bareName(token);
      const beside = [code[at - 1]?.text, code[at + 1]?.text];
      return name !== null && columns.has(name.toLowerCase()) && beside[0] !== '.' && beside[1] !== '.' && beside[1] !== '(';
    }),
  );
  const written = read.value.tokens.map((token) =>
    own.has(token) ? `${dialect.identifier(table)}.${token.text}` : token.kind === 'comment' ? ' ' : token.text,
  );
  return succeed(`(${written.join('').trim()})`);
}

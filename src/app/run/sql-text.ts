import { renameRelation, writeName } from '#core/sql/rename';
import { capitaliseKeywords, saysTheSame } from '#core/sql/layout';
import { JOINING, RESERVED } from '#core/sql/keywords';
import { nameKey } from '#core/sql/references';
import { readStatement } from '#core/sql/statement';
import { isCode } from '#core/sql/tokens';
import type { BuiltColumn, CellQuery } from '#core/report/notebook-types';
import type { Edit, Report, SqlCell } from '#core/report/types';

export { capitaliseKeywords, saysTheSame, writeName };

const BEGINS = /^(?:select|from|with|values|table|pivot|unpivot|summarize|describe|\()$/i;
/** Words that a statement may end with although they are reserved. */
const ENDS = new Set(['end', 'null', 'true', 'false', 'all', 'asc', 'desc', 'default']);

/** SC2: a text that is one whole statement as far as its words tell: nothing is open, and it does not end in the middle of a clause. */
export function isWhole(text: string): boolean {
  const statement = readStatement(text);
  if (!statement.ok) return false;
  const code = statement.value.tokens.filter((token) => isCode(token) && token.text !== ';');
  const last = code.at(-1)!;
  if (!BEGINS.test(code[0]!.text) || code.length < 2) return false;
  if (last.kind === 'sign') return [')', ']', '}', '*'].includes(last.text);
  const key = nameKey(last.text);
  return last.kind !== 'word' || ENDS.has(key) || !(RESERVED.has(key) || JOINING.has(key));
}

/** The query of the builder with another name for a query it reads. */
function renameBuilt(query: Exclude<CellQuery, { by: 'sql' }>, from: string, to: string): CellQuery {
  const name = (table: string) => (nameKey(table) === nameKey(from) ? to : table);
  const column = <T extends BuiltColumn>(given: T): T => ({ ...given, table: name(given.table) });
  return {
    ...query,
    from: name(query.from),
    filters: query.filters.map(column),
    groups: query.groups.map(column),
    measures: query.measures.map((measure) => ('table' in measure ? column(measure) : measure)),
  };
}

function renameIn(query: CellQuery, from: string, to: string): CellQuery {
  return query.by === 'sql' ? { ...query, text: renameRelation(query.text, from, to) } : renameBuilt(query, from, to);
}

/** SC7: a query under another name, with every mention of it in other queries and in questions of the report's own, as one edit. */
export function renameEdit({ cells, definitions = [] }: Report, { id, name: from }: SqlCell, to: string): Edit {
  const queries = cells.flatMap((cell): Edit[] => {
    if (cell.type !== 'sql') return [];
    const query = renameIn(cell.query, from, to);
    return JSON.stringify(query) === JSON.stringify(cell.query) ? [] : [{ op: 'set_query', id: cell.id, query }];
  });
  const questions = definitions.flatMap((definition): Edit[] => {
    // A step of its own by that name is what its later steps mean.
    if (definition.steps.some((step) => nameKey(step.id) === nameKey(from))) return [];
    const steps = definition.steps.map((step) => ({ ...step, sql: renameRelation(step.sql, from, to) }));
    return steps.every(({ sql }, at) => sql === definition.steps[at]!.sql)
      ? []
      : [{ op: 'set_definition', definition: { ...definition, steps } }];
  });
  return { op: 'all', edits: [{ op: 'set_cell_name', id, name: to }, ...queries, ...questions] };
}

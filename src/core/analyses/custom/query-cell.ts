import { fail, succeed } from '#core/model/result';
import type { Columns } from '#core/model/columns';
import type { SqlCell } from '#core/report/types';
import type { AnalysisDefinition, CompileContext } from '../contract';
import { makeStamp } from '../stamp';
import { composeQuery } from './compose';
import { presentRows } from './present-rows';
import { textOfQuery } from './query-text';

/** QC6: rows of a result that are fetched. */
export const MOST_ROWS = 10_000;
/** The id of the one step of a query. */
export const QUERY_STEP = 'rows';

const EMPTY: Columns = { rowCount: 0, columns: [] };
const without = (what: string): never => {
  throw new Error(`a query is compiled and presented within a report: ${what} is missing`);
};

/** A query of the report as an analysis: no options, one step, a table and perhaps a chart. */
export function queryDefinition(cell: SqlCell): AnalysisDefinition {
  return {
    kind: 'sql',
    version: 1,
    question: { literal: cell.title ?? cell.name },
    requires: [],
    form: [],
    migrations: [],
    suggest: () => ({}),
    parse: () => succeed({}),
    compile(_params, context) {
      const notebook = context.notebook ?? without('notebook');
      const text = textOfQuery(cell.query, context);
      if (!text.ok) return text;
      const composed = composeQuery({ name: cell.name, text: text.value }, context, notebook);
      return composed.ok ? succeed({ steps: [{ id: QUERY_STEP, sql: composed.value.sql, most: MOST_ROWS }] }) : composed;
    },
    people: () => fail({ code: 'issue_query_no_people' }),
    present(_results, _params, context) {
      const columns = context.columns?.[QUERY_STEP] ?? EMPTY;
      const shown = presentRows(
        columns,
        { chart: cell.chart ?? null, title: { literal: cell.title ?? cell.name }, most: MOST_ROWS },
        context,
      );
      const stamp = makeStamp(context, { phrases: [{ key: 'query_cell_stamp' }], money: null, range: true, provisional: false });
      return { figures: [], ...shown, stamp };
    },
  };
}

/** What a query was sent as, to find the place of an error in it; null where it cannot be composed. */
export function composedOf(cell: SqlCell, context: CompileContext) {
  const text = textOfQuery(cell.query, context);
  if (!text.ok || !context.notebook) return null;
  const composed = composeQuery({ name: cell.name, text: text.value }, context, context.notebook);
  return composed.ok ? composed.value : null;
}

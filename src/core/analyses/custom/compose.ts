import { fail, succeed, type Result } from '#core/model/result';
import { compileFilters } from '#core/query/predicates';
import { allRelations } from '#core/query/relations';
import { withEarlier, type ComposedSql, type EarlierSql } from '#core/sql/compose';
import { circleIssue, orderCells, type CellOrder } from '#core/sql/order-cells';
import { fillPlaceholders, plainSql, type FilledSql } from '#core/sql/placeholders';
import { nameKey, namedRelations } from '#core/sql/references';
import type { CompileContext, Notebook } from '../contract';

/** A query of the report as text; `name` is null for one that no other may name. */
export interface AskedText {
  readonly name: string | null;
  readonly text: string;
}

/** The report's own relations, to be put in front of whatever names them. */
function reportRelations(context: CompileContext): Result<readonly EarlierSql[]> {
  const filters = compileFilters(context);
  if (!filters.ok) return filters;
  return succeed(
    allRelations(context, filters.value, context.range).map(({ name, sql, once }) => ({
      name,
      text: plainSql(sql),
      ...(once ? { once } : {}),
    })),
  );
}

/** QC4: the queries that a text needs, in running order; or the circle that it is in or rests on. */
function neededQueries({ name, text }: AskedText, { queries, order }: Pick<Notebook, 'queries'> & { readonly order: CellOrder }) {
  const texts = new Map(queries.map((query) => [nameKey(query.name), query.sql]));
  const wanted = new Set<string>();
  for (const open = [text]; open.length > 0;) {
    for (const named of namedRelations(open.pop()!)) {
      const sql = texts.get(named);
      if (sql === undefined || wanted.has(named)) continue;
      wanted.add(named);
      open.push(sql);
    }
  }
  const stuck = order.stuck.map(nameKey);
  const inCircle = [...wanted, ...(name === null ? [] : [nameKey(name)])].some((key) => stuck.includes(key));
  if (inCircle && order.circle) return fail(circleIssue(order.circle));
  return succeed(order.order.filter((each) => wanted.has(nameKey(each)) && each !== name));
}

/** The order of a report's queries; worked out once for all of its cells. */
const orders = new WeakMap<Notebook['queries'], CellOrder>();
function orderOf(queries: Notebook['queries']): CellOrder {
  const known = orders.get(queries) ?? orderCells(queries);
  orders.set(queries, known);
  return known;
}

/**
 * One complete SELECT for a text of a person's (QC1–QC5): values in their places, and in front what it names. Fails with the fault of its
 * own text, of a query it rests on (named), or with the circle it is in.
 */
export function composeQuery(
  asked: AskedText,
  context: CompileContext,
  notebook: Notebook,
  values: Notebook['values'] = notebook.values,
  steps: readonly EarlierSql[] = [],
): Result<ComposedSql> {
  const own = fillPlaceholders(asked.text, values, context.dialect);
  if (!own.ok) return own;
  const relations = reportRelations(context);
  if (!relations.ok) return relations;
  const resting = [asked.text, ...steps.map(({ text }) => text.source)].join('\n;\n');
  const needed = neededQueries({ name: asked.name, text: resting }, { queries: notebook.queries, order: orderOf(notebook.queries) });
  if (!needed.ok) return needed;
  const earlier: EarlierSql[] = [...relations.value];
  for (const name of needed.value) {
    const query = notebook.queries.find((each) => each.name === name)!;
    const filled: Result<FilledSql> = query.issues ? fail(...query.issues) : fillPlaceholders(query.sql, notebook.values, context.dialect);
    if (!filled.ok) return fail({ code: 'issue_query_rests_on', values: { name } }, ...filled.issues);
    earlier.push({ name, text: filled.value });
  }
  return succeed(withEarlier(own.value, [...earlier, ...steps]));
}

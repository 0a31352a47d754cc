import type { AnalysisDefinition, PresentContext, SqlStep } from '#core/analyses/contract';
import { rowsOf, type Row } from '#core/model/columns';
import type { Comparison } from '#core/model/comparison';
import type { Part } from '#core/model/presentation';
import type { Connector } from '#edge/engine/connector';
import { valueOf } from './contract';

type Compared<Params> = Pick<AnalysisDefinition<string, Params>, 'compare' | 'people'>;

/** The comparison of a question; equal steps are asked once, as the runner does. */
export async function compareWith<Params>(
  engine: Connector,
  { compare }: Compared<Params>,
  params: Params,
  context: PresentContext,
): Promise<Comparison> {
  const known = new Map<string, readonly Row[]>();
  const results: Record<string, readonly Row[]> = {};
  for (const { id, sql } of valueOf(compare!.compile(params, context)).steps as SqlStep[]) {
    const rows = known.get(sql) ?? rowsOf(await engine.query(sql));
    known.set(sql, rows);
    results[id] = rows;
  }
  return compare!.present(results, params, context);
}

/** The ids of the customers of a part, in alphabetical order. */
export async function idsOf<Params>(
  engine: Connector,
  { people }: Compared<Params>,
  part: Part,
  params: Params,
  context: PresentContext,
): Promise<string[]> {
  const rows = rowsOf(await engine.query(valueOf(people(part, params, context)).sql));
  return rows.map((row) => String(row['customer_id'])).toSorted();
}

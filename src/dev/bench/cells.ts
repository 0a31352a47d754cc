import type { DataModel } from '#core/model/data-model';
import { listLacks } from '#core/model/data-model';
import { makeContext } from '#core/query/context';
import { freshCell, proposeRevenueRule } from '#core/report/first';
import { registry } from '#core/analyses/registry';
import type { Connector } from '#edge/engine/connector';

/** What a fresh cell of a kind asks of the engine; `statements` is empty where the data lack what `lacks` names. */
export interface CellQuestions {
  readonly kind: string;
  readonly statements: readonly string[];
  readonly lacks: readonly string[];
}

/** Every prebuilt analysis as it stands when it is added to a report over all of the data. */
export async function collectCells(model: DataModel, dialect: Connector['dialect']): Promise<readonly CellQuestions[]> {
  const scope = {
    asOf: null,
    range: { from: null, to: null },
    filters: [],
    revenue: proposeRevenueRule(model),
    weekStart: 'monday',
  } as const;
  const context = makeContext(scope, model, dialect);
  if (!context.ok) throw new Error(JSON.stringify(context.issues));
  return Promise.all(
    registry.map(async (entry): Promise<CellQuestions> => {
      const lacks = listLacks(model, entry.requires).map(({ table }) => table);
      if (lacks.length > 0) return { kind: entry.kind, statements: [], lacks };
      const definition = await entry.load();
      const params = definition.parse(freshCell(definition, model, 'c1').params);
      const plan = params.ok ? definition.compile(params.value, context.value) : params;
      if (!plan.ok) throw new Error(`${entry.kind}: ${JSON.stringify(plan.issues)}`);
      const statements = plan.value.steps.flatMap((step) => ('sql' in step ? [step.sql] : []));
      return { kind: entry.kind, statements, lacks: [] };
    }),
  );
}

/** Milliseconds that an engine needs for the statements of one cell, one after another. */
export async function runCell(engine: Connector, statements: readonly string[]): Promise<number> {
  const start = performance.now();
  for (const sql of statements) await engine.query(sql);
  return performance.now() - start;
}

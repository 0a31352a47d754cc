import type { DataModel } from '#core/model/data-model';
import { listLacks } from '#core/model/data-model';
import { makeContext } from '#core/query/context';
import { freshCell, proposeRevenueRule } from '#core/report/first';
import type { PresentContext } from '#core/analyses/contract';
import { registry } from '#core/analyses/registry';
import { REPORT_VERSION } from '#core/report/parse';
import type { Report } from '#core/report/types';
import { contextOf } from '#app/run/context';
import { definitionsOf } from '#app/run/definitions';
import { listsOf, withoutLists } from '#app/run/lists';
import type { Connector, QueryList } from '#edge/engine/connector';

/** What a fresh cell of a kind asks of the engine; `statements` is empty where the data lack what `lacks` names. */
export interface CellQuestions {
  readonly kind: string;
  readonly statements: readonly string[];
  readonly lacks: readonly string[];
}

const scopeOf = (model: DataModel) =>
  ({ asOf: null, range: { from: null, to: null }, filters: [], revenue: proposeRevenueRule(model), weekStart: 'monday' }) as const;

/** Every prebuilt analysis as it stands when it is added to a report over all of the data. */
export async function collectCells(model: DataModel, dialect: Connector['dialect']): Promise<readonly CellQuestions[]> {
  const context = makeContext(scopeOf(model), model, dialect);
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

/** The overview without a filter, and with one on the customers whom a fresh funnel loses at its second step. */
export interface SegmentQuestions {
  readonly plain: readonly string[];
  /** With the segment in the text of each step, as it is shown. */
  readonly whole: readonly string[];
  /** As it is sent, and the list beside it. */
  readonly sent: readonly string[];
  readonly lists: readonly QueryList[];
}

export async function collectSegmentCell(model: DataModel, dialect: Connector['dialect']): Promise<SegmentQuestions> {
  const load = definitionsOf(registry);
  const [overview, funnel] = await Promise.all([load('overview'), load('funnel')]);
  if (!overview || !funnel) throw new Error('the overview and the funnel are prebuilt');
  const origin = {
    analysis: 'funnel',
    version: funnel.version,
    params: freshCell(funnel, model, 'c1').params,
    part: { step: 2, lost: true },
  };
  const of = { kind: 'part', ...origin, range: { from: null, to: null }, filters: [] } as const;
  const report: Report = {
    ...scopeOf(model),
    format: 'clientele.report',
    version: REPORT_VERSION,
    title: '',
    currency: null,
    filters: [{ table: 'customers', segment: 's1', is: 'in' }],
    sources: [],
    cells: [],
    segments: [{ id: 's1', name: 'Lost', of }],
  };
  const around = { report, model, dialect, seed: 1, load };
  const params = overview.parse(freshCell(overview, model, 'c1').params);
  const [without, within] = await Promise.all(
    [{ ...report, filters: [] }, report].map((each) => contextOf({ ...around, report: each }, { locale: 'en', seed: 1 })),
  );
  if (!params.ok || !without?.ok || !within?.ok) throw new Error('the overview does not fit these orders');
  const texts = (context: PresentContext) => {
    const plan = overview.compile(params.value, context);
    if (!plan.ok) throw new Error(JSON.stringify(plan.issues));
    return plan.value.steps.flatMap((step) => ('sql' in step ? [step.sql] : []));
  };
  const { value: context } = within;
  return { plain: texts(without.value), whole: texts(context), sent: texts(withoutLists(context)), lists: listsOf(context.segments) };
}

/** Milliseconds that an engine needs for the statements of one cell, one after another. */
export async function runCell(engine: Connector, statements: readonly string[], lists: readonly QueryList[] = []): Promise<number> {
  const start = performance.now();
  for (const sql of statements) await engine.query(sql, { lists });
  return performance.now() - start;
}

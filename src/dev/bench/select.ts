import type { AnalysisDefinition, Plan } from '#core/analyses/contract';
import { registry } from '#core/analyses/registry';
import { listLacks, type DataModel } from '#core/model/data-model';
import type { JsonObject } from '#core/model/presentation';
import { makeContext } from '#core/query/context';
import { freshCell, proposeRevenueRule } from '#core/report/first';
import { REPORT_VERSION } from '#core/report/parse';
import type { AnalysisCell, Report } from '#core/report/types';
import { definitionsOf } from '#app/run/definitions';
import { createRunner } from '#app/run/runner';
import type { CellState } from '#app/run/types';
import type { Connector } from '#edge/engine/connector';

/** Cells of the report, the one that selects among them. */
const CELLS = 12;
/** The cell in which bars are selected: one a month. */
const SELECTS = 'revenue';

/** When one cell that follows had its new picture after a bar was selected, in milliseconds, for each bar. */
export interface FollowTimes {
  readonly kind: string;
  /** Each of its numbers may be added up by keys. */
  readonly additive: boolean;
  readonly product: readonly number[];
  /** The same SQL, as it is shown, on the engine alone, cell after cell. */
  readonly bare: readonly number[];
}

const isAdditive = ({ steps }: Plan): boolean =>
  steps.every((step) => step.id === 'account' || ('sql' in step && step.additive !== undefined));

/** The params of a fresh cell, and after them those that differ in one choice: other questions on the same data. */
function variants({ form }: AnalysisDefinition, fresh: JsonObject): readonly JsonObject[] {
  const others = form.flatMap((field) =>
    field.type === 'choice'
      ? field.options
          .filter(({ value }) => value !== (fresh[field.key] ?? field.default))
          .map(({ value }) => ({ ...fresh, [field.key]: value }))
      : [],
  );
  return [fresh, ...others];
}

/** A fresh cell of every kind that suits orders alone, the selecting one first, filled up with variants of theirs. */
async function cellsOf(model: DataModel, dialect: Connector['dialect'], scope: Report) {
  const context = makeContext(scope, model, dialect);
  if (!context.ok) throw new Error(JSON.stringify(context.issues));
  const found: { readonly cell: AnalysisCell; readonly additive: boolean; readonly round: number }[] = [];
  const texts = new Set<string>();
  const order = registry.toSorted((one, other) => Number(other.kind === SELECTS) - Number(one.kind === SELECTS));
  for (const entry of order.filter(({ requires }) => listLacks(model, requires).length === 0)) {
    const definition = await entry.load();
    const cell = freshCell(definition, model, entry.kind);
    for (const [round, given] of variants(definition, cell.params).entries()) {
      const params = definition.parse(given);
      const plan = params.ok ? definition.compile(params.value, context.value) : params;
      const asked = plan.ok ? JSON.stringify(plan.value) : '';
      // What is not asked of customers does not follow, and what is computed beside the engine is not measured here.
      const follows = plan.ok && plan.value.steps.every((step) => 'sql' in step && /\bpeople\b|paid_orders/.test(step.sql));
      if (!plan.ok || !follows || texts.has(asked)) continue;
      texts.add(asked);
      const id = round === 0 ? entry.kind : `${entry.kind}-${round + 1}`;
      found.push({ cell: { ...cell, id, params: given }, additive: isAdditive(plan.value), round });
    }
  }
  if (found.length < CELLS) throw new Error(`only ${found.length} cells suit these orders`);
  return found.toSorted((one, other) => one.round - other.round).slice(0, CELLS);
}

/** Selects bars of a report of twelve cells, one after another, and measures when each of the other cells stands. */
export async function measureSelecting(engine: Connector, model: DataModel, bars: number): Promise<readonly FollowTimes[]> {
  const range = { from: null, to: null };
  const empty: Report = {
    format: 'clientele.report',
    version: REPORT_VERSION,
    title: '',
    currency: null,
    weekStart: 'monday',
    asOf: null,
    range,
    filters: [],
    revenue: proposeRevenueRule(model),
    sources: [],
    cells: [],
  };
  const chosen = await cellsOf(model, engine.dialect, empty);
  const report: Report = { ...empty, cells: chosen.map(({ cell }) => cell) };
  const runner = createRunner(engine, model, definitionsOf(registry));
  const options = { locale: 'en', seed: 1 } as const;
  const states = new Map<string, CellState>();
  for await (const { cellId, state } of runner.run(report, options)) states.set(cellId, state);
  const selecting = states.get(SELECTS);
  if (selecting?.state !== 'done') throw new Error('the selecting cell is not done');
  const parts = selecting.presentation.table.rows
    .flatMap(({ parts: places }) => (places?.['customers'] ? [places['customers']] : []))
    .slice(-bars);
  const times = new Map(
    chosen.slice(1).map(({ cell, additive }) => [cell.id, { additive, product: [] as number[], bare: [] as number[] }]),
  );
  for (const part of parts) {
    const asked: (readonly [string, readonly string[]])[] = [];
    const start = performance.now();
    for await (const { cellId, state } of runner.run(report, { ...options, selection: { cellId: SELECTS, parts: [part], name: 'bar' } })) {
      if (state.state === 'failed' || state.state === 'refused') throw new Error(`${cellId}: ${JSON.stringify(state)}`);
      if (state.state !== 'done' || cellId === SELECTS) continue;
      times.get(cellId)?.product.push(performance.now() - start);
      asked.push([cellId, state.steps.map(({ sql }) => sql)]);
    }
    const bareStart = performance.now();
    for (const [cellId, statements] of asked) {
      for (const sql of statements) await engine.query(sql);
      times.get(cellId)?.bare.push(performance.now() - bareStart);
    }
  }
  return [...times].map(([kind, each]) => ({ kind, ...each }));
}

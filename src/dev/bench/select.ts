import type { AnalysisDefinition } from '#core/analyses/contract';
import { registry } from '#core/analyses/registry';
import { listLacks, type DataModel } from '#core/model/data-model';
import type { JsonObject, Part, Presentation } from '#core/model/presentation';
import { makeContext } from '#core/query/context';
import { freshCell, proposeRevenueRule } from '#core/report/first';
import { REPORT_VERSION } from '#core/report/parse';
import type { AnalysisCell, Report } from '#core/report/types';
import { definitionsOf } from '#app/run/definitions';
import { addsUp } from '#app/run/prepare';
import { createRunner } from '#app/run/runner';
import { selectableParts } from '#app/run/selection';
import { mountChart } from '#edge/draw/mount';
import type { ChartHandle } from '#edge/draw/types';
import type { Connector } from '#edge/engine/connector';

/** Cells of the report, the one that selects among them. */
const CELLS = 12;
/** The cell in which bars are selected: one a month. */
const SELECTS = 'revenue';

/** When one cell that follows stands after a bar was selected, in milliseconds, for each bar. */
export interface FollowTimes {
  readonly kind: string;
  /** Each of its numbers may be added up by keys. */
  readonly additive: boolean;
  /** Its numbers, where nothing was asked ahead. */
  readonly plain: readonly number[];
  /** Its numbers, where the bar was asked ahead. */
  readonly ahead: readonly number[];
  /** Its charts drawn, where the bar was asked ahead. */
  readonly drawn: readonly number[];
  /** The same SQL, as it is shown, on the engine alone, cell after cell. */
  readonly bare: readonly number[];
}

/** What is measured, and how long the asking ahead of one bar took on average, in milliseconds. */
export interface Following {
  readonly cells: readonly FollowTimes[];
  readonly askedAhead: number;
}

/** Bars that are selected with nothing asked ahead; the engine alone is asked for the same ones. */
const PLAIN_BARS = 4;

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
      const follows =
        plan.ok && plan.value.steps.every((step) => 'sql' in step && (step.id === 'orders' || /\bpeople\b|paid_orders/.test(step.sql)));
      if (!plan.ok || !follows || texts.has(asked)) continue;
      texts.add(asked);
      const id = round === 0 ? entry.kind : `${entry.kind}-${round + 1}`;
      found.push({ cell: { ...cell, id, params: given }, additive: addsUp(plan.value.steps), round });
    }
  }
  if (found.length < CELLS) throw new Error(`only ${found.length} cells suit these orders`);
  return found.toSorted((one, other) => one.round - other.round).slice(0, CELLS);
}

/** The charts of cells, drawn one below the other as a report draws them. */
class Charts {
  #handles = new Map<string, ChartHandle[]>();
  readonly #options = { locale: 'en', theme: 'light' } as const;

  /** Settles when the charts of a cell show these rows. */
  async show(cellId: string, { charts }: Presentation): Promise<void> {
    const handles = this.#handles.get(cellId) ?? [];
    this.#handles.set(cellId, handles);
    await Promise.all(
      charts.map(async (view, at) => {
        if (handles[at]) return handles[at].update(view, this.#options);
        const host = document.createElement('div');
        host.style.width = '760px';
        document.body.append(host);
        handles[at] = await mountChart(host, view, this.#options);
      }),
    );
  }
}

/** Selects bars of a report of twelve cells, one after another, and measures when each of the other cells stands. */
export async function measureSelecting(engine: Connector, model: DataModel, bars: number): Promise<Following> {
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
  const charts = new Charts();
  let selectable: readonly Part[] = [];
  for await (const { cellId, state } of runner.run(report, options)) {
    if (state.state !== 'done') continue;
    if (cellId === SELECTS) selectable = selectableParts(state.presentation);
    await charts.show(cellId, state.presentation);
  }
  const parts = selectable.slice(-bars);
  const cells = new Map(
    chosen
      .slice(1)
      .map(({ cell, additive }) => [
        cell.id,
        { additive, plain: [] as number[], ahead: [] as number[], drawn: [] as number[], bare: [] as number[] },
      ]),
  );
  const selectionOf = (...selected: readonly Part[]) => ({ cellId: SELECTS, parts: selected, name: 'bar' });

  /** The statements of the cells that followed, when each stood and was drawn. */
  async function select(part: Part, into: 'plain' | 'ahead') {
    const asked: (readonly [string, readonly string[]])[] = [];
    const drawing: Promise<void>[] = [];
    const start = performance.now();
    for await (const { cellId, state } of runner.run(report, { ...options, selection: selectionOf(part) })) {
      if (state.state === 'failed' || state.state === 'refused') throw new Error(`${cellId}: ${JSON.stringify(state)}`);
      const times = cells.get(cellId);
      if (state.state !== 'done' || !times) continue;
      times[into].push(performance.now() - start);
      const drawn = charts.show(cellId, state.presentation);
      drawing.push(drawn.then(() => void (into === 'ahead' && times.drawn.push(performance.now() - start))));
      asked.push([cellId, state.steps.map(({ sql }) => sql)]);
    }
    await Promise.all(drawing);
    return asked;
  }

  for (const part of parts.slice(0, PLAIN_BARS)) {
    const asked = await select(part, 'plain');
    const start = performance.now();
    for (const [cellId, statements] of asked) {
      for (const sql of statements) await engine.query(sql);
      cells.get(cellId)?.bare.push(performance.now() - start);
    }
  }
  const others = parts.slice(PLAIN_BARS);
  const start = performance.now();
  await runner.ahead(report, { ...options, selection: selectionOf(...others) });
  const askedAhead = (performance.now() - start) / others.length;
  for (const part of others) {
    await select(part, 'ahead');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { cells: [...cells].map(([kind, each]) => ({ kind, ...each })), askedAhead };
}

import { parse, View, type Spec } from 'vega';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registry } from '#core/analyses/registry';
import type { Row } from '#core/model/columns';
import type { ChartView, JsonObject } from '#core/model/presentation';
import type { Connector } from '#edge/engine/connector';
import { compileChart } from '../../../tests/support/compile-chart';
import { answer, contextOf, examplesOf, valueOf } from '../../../tests/support/contract';
import { createShop } from '../../../tests/support/shop-tables';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { changeRows } from './change-rows';
import { DrawnRows } from './drawn-rows';
import { splitHeight } from './height';
import { rowKindsOf } from './row-kinds';

let engine: Connector;
beforeAll(async () => void (engine = await openWasmTestEngine()));
afterAll(() => engine.close());

const copied = (rows: readonly Row[]): Row[] => rows.map((row) => ({ ...row }));
const viewOf = (spec: JsonObject, rows: readonly Row[]): View =>
  new View(parse(compileChart({ ...spec, width: 600 }, copied(rows)).vega as Spec), { renderer: 'none' });
/** All elements with all they say, whatever their order: Vega puts a new tick behind the old ones. Names of clips are counted up over all views. */
const elementsOf = (svg: string): string =>
  svg
    .replaceAll(/clip\d+/g, 'clip')
    .replaceAll('><', '>\n<')
    .split('\n')
    .toSorted()
    .join('\n');

async function fresh(spec: JsonObject, rows: readonly Row[]): Promise<string> {
  const view = viewOf(spec, rows);
  const svg = await view.toSVG();
  view.finalize();
  return elementsOf(svg);
}

/** Rows, and the spec with them: the first one, or of another height. */
type Drawn = Pick<ChartView, 'spec' | 'rows'>;

/** What the chart looks like after each of the given rows, changed in place from the first ones. */
async function changed(spec: JsonObject, first: readonly Row[], then: readonly Drawn[]) {
  const view = viewOf(spec, first);
  await view.runAsync();
  const drawn = new DrawnRows(view.data('rows') as Record<string, unknown>[], first, rowKindsOf(spec));
  const seen: { svg: string; modified: number; exchanged: boolean }[] = [];
  for (const { rows, spec: like } of then) {
    const change = drawn.become(rows);
    await changeRows(view, change, splitHeight(like).height);
    seen.push({
      svg: elementsOf(await view.toSVG()),
      exchanged: change.exchanged,
      modified: change.exchanged ? 0 : change.modified.length,
    });
  }
  view.finalize();
  return seen;
}

const scaled = (rows: readonly Row[]): Row[] =>
  rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([field, value]) => [field, typeof value === 'number' ? value * 0.75 : value])),
  );
const shifted = (rows: readonly Row[]): Row[] => [...rows.slice(1), ...rows.slice(0, 1)];
const reworded = (rows: readonly Row[]): Row[] =>
  rows.map((row) => ({ ...row, ...('label' in row && row['label'] !== null ? { label: `${String(row['label'])}!` } : {}) }));
const thinned = (rows: readonly Row[]): Row[] => rows.filter((_, at) => at % 5 !== 3);
const emptied = (rows: readonly Row[]): Row[] => rows.map((row, at) => (at % 7 === 2 ? { ...row, y: null } : row));

describe('DR4 a chart changed in place is the chart drawn anew', () => {
  it('for the rows of every example of every question, and rows that are moved, lost, emptied and reworded', async () => {
    const charts = new Map<string, ChartView[]>();
    for (const entry of registry) {
      const definition = await entry.load();
      for (const { example } of examplesOf(entry.kind)) {
        const context = contextOf(example, await createShop(engine, example.tables));
        const params = valueOf(definition.parse(example.params));
        const shown = definition.present(await answer(engine, definition, params, context), params, context);
        for (const chart of shown.charts) {
          const key = JSON.stringify([entry.kind, splitHeight(chart.spec).rest]);
          charts.set(key, [...(charts.get(key) ?? []), chart]);
        }
      }
    }
    const count = { charts: 0, inPlace: 0, exchanged: 0, heights: 0, changes: 0 };
    for (const views of charts.values()) {
      const { spec, rows } = views[0]!;
      const others = views.filter((view) => view.spec['height'] !== spec['height']);
      const { rest, height } = splitHeight(spec);
      const then: Drawn[] = [
        ...views.slice(1, 3),
        ...others.slice(0, 2),
        ...(height === null ? [] : [{ spec: { ...rest, height: height + 37 }, rows }]),
        ...[scaled(rows), shifted(rows), thinned(rows), emptied(rows), reworded(rows), rows].map((each) => ({ spec, rows: each })),
      ];
      const seen = await changed(spec, rows, then);
      count.charts += 1;
      for (const [at, { svg, modified, exchanged }] of seen.entries()) {
        expect(svg, `${views[0]!.id} ${at}`).toBe(await fresh(then[at]!.spec, then[at]!.rows));
        count.changes += 1;
        if (then[at]!.spec['height'] !== spec['height']) count.heights += 1;
        if (exchanged) count.exchanged += 1;
        else if (modified > 0) count.inPlace += 1;
      }
    }
    console.info(
      `${count.charts} charts, ${count.changes} changes: ${count.inPlace} in place, ${count.exchanged} exchanged, ${count.heights} of another height`,
    );
    expect(count.inPlace).toBeGreaterThan(count.changes / 4);
    expect(count.exchanged).toBeGreaterThan(20);
    expect(count.heights).toBeGreaterThan(20);
  }, 300_000);
});

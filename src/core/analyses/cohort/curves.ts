import { paint } from '#core/chart/tokens';
import { formatAmount } from '#core/messages/format';
import type { JsonObject } from '#core/model/presentation';
import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import { amount, saying } from '../words';
import { cohortLabels, drawnRows, rowName, tipWriter } from './chart-rows';
import { SMALLEST } from './comparisons';
import { labelOf, unitOf, type CohortParams } from './params';
import { columnShort, columnText } from './phrases';
import type { Triangle } from './triangle';

const HEIGHT = { wide: 320, narrow: 260 } as const;
export const CURVES_HEIGHT = HEIGHT.wide + 40;
/** Labels of lines keep so far apart, as parts of the height. */
const APART = 0.06;

const BLANK = {
  kind: '',
  line: '',
  x: null,
  y: null,
  low: null,
  high: null,
  strong: false,
  every: false,
  label: null,
  short: null,
  tip: null,
  part: null,
} as const;

/** Places of labels beside their lines: in order, none nearer to another than `APART` of the range. */
function spread(places: readonly number[], range: number): number[] {
  const order = places.map((place, at) => ({ place, at })).toSorted((a, b) => a.place - b.place);
  const moved = places.slice();
  let least = -Infinity;
  for (const { place, at } of order) least = (moved[at] = Math.max(place, least)) + APART * range;
  return moved;
}

/** CO26: a line for each row, complete cells only, and the overall one; `named` is the slot that the sentence names. */
export function curveRows(triangle: Triangle, params: CohortParams, context: PresentContext, named: number | null): Row[] {
  const say = saying(context);
  const tip = tipWriter(params, context);
  // Lines of few customers are noise; the table has them.
  const drawn = drawnRows(triangle).filter(({ of, size }) => of === undefined || size >= SMALLEST);
  const write = (value: number | null): string => formatAmount(amount(value, unitOf(params)), context);
  const rows: Row[] = [];
  const ends: { readonly row: Row; readonly y: number }[] = [];
  drawn.forEach((row, index) => {
    const line = row.of ? `v${row.of.slot}` : row.start;
    const strong = row.of !== undefined && row.of.slot === named;
    const cells = row.cells.filter(({ state, value }) => state === 'complete' && value !== null);
    for (const cell of cells) {
      const text = tip(rowName(row, params, context), say(columnText(params, cell.k)), cell, true);
      const part = row.of ? null : JSON.stringify({ cohort: row.start, k: cell.k });
      rows.push({ ...BLANK, kind: 'row', line, x: cell.k, y: cell.value, strong, tip: text, part });
    }
    const last = cells.at(-1);
    if (!last || last.value === null || !row.of) return;
    const { label, short } = cohortLabels(row, index === 0, params, context);
    ends.push({ row: { ...BLANK, kind: 'name', line, x: last.k, strong, label, short }, y: last.value });
  });
  const overall = triangle.overall.filter(({ value }) => value !== null);
  const label = { key: `cohort_label_${labelOf(params)}` } as const;
  overall.forEach((pooled, at) => {
    const text = tip(label, say(columnText(params, pooled.k)), pooled, true);
    const ending = at === overall.length - 1;
    const said = at === 0 || ending;
    rows.push({
      ...BLANK,
      kind: 'overall',
      x: pooled.k,
      y: pooled.value,
      low: pooled.interval?.low ?? null,
      high: pooled.interval?.high ?? null,
      label: said ? write(pooled.value) : null,
      tip: text,
    });
    if (!ending || pooled.value === null) return;
    const name = `${say(label)} ${write(pooled.value)}`;
    ends.push({ row: { ...BLANK, kind: 'name', line: 'overall', x: pooled.k, strong: true, label: name, short: name }, y: pooled.value });
  });
  const values = rows.flatMap(({ y }) => (typeof y === 'number' ? [y] : []));
  const places = spread(
    ends.map(({ y }) => y),
    Math.max(1e-9, ...values) - Math.min(0, ...values),
  );
  ends.forEach(({ row }, at) => rows.push({ ...row, y: places[at]! }));
  overall.forEach(({ k }, at) => {
    const every = at % Math.ceil(overall.length / 6) === 0;
    const short = columnShort(params, k);
    rows.push({ ...BLANK, kind: 'tick', x: k, every, label: at === 0 ? say(columnText(params, k)) : short, short });
  });
  return rows;
}

/** Curves over the columns; names stand at the right ends. */
function makeSpec(narrow: boolean, rate: boolean): JsonObject {
  const height = narrow ? HEIGHT.narrow : HEIGHT.wide;
  const right = narrow ? 112 : 168;
  const x: JsonObject = {
    field: 'x',
    type: 'quantitative',
    axis: null,
    scale: { zero: false, nice: false, range: [6, { expr: `width - ${right}` }] },
  };
  const y: JsonObject = {
    field: 'y',
    type: 'quantitative',
    title: null,
    axis: { tickCount: 5, format: rate ? '.0%' : ',f' },
    scale: { zero: true, nice: true },
  };
  const order = { field: 'x', type: 'quantitative' };
  const detail = { field: 'line', type: 'nominal' };
  const tip = { field: 'tip', type: 'nominal' };
  const only = (test: string): JsonObject[] => [{ filter: test }];
  return {
    data: { name: 'rows' },
    width: 'container',
    height,
    padding: { left: 0, right: 0, top: 12, bottom: 26 },
    layer: [
      {
        transform: only("datum.kind === 'overall' && isValid(datum.low)"),
        mark: { type: 'area', color: paint('accent'), opacity: 0.14 },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
      ...[false, true].map((strong): JsonObject => ({
        transform: only(`datum.kind === 'row' && ${strong ? '' : '!'}datum.strong`),
        mark: { type: 'line', color: paint(strong ? 'ink' : 'unknown'), strokeWidth: strong ? 2 : 1.25, opacity: strong ? 1 : 0.65 },
        encoding: { x, y, detail, order },
      })),
      {
        transform: only("datum.kind === 'row'"),
        mark: { type: 'point', filled: true, opacity: 1, size: 12, color: { expr: 'datum.strong ? ink : unknown' } },
        encoding: { x, y, tooltip: tip, description: tip },
      },
      { transform: only("datum.kind === 'overall'"), mark: { type: 'line', color: paint('accent') }, encoding: { x, y, order } },
      {
        transform: only("datum.kind === 'overall'"),
        mark: { type: 'point', filled: true, opacity: 1, size: 34, color: paint('accent') },
        encoding: { x, y, tooltip: tip, description: tip },
      },
      {
        transform: only("datum.kind === 'name'"),
        mark: {
          type: 'text',
          align: 'left',
          baseline: 'middle',
          dx: 10,
          limit: right - 6,
          fontSize: narrow ? 11.5 : 13,
          fontWeight: { expr: 'datum.strong ? 600 : 400' },
          color: { expr: "datum.line === 'overall' ? accent : datum.strong ? ink : ink3" },
        },
        encoding: { x, y, text: { field: narrow ? 'short' : 'label', type: 'nominal' } },
      },
      {
        transform: only(`datum.kind === 'tick'${narrow ? ' && datum.every' : ''}`),
        mark: { type: 'text', baseline: 'top', align: { expr: "datum.every && datum.x < 2 ? 'left' : 'center'" }, color: paint('ink3') },
        encoding: { x, y: { value: height + 8 }, text: { field: narrow ? 'short' : 'label', type: 'nominal' } },
      },
    ],
  };
}

export const curveSpecs = (params: CohortParams) => ({
  spec: makeSpec(false, unitOf(params) === 'rate'),
  narrow: makeSpec(true, unitOf(params) === 'rate'),
});

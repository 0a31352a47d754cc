import type { JsonObject, JsonValue } from '#core/model/presentation';
import { paint } from '#core/chart/tokens';

interface Layout {
  readonly height: number;
  /** Top and bottom of the plot inside the height. */
  readonly plot: readonly [number, number];
  /** Pixels kept free at the right for the running period's words. */
  readonly right: number;
  readonly tick: string;
  readonly narrow: boolean;
}

const WIDE: Layout = { height: 300, plot: [24, 264], right: 150, tick: 'tick', narrow: false };
const NARROW: Layout = { height: 260, plot: [34, 228], right: 22, tick: 'tick_narrow', narrow: true };

const only = (test: string): JsonValue => [{ filter: test }];

function encodings({ plot, right }: Layout): { readonly x: JsonObject; readonly y: JsonObject } {
  return {
    x: {
      field: 'x',
      type: 'quantitative',
      axis: null,
      scale: { zero: false, nice: false, range: [8, { expr: `width - ${right}` }] },
    },
    y: {
      field: 'y',
      type: 'quantitative',
      title: null,
      axis: { tickCount: 4, format: ',f', zindex: 0 },
      scale: { zero: true, nice: 4, range: [plot[1], plot[0]] },
    },
  };
}

function labels(layout: Layout, x: JsonObject, y: JsonObject): JsonObject[] {
  const label = (test: string, mark: JsonObject): JsonObject => ({
    transform: only(test),
    mark: { type: 'text', ...mark },
    encoding: { x, y, text: { field: layout.narrow ? 'short' : 'label', type: 'nominal' } },
  });
  const weight = { expr: 'datum.said ? 600 : 400' };
  const color = { expr: 'datum.said ? ink : ink2' };
  const align = { expr: "datum.x === 0 ? 'left' : 'center'" };
  return [
    label("datum.kind === 'point' && datum.label !== null && datum.below === false", { dy: -14, align, fontWeight: weight, color }),
    label("datum.kind === 'point' && datum.label !== null && datum.below === true", { dy: 18, align, fontWeight: weight, color }),
    label(`datum.kind === '${layout.narrow ? 'before_label_narrow' : 'before_label'}'`, {
      dy: { expr: 'datum.below ? 18 : -12' },
      color: paint('ink3'),
    }),
    layout.narrow
      ? label("datum.kind === 'running'", {
          dy: { expr: 'datum.below ? 20 : -16' },
          dx: 16,
          align: 'right',
          fontWeight: 600,
          color: paint('accent'),
        })
      : label("datum.kind === 'running'", { dx: 12, align: 'left', fontWeight: 600, color: paint('accent') }),
  ];
}

function makeSpec(layout: Layout): JsonObject {
  const { x, y } = encodings(layout);
  const description = { field: 'tip', type: 'nominal' };
  const dot = { tooltip: description, description };
  return {
    data: { name: 'rows' },
    width: 'container',
    height: layout.height,
    layer: [
      {
        mark: { type: 'rule', color: paint('control'), strokeWidth: 1 },
        transform: only("datum.kind === 'zero'"),
        encoding: { y, x: { value: 0 }, x2: { value: { expr: `width - ${layout.right} + 8` } } },
      },
      {
        transform: only("datum.kind === 'before'"),
        mark: { type: 'line', color: paint('unknown'), strokeWidth: 1.5 },
        encoding: { x, y, order: { field: 'x', type: 'quantitative' } },
      },
      {
        transform: only("datum.kind === 'point' && datum.solid"),
        mark: { type: 'line', color: paint('accent') },
        encoding: { x, y, order: { field: 'x', type: 'quantitative' } },
      },
      {
        transform: only("datum.kind === 'tail'"),
        mark: { type: 'line', color: paint('accent'), strokeWidth: 2, strokeDash: [3, 5] },
        encoding: { x, y, order: { field: 'x', type: 'quantitative' } },
      },
      {
        transform: only("datum.kind === 'point' && datum.dot"),
        mark: { type: 'point', filled: true, opacity: 1, size: 34, color: paint('accent') },
        encoding: { x, y, ...dot },
      },
      {
        transform: only("datum.kind === 'running'"),
        mark: { type: 'point', filled: true, opacity: 1, size: 64, fill: paint('paper'), stroke: paint('accent'), strokeWidth: 2 },
        encoding: { x, y, ...dot },
      },
      {
        transform: only(`isValid(datum.${layout.tick})`),
        mark: { type: 'text', baseline: 'bottom', color: paint('ink3') },
        encoding: { x, y: { value: layout.height - 4 }, text: { field: layout.tick, type: 'nominal' } },
      },
      ...labels(layout, x, y),
    ],
  };
}

export const spec = makeSpec(WIDE);
export const narrow = makeSpec(NARROW);
export const height = WIDE.height;

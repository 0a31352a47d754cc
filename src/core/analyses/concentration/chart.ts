import { paint } from '#core/chart/tokens';
import type { JsonObject, JsonValue } from '#core/model/presentation';

interface Layout {
  readonly height: number;
  /** Pixels kept free at the left for the figures of the axis, and at the right. */
  readonly left: number;
  readonly right: number;
  readonly narrow: boolean;
}

const WIDE: Layout = { height: 340, left: 0, right: 24, narrow: false };
const NARROW: Layout = { height: 280, left: 0, right: 12, narrow: true };

const only = (test: string): JsonValue => [{ filter: test }];

function makeSpec({ height, left, right, narrow }: Layout): JsonObject {
  const x: JsonObject = {
    field: 'x',
    type: 'quantitative',
    title: null,
    axis: { values: narrow ? [0, 0.5, 1] : [0, 0.2, 0.4, 0.6, 0.8, 1], format: '.0%', grid: false },
    scale: { domain: [0, 1], nice: false, range: [left, { expr: `width - ${right}` }] },
  };
  const y: JsonObject = {
    field: 'y',
    type: 'quantitative',
    title: null,
    axis: { values: [0, 0.25, 0.5, 0.75, 1], format: '.0%' },
    scale: { domain: [0, 1], nice: false },
  };
  const order = { field: 'x', type: 'quantitative' };
  const tip = { field: 'tip', type: 'nominal' };
  const text = (kind: string, mark: JsonObject): JsonObject => ({
    transform: only(`datum.kind === '${kind}'`),
    mark: { type: 'text', ...mark },
    encoding: { x, y, text: { field: narrow ? 'short' : 'label', type: 'nominal' } },
  });
  return {
    data: { name: 'rows' },
    width: 'container',
    height,
    layer: [
      {
        transform: only("datum.kind === 'even'"),
        mark: { type: 'line', color: paint('unknown'), strokeWidth: 1.5 },
        encoding: { x, y, order },
      },
      {
        transform: only("datum.kind === 'border'"),
        mark: { type: 'rule', color: paint('control'), strokeWidth: 1, strokeDash: [3, 4] },
        encoding: { x, y, y2: { datum: 0 } },
      },
      {
        transform: only("datum.kind === 'curve'"),
        mark: { type: 'line', color: paint('accent'), strokeWidth: 2.5 },
        encoding: { x, y, order },
      },
      {
        transform: only("datum.kind === 'curve' && datum.part !== null"),
        mark: { type: 'point', filled: true, size: 60, opacity: 0 },
        encoding: { x, y, tooltip: tip, description: tip },
      },
      {
        transform: only("datum.kind === 'best'"),
        mark: { type: 'point', filled: true, opacity: 1, size: 90, fill: paint('paper'), stroke: paint('accent'), strokeWidth: 2.5 },
        encoding: { x, y, tooltip: tip, description: tip },
      },
      text('best', { align: 'left', dx: 12, dy: 14, fontWeight: 600, color: paint('ink') }),
      text('class', { baseline: 'bottom', dy: -6, fontWeight: 600, color: paint('ink2') }),
      text('even_label', { align: 'left', dx: 12, dy: 14, color: paint('ink3') }),
    ],
  };
}

export const spec = makeSpec(WIDE);
export const narrow = makeSpec(NARROW);
export const height = WIDE.height + 30;

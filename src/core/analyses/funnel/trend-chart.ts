import { paint } from '#core/chart/tokens';
import type { JsonObject } from '#core/model/presentation';

/** Pixels; `right` is kept free for the names of the lines. */
export const WIDE = { height: 300, plot: [16, 264], right: 220, narrow: false } as const;
export const NARROW = { height: 260, plot: [16, 228], right: 124, narrow: true } as const;
type Layout = typeof WIDE | typeof NARROW;

/** Lines over periods from piece to piece, so that a period without entries leaves a gap. */
function makeSpec({ height, plot, right, narrow }: Layout): JsonObject {
  const x = {
    field: 'x',
    type: 'quantitative',
    axis: null,
    scale: { zero: false, nice: false, domain: [0, 1], range: [8, { expr: `width - ${right}` }] },
  };
  const y = {
    field: 'y',
    type: 'quantitative',
    title: null,
    axis: { tickCount: 4, format: '.0%' },
    scale: { zero: true, nice: 4, range: [plot[1], plot[0]] },
  };
  const tip = { field: 'tip', type: 'nominal' };
  const only = (test: string): JsonObject[] => [{ filter: test }];
  const color = { expr: 'datum.main ? accent : ink3' };
  const piece = (kind: string, more: JsonObject): JsonObject => ({
    transform: only(`datum.kind === '${kind}'`),
    mark: { type: 'rule', color, strokeWidth: { expr: 'datum.main ? 2.5 : 1.5' }, strokeCap: 'round', ...more },
    encoding: { x, y, x2: { field: 'x2' }, y2: { field: 'y2' } },
  });
  const tick = narrow ? 'tick_narrow' : 'tick';
  return {
    data: { name: 'rows' },
    width: 'container',
    height,
    layer: [
      {
        transform: only("datum.kind === 'zero'"),
        mark: { type: 'rule', color: paint('control'), strokeWidth: 1 },
        encoding: { y, x: { value: 0 }, x2: { value: { expr: `width - ${right} + 8` } } },
      },
      piece('line', {}),
      piece('dash', { strokeDash: [3, 5] }),
      {
        transform: only("datum.kind === 'point' && datum.open === false"),
        mark: { type: 'point', filled: true, opacity: 1, size: { expr: 'datum.main ? 34 : 20' }, color },
        encoding: { x, y, tooltip: tip, description: tip },
      },
      {
        transform: only("datum.kind === 'point' && datum.open === true"),
        mark: {
          type: 'point',
          filled: true,
          opacity: 1,
          size: { expr: 'datum.main ? 64 : 40' },
          fill: paint('paper'),
          stroke: color,
          strokeWidth: 2,
        },
        encoding: { x, y, tooltip: tip, description: tip },
      },
      {
        transform: only(`isValid(datum.${tick})`),
        mark: { type: 'text', baseline: 'bottom', color: paint('ink3') },
        encoding: { x, y: { value: height - 4 }, text: { field: tick, type: 'nominal' } },
      },
      {
        transform: only(`datum.kind === '${narrow ? 'name_narrow' : 'name'}'`),
        mark: {
          type: 'text',
          align: 'left',
          baseline: 'middle',
          dx: 12,
          limit: right - 14,
          color: { expr: 'datum.main ? accent : ink2' },
          fontWeight: { expr: 'datum.main ? 600 : 400' },
        },
        encoding: { x, y, text: { field: 'label', type: 'nominal' } },
      },
    ],
  };
}

export const trendSpec = makeSpec(WIDE);
export const trendNarrow = makeSpec(NARROW);

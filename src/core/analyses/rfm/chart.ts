import { readable, stepFill } from '#core/chart/readable';
import { paint } from '#core/chart/tokens';
import type { JsonObject } from '#core/model/presentation';

interface Layout {
  readonly width: number;
  readonly height: number;
  /** Left edge and size of the grid of 5 × 5 cells. */
  readonly left: number;
  readonly cell: readonly [number, number];
  readonly font: number;
}

const WIDE: Layout = { width: 446, height: 384, left: 46, cell: [80, 66], font: 13 };
const NARROW: Layout = { width: 350, height: 324, left: 38, cell: [62, 54], font: 11.5 };

function makeSpec({ width, height, left, cell, font }: Layout): JsonObject {
  const scale = (from: number, step: number): JsonObject => ({ domain: [0, 5], range: [from, from + 5 * step], zero: false, nice: false });
  const x = { field: 'x', type: 'quantitative', axis: null, scale: scale(left, cell[0]) };
  const y = { field: 'y', type: 'quantitative', axis: null, scale: scale(0, cell[1]) };
  const bottom = 5 * cell[1];
  const text = (kind: string, mark: JsonObject, at: JsonObject): JsonObject => ({
    transform: [{ filter: `datum.kind === '${kind}'` }],
    mark: { type: 'text', fontSize: font, ...mark },
    encoding: { ...at, text: { field: 'label', type: 'nominal' } },
  });
  const grey = { color: paint('ink3') };
  const tip = { field: 'tip', type: 'nominal' };
  return {
    data: { name: 'rows' },
    width,
    height,
    layer: [
      {
        transform: [{ filter: "datum.kind === 'cell'" }],
        mark: { type: 'rect', color: stepFill },
        encoding: { x, y, x2: { field: 'x2' }, y2: { field: 'y2' }, tooltip: tip, description: tip },
      },
      text(
        'name',
        {
          align: 'left',
          baseline: 'top',
          dx: cell[0] < 70 ? 4 : 6,
          dy: 6,
          fontWeight: 600,
          lineBreak: '\n',
          lineHeight: font + 3,
          color: readable,
        },
        { x, y },
      ),
      text('count', { align: 'left', baseline: 'bottom', dx: 6, dy: -6, color: readable }, { x, y }),
      text('r', { align: 'right', baseline: 'middle', ...grey }, { x: { value: left - 10 }, y }),
      text('fm', { align: 'center', baseline: 'top', ...grey }, { x, y: { value: bottom + 8 } }),
      text('axis_fm', { align: 'left', baseline: 'top', ...grey }, { x: { value: left }, y: { value: bottom + 30 } }),
      text('axis_r', { align: 'left', baseline: 'middle', angle: 270, ...grey }, { x: { value: 8 }, y: { value: bottom } }),
    ],
  };
}

export const spec = makeSpec(WIDE);
export const narrow = makeSpec(NARROW);
export const height = WIDE.height;

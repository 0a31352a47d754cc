import { readable, stepFill } from '#core/chart/readable';
import { paint } from '#core/chart/tokens';
import type { JsonObject, JsonValue } from '#core/model/presentation';

interface Layout {
  readonly width: number | 'container';
  readonly height: number;
  /** Left edge and size of the grid of 5 × 5 cells. */
  readonly left: number;
  readonly cell: readonly [number, number];
  readonly font: number;
  /** Of the names: bold letters of the long ones would not fit a small cell. */
  readonly weight: number;
}

const WIDE: Layout = { width: 456, height: 384, left: 46, cell: [82, 66], font: 13, weight: 600 };
const NARROW: Layout = { width: 'container', height: 324, left: 33, cell: [62, 54], font: 11.5, weight: 500 };

function makeSpec({ width, height, left, cell, font, weight }: Layout): JsonObject {
  const narrow = width === 'container';
  const scale = (from: number, to: JsonValue): JsonObject => ({ domain: [0, 5], range: [from, to], zero: false, nice: false });
  const x = { field: 'x', type: 'quantitative', axis: null, scale: scale(left, narrow ? { expr: 'width' } : left + 5 * cell[0]) };
  const y = { field: 'y', type: 'quantitative', axis: null, scale: scale(0, 5 * cell[1]) };
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
          dx: narrow ? 3 : 5,
          dy: 6,
          // The longest English name has to fit a cell of 61 px.
          fontSize: narrow ? 10.5 : font,
          fontWeight: weight,
          lineBreak: '\n',
          lineHeight: font + 3,
          color: readable,
        },
        { x, y },
      ),
      text('count', { align: 'left', baseline: 'bottom', dx: narrow ? 4 : 5, dy: -6, color: readable }, { x, y }),
      text('r', { align: 'right', baseline: 'middle', ...grey }, { x: { value: left - (narrow ? 6 : 10) }, y }),
      text('fm', { align: 'center', baseline: 'top', ...grey }, { x, y: { value: bottom + 8 } }),
      text('axis_fm', { align: 'left', baseline: 'top', ...grey }, { x: { value: left }, y: { value: bottom + 30 } }),
      text('axis_r', { align: 'left', baseline: 'middle', angle: 270, ...grey }, { x: { value: 8 }, y: { value: bottom } }),
    ],
  };
}

export const spec = makeSpec(WIDE);
export const narrow = makeSpec(NARROW);
export const height = WIDE.height;

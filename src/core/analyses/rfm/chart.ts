import { readable, readableParams, stepFill } from '#core/chart/readable';
import { paint } from '#core/chart/tokens';
import type { JsonObject, JsonValue } from '#core/model/presentation';

interface Layout {
  readonly width: number | 'container';
  readonly height: number;
  /** Left edge of the grid, and the room of all its cells. */
  readonly left: number;
  readonly grid: readonly [number, number];
  readonly font: number;
  /** Of the names: bold letters of the long ones would not fit a small cell. */
  readonly weight: number;
}

const WIDE: Layout = { width: 456, height: 384, left: 46, grid: [410, 330], font: 13, weight: 600 };
const NARROW: Layout = { width: 'container', height: 324, left: 33, grid: [310, 270], font: 11.5, weight: 500 };
/** Room of one line of the legend. */
const LINE = 19;

/** The grid of k × k cells of R by FM; `lines` of the legend below it. */
function makeSpec({ width, height, left, grid, font, weight }: Layout, k: number, lines: number): JsonObject {
  const narrow = width === 'container';
  const scale = (from: number, to: JsonValue): JsonObject => ({ domain: [0, k], range: [from, to], zero: false, nice: false });
  const x = { field: 'x', type: 'quantitative', axis: null, scale: scale(left, narrow ? { expr: 'width' } : left + grid[0]) };
  const bottom = grid[1];
  const y = { field: 'y', type: 'quantitative', axis: null, scale: scale(0, bottom) };
  const text = (kind: string, mark: JsonObject, at: JsonObject): JsonObject => ({
    transform: [{ filter: `datum.kind === '${kind}'` }],
    mark: { type: 'text', fontSize: font, ...mark },
    encoding: { ...at, text: { field: 'label', type: 'nominal' } },
  });
  const grey = { color: paint('ink3') };
  const tip = { field: 'tip', type: 'nominal' };
  const crowded = k > 7;
  return {
    data: { name: 'rows' },
    width,
    height: height + lines * LINE,
    params: readableParams,
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
      text(
        'count',
        {
          align: 'left',
          baseline: 'bottom',
          dx: narrow || crowded ? 3 : 5,
          dy: crowded ? -4 : -6,
          color: readable,
          ...(crowded ? { fontSize: narrow ? 9.5 : 11.5 } : {}),
        },
        { x, y },
      ),
      text('r', { align: 'right', baseline: 'middle', ...grey }, { x: { value: left - (narrow ? 6 : 10) }, y }),
      text('fm', { align: 'center', baseline: 'top', ...grey }, { x, y: { value: bottom + 8 } }),
      text('axis_fm', { align: 'left', baseline: 'top', ...grey }, { x: { value: left }, y: { value: bottom + 30 } }),
      text('axis_r', { align: 'left', baseline: 'middle', angle: 270, ...grey }, { x: { value: 8 }, y: { value: bottom } }),
      ...Array.from({ length: lines }, (_, at) =>
        text(
          `legend_${at}`,
          { align: 'left', baseline: 'top', ...grey, ...(narrow ? { fontSize: 10.5 } : {}) },
          { x: { value: narrow ? 0 : left }, y: { value: bottom + 58 + at * LINE } },
        ),
      ),
    ],
  };
}

export const wideSpec = (k: number, lines: number): JsonObject => makeSpec(WIDE, k, lines);
export const narrowSpec = (k: number, lines: number): JsonObject => makeSpec(NARROW, k, lines);
export const heightOf = (lines: number): number => WIDE.height + lines * LINE;

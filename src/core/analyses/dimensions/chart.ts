import { paint } from '#core/chart/tokens';
import type { JsonObject, JsonValue } from '#core/model/presentation';

const only = (test: string): JsonValue => [{ filter: test }];
const tip = { field: 'tip', type: 'nominal' };

interface Layout {
  /** Pixels for names at the left and figures at the right. */
  readonly left: number;
  readonly right: number;
  readonly row: number;
}
const WIDE: Layout = { left: 220, right: 150, row: 38 };
const NARROW: Layout = { left: 104, right: 56, row: 38 };
/** Above the first row. */
const HEAD = 26;

/** Bars of low, middling and best grades that fill the width, a row for each dimension; the mean at the right. */
function bars({ left, right, row }: Layout, sides: number, narrow: boolean): JsonObject {
  const scale = { domain: [0, 1], nice: false, zero: false, range: [left, { expr: `width - ${right}` }] };
  const x = { field: 'from', type: 'quantitative', axis: null, scale };
  const y = {
    field: 'y',
    type: 'quantitative',
    axis: null,
    scale: { domain: [sides - 0.5, -0.5], nice: false, zero: false, range: [HEAD + sides * row, HEAD] },
  };
  const word = (test: string, mark: JsonObject, place: JsonObject, field: string): JsonObject => ({
    transform: only(test),
    mark: { type: 'text', baseline: 'middle', ...mark },
    encoding: { y, ...place, text: { field, type: 'nominal' } },
  });
  /** A bar under a fifth of a narrow plot is shorter than its figure, which is in the table. */
  const fits = narrow ? ' && datum.to - datum.from >= 0.2' : '';
  const weight = { expr: 'datum.said ? 600 : 400' };
  return {
    data: { name: 'rows' },
    width: 'container',
    height: HEAD + sides * row,
    layer: [
      {
        transform: only("datum.kind === 'low' || datum.kind === 'middle' || datum.kind === 'best'"),
        mark: {
          type: 'rule',
          strokeWidth: 22,
          strokeCap: 'butt',
          opacity: { expr: 'datum.small ? 0.45 : 1' },
          color: { expr: "datum.kind === 'best' ? accent : datum.kind === 'low' ? div2 : line" },
        },
        encoding: { x, x2: { field: 'to' }, y, tooltip: tip, description: tip },
      },
      word(`datum.kind === 'best'${fits}`, { align: 'center', color: paint('onAccent') }, { x: { ...x, field: 'centre' } }, 'label'),
      word(
        `(datum.kind === 'middle' || datum.kind === 'low')${fits}`,
        { align: 'center', color: paint('ink') },
        { x: { ...x, field: 'centre' } },
        'label',
      ),
      word(
        "datum.kind === 'name'",
        { align: 'left', limit: left - 12, fontWeight: weight, color: { expr: 'datum.said ? ink : ink2' } },
        { x: { value: 0 } },
        'label',
      ),
      word(
        "datum.kind === 'name'",
        { align: 'right', fontWeight: weight, color: paint('ink') },
        { x: { value: { expr: 'width' } } },
        narrow ? 'short' : 'figure',
      ),
      {
        transform: only("datum.kind === 'head'"),
        mark: { type: 'text', baseline: 'top', align: { expr: "datum.side === 'left' ? 'left' : 'right'" }, color: paint('ink3') },
        encoding: { x: { ...x, field: 'centre' }, y: { value: 0 }, text: { field: 'label', type: 'nominal' } },
      },
    ],
  };
}

export const barSpec = (sides: number): JsonObject => bars(WIDE, sides, false);
export const narrowBarSpec = (sides: number): JsonObject => bars(NARROW, sides, true);
export const barHeight = (sides: number): number => HEAD + sides * WIDE.row + 12;

const GRID_ROW = 32;
/** The mean of each dimension (across) in each group (down). */
function grid(left: number, groups: number, sides: number): JsonObject {
  const x = {
    field: 'x',
    type: 'quantitative',
    axis: null,
    scale: { domain: [-0.5, sides - 0.5], nice: false, zero: false, range: [left, { expr: 'width' }] },
  };
  const y = {
    field: 'y',
    type: 'quantitative',
    axis: null,
    scale: { domain: [groups - 0.5, -0.5], nice: false, zero: false, range: [30 + groups * GRID_ROW, 30] },
  };
  const steps = [1, 2, 3, 4, 5, 6].map((step) => `datum.step === ${step} ? seq${step} : `).join('');
  return {
    data: { name: 'rows' },
    width: 'container',
    height: 30 + groups * GRID_ROW,
    layer: [
      {
        transform: only("datum.kind === 'cell'"),
        mark: {
          type: 'rect',
          stroke: paint('paper'),
          strokeWidth: 1.5,
          color: { expr: `${steps}seq7` },
          opacity: { expr: 'datum.small ? 0.45 : 1' },
        },
        encoding: {
          x: { ...x, field: 'left' },
          x2: { field: 'right' },
          y: { ...y, field: 'top' },
          y2: { field: 'bottom' },
          tooltip: tip,
          description: tip,
        },
      },
      {
        transform: only("datum.kind === 'cell'"),
        mark: { type: 'text', color: { expr: 'datum.step >= 5 && !datum.small ? onSeq : ink' } },
        encoding: { x, y, text: { field: 'label', type: 'nominal' } },
      },
      {
        transform: only("datum.kind === 'part'"),
        mark: { type: 'text', align: 'left', baseline: 'middle', limit: left - 12, color: paint('ink2') },
        encoding: { x: { value: 0 }, y, text: { field: 'label', type: 'nominal' } },
      },
      {
        transform: only("datum.kind === 'side'"),
        mark: {
          type: 'text',
          baseline: 'top',
          limit: { expr: `(width - ${left}) / ${sides} - 6` },
          color: { expr: 'datum.said ? ink : ink3' },
        },
        encoding: { x, y: { value: 6 }, text: { field: 'label', type: 'nominal' } },
      },
    ],
  };
}

export const gridSpec = (groups: number, sides: number): JsonObject => grid(200, groups, sides);
export const narrowGridSpec = (groups: number, sides: number): JsonObject => grid(96, groups, sides);
export const gridHeight = (groups: number): number => 30 + groups * GRID_ROW + 12;

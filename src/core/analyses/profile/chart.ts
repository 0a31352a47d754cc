import { divergingFill, divergingParams, divergingReadable } from '#core/chart/readable';
import { paint } from '#core/chart/tokens';
import type { JsonObject, JsonValue } from '#core/model/presentation';

const only = (test: string): JsonValue => [{ filter: test }];
const tip = { field: 'tip', type: 'nominal' };

interface Layout {
  readonly left: number;
  readonly right: number;
  readonly row: number;
  readonly narrow: boolean;
}
const WIDE: Layout = { left: 220, right: 60, row: 34, narrow: false };
const NARROW: Layout = { left: 116, right: 44, row: 34, narrow: true };
/** The axis below the rows. */
const ROOM = 30;

export const heightOfBands = (bands: number): number => bands * WIDE.row + ROOM + 10;

/** Names on the left of rows that are `y` 0, 1, 2 … */
const names = ({ left }: Layout, y: JsonObject, test: string): JsonObject => ({
  transform: only(test),
  mark: {
    type: 'text',
    align: 'left',
    baseline: 'middle',
    limit: left - 18,
    fontWeight: { expr: 'datum.said ? 600 : 400' },
    color: { expr: 'datum.small ? ink3 : ink' },
  },
  encoding: { x: { value: 0 }, y, text: { field: 'label', type: 'nominal' } },
});
const rowsScale = (rows: number): JsonObject => ({ domain: [rows - 0.5, -0.5], nice: false, zero: false });

/** The index of each band as a bar that leaves 100 to either side, with its interval. */
function bars(layout: Layout, bands: number, most: number): JsonObject {
  const { left, right, row, narrow } = layout;
  const scale = { domain: [0, most], nice: false, range: [left, { expr: `width - ${right}` }] };
  const x = { field: 'x', type: 'quantitative', title: null, axis: { tickCount: narrow ? 3 : 5, format: 'd', grid: true }, scale };
  const { field: _field, ...one } = x;
  const y = { field: 'y', type: 'quantitative', axis: null, scale: rowsScale(bands) };
  const fade = { expr: 'datum.small ? 0.45 : 1' };
  return {
    data: { name: 'rows' },
    width: 'container',
    height: bands * row + ROOM,
    layer: [
      {
        transform: only('isValid(datum.x)'),
        mark: { type: 'bar', orient: 'horizontal', size: 16, opacity: fade, color: { expr: 'datum.said ? accent : unknown' } },
        encoding: { x, x2: { datum: 100 }, y, tooltip: tip, description: tip },
      },
      {
        transform: only('isValid(datum.from)'),
        mark: { type: 'rule', strokeWidth: 1.5, color: paint('ink2'), opacity: fade },
        encoding: { x: { ...x, field: 'from' }, x2: { field: 'to' }, y },
      },
      { mark: { type: 'rule', color: paint('control') }, encoding: { x: { ...one, datum: 100 } } },
      names(layout, y, 'isValid(datum.y)'),
      {
        mark: { type: 'text', align: 'right', baseline: 'middle', fontWeight: { expr: 'datum.said ? 600 : 400' }, color: paint('ink') },
        encoding: { x: { value: { expr: 'width' } }, y, text: { field: 'figure', type: 'nominal' } },
      },
    ],
  };
}

const HEAD = 30;
const HEAT_ROW = 32;
/** Traits that have room on a narrow screen: those of most customers. */
export const NARROW_TRAITS = 4;
export const heightOfIndex = (bands: number): number => bands * HEAT_ROW + HEAD;

/** The table of indices: colours leave 100 to either side. */
function heat({ left, narrow }: Layout, bands: number, traits: number): JsonObject {
  const columns = narrow ? Math.min(traits, NARROW_TRAITS) : traits;
  const height = heightOfIndex(bands);
  const x = {
    field: 'x',
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, columns], range: [left, { expr: 'width' }], nice: false, zero: false },
  };
  const y = { field: 'y', type: 'quantitative', axis: null, scale: { domain: [-1, bands], range: [0, height], nice: false, zero: false } };
  const shown = `datum.x < ${columns}`;
  const middle = { x: { ...x, field: 'middle' }, y: { ...y, field: 'centre' } };
  const font = narrow ? 11.5 : 13;
  return {
    data: { name: 'rows' },
    width: 'container',
    height,
    params: divergingParams,
    layer: [
      {
        transform: only(`datum.kind === 'cell' && ${shown}`),
        mark: { type: 'rect', color: divergingFill, stroke: { expr: 'datum.step === 0 ? line : paper' }, strokeWidth: 1.5 },
        encoding: { x, x2: { field: 'x2' }, y, y2: { field: 'y2' }, tooltip: tip, description: tip },
      },
      {
        transform: only(`datum.kind === 'cell' && datum.said && ${shown}`),
        mark: { type: 'rect', filled: false, stroke: paint('accent'), strokeWidth: 2.5 },
        encoding: { x, x2: { field: 'x2' }, y, y2: { field: 'y2' } },
      },
      {
        transform: only(`datum.kind === 'cell' && ${shown}`),
        mark: {
          type: 'text',
          baseline: 'middle',
          fontSize: font,
          fontWeight: { expr: 'datum.found ? 600 : 400' },
          color: divergingReadable,
        },
        encoding: { ...middle, text: { field: 'label', type: 'nominal' } },
      },
      {
        transform: only(`datum.kind === 'head' && ${shown}`),
        mark: {
          type: 'text',
          baseline: 'middle',
          fontSize: font,
          limit: narrow ? 54 : Math.floor(800 / columns) - 8,
          color: paint('ink3'),
        },
        encoding: { ...middle, text: { field: 'label', type: 'nominal' } },
      },
      names({ left, narrow, right: 0, row: HEAT_ROW }, { ...y, field: 'centre' }, "datum.kind === 'row'"),
    ],
  };
}

const PAIR = 2 * 64;
export const HEIGHT_OF_PAIR = PAIR + ROOM;

/** Spend of the two bands: from the 10th to the 90th of a hundred customers, the middle half, the median. */
function spreads({ left, right, narrow }: Layout): JsonObject {
  const x = {
    field: 'median',
    type: 'quantitative',
    title: null,
    axis: { tickCount: narrow ? 3 : 6, grid: true },
    scale: { zero: true, nice: true, range: [left, { expr: `width - ${right}` }] },
  };
  const y = { field: 'y', type: 'quantitative', axis: null, scale: { domain: [1.5, -0.8], nice: false, zero: false } };
  return {
    data: { name: 'rows' },
    width: 'container',
    height: PAIR,
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 1.5, color: paint('unknown') },
        encoding: { x: { ...x, field: 'p10' }, x2: { field: 'p90' }, y },
      },
      {
        mark: { type: 'bar', orient: 'horizontal', size: 22, color: paint('soft'), stroke: paint('unknown') },
        encoding: { x: { ...x, field: 'p25' }, x2: { field: 'p75' }, y, tooltip: tip, description: tip },
      },
      {
        mark: { type: 'tick', orient: 'vertical', size: 30, thickness: 3, color: { expr: 'datum.said ? accent : ink2' } },
        encoding: { x, y },
      },
      {
        mark: { type: 'text', dy: -25, baseline: 'middle', color: paint('ink') },
        encoding: { x, y, text: { field: 'figure', type: 'nominal' } },
      },
      names({ left, right, narrow, row: 64 }, y, 'isValid(datum.y)'),
    ],
  };
}

export const barsSpec = (bands: number, most: number): JsonObject => bars(WIDE, bands, most);
export const narrowBarsSpec = (bands: number, most: number): JsonObject => bars(NARROW, bands, most);
export const heatSpec = (bands: number, traits: number): JsonObject => heat(WIDE, bands, traits);
export const narrowHeatSpec = (bands: number, traits: number): JsonObject => heat(NARROW, bands, traits);
export const spreadsSpec = spreads(WIDE);
export const narrowSpreadsSpec = spreads(NARROW);

import { paint } from '#core/chart/tokens';
import type { JsonObject, JsonValue } from '#core/model/presentation';

const only = (test: string): JsonValue => [{ filter: test }];
const tip = { field: 'tip', type: 'nominal' };

interface Layout {
  readonly left: number;
  readonly right: number;
  readonly row: number;
}
const WIDE: Layout = { left: 190, right: 120, row: 48 };
const NARROW: Layout = { left: 112, right: 50, row: 48 };
const HEAD = 24;

/** A row for each theme: the share of the comments above, of the tickets below it, the mean score at the right. */
function pairs({ left, right, row }: Layout, themes: number, most: number): JsonObject {
  const x = {
    field: 'x',
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, most], nice: false, zero: true, range: [left, { expr: `width - ${right + 54}` }] },
  };
  const y = {
    field: 'y',
    type: 'quantitative',
    axis: null,
    scale: { domain: [themes - 0.5, -0.5], nice: false, zero: false, range: [HEAD + themes * row, HEAD] },
  };
  const bar = "datum.kind === 'comments' || datum.kind === 'tickets'";
  return {
    data: { name: 'rows' },
    width: 'container',
    height: HEAD + themes * row,
    layer: [
      {
        transform: only(bar),
        mark: {
          type: 'rule',
          strokeWidth: 14,
          strokeCap: 'butt',
          color: { expr: "datum.kind === 'tickets' ? unknown : datum.said ? accent : cat1" },
        },
        encoding: { x: { ...x, field: 'zero' }, x2: { field: 'x' }, y, tooltip: tip, description: tip },
      },
      {
        transform: only(bar),
        mark: { type: 'text', align: 'left', baseline: 'middle', dx: 6, color: paint('ink2') },
        encoding: { x, y, text: { field: 'figure', type: 'nominal' } },
      },
      {
        transform: only("datum.kind === 'theme'"),
        mark: {
          type: 'text',
          align: 'left',
          baseline: 'middle',
          limit: left - 12,
          fontWeight: { expr: 'datum.said ? 600 : 400' },
          color: { expr: 'datum.said ? ink : ink2' },
        },
        encoding: { x: { value: 0 }, y, text: { field: 'label', type: 'nominal' } },
      },
      {
        transform: only("datum.kind === 'theme'"),
        mark: { type: 'text', align: 'right', baseline: 'middle', fontWeight: { expr: 'datum.said ? 600 : 400' }, color: paint('ink') },
        encoding: { x: { value: { expr: 'width' } }, y, text: { field: 'figure', type: 'nominal' } },
      },
      {
        transform: only("datum.kind === 'head'"),
        mark: { type: 'text', align: 'right', baseline: 'top', color: paint('ink3') },
        encoding: { x: { value: { expr: 'width' } }, y: { value: 0 }, text: { field: 'label', type: 'nominal' } },
      },
    ],
  };
}

const BUBBLE_ROW = 34;

/** A row for each theme, a column for each period: the larger the circle, the larger its share of the comments. */
function bubbles(left: number, themes: number, periods: number, tick: string): JsonObject {
  const bottom = 12 + themes * BUBBLE_ROW;
  const x = {
    field: 'x',
    type: 'quantitative',
    axis: null,
    scale: { domain: [-0.5, periods - 0.5], nice: false, zero: false, range: [left, { expr: 'width' }] },
  };
  const y = {
    field: 'y',
    type: 'quantitative',
    axis: null,
    scale: { domain: [themes - 0.5, -0.5], nice: false, zero: false, range: [bottom, 12] },
  };
  return {
    data: { name: 'rows' },
    width: 'container',
    height: bottom + 26,
    layer: [
      {
        transform: only("datum.kind === 'bubble'"),
        mark: {
          type: 'point',
          filled: true,
          opacity: { expr: 'datum.provisional ? 0.4 : 0.85' },
          color: { expr: 'datum.said ? accent : unknown' },
        },
        encoding: { x, y, size: { field: 'size', type: 'quantitative', scale: null }, tooltip: tip, description: tip },
      },
      {
        transform: only("datum.kind === 'theme'"),
        mark: {
          type: 'text',
          align: 'left',
          baseline: 'middle',
          limit: left - 12,
          fontWeight: { expr: 'datum.said ? 600 : 400' },
          color: { expr: 'datum.said ? ink : ink2' },
        },
        encoding: { x: { value: 0 }, y, text: { field: 'label', type: 'nominal' } },
      },
      {
        transform: only(`datum.kind === 'tick' && isValid(datum.${tick})`),
        mark: { type: 'text', baseline: 'bottom', color: paint('ink3') },
        encoding: { x, y: { value: bottom + 24 }, text: { field: tick, type: 'nominal' } },
      },
    ],
  };
}

export const pairSpec = (themes: number, most: number): JsonObject => pairs(WIDE, themes, most);
export const narrowPairSpec = (themes: number, most: number): JsonObject => pairs(NARROW, themes, most);
export const pairHeight = (themes: number): number => HEAD + themes * WIDE.row + 12;
export const bubbleSpec = (themes: number, periods: number): JsonObject => bubbles(190, themes, periods, 'tick');
export const narrowBubbleSpec = (themes: number, periods: number): JsonObject => bubbles(112, themes, periods, 'tick_narrow');
export const bubbleHeight = (themes: number): number => 12 + themes * BUBBLE_ROW + 34;

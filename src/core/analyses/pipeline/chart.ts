import { paint } from '#core/chart/tokens';
import type { JsonObject, JsonValue } from '#core/model/presentation';

const only = (test: string): JsonValue => [{ filter: test }];
const tip = { field: 'tip', type: 'nominal' };

interface Layout {
  readonly left: number;
  readonly right: number;
  readonly row: number;
  readonly bar: number;
  /** Left edges of the three words of the key. */
  readonly keys: readonly [number, number, number];
}
const WIDE: Layout = { left: 190, right: 150, row: 44, bar: 22, keys: [190, 330, 450] };
const NARROW: Layout = { left: 108, right: 104, row: 40, bar: 18, keys: [0, 130, 222] };
const HEAD = 34;

export const heightOf = (stages: number): number => HEAD + stages * WIDE.row + 20;

const SIDES = ['on', 'open', 'lost'] as const;
const COLOUR = { expr: "datum.side === 'on' ? accent : datum.side === 'open' ? seq2 : unknown" };

/** A bar for each stage, parted into deals that went on, are there still, and ended there. */
function stages(layout: Layout, count: number): JsonObject {
  const { left, right, row, bar, keys } = layout;
  const x = {
    field: 'x',
    type: 'quantitative',
    title: null,
    axis: null,
    scale: { zero: true, nice: false, range: [left, { expr: `width - ${right}` }] },
  };
  const y = {
    field: 'y',
    type: 'quantitative',
    axis: null,
    scale: { domain: [-0.5, count - 0.5], nice: false, zero: false, range: [HEAD, HEAD + count * row] },
  };
  const text = { field: 'label', type: 'nominal' };
  return {
    data: { name: 'rows' },
    width: 'container',
    height: HEAD + count * row,
    layer: [
      {
        transform: only("datum.kind === 'piece'"),
        mark: { type: 'rule', strokeWidth: bar, color: COLOUR },
        encoding: { x, x2: { field: 'x2' }, y, tooltip: tip, description: tip },
      },
      {
        transform: only("datum.kind === 'name'"),
        mark: {
          type: 'text',
          align: 'left',
          baseline: 'middle',
          limit: left - 14,
          fontWeight: { expr: 'datum.said ? 600 : 400' },
          color: paint('ink'),
        },
        encoding: { x: { value: 0 }, y, text },
      },
      {
        transform: only("datum.kind === 'figure'"),
        mark: { type: 'text', align: 'left', baseline: 'middle', dx: 8, limit: right - 8, color: paint('ink2') },
        encoding: { x, y, text, tooltip: tip },
      },
      ...SIDES.flatMap((side, at): JsonObject[] => [
        {
          transform: only(`datum.kind === 'key' && datum.side === '${side}'`),
          mark: { type: 'point', shape: 'square', filled: true, size: 90, color: COLOUR },
          encoding: { x: { value: keys[at]! + 6 }, y: { value: 12 } },
        },
        {
          transform: only(`datum.kind === 'key' && datum.side === '${side}'`),
          mark: { type: 'text', align: 'left', baseline: 'middle', color: paint('ink2') },
          encoding: { x: { value: keys[at]! + 17 }, y: { value: 12 }, text },
        },
      ]),
    ],
  };
}
export const stageSpec = (count: number): JsonObject => stages(WIDE, count);
export const narrowStageSpec = (count: number): JsonObject => stages(NARROW, count);

export const SCATTER_HEIGHT = 360;

/** Each group by how many deals it closed and which share it won; what chance alone does lies between the lines. */
function scatter(height: number, most: number, domain: readonly [number, number], title: string): JsonObject {
  const x = {
    field: 'x',
    type: 'quantitative',
    title,
    axis: { grid: false, tickCount: 6 },
    scale: { domain: [0, most * 1.08], nice: false, zero: true },
  };
  const y = {
    field: 'y',
    type: 'quantitative',
    title: null,
    axis: { format: '.0%', tickCount: 5 },
    scale: { domain, nice: false, zero: false },
  };
  const limits = (field: string): JsonObject => ({
    transform: only("datum.kind === 'limit'"),
    mark: { type: 'line', color: paint('control'), strokeDash: [3, 4], interpolate: 'monotone' },
    encoding: { x, y: { ...y, field } },
  });
  return {
    data: { name: 'rows' },
    width: 'container',
    height,
    layer: [
      limits('low'),
      limits('high'),
      { transform: only("datum.kind === 'limit'"), mark: { type: 'line', color: paint('control') }, encoding: { x, y } },
      {
        transform: only("datum.kind === 'part'"),
        mark: {
          type: 'point',
          filled: true,
          size: 80,
          opacity: { expr: 'datum.small ? 0.45 : 0.9' },
          color: { expr: 'datum.said ? accent : ink3' },
        },
        encoding: { x, y, tooltip: tip, description: tip },
      },
      {
        transform: only("datum.kind === 'part' && datum.label !== ''"),
        mark: { type: 'text', baseline: 'bottom', dy: -8, limit: 150, color: paint('ink'), fontWeight: { expr: 'datum.said ? 600 : 400' } },
        encoding: { x, y, text: { field: 'label', type: 'nominal' } },
      },
    ],
  };
}
export const scatterSpec = (most: number, domain: readonly [number, number], title: string): JsonObject =>
  scatter(320, most, domain, title);
export const narrowScatterSpec = (most: number, domain: readonly [number, number], title: string): JsonObject =>
  scatter(260, most, domain, title);

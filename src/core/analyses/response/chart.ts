import { paint } from '#core/chart/tokens';
import type { JsonObject, JsonValue } from '#core/model/presentation';

const only = (test: string): JsonValue => [{ filter: test }];
const tip = { field: 'tip', type: 'nominal' };

interface Layout {
  readonly left: number;
  readonly right: number;
  readonly row: number;
  /** Above the first row; in the narrow form the two heads stand below each other. */
  readonly head: number;
}
const WIDE: Layout = { left: 240, right: 24, row: 30, head: 24 };
const NARROW: Layout = { left: 132, right: 14, row: 30, head: 42 };
const FOOT = 26;

const names = (left: number, y: JsonObject): JsonObject => ({
  transform: only("datum.kind === 'dot'"),
  mark: {
    type: 'text',
    align: 'left',
    baseline: 'middle',
    limit: left - 12,
    fontWeight: { expr: 'datum.said ? 600 : 400' },
    color: { expr: 'datum.said ? ink : ink2' },
  },
  encoding: { x: { value: 0 }, y, text: { field: 'label', type: 'nominal' } },
});

/** How far responders lie from the silent, in standard deviations: a dot a trait about a band of balance. */
function differences({ left, right, row, head }: Layout, rows: number, reach: number): JsonObject {
  const height = head + rows * row + FOOT;
  const x = {
    field: 'x',
    type: 'quantitative',
    title: null,
    axis: { tickCount: 5, format: '+.1f', grid: false, offset: 0 },
    scale: { domain: [-reach, reach], nice: false, zero: false, range: [left, { expr: `width - ${right}` }] },
  };
  const y = {
    field: 'y',
    type: 'quantitative',
    axis: null,
    scale: { domain: [rows - 0.5, -0.5], nice: false, zero: false, range: [head + rows * row, head] },
  };
  return {
    data: { name: 'rows' },
    width: 'container',
    height: height - FOOT,
    layer: [
      {
        transform: only("datum.kind === 'band'"),
        mark: { type: 'rect', color: paint('wash') },
        encoding: { x, x2: { field: 'to' }, y: { value: head }, y2: { value: head + rows * row } },
      },
      {
        transform: only("datum.kind === 'zero'"),
        mark: { type: 'rule', color: paint('control') },
        encoding: { x, y: { value: head }, y2: { value: head + rows * row } },
      },
      {
        transform: only("datum.kind === 'dot' && isValid(datum.x)"),
        mark: { type: 'rule', strokeWidth: 2, color: { expr: 'datum.said ? accent : unknown' } },
        encoding: { x, x2: { field: 'to' }, y },
      },
      {
        transform: only("datum.kind === 'dot' && isValid(datum.x)"),
        mark: { type: 'point', filled: true, size: 80, opacity: 1, color: { expr: 'datum.said ? accent : ink2' } },
        encoding: { x, y, tooltip: tip, description: tip },
      },
      names(left, y),
      ...(['left', 'right'] as const).map((side): JsonObject => ({
        transform: only(`datum.kind === 'head' && datum.side === '${side}'`),
        mark: { type: 'text', baseline: 'top', align: side, color: paint('ink3') },
        encoding: { x, y: { value: side === 'left' ? 0 : head - WIDE.head }, text: { field: 'label', type: 'nominal' } },
      })),
    ],
  };
}

/** The share of answered invitations of each group as a bar from zero with its interval. */
function rates({ left, right, row }: Layout, rows: number, most: number): JsonObject {
  const x = {
    field: 'x',
    type: 'quantitative',
    title: null,
    axis: null,
    scale: { domain: [0, most], nice: false, zero: true, range: [left, { expr: `width - ${right + 52}` }] },
  };
  const y = { field: 'y', type: 'quantitative', axis: null, scale: { domain: [rows - 0.5, -0.5], nice: false, zero: false } };
  const fade = { expr: 'datum.small ? 0.45 : 1' };
  return {
    data: { name: 'rows' },
    width: 'container',
    height: rows * row + 8,
    layer: [
      {
        transform: only("datum.kind === 'dot'"),
        mark: { type: 'rule', strokeWidth: 16, strokeCap: 'butt', opacity: fade, color: { expr: 'datum.said ? accent : unknown' } },
        encoding: { x: { ...x, field: 'zero' }, x2: { field: 'x' }, y, tooltip: tip, description: tip },
      },
      {
        transform: only("datum.kind === 'dot'"),
        mark: { type: 'rule', strokeWidth: 1.5, color: paint('ink') },
        encoding: { x: { ...x, field: 'from' }, x2: { field: 'to' }, y },
      },
      names(left, y),
      {
        transform: only("datum.kind === 'dot'"),
        mark: { type: 'text', align: 'right', baseline: 'middle', color: paint('ink') },
        encoding: { x: { value: { expr: 'width' } }, y, text: { field: 'figure', type: 'nominal' } },
      },
    ],
  };
}

export const differenceSpec = (rows: number, reach: number): JsonObject => differences(WIDE, rows, reach);
export const narrowDifferenceSpec = (rows: number, reach: number): JsonObject => differences(NARROW, rows, reach);
export const differenceHeight = (rows: number): number => WIDE.head + rows * WIDE.row + FOOT + 8;
export const rateSpec = (rows: number, most: number): JsonObject => rates(WIDE, rows, most);
export const narrowRateSpec = (rows: number, most: number): JsonObject => rates(NARROW, rows, most);
export const rateHeight = (rows: number): number => rows * WIDE.row + 20;

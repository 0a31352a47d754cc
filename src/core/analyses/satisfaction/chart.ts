import { paint } from '#core/chart/tokens';
import type { JsonObject, JsonValue } from '#core/model/presentation';

const only = (test: string): JsonValue => [{ filter: test }];
const tip = { field: 'tip', type: 'nominal' };

/** The answers as they were given: one column a score. */
function columns(height: number, narrow: boolean): JsonObject {
  const x = { field: 'x', type: 'ordinal', title: null, axis: { labelAngle: 0, ticks: false }, scale: { paddingInner: 0.25 } };
  const y = { field: 'y', type: 'quantitative', title: null, axis: null };
  return {
    data: { name: 'rows' },
    width: 'container',
    height,
    layer: [
      {
        mark: { type: 'bar', color: { expr: "datum.side === 'high' ? accent : datum.side === 'low' ? div2 : unknown" } },
        encoding: { x, y, tooltip: tip, description: tip },
      },
      {
        mark: { type: 'text', baseline: 'bottom', dy: -4, color: paint('ink2') },
        encoding: { x, y, text: { field: narrow ? 'short' : 'label', type: 'nominal' } },
      },
    ],
  };
}

interface Layout {
  readonly left: number;
  readonly row: number;
}
const WIDE: Layout = { left: 220, row: 34 };
const NARROW: Layout = { left: 120, row: 30 };
/** Above the first row and below the last. */
const ROOM = 26;

export const heightOf = (groups: number): number => groups * WIDE.row + 2 * ROOM;

/** Each group's value with its interval, the whole as a line behind. */
function intervals({ left, row }: Layout, groups: number, domain: readonly [number, number], share: boolean): JsonObject {
  const x = {
    field: 'x',
    type: 'quantitative',
    title: null,
    axis: { tickCount: 5, format: share ? '.0%' : 'd', grid: true },
    scale: { domain, nice: false, zero: false, range: [left, { expr: 'width - 16' }] },
  };
  const y = { field: 'y', type: 'quantitative', axis: null, scale: { domain: [groups - 0.5, -0.5], nice: false, zero: false } };
  const fade = { expr: 'datum.small ? 0.45 : 1' };
  return {
    data: { name: 'rows' },
    width: 'container',
    height: groups * row + ROOM,
    layer: [
      { transform: only("datum.kind === 'whole'"), mark: { type: 'rule', color: paint('control'), strokeDash: [3, 4] }, encoding: { x } },
      {
        transform: only("datum.kind === 'part' && isValid(datum.from)"),
        mark: { type: 'rule', color: { expr: 'datum.said ? accent : unknown' }, strokeWidth: 4, opacity: fade, strokeCap: 'round' },
        encoding: { x: { ...x, field: 'from' }, x2: { field: 'to' }, y },
      },
      {
        transform: only("datum.kind === 'part'"),
        mark: { type: 'point', filled: true, size: 90, opacity: fade, color: { expr: 'datum.said ? accent : ink2' } },
        encoding: { x, y, tooltip: tip, description: tip },
      },
      {
        transform: only("datum.kind === 'part'"),
        mark: {
          type: 'text',
          align: 'left',
          baseline: 'middle',
          limit: left - 24,
          fontWeight: { expr: 'datum.said ? 600 : 400' },
          color: { expr: 'datum.small ? ink3 : ink' },
        },
        encoding: { x: { value: 0 }, y, text: { field: 'label', type: 'nominal' } },
      },
    ],
  };
}

export const columnSpec = columns(240, false);
export const narrowColumnSpec = columns(200, true);
export const COLUMN_HEIGHT = 270;
export const intervalSpec = (groups: number, domain: readonly [number, number], share: boolean): JsonObject =>
  intervals(WIDE, groups, domain, share);
export const narrowIntervalSpec = (groups: number, domain: readonly [number, number], share: boolean): JsonObject =>
  intervals(NARROW, groups, domain, share);

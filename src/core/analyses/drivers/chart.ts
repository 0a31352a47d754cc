import { paint } from '#core/chart/tokens';
import type { JsonObject, JsonValue } from '#core/model/presentation';

const only = (test: string): JsonValue => [{ filter: test }];

/**
 * Importance upwards, mean grade to the right; the lines are the equal share and the mean of the grades (DR6). `left`: the field that says whether a name
 * stands left of its mark.
 */
export function makeSpec(
  height: number,
  x: readonly [number, number],
  y: readonly [number, number],
  left: 'left' | 'left_narrow',
): JsonObject {
  const across: JsonObject = {
    field: 'x',
    type: 'quantitative',
    title: null,
    axis: { tickCount: 5, format: '.1f', grid: false },
    scale: { domain: x, nice: false, zero: false },
  };
  const up: JsonObject = {
    field: 'y',
    type: 'quantitative',
    title: null,
    axis: { tickCount: 4, format: '.0%' },
    scale: { domain: y, nice: false, zero: true },
  };
  const tip = { field: 'tip', type: 'nominal' };
  const line = { type: 'rule', color: paint('control'), strokeDash: [3, 4] };
  const colour = { expr: 'datum.said ? accent : ink2' };
  return {
    data: { name: 'rows' },
    width: 'container',
    height,
    layer: [
      { transform: only("datum.kind === 'mean'"), mark: line, encoding: { x: across } },
      { transform: only("datum.kind === 'equal'"), mark: line, encoding: { y: up } },
      {
        transform: only("datum.kind === 'side' && isValid(datum.from)"),
        mark: { type: 'rule', strokeWidth: 3, strokeCap: 'round', color: { expr: 'datum.said ? accent : unknown' } },
        encoding: { x: across, y: { ...up, field: 'from' }, y2: { field: 'to' } },
      },
      {
        transform: only("datum.kind === 'side'"),
        mark: { type: 'point', filled: true, opacity: 1, size: 100, color: colour },
        encoding: { x: across, y: up, tooltip: tip, description: tip },
      },
      {
        transform: only("datum.kind === 'side'"),
        mark: {
          type: 'text',
          baseline: 'middle',
          align: { expr: `datum.${left} ? 'right' : 'left'` },
          dx: { expr: `datum.${left} ? -12 : 12` },
          dy: { expr: left === 'left' ? 'datum.shift' : 'datum.shift_narrow' },
          fontWeight: { expr: 'datum.said ? 600 : 400' },
          color: { expr: 'datum.said ? ink : ink2' },
        },
        encoding: { x: across, y: up, text: { field: 'label', type: 'nominal' } },
      },
    ],
  };
}

/** About how wide the plots are, for names that make room for each other. */
export const WIDTH = 680;
export const NARROW_WIDTH = 300;
export const HEIGHT = 340;
export const NARROW_HEIGHT = 300;

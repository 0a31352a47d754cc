import { paint } from '#core/chart/tokens';
import type { JsonObject } from '#core/model/presentation';

interface Layout {
  /** Room for the names, and for the two shares, in pixels. */
  readonly left: number;
  readonly right: number;
  readonly row: number;
  /** Names stand above their intervals, and the shares in the tip alone. */
  readonly stacked: boolean;
}
const WIDE: Layout = { left: 330, right: 150, row: 30, stacked: false };
const NARROW: Layout = { left: 4, right: 12, row: 48, stacked: true };
/** The axis below the rows. */
const ROOM = 30;

export const heightOf = (traits: number): number => traits * WIDE.row + ROOM + 10;

/** 1/end … 1 … end in doublings, or in fourfold steps where the axis is long. */
function ticksOf(end: number, step: number): number[] {
  const powers = Math.floor(Math.log2(end) / step);
  return Array.from({ length: 2 * powers + 1 }, (_, at) => 2 ** ((at - powers) * step));
}

/** A forest plot: the odds ratio of each trait with its interval on a logarithmic axis, the line at 1. */
function forest({ left, right, row, stacked }: Layout, traits: number, end: number): JsonObject {
  const x = {
    field: 'x',
    type: 'quantitative',
    title: null,
    axis: { values: ticksOf(end, end > 8 || stacked ? 2 : 1), format: '~g', grid: !stacked },
    scale: { type: 'log', base: 2, domain: [1 / end, end], nice: false, range: [left, { expr: `width - ${right}` }] },
  };
  const { field: _field, ...one } = x;
  const y = {
    field: 'y',
    type: 'quantitative',
    axis: null,
    scale: { domain: [traits - 0.5, stacked ? -0.6 : -0.5], nice: false, zero: false },
  };
  const fade = { expr: 'datum.judged ? 1 : 0.45' };
  const tip = { field: 'tip', type: 'nominal' };
  const name = {
    type: 'text',
    align: 'left',
    baseline: 'middle',
    limit: stacked ? 340 : left - 14,
    dy: stacked ? -19 : 0,
    fontWeight: { expr: 'datum.finding ? 600 : 400' },
    color: { expr: 'datum.judged ? ink : ink3' },
  };
  const figures = {
    mark: { type: 'text', align: 'right', baseline: 'middle', color: { expr: 'datum.finding ? ink : ink3' } },
    encoding: { x: { value: { expr: 'width' } }, y, text: { field: 'shares', type: 'nominal' } },
  };
  return {
    data: { name: 'rows' },
    width: 'container',
    height: traits * row + ROOM,
    layer: [
      stacked
        ? { mark: { type: 'tick', orient: 'vertical', size: 20, color: paint('control') }, encoding: { x: { ...one, datum: 1 }, y } }
        : { mark: { type: 'rule', color: paint('control') }, encoding: { x: { ...one, datum: 1 } } },
      {
        mark: { type: 'rule', strokeWidth: 3, strokeCap: 'round', opacity: fade, color: { expr: 'datum.finding ? accent : unknown' } },
        encoding: { x: { ...x, field: 'from' }, x2: { field: 'to' }, y },
      },
      {
        mark: { type: 'point', shape: 'square', filled: true, size: 70, opacity: fade, color: { expr: 'datum.finding ? accent : ink2' } },
        encoding: { x, y, tooltip: tip, description: tip },
      },
      { mark: name, encoding: { x: { value: 0 }, y, text: { field: 'label', type: 'nominal' } } },
      ...(stacked ? [] : [figures]),
    ],
  };
}

export const wideSpec = (traits: number, end: number): JsonObject => forest(WIDE, traits, end);
export const narrowSpec = (traits: number, end: number): JsonObject => forest(NARROW, traits, end);

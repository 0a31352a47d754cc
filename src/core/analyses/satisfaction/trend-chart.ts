import { paint } from '#core/chart/tokens';
import type { JsonObject, JsonValue } from '#core/model/presentation';

interface Layout {
  readonly height: number;
  /** Pixels kept free at the right for the names of the lines. */
  readonly right: number;
  readonly tick: string;
}
/** Pixels above and below the lines. */
const TOP = 18;
const BOTTOM = 34;
const WIDE: Layout = { height: 300, right: 150, tick: 'tick' };
const NARROW: Layout = { height: 260, right: 86, tick: 'tick_narrow' };

export const TREND_HEIGHT = WIDE.height + 8;
/** The part of the plot's height that one name of a line takes. */
export const NAME_SHARE = 18 / (NARROW.height - TOP - BOTTOM);

const only = (test: string): JsonValue => [{ filter: test }];
/** The colour of a line by its place; a line alone is what is said. */
const COLOUR = {
  expr: 'datum.colour === 0 ? accent : datum.colour === 1 ? cat1 : datum.colour === 2 ? cat2 : datum.colour === 3 ? cat3 : datum.colour === 4 ? cat4 : cat5',
};

function makeSpec({ height, right, tick }: Layout, domain: readonly [number, number], periods: number, share: boolean): JsonObject {
  const x: JsonObject = {
    field: 'x',
    type: 'quantitative',
    axis: null,
    scale: { domain: [-0.25, Math.max(0.5, periods - 0.75)], zero: false, nice: false, range: [44, { expr: `width - ${right}` }] },
  };
  const y: JsonObject = {
    field: 'y',
    type: 'quantitative',
    title: null,
    axis: { tickCount: 5, format: share ? '.0%' : 'd', grid: true },
    scale: { domain, zero: false, nice: false, range: [height - BOTTOM, TOP] },
  };
  const tip = { field: 'tip', type: 'nominal' };
  const line = { field: 'line', type: 'nominal' };
  const byTime = { field: 'x', type: 'quantitative' };
  return {
    data: { name: 'rows' },
    width: 'container',
    height,
    layer: [
      {
        transform: only("datum.kind === 'point' && isValid(datum.from)"),
        mark: { type: 'rule', strokeWidth: 1.5, opacity: 0.55, color: COLOUR },
        encoding: { x: { ...x, field: 'place' }, y: { ...y, field: 'from' }, y2: { field: 'to' } },
      },
      ...[0, 1, 2, 3, 4, 5].map((colour) => ({
        transform: only(`datum.kind === 'point' && datum.colour === ${colour}`),
        mark: { type: 'line', color: paint(colour === 0 ? 'accent' : (`cat${colour}` as 'cat1')), strokeWidth: 2 },
        encoding: { x: { ...x, field: 'place' }, y, detail: line, order: byTime },
      })),
      {
        transform: only("datum.kind === 'point'"),
        mark: {
          type: 'point',
          filled: true,
          opacity: 1,
          size: 52,
          fill: { expr: `datum.provisional ? paper : ${COLOUR.expr}` },
          stroke: COLOUR,
          strokeWidth: 2,
        },
        encoding: { x: { ...x, field: 'place' }, y, tooltip: tip, description: tip },
      },
      {
        transform: only("datum.kind === 'name'"),
        mark: { type: 'text', align: 'left', baseline: 'middle', dx: 12, limit: right - 16, color: COLOUR },
        encoding: { x, y, text: { field: 'label', type: 'nominal' } },
      },
      {
        transform: only(`datum.kind === 'tick' && isValid(datum.${tick})`),
        mark: { type: 'text', baseline: 'bottom', color: paint('ink3'), limit: 92 },
        encoding: { x, y: { value: height - 4 }, text: { field: tick, type: 'nominal' } },
      },
    ],
  };
}

/** The value of each line over the periods with its intervals; `domain` of the vertical axis. */
export const trendSpec = (domain: readonly [number, number], periods: number, share: boolean): JsonObject =>
  makeSpec(WIDE, domain, periods, share);
export const narrowTrendSpec = (domain: readonly [number, number], periods: number, share: boolean): JsonObject =>
  makeSpec(NARROW, domain, periods, share);

import { paint } from '#core/chart/tokens';
import type { JsonObject, JsonValue } from '#core/model/presentation';

interface Room {
  readonly narrow: boolean;
  /** Pixels beside the columns for their words. */
  readonly words: number;
  readonly font: number;
}
const WIDE: Room = { narrow: false, words: 190, font: 13 };
const NARROW: Room = { narrow: true, words: 92, font: 11.5 };
const BAR = 10;
const KEY = 28;

const only = (test: string): JsonValue => [{ filter: test }];
const COLOR = { expr: "datum.way === 'up' ? accent : datum.way === 'down' ? cat3 : unknown" };
const tip = { field: 'tip', type: 'nominal' };

/** The names of the colours above the bands. */
function keys({ narrow }: Room): JsonObject[] {
  return ['up', 'stay', 'down'].flatMap((way, at): JsonObject[] => {
    const left = at * (narrow ? 110 : 150);
    const test = only(`datum.kind === 'key_${way}'`);
    return [
      {
        transform: test,
        mark: {
          type: 'point',
          shape: 'square',
          filled: true,
          size: 90,
          color: COLOR,
          opacity: { expr: "datum.way === 'stay' ? 0.5 : 0.85" },
        },
        encoding: { x: { value: left + 6 }, y: { value: -KEY + 6 } },
      },
      {
        transform: test,
        mark: { type: 'text', align: 'left', baseline: 'middle', fontWeight: 600, color: paint('ink2') },
        encoding: { x: { value: left + 16 }, y: { value: -KEY + 6 }, text: { field: 'label', type: 'nominal' } },
      },
    ];
  });
}

/** Two columns of states and a band for every way between them; `height` in pixels is the domain too. */
function makeSpec(height: number, room: Room): JsonObject {
  const { narrow, words, font } = room;
  const y = { field: 'y', type: 'quantitative', axis: null, scale: { domain: [0, height], nice: false, zero: false, range: [0, height] } };
  const x = {
    field: 'x',
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, 1], nice: false, zero: false, range: [words + BAR, { expr: `width - ${words + BAR}` }] },
  };
  const { field: _, ...plain } = x;
  const at = (datum: number): JsonObject => ({ ...plain, datum });
  const edge = (side: 'left' | 'right'): JsonObject[] => {
    const datum = side === 'left' ? 0 : 1;
    const away = side === 'left' ? -1 : 1;
    return [
      {
        transform: only(`datum.kind === '${side}'`),
        mark: { type: 'bar', width: BAR, xOffset: (away * BAR) / 2, color: paint('ink3') },
        encoding: { x: at(datum), y, y2: { field: 'y2' }, tooltip: tip, description: tip },
      },
      {
        transform: only(`datum.kind === '${side}_name'`),
        mark: {
          type: 'text',
          align: side === 'left' ? 'right' : 'left',
          baseline: 'middle',
          dx: away * (BAR + 8),
          fontSize: font,
          color: paint('ink'),
          limit: words - 8,
          lineBreak: '\n',
          ...(narrow ? { dy: -8 } : {}),
        },
        encoding: { x: at(datum), y, text: { field: narrow ? 'short' : 'label', type: 'nominal' } },
      },
    ];
  };
  return {
    data: { name: 'rows' },
    width: 'container',
    height,
    padding: { left: 0, right: 0, top: 8, bottom: 4 },
    layer: [
      {
        transform: only("datum.kind === 'band'"),
        mark: {
          type: 'area',
          orient: 'vertical',
          interpolate: 'monotone',
          color: COLOR,
          opacity: { expr: "datum.way === 'up' || datum.way === 'down' ? 0.75 : datum.way === 'stay' ? 0.4 : 0.22" },
        },
        encoding: {
          x,
          y,
          y2: { field: 'y2' },
          detail: { field: 'id', type: 'nominal' },
          tooltip: tip,
          description: tip,
        },
      },
      ...edge('left'),
      ...edge('right'),
      ...keys(room),
    ],
  };
}

export const wideSpec = (height: number): JsonObject => makeSpec(height, WIDE);
export const narrowSpec = (height: number): JsonObject => makeSpec(height, NARROW);
/** To reserve: the bands and what stands above them. */
export const reserved = (height: number): number => height + KEY + 12;

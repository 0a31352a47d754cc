import type { Row } from '#core/model/columns';
import type { JsonObject, JsonValue } from '#core/model/presentation';
import { isObject } from './colour';
import type { BuilderState } from './state';
import { isDiscrete } from './tidy';
import { HEIGHT, PANEL } from './write';

/** Pixels of a lying bar with its gap, of a panel among several, and of axes, legend and titles around a plot. */
const ROW = 28;
const PANEL_HEIGHT = 140;
const AROUND = 64;
/** The page's column, and the room between panels. */
const COLUMN = 960;
const GAP = 20;

const different = (rows: readonly Row[], column: string | null | undefined): number =>
  column === null || column === undefined ? 1 : Math.max(1, new Set(rows.map((row) => row[column] ?? null)).size);

export interface Sized {
  readonly spec: JsonObject;
  readonly narrow?: JsonObject;
  /** Pixels to reserve. */
  readonly height: number;
}

const largeText = (mark: JsonValue | undefined): JsonValue =>
  isObject(mark) ? { fontSize: 34, fontWeight: 600, ...mark } : { type: 'text', fontSize: 34, fontWeight: 600 };

/** A chart in pixels: as high as its names need, as many panels as fit; sizes that somebody wrote stay. */
export function sizeOf(given: JsonObject, state: BuilderState, rows: readonly Row[]): Sized {
  const { channels } = state;
  const single = state.mark === 'text' && !channels.x && !channels.y;
  const lies = isDiscrete(channels.y) && !channels.y?.timeUnit;
  const panels = channels.row ? different(rows, channels.row.column) : 1;
  const beside = channels.column ? different(rows, channels.column.column) : 1;
  const bars = state.stack === 'beside' && lies ? different(rows, channels.color?.column) : 1;
  const names = lies ? different(rows, channels.y?.column) * bars * (bars > 1 ? ROW / 2 : ROW) : 0;
  const automatic = single
    ? 80
    : lies
      ? Math.max(80, names)
      : panels > 1
        ? PANEL_HEIGHT
        : state.mark === 'tick' && !channels.y
          ? 80
          : HEIGHT;
  const height = given.height === undefined || given.height === HEIGHT ? automatic : given.height;
  const width = given.width === PANEL.column && channels.column ? Math.max(60, Math.floor((COLUMN - 80) / beside) - GAP) : given.width;
  const mark = single ? { mark: largeText(given.mark) } : {};
  const spec: JsonObject = { ...given, ...mark, height, ...(width === undefined ? {} : { width }) };
  const small = channels.column || channels.row ? { width: Math.max(60, Math.floor(280 / beside) - GAP) } : {};
  const pixels = typeof height === 'number' ? height : HEIGHT;
  const reserve = { height: panels * (pixels + (panels > 1 ? GAP : 0)) + (single ? 0 : AROUND) };
  return Object.keys(small).length > 0 ? { spec, narrow: { ...spec, ...small }, ...reserve } : { spec, ...reserve };
}

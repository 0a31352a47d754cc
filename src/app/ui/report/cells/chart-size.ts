import type { ChartView, JsonObject } from '#core/model/presentation';

/** Below this width a chart is drawn in its narrow form, where it has one. */
const NARROW = 560;
/** RP6: a chart of at most so many pixels leaves half of the column free for its table. */
const SMALL = 500;
/** What a table beside a chart needs at least. */
const TABLE = 440;
/** Between a chart and the table beside it. */
export const GAP = 36;

/** The fixed width of a spec in pixels; null where it takes what there is. */
export function fixedWidth(spec: JsonObject): number | null {
  return typeof spec.width === 'number' ? spec.width : null;
}

/** The chart is so small that its table belongs on screen too, beside it or below. */
export const isSmall = (spec: JsonObject): boolean => (fixedWidth(spec) ?? Infinity) <= SMALL;

/** There is room for the table beside a small chart. */
export const fitsBeside = (spec: JsonObject, column: number): boolean => isSmall(spec) && column >= (fixedWidth(spec) ?? 0) + GAP + TABLE;

/** The view without its narrow form where the wide one has all the room it asks for. */
export function viewFor(view: ChartView, column: number): ChartView {
  const width = fixedWidth(view.spec);
  if (!view.narrow || width === null || column < width) return view;
  const { narrow: _narrow, ...wide } = view;
  return wide;
}

/** Pixels to reserve for a view at a width. */
export function heightFor(view: ChartView, column: number): number {
  const own = column > 0 && column < NARROW ? view.narrow?.height : undefined;
  return typeof own === 'number' ? own : view.height;
}

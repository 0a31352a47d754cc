import type { JsonObject } from '#core/model/presentation';

/** Below this width a chart is drawn in its narrow form, where it has one. */
export const NARROW = 560;
export const isNarrow = (width: number): boolean => width > 0 && width < NARROW;

/** The fixed width of a spec in pixels; null where it takes what there is. */
export function fixedWidth(spec: JsonObject): number | null {
  return typeof spec.width === 'number' ? spec.width : null;
}

/** RP6: a chart of at most half the column leaves room for its table beside it. */
export const leavesRoom = (spec: JsonObject, column: number): boolean => {
  const width = fixedWidth(spec);
  return width !== null && width <= column * 0.48;
};

import type { JsonObject } from '#core/model/presentation';

/** A spec in two: what makes it another chart, and the height that a drawn one can be given, in pixels; null where parts have heights of their own (DR7). */
export function splitHeight(spec: JsonObject): { readonly rest: JsonObject; readonly height: number | null } {
  const { height, ...rest } = spec;
  return typeof height === 'number' ? { rest, height } : { rest: spec, height: null };
}

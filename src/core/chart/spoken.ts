import type { JsonObject } from '../model/presentation';

const PARTS = ['layer', 'concat', 'hconcat', 'vconcat'] as const;

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const partsOf = (spec: JsonObject): readonly JsonObject[] => [
  ...PARTS.flatMap((name) => (Array.isArray(spec[name]) ? spec[name].filter(isObject) : [])),
  ...(isObject(spec.spec) ? [spec.spec] : []),
];

/** Whether a view says by itself what its marks are to be called. */
const isSpoken = ({ encoding, mark }: JsonObject): boolean =>
  (isObject(encoding) && 'description' in encoding) || (isObject(mark) && 'description' in mark);

const speaks = (spec: JsonObject): boolean => isSpoken(spec) || partsOf(spec).some(speaks);

function silence(spec: JsonObject, heard: boolean): JsonObject {
  const spoken = heard || isSpoken(spec);
  const inner = Object.fromEntries(
    PARTS.filter((name) => Array.isArray(spec[name])).map((name) => [
      name,
      (spec[name] as JsonObject[]).map((part) => (isObject(part) ? silence(part, spoken) : part)),
    ]),
  );
  const faceted = isObject(spec.spec) ? { spec: silence(spec.spec, spoken) } : {};
  const mark = typeof spec.mark === 'string' ? { type: spec.mark } : spec.mark;
  const silent = isObject(mark) && !spoken && !('aria' in mark) ? { mark: { ...mark, aria: false } } : {};
  return { ...spec, ...inner, ...faceted, ...silent };
}

/**
 * The spec in which only marks that have words of their own are read out and reached by the keyboard (DR6): hatching, guides and the
 * texts over bars are drawing. A spec without any such words is given back as it is, and each of its marks speaks by its fields.
 */
export const silenceDrawing = (spec: JsonObject): JsonObject => (speaks(spec) ? silence(spec, false) : spec);

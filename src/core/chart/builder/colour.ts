import type { JsonObject, JsonValue } from '#core/model/presentation';
import { paint, type Token } from '../tokens';
import type { ColourMeaning } from './state';

const paints = (...tokens: Token[]): JsonValue[] => tokens.map((token) => ({ ...paint(token) }));
const ORDERED = paints('seq3', 'seq4', 'seq5', 'seq6', 'seq7');
const GREY = paints('unknown');
/** Under figures the darkest steps are left out, so that ink reads on all of them. */
const UNDER_FIGURES = paints('seq1', 'seq4');

const same = (a: JsonValue | undefined, b: JsonValue): boolean => JSON.stringify(a) === JSON.stringify(b);
export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object without some keys; undefined where nothing is left. */
export function without(object: JsonValue | undefined, ...keys: string[]): JsonObject | undefined {
  if (!isObject(object)) return undefined;
  const rest = Object.entries(object).filter(([key]) => !keys.includes(key));
  return rest.length > 0 ? Object.fromEntries(rest) : undefined;
}

/** What the colour channel of a spec means (CB44); null where its condition is one that the builder does not make (CB43). */
export function readColour(channel: JsonObject): ColourMeaning | null {
  const scale = isObject(channel.scale) ? channel.scale : {};
  const { condition } = channel;
  if (condition !== undefined) {
    const test = isObject(condition) && isObject(condition.test) ? condition.test : null;
    const said = test?.equal;
    const scalar = typeof said === 'string' || typeof said === 'number' || typeof said === 'boolean';
    if (!test || !scalar || test.field !== channel.field || !same(scale.range, GREY)) return null;
    return same(condition, sayOne(String(channel.field), said)) ? { meaning: 'one', said } : null;
  }
  if (same(scale.range, GREY)) return { meaning: 'one', said: null };
  if (same(scale.range, ORDERED)) return { meaning: 'ordered' };
  if (scale.scheme !== undefined || (scale.range !== undefined && !same(scale.range, UNDER_FIGURES))) return { meaning: 'own' };
  const bare = channel.type === 'nominal' || channel.type === 'ordinal';
  return { meaning: bare ? 'categories' : 'sequence' };
}

const sayOne = (field: string, said: string | number | boolean): JsonObject => ({
  test: { field, equal: said },
  value: { ...paint('accent') },
});

/** The colour channel with its meaning written into scale, condition and legend; everything else stays. */
export function writeColour(channel: JsonObject, colour: ColourMeaning, figures: boolean): JsonObject {
  if (colour.meaning === 'own') return channel;
  const ranges = { categories: null, sequence: figures ? UNDER_FIGURES : null, ordered: ORDERED, one: GREY };
  const range = ranges[colour.meaning];
  const scale = { ...without(channel.scale, 'range', 'scheme'), ...(range ? { range } : {}) };
  const rest = without(channel, 'scale', 'condition', 'legend') ?? {};
  const own = isObject(channel.legend) ? channel.legend : {};
  // A legend that somebody arranged stays where it is.
  const legend = without(own, 'format', 'title') ? own : { orient: 'top', ...own };
  return {
    ...rest,
    ...(Object.keys(scale).length > 0 ? { scale } : {}),
    ...(colour.meaning === 'one' && colour.said !== null ? { condition: sayOne(String(channel.field), colour.said) } : {}),
    legend: colour.meaning === 'one' ? null : legend,
  };
}

import type { JsonObject, JsonValue } from '#core/model/presentation';
import { CAPS, WINDOW_OPS } from './gate-rules';

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const numberAt = (value: JsonObject, key: string): number | null => (typeof value[key] === 'number' ? value[key] : null);

/** Numbers that decide how much is made; none of them may be worked out while drawing. */
const COUNTS = new Set(['tickCount', 'maxbins', 'step', 'count', 'width', 'height', 'nice', 'bins', 'tickMinStep']);
const COARSE = new Set(['day', 'week', 'month', 'year']);

/** Ticks at every one of an interval, by its name. */
export const intervalFault = (text: string, key: string): string | null =>
  key === 'tickCount' && !COARSE.has(text) ? `tickCount ${text}` : null;

/** A part of a spec from which the library would count up for longer than anybody waits; null when it may pass. */
export function countFault(value: JsonObject, key: string): string | null {
  // Ticks and steps by the millisecond over years: the library makes them all before it leaves any out.
  if ((key === 'tickCount' || key === 'nice') && 'interval' in value) return `${key} interval`;
  if (COUNTS.has(key) && 'expr' in value) return `${key} expr`;
  if (key === 'bins' && 'step' in value) return 'bins step';
  if (key === 'scheme' && (numberAt(value, 'count') ?? 0) > CAPS.bins) return 'scheme count';
  if ((key === 'width' || key === 'height') && (numberAt(value, 'step') ?? 0) > CAPS.bins) return `${key} step`;
  if (key === 'timeUnit' && ((numberAt(value, 'maxbins') ?? 0) > CAPS.bins || (numberAt(value, 'step') ?? 1) < 1)) return 'timeUnit step';
  return null;
}

/** A transform that makes much more than it is given. */
export function transformFault(transform: JsonObject): string | null {
  const { fold, quantile, window } = transform;
  if (Array.isArray(fold) && fold.length > CAPS.folded) return `fold: ${fold.length}`;
  if (quantile !== undefined) return quantileFault(transform);
  if (!Array.isArray(window)) return null;
  const stranger = window.find((each: JsonValue) => !isObject(each) || !WINDOW_OPS.has(String(each.op)));
  return stranger === undefined ? null : `window ${isObject(stranger) ? String(stranger.op) : ''}`;
}

function quantileFault(transform: JsonObject): string | null {
  const { probs } = transform;
  if (Array.isArray(probs) && probs.length > CAPS.bins) return `probs: ${probs.length}`;
  const step = transform.step;
  return step !== undefined && !(typeof step === 'number' && step >= 1 / CAPS.bins) ? 'quantile step' : null;
}

const WIDE = new RegExp(`\\d{${CAPS.digits + 1},}`);

/** A number format that asks for a text of a chosen length. */
export const formatFault = (text: string): string | null => (WIDE.test(text) ? text.slice(0, 60) : null);

/** What a chart costs before it is drawn. */
export interface ChartSize {
  /** Objects, lists and values of the spec. */
  readonly nodes: number;
  /** Views that draw marks. */
  readonly drawing: number;
  /** Times that a fold repeats the rows. */
  readonly folded: number;
  /** Fields by which a facet makes small charts. */
  readonly facets: readonly string[];
}

/** Measures a spec that passed the gate. Not recursive. */
export function measureSpec(spec: JsonObject): ChartSize {
  let [nodes, drawing, folded] = [0, 0, 1];
  const facets = new Set<string>();
  for (const open: { value: JsonValue; key: string }[] = [{ value: spec, key: '' }]; open.length > 0;) {
    const { value, key } = open.pop()!;
    nodes += 1;
    if (Array.isArray(value)) {
      if (key === 'fold') folded *= Math.max(1, value.length);
      for (const each of value as readonly JsonValue[]) open.push({ value: each, key: '' });
    } else if (isObject(value)) {
      if ('mark' in value) drawing += 1;
      if (['facet', 'row', 'column'].includes(key) && typeof value.field === 'string') facets.add(value.field);
      for (const [name, child] of Object.entries(value)) if (child !== undefined) open.push({ value: child, key: name });
    }
  }
  return { nodes, drawing, folded, facets: [...facets] };
}

/** Why a spec is too much for these rows; null when it is not. */
export function sizeFault(spec: JsonObject, rows: readonly Readonly<Record<string, unknown>>[]): string | null {
  const { nodes, drawing, folded, facets } = measureSpec(spec);
  const shown = Math.min(rows.length, CAPS.rows);
  if (nodes * shown > CAPS.work) return `${nodes} × ${shown}`;
  if (drawing * folded * shown > CAPS.marks) return `${drawing} × ${folded} × ${shown}`;
  const small = facets.reduce((count, field) => count * Math.max(1, new Set(rows.slice(0, CAPS.rows).map((row) => row[field])).size), 1);
  return small > CAPS.facets ? `facet: ${small}` : null;
}

import type { JsonObject, JsonValue } from '#core/model/presentation';

/** What two rows must have in common to stand for the same thing in a chart (DR2). */
export interface RowKinds {
  /** Fields whose values must be equal. */
  readonly equal: ReadonlySet<string>;
  /** Fields whose numbers are there in both or in neither. */
  readonly there: ReadonlySet<string>;
}

type Found = { readonly equal: Set<string>; readonly there: Set<string> };

/** Channels that only say how one mark looks or reads. */
const LOOKS = new Set(['text', 'tooltip', 'description']);
/** Channels that divide marks of one place into parts, which bars and areas then stack. */
const DIVIDES = ['color', 'fill', 'stroke', 'detail', 'opacity', 'fillOpacity', 'strokeOpacity', 'shape', 'size', 'order'];
const STACKS = new Set(['bar', 'area']);
const TOP = new Set([
  'data',
  'width',
  'height',
  'padding',
  'layer',
  'encoding',
  'mark',
  'transform',
  'params',
  'view',
  'autosize',
  'resolve',
  'config',
]);
const PLAIN = new Set([
  'field',
  'type',
  'axis',
  'scale',
  'legend',
  'title',
  'format',
  'formatType',
  'sort',
  'stack',
  'bandPosition',
  'condition',
  'value',
]);

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? (value as readonly JsonValue[]) : []);

/** Whether the filter is understood; what it reads is put down. */
function readsFilter(transform: JsonValue, found: Found): boolean {
  if (!isObject(transform) || typeof transform['filter'] !== 'string' || Object.keys(transform).length > 1) return false;
  const rest = transform['filter'].replaceAll(/isValid\(datum\.(\w+)\)/g, (_, field: string) => (found.there.add(field), ''));
  const others = rest.replaceAll(/datum\.(\w+)/g, (_, field: string) => (found.equal.add(field), ''));
  return !others.includes('datum');
}

function readsChannel(channel: string, drawn: JsonValue | undefined, found: Found): boolean {
  if (Array.isArray(drawn)) return listOf(drawn).every((each) => readsChannel(channel, each, found));
  if (!isObject(drawn)) return false;
  if (!Object.keys(drawn).every((key) => PLAIN.has(key)) || (drawn['sort'] ?? null) !== null) return false;
  const { field } = drawn;
  if (field === undefined || LOOKS.has(channel)) return true;
  if (typeof field !== 'string' || /\W/.test(field) || channel === 'row' || channel === 'column' || channel === 'facet') return false;
  if (drawn['type'] === undefined || drawn['type'] === 'quantitative') found.there.add(field);
  else if (drawn['type'] === 'nominal' || drawn['type'] === 'ordinal') found.equal.add(field);
  else return false;
  return true;
}

function readsUnit(spec: JsonObject, inherited: JsonObject, found: Found): boolean {
  if (!Object.keys(spec).every((key) => TOP.has(key))) return false;
  if (!listOf(spec['transform']).every((each) => readsFilter(each, found))) return false;
  if (listOf(spec['params']).some((each) => isObject(each) && each['select'] !== undefined)) return false;
  const own = isObject(spec['encoding']) ? spec['encoding'] : {};
  const encoding = { ...inherited, ...own };
  if (!Object.entries(own).every(([channel, drawn]) => readsChannel(channel, drawn, found))) return false;
  if (spec['layer'] !== undefined)
    return listOf(spec['layer']).every((each) => isObject(each) && each['data'] === undefined && readsUnit(each, encoding, found));
  const mark = isObject(spec['mark']) ? spec['mark']['type'] : spec['mark'];
  const divides = DIVIDES.some((channel) => isObject(encoding[channel]) && encoding[channel]['field'] !== undefined);
  const ends = encoding['x2'] !== undefined || encoding['y2'] !== undefined;
  return (
    typeof mark === 'string' && mark !== 'boxplot' && mark !== 'errorbar' && mark !== 'errorband' && !(STACKS.has(mark) && divides && !ends)
  );
}

/** What rows of a spec stand for; null where the place of one row depends on the others (DR3). */
export function rowKindsOf(spec: JsonObject): RowKinds | null {
  const found: Found = { equal: new Set(), there: new Set() };
  return readsUnit(spec, {}, found) ? found : null;
}

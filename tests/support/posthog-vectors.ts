import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { SearchRow } from './funnel-search';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export interface Condition {
  readonly on?: 'event' | 'person' | 'element' | 'cohort';
  /** Conditions joined by AND or OR, in place of one. */
  readonly group?: 'AND' | 'OR';
  readonly of?: readonly Condition[];
  readonly key?: string;
  readonly operator?: string;
  readonly value?: Json;
  readonly cohort?: Cohort;
}
export interface Cohort {
  readonly groups: readonly {
    readonly properties: readonly { readonly key: string; readonly operator?: string; readonly value: Json }[];
  }[];
}
export interface Matcher {
  readonly event?: string;
  readonly filters: readonly Condition[];
  readonly any_of?: readonly Matcher[];
  readonly tag_name?: string;
  readonly text?: string;
  readonly href?: string;
  readonly url?: string;
}
export type Properties = Readonly<Record<string, Json>>;
export interface Event {
  readonly event: string;
  readonly distinct_id: string;
  readonly timestamp: string;
  readonly properties: Properties;
}

export interface Assertion {
  readonly path: string;
  readonly op: string;
  readonly value: Json;
}

export interface Vector {
  readonly id: string;
  readonly now_utc: string;
  readonly persons: readonly { readonly id: string; readonly distinct_ids: readonly string[]; readonly properties: Properties }[];
  readonly events: readonly Event[];
  readonly parameters: {
    readonly date_from_utc: string | null;
    readonly date_to_utc: string;
    readonly timezone: string;
    readonly filters: readonly Condition[];
    readonly steps: readonly (Matcher & { readonly name: string })[];
    readonly order: 'ordered' | 'strict' | 'unordered';
    readonly window: { readonly value: number; readonly unit: 'day' | 'minute' | 'hour' | 'second' };
    readonly exclusions?: readonly (Matcher & { readonly from_step: number; readonly to_step: number })[];
    readonly breakdown?: string | readonly (string | number)[];
    readonly breakdown_type?: 'event' | 'person' | 'cohort';
    readonly breakdown_attribution_type?: 'first_touch' | 'last_touch' | 'all_events' | 'step';
    readonly breakdown_attribution_value?: string | number;
    readonly breakdown_limit?: number;
    readonly breakdown_cohorts?: Readonly<Record<string, Cohort & { readonly name: string }>>;
    readonly interval?: 'day' | 'week' | 'month';
    readonly from_step?: number;
    readonly to_step?: number;
    readonly bin_count?: number;
  };
  readonly expected: readonly Assertion[];
  readonly expected_persons_at_step?: readonly {
    readonly step: number;
    readonly breakdown: Json;
    readonly persons: readonly string[];
    readonly op: string;
  }[];
}

export const vectorsOf = (file: string): readonly Vector[] =>
  (JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../../shared/golden', file), 'utf8')) as { vectors: Vector[] }).vectors;

const compare = (operator: string, value: Json | undefined, found: Json | undefined): boolean => {
  const values = (Array.isArray(value) ? value : [value]).map(String);
  const text = String(found ?? '').toLowerCase();
  switch (operator) {
    case 'exact':
      return found !== undefined && found !== null && values.includes(String(found));
    case 'icontains':
      return found !== undefined && values.some((each) => text.includes(each.toLowerCase()));
    case 'not_icontains':
      return !values.some((each) => text.includes(each.toLowerCase()));
    case 'is_set':
      return found !== undefined && found !== null;
    default:
      throw new Error(`operator ${operator}`);
  }
};

export const inCohort = (cohort: Cohort, person: Properties): boolean =>
  cohort.groups.some(({ properties }) => properties.every(({ key, operator = 'exact', value }) => compare(operator, value, person[key])));

export function passes(condition: Condition, event: Event, person: Properties): boolean {
  if (condition.group === 'OR') return condition.of!.some((each) => passes(each, event, person));
  if (condition.group === 'AND') return condition.of!.every((each) => passes(each, event, person));
  const { on, key = '', operator = 'exact', value } = condition;
  if (on === 'cohort') return inCohort(condition.cohort!, person);
  if (on === 'element') {
    const elements = (event.properties['$elements'] ?? []) as { [key: string]: Json }[];
    return elements.some((element) => compare(operator, value, element[key]));
  }
  return compare(operator, value, (on === 'person' ? person : event.properties)[key]);
}

/** Whether one element of an event has all that a matcher says of elements. */
function selects({ tag_name, text, href }: Matcher, { properties }: Event): boolean {
  const asked = Object.entries({ tag_name, text, href }).filter(([, value]) => value !== undefined);
  const elements = (properties['$elements'] ?? []) as { [key: string]: Json }[];
  return asked.length === 0 || elements.some((element) => asked.every(([key, value]) => element[key] === value));
}

export const matches = (matcher: Matcher, event: Event, person: Properties): boolean =>
  (matcher.event === undefined || matcher.event === event.event) &&
  matcher.filters.every((each) => passes(each, event, person)) &&
  (matcher.url === undefined || String(event.properties['$current_url'] ?? '').includes(matcher.url)) &&
  selects(matcher, event) &&
  (matcher.any_of === undefined || matcher.any_of.some((each) => matches(each, event, person)));

/** Microseconds of an instant, on the clock of a time zone. */
export function microseconds(iso: string, timezone: string): number {
  const whole = Date.parse(iso);
  const fraction = Number((/\.(\d{1,6})/.exec(iso)?.[1] ?? '').padEnd(6, '0').slice(3) || 0);
  if (timezone === 'UTC') return whole * 1000 + fraction;
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'medium',
    hour12: false,
  }).formatToParts(whole);
  const of = (type: string): string => parts.find((part) => part.type === type)!.value;
  return (
    Date.parse(`${of('year')}-${of('month')}-${of('day')}T${of('hour').replace('24', '00')}:${of('minute')}:${of('second')}Z`) * 1000 +
    fraction
  );
}

const SECONDS = { second: 1, minute: 60, hour: 3600, day: 86_400 };

/** A vector as streams: an actor for each person, a class for each different matcher, the value of its breakdown; and how its question reads in our terms. */
export function readVector({ persons, events, parameters }: Vector) {
  const marks: string[] = [];
  const matchers: Matcher[] = [];
  const markOf = (matcher: Matcher): number => {
    const { event, filters, any_of } = matcher;
    const key = JSON.stringify([event, filters, any_of]);
    if (!marks.includes(key)) matchers.push(matcher);
    if (!marks.includes(key)) marks.push(key);
    return marks.indexOf(key);
  };
  const steps = parameters.steps.map((step) => ({ mark: markOf(step) }));
  const exclusions = (parameters.exclusions ?? []).map((each) => ({ mark: markOf(each), after: each.from_step, before: each.to_step }));
  const keys = [parameters.breakdown ?? []].flat().map(String);
  const valueOf = (event: Event, person: Properties): string | null => {
    if (parameters.breakdown === undefined || parameters.breakdown_type === 'cohort') return null;
    const values = keys.map((key) => (parameters.breakdown_type === 'person' ? person : event.properties)[key] ?? null);
    return values.every((value) => value === null) ? null : JSON.stringify(values.map((value) => (value === null ? '' : String(value))));
  };
  const actors = new Map<string, { readonly id: string; readonly properties: Properties; readonly rows: SearchRow[] }>();
  for (const event of events) {
    const person = persons.find(({ distinct_ids }) => distinct_ids.includes(event.distinct_id));
    const id = person?.id ?? event.distinct_id;
    const properties = person?.properties ?? {};
    if (!parameters.filters.every((each) => passes(each, event, properties))) continue;
    const actor = actors.get(id) ?? { id, properties, rows: [] };
    actors.set(id, actor);
    const passed = matchers.flatMap((matcher, mark) => (matches(matcher, event, properties) ? [mark] : []));
    actor.rows.push({ t: microseconds(event.timestamp, parameters.timezone), marks: new Set(passed), value: valueOf(event, properties) });
  }
  const rows = [...actors.values()].flatMap((actor) => actor.rows);
  const { date_from_utc: from, date_to_utc: to, timezone, window } = parameters;
  return {
    actors: [...actors.values()],
    steps,
    exclusions,
    names: parameters.steps.map(({ name }) => name),
    meets: (one: number, other: number): boolean => rows.some((row) => row.marks.has(one) && row.marks.has(other)),
    order: parameters.order === 'unordered' ? ('any' as const) : parameters.order,
    window: window.value * SECONDS[window.unit] * 1_000_000,
    from: from === null ? null : microseconds(from, timezone),
    to: microseconds(to, timezone),
    inCohort,
  };
}

/** Walks `$|sorted()[0][1].count` and its kin. Groups are sorted by their values already. */
export function resolve(answer: unknown, path: string): unknown {
  let found: unknown = answer;
  for (const part of path.replace(/^\$/, '').match(/\[(\d+|\*)\]|\.\w+|\|\w+(\(\))?/g) ?? []) {
    const each = (step: (value: unknown) => unknown): unknown => step(found);
    if (part === '|sorted()' || part === '|sorted_by_breakdown') continue;
    if (part === '|len()') found = (found as readonly unknown[]).length;
    else if (part === '[*]') return (found as readonly unknown[]).map((value) => resolve(value, `$${path.slice(path.indexOf('[*]') + 3)}`));
    else if (part.startsWith('[')) found = each((value) => (value as readonly unknown[])[Number(part.slice(1, -1))]);
    else found = each((value) => (value as Readonly<Record<string, unknown>> | undefined)?.[part.slice(1)]);
  }
  return found;
}

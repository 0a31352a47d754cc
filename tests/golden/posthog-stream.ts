import { readFileSync } from 'node:fs';
import type { Connector } from '#edge/engine/connector';
import { sharedPath } from './open-files';

/** A condition of a vector on an event's or a person's property. */
interface Condition {
  readonly on: 'event' | 'person';
  readonly key: string;
  readonly operator: 'exact' | 'not_icontains';
  readonly value: string | number;
}
/** What a vector counts: an event by name, with conditions. */
export interface Entity {
  readonly event?: string;
  readonly any_of?: readonly Entity[];
  readonly filters: readonly Condition[];
}
type Properties = Readonly<Record<string, unknown>>;

/** A question asked of PostHog's own tests and what they assert. */
export interface Vector<Parameters> {
  readonly id: string;
  readonly now_utc: string;
  readonly caveat?: string;
  readonly persons: readonly { readonly id: string; readonly distinct_ids: readonly string[]; readonly properties: Properties }[];
  readonly events: readonly {
    readonly event: string;
    readonly distinct_id: string;
    readonly timestamp: string;
    readonly properties: Properties;
  }[];
  readonly parameters: Parameters & { readonly timezone: string; readonly filters: readonly Condition[] };
  readonly expected: readonly { readonly path: string; readonly op: string; readonly value: unknown }[];
}

/** The vectors of a file, or none where ../shared is not here. */
export function vectorsOf<Parameters>(file: string): readonly Vector<Parameters>[] {
  const path = sharedPath(`golden/${file}.json`);
  if (!path) console.warn(`${file}: skipped, because ../shared is not here.`);
  return path ? (JSON.parse(readFileSync(path, 'utf8')) as { vectors: readonly Vector<Parameters>[] }).vectors : [];
}

/** An instant as the wall clock of a zone, `YYYY-MM-DDTHH:MM:SS`. */
export function inZone(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(new Date(instant));
  return parts.replace(' ', 'T');
}

function holds({ on, key, operator, value }: Condition, event: Properties, person: Properties): boolean {
  const found = (on === 'event' ? event : person)[key];
  if (operator === 'exact') return String(found) === String(value);
  return !String(found ?? '')
    .toLowerCase()
    .includes(String(value).toLowerCase());
}

/** One event that an entity counts: who, when on the zone's clock, and the instant. */
export interface Counted {
  readonly actor: string;
  readonly at: string;
  readonly instant: string;
}

/** The events of an entity under a vector's filters; the actor is the person, or the id that sent the event. */
export function countedEvents<Parameters>(vector: Vector<Parameters>, entity: Entity, actor: 'person' | 'distinct_id'): Counted[] {
  const { persons, events, parameters } = vector;
  return events.flatMap(({ event, distinct_id, timestamp, properties }) => {
    const person = persons.find(({ distinct_ids }) => distinct_ids.includes(distinct_id));
    const wanted = (entity.any_of ?? [entity]).some(
      (each) => each.event === event && each.filters.every((condition) => holds(condition, properties, person?.properties ?? {})),
    );
    const passes = [...parameters.filters, ...entity.filters].every((each) => holds(each, properties, person?.properties ?? {}));
    if (!person || !wanted || !passes) return [];
    return [{ actor: actor === 'person' ? person.id : distinct_id, at: inZone(timestamp, parameters.timezone), instant: timestamp }];
  });
}

/** Puts events into a table with the columns that starts and returns are read from. */
export async function createStream(engine: Connector, name: string, events: readonly Counted[]): Promise<void> {
  await engine.execute(`DROP TABLE IF EXISTS ${name}`);
  const rows = events.map(({ actor, at }, index) => `(${index + 1}, '${actor}', TIMESTAMP '${at.replace('T', ' ')}')`);
  const source = rows.length > 0 ? `VALUES ${rows.join(', ')}` : "SELECT 0, '', TIMESTAMP '2000-01-01' WHERE false";
  await engine.execute(
    `CREATE TABLE ${name} AS SELECT *, CAST(ordered_at AS DATE) AS ordered_on FROM (${source}) AS raw(order_key, customer_key, ordered_at)`,
  );
}

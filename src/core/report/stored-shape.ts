import * as v from 'valibot';
import type { Presentation } from '#core/model/presentation';
import { CAPS, cellId, currency, day, title } from './schema';

/** Steps of one cell, and characters of the SQL of one step. */
const STEPS = { count: 60, sql: 400_000, told: 200 } as const;

const object = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.strictObject(Object.assign(Object.create(null) as Entries, entries));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The shape of stored results around a report that is still to be read. The presentations' shapes come from `presentationShapes`. */
export function storedShape<T>({
  text,
  presentation,
}: {
  readonly text: v.GenericSchema;
  readonly presentation: v.GenericSchema<unknown, Presentation>;
}): v.GenericSchema<unknown, T> {
  const step = object({ id: title, sql: v.pipe(v.string(), v.maxLength(STEPS.sql)) });
  const shape: v.GenericSchema = object({
    format: v.literal('clientele.stored'),
    version: v.literal(1),
    report: v.unknown(),
    asOf: day,
    currency,
    sources: v.pipe(
      v.array(
        object({
          name: title,
          fingerprint: v.pipe(v.string(), v.maxLength(200)),
          ledger: object({ records: count, kept: count, rejected: count, skipped: count }),
        }),
      ),
      v.maxLength(CAPS.sources),
    ),
    cells: v.record(cellId, object({ presentation, steps: v.pipe(v.array(step), v.maxLength(STEPS.count)) })),
    made: object({
      day: v.pipe(
        v.string(),
        v.check((value) => v.is(day, value)),
      ),
    }),
    protection: v.nullable(object({ k: v.pipe(count, v.minValue(2)), told: v.pipe(v.array(text), v.maxLength(STEPS.told)) })),
  });
  return shape as v.GenericSchema<unknown, T>;
}

import * as v from 'valibot';
import type { PreparationStep } from '#core/model/steps';

/** What the steps of one source may hold at most. */
const CAPS = { steps: 100, entries: 1000, values: 1000, columns: 5000, parts: 50, expression: 2000 } as const;

interface Parts {
  /** An object of exactly these entries, or of at least these. */
  object<Entries extends v.ObjectEntries>(entries: Entries): v.StrictObjectSchema<Entries, undefined>;
  readonly text: v.GenericSchema<unknown, string>;
  /** A limit of a comparison. */
  readonly amount: v.GenericSchema<unknown, number | string>;
}

/** The shape of the preparation steps of a mapping. Whether they suit a file is seen when they meet it. */
export function stepsShape({ object, text, amount }: Parts): v.GenericSchema<unknown, PreparationStep[]> {
  const list = <Item extends v.GenericSchema>(item: Item, length: number) => v.pipe(v.array(item), v.maxLength(length));
  const columns = list(text, CAPS.columns);
  const condition = v.variant('op', [
    object({ op: v.picklist(['in', 'not_in']), values: list(text, CAPS.values) }),
    object({ op: v.picklist(['gt', 'gte', 'lt', 'lte']), value: amount }),
    object({ op: v.literal('between'), from: amount, to: amount }),
    object({ op: v.picklist(['is_missing', 'is_present']) }),
    object({ op: v.picklist(['contains', 'starts_with']), text }),
  ]);
  const survivor = v.variant('by', [
    object({ by: v.picklist(['first', 'last', 'most_complete']) }),
    object({ by: v.picklist(['largest', 'smallest']), column: text }),
  ]);
  const rest = v.variant('do', [object({ do: v.picklist(['keep', 'empty']) }), object({ do: v.literal('replace'), to: text })]);
  const place = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000));
  const cut = v.variant('at', [
    object({ at: v.literal('separator'), separator: text }),
    object({ at: v.literal('places'), places: list(place, CAPS.parts) }),
  ]);
  const step = v.variant('kind', [
    object({ kind: v.literal('filter'), effect: v.picklist(['keep', 'leave_out']), column: text, condition }),
    object({ kind: v.literal('deduplicate'), keys: columns, survivor }),
    object({
      kind: v.literal('recode'),
      column: text,
      entries: list(object({ from: list(text, CAPS.values), to: text }), CAPS.entries),
      ignoreCase: v.boolean(),
      rest,
    }),
    object({
      kind: v.literal('trim'),
      columns,
      inner: v.boolean(),
      halfWidth: v.boolean(),
      letters: v.picklist(['keep', 'lower', 'upper']),
    }),
    object({ kind: v.literal('split'), column: text, by: cut, into: list(text, CAPS.parts) }),
    object({ kind: v.literal('derive'), name: text, expression: v.pipe(v.string(), v.maxLength(CAPS.expression)) }),
  ]);
  return list(step, CAPS.steps);
}

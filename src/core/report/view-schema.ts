import * as v from 'valibot';
import { PIVOT_OPS } from '#core/chart/pivot/types';
import type { CellView } from './types';

interface Parts {
  readonly object: <Entries extends v.ObjectEntries>(entries: Entries) => v.StrictObjectSchema<Entries, undefined>;
  readonly list: <Item extends v.GenericSchema>(item: Item, length: number) => v.GenericSchema<v.InferInput<Item>[], v.InferOutput<Item>[]>;
  readonly name: v.GenericSchema<string>;
  readonly number: v.GenericSchema<number>;
}

/** Columns of a view that have colours or percents, names a side of a pivot, and measures of it. */
export const VIEW_CAPS = { columns: 100, heads: 10, measures: 10, thresholds: 5 } as const;

/** How a cell is shown (VW1–VW3). */
export function viewShape({ object, list, name, number }: Parts): v.GenericSchema<unknown, CellView> {
  const scalar = v.nullable(v.union([name, number, v.boolean()]));
  const scale = v.variant('by', [
    object({ by: v.literal('size') }),
    object({
      by: v.literal('thresholds'),
      at: v.pipe(
        list(number, VIEW_CAPS.thresholds),
        v.check((at) => at.length > 0 && at.every((value, index) => index === 0 || value > at[index - 1]!)),
      ),
    }),
    object({ by: v.literal('middle'), middle: number }),
  ]);
  const sort = v.variant('by', [
    object({ by: v.literal('head'), descending: v.boolean() }),
    object({ by: v.literal('measure'), measure: name, across: v.nullable(list(scalar, VIEW_CAPS.heads)), descending: v.boolean() }),
  ]);
  const percent = v.exactOptional(v.picklist(['row', 'column', 'total']));
  const measure = v.pipe(
    object({ op: v.picklist(PIVOT_OPS), column: v.nullable(name), weight: v.exactOptional(name), percent }),
    v.check(({ op, column }) => column !== null || op === 'count'),
  );
  const pivot = object({
    rows: list(name, VIEW_CAPS.heads),
    columns: list(name, VIEW_CAPS.heads),
    measures: list(measure, VIEW_CAPS.measures),
    sortRows: v.exactOptional(sort),
    sortColumns: v.exactOptional(sort),
    colour: v.exactOptional(object({ measure: name, within: v.picklist(['table', 'row', 'column']), scale })),
  });
  return object({
    show: v.exactOptional(v.picklist(['chart', 'table', 'both'])),
    sort: v.exactOptional(object({ column: name, descending: v.boolean() })),
    colours: v.exactOptional(list(object({ column: name, scale }), VIEW_CAPS.columns)),
    percents: v.exactOptional(list(name, VIEW_CAPS.columns)),
    pivot: v.exactOptional(pivot),
  });
}

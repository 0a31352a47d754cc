import type { Requirement } from '#core/analyses/contract';
import { holdsColumn, tableOf, type DataModel } from '#core/model/data-model';

/** The tables and columns that the data lack for a question, as `orders` or `orders.net_amount`; empty when it can be asked. */
export function missingFor(requires: readonly Requirement[], model: DataModel | null): readonly string[] {
  if (!model) return [];
  return requires.flatMap(({ table, columns }) =>
    tableOf(model, table)
      ? columns.filter((column) => !holdsColumn(model, table, column)).map((column) => `${table}.${column}`)
      : columns.length > 0
        ? columns.map((column) => `${table}.${column}`)
        : [table],
  );
}

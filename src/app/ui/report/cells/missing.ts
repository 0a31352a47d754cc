import { listLacks, type DataModel, type Requirement } from '#core/model/data-model';

/** The tables and columns that the data lack for a question, as `orders` or `orders.net_amount`; empty when it can be asked. */
export const missingFor = (requires: readonly Requirement[], model: DataModel | null): readonly string[] =>
  (model ? listLacks(model, requires) : []).flatMap(({ table, columns }) =>
    columns.length > 0 ? columns.map((column) => `${table}.${column}`) : [table],
  );
